"""The pane a page is read in: what the reader does on it with mouse and keys."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from shkc_desktop.model.page import Mark, Page, Place
from shkc_desktop.ui.page.caret import Caret
from shkc_desktop.ui.page.look import Look
from shkc_desktop.ui.page.noted_page import NotedPage
from shkc_desktop.ui.page.page_painter import Ends
from shkc_desktop.ui.page.pointer import Pointer, Surface
from shkc_desktop.ui.page.selection import WordFinder, word_by_class

_VERTICAL = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class ReadingPane(NotedPage):
    """Shows a Page, and lets the reader select, press and mark it.

    Signals:
        selection_changed: something else is selected; see `selected_spans`.
        place_changed: the line at the top is another (Place), told when scrolling has come to rest.
        marks_pressed: the reader clicked on text that carries marks (uuids, shortest first; global point).
        mark_dragged: an end of a mark was dragged (uuid, source, start, end).
        card_edited: a note was written on its card (uuid, note).
        card_pressed: a card was clicked (uuid).
        zoom_requested: Ctrl and the wheel were turned (+1 larger, -1 smaller).
        column_changed: a line holds more characters, or fewer.
    """

    selection_changed = Signal()
    marks_pressed = Signal(list, QPoint)
    mark_dragged = Signal(str, int, int, int)
    zoom_requested = Signal(int)
    column_changed = Signal()

    def __init__(self, parent: QWidget | None = None, look: Look | None = None) -> None:
        super().__init__(parent, look)
        self._hovered: str | None = None
        self._chosen: str | None = None
        self._shifted: Mark | None = None
        # What was selected last, cut into spans: many ask for it while the mouse is dragged.
        self._spans_of: tuple[tuple[int, int], list[tuple[int, int, int]]] | None = None
        self._caret = Caret(self._typeset, self._selection)
        self._caret_on = False
        self._blink = QTimer(self)
        self._blink.timeout.connect(self._blink_caret)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._pointer = Pointer(self._surface(), self)

    def show_page(self, page: Page, marks: Sequence[Mark], place: Place | None = None) -> None:
        """Show a page with its marks, at a place or from its top."""
        self._hovered = self._chosen = self._shifted = self._spans_of = None
        super().show_page(page, marks, place)
        self._caret = Caret(self._typeset, self._selection)
        self.selection_changed.emit()

    def _set_page(self) -> None:
        super()._set_page()
        self._caret = Caret(self._typeset, self._selection)
        self.column_changed.emit()

    def line_length(self) -> int:
        """How many characters a line of this pane holds: fewer than wished for where it is narrow."""
        return self._typeset.columns.width // self.look.px

    def set_word_finder(self, finder: WordFinder | None) -> None:
        """Find words by `finder`; None: by the class of characters."""
        self._selection.word_finder = finder or word_by_class

    # ---- selection

    def selected_spans(self) -> list[tuple[str, int, int]]:
        """(report uuid, start, end) of what is selected, cut where blocks are not consecutive in one report."""
        key = (self._selection.start, self._selection.end)
        if self._spans_of is None or self._spans_of[0] != key:
            self._spans_of = key, self._flow.spans(*key)
        return [(self._flow.page.sources[source].report, a, b) for source, a, b in self._spans_of[1]]

    def selected_text(self) -> str:
        """The source's words that are selected, blocks joined by LF."""
        return self._flow.text(self._selection.start, self._selection.end)

    def caret_place(self) -> Place | None:
        """Where the caret stands, None on a page without text."""
        return self._flow.place_at(self._selection.caret) if len(self._flow) else None

    def plain_text(self) -> str:
        """The words of the whole page, a block a line, year headings included."""
        return "\n".join(self._flow.text_of(n) for n in range(len(self._flow)))

    def select(self, start: Place, end: Place) -> None:
        """Select between two places."""
        a, b = self._position(start), self._position(end)
        if a is not None and b is not None:
            self._select(a, b)

    def select_sentence(self) -> None:
        """Select the sentence at the caret."""
        self._select(*self._selection.sentence(self._selection.start))

    def select_paragraph(self) -> None:
        """Select the paragraph at the caret."""
        self._select(*self._selection.paragraph(self._selection.start))

    def select_all(self) -> None:
        """Select the whole page."""
        self._select(0, self._flow.end)

    def clear_selection(self) -> None:
        """Select nothing; the caret stays."""
        self._select(self._selection.caret, self._selection.caret)

    def copy(self) -> None:
        """Put the selected words on the clipboard."""
        if self._selection.start < self._selection.end:
            QGuiApplication.clipboard().setText(self.selected_text())

    def _select(self, anchor: int, caret: int) -> None:
        if len(self._flow):
            self._caret.forget_column()
            self._set_caret(anchor, caret)

    def choose_mark(self, uuid: str | None) -> None:
        """Show the handles of a mark, so that its ends can be dragged; None: of none."""
        self._chosen = uuid
        self.viewport().update()

    # ---- handles and caret

    def _selection_ends(self) -> Ends | None:
        if self._selection.start >= self._selection.end:
            return None
        return self._ends(self._selection.start, self._selection.end, self._look.colours.accent)

    def _mark_ends(self) -> tuple[Mark, Ends] | None:
        """The handles of the mark that is chosen or under the mouse."""
        uuid = self._chosen or self._hovered
        mark = self._shifted or (self._marks.get(uuid) if uuid else None)
        if mark is None:
            return None
        a, b = self._flow.position(mark.source, mark.start), self._flow.position(mark.source, mark.end)
        if a is None or b is None:
            return None
        return mark, self._ends(a, b, self._look.colours.stroke(mark.colour))

    def _ends(self, start: int, end: int, colour: str) -> Ends:
        return Ends(self._typeset.caret(start), self._typeset.caret_behind(end), colour)

    def _paint_over(self, painter: QPainter, scroll: int, area: QRectF) -> None:
        super()._paint_over(painter, scroll, area)
        found = self._mark_ends()
        if found is not None:
            self._painter.paint_ends(painter, found[1], scroll)
        ends = self._selection_ends()
        if ends is not None:
            self._painter.paint_ends(painter, ends, scroll)
        elif self._caret_on and len(self._flow):
            rect = self._typeset.caret(self._selection.caret).translated(0, -scroll)
            painter.fillRect(
                QRectF(round(rect.left()), rect.top(), 2, rect.height()), QColor(self._look.colours.accent)
            )

    def _show_caret(self) -> None:
        """Show the caret, and let it blink if the system's carets do."""
        self._caret_on = self.hasFocus()
        flash = QGuiApplication.styleHints().cursorFlashTime()
        if flash > 0 and self.hasFocus():
            self._blink.start(flash // 2)
        self.viewport().update()

    def _blink_caret(self) -> None:
        self._caret_on = self.hasFocus() and not self._caret_on
        if not len(self._flow):
            return
        rect = self._typeset.caret(self._selection.caret).translated(0, -self.verticalScrollBar().value())
        self.viewport().update(rect.toAlignedRect().adjusted(-2, -2, 2, 2))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The pane has the keyboard: the caret shows."""
        super().focusInEvent(event)
        self._show_caret()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The pane has lost the keyboard."""
        super().focusOutEvent(event)
        self._blink.stop()
        self._caret_on = False
        self.viewport().update()

    # ---- mouse

    def _surface(self) -> Surface:
        bar = self.verticalScrollBar()
        return Surface(
            position=self._under,
            height=lambda: self.viewport().height(),
            scroll=lambda by: bar.setValue(bar.value() + by),
            scroll_value=bar.value,
            selection=lambda: self._selection,
            selection_ends=self._selection_ends,
            mark_ends=self._mark_ends,
            select=self._select,
            pressed=self._press_marks,
            preview=self._preview_end,
            drop=self._drop_end,
        )

    def _marks_at(self, point: QPointF) -> list[Mark]:
        """The marks whose paint lies under a point, shortest first."""
        if not len(self._flow):
            return []
        position = self._under(point)
        for candidate in (position, position - 1):
            scroll = self.verticalScrollBar().value()
            bands = self._typeset.bands(candidate, candidate + 1, scroll, scroll + self.viewport().height())
            if any(band.translated(0, -scroll).contains(point) for band in bands):
                return self._marks.at(*self._flow.source_offset(candidate))
        return []

    def _press_marks(self, point: QPoint) -> None:
        found = self._marks_at(QPointF(self.viewport().mapFromGlobal(point)))
        self.choose_mark(found[0].uuid if found else None)
        if found:
            self.marks_pressed.emit([mark.uuid for mark in found], point)

    def _preview_end(self, mark: Mark, at_start: bool, position: int) -> None:
        """Show a mark with an end dragged to a position; its report and a character of it have to remain."""
        source, offset = self._flow.source_offset(position)
        if source != mark.source:
            return
        kept = self._marks.get(mark.uuid) or mark
        if at_start:
            shifted = kept._replace(start=min(offset, kept.end - 1))
        else:
            shifted = kept._replace(end=max(offset, kept.start + 1))
        self._repaint_marks(kept)
        self._marks.add(shifted)
        self._shifted = shifted
        self._repaint_marks(shifted)

    def _drop_end(self, before: Mark) -> None:
        shifted, self._shifted = self._shifted, None
        if shifted is None or shifted == before:
            return
        # What is stored decides; until it says so, the mark stays as it was.
        self.replace_mark(before)
        self.mark_dragged.emit(shifted.uuid, shifted.source, shifted.start, shifted.end)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select from here, or take a handle."""
        if event.button() == Qt.MouseButton.LeftButton and len(self._flow) and not self._margin.press(event.position()):
            self._pointer.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word."""
        if event.button() == Qt.MouseButton.LeftButton and len(self._flow):
            self._pointer.press(event, double=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or show which mark is under the mouse."""
        if self._pointer.is_down:
            self._pointer.move(event.position())
            return
        if self._margin.covers(event.position()):
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
            return
        found = self._marks_at(event.position())
        grips = self._pointer.grips(event.position())
        hovered = found[0].uuid if found else self._hovered if grips else None
        if hovered != self._hovered:
            self._hovered = hovered
            self.viewport().update()
        shape = Qt.CursorShape.SizeHorCursor if grips else Qt.CursorShape.IBeamCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The drag or click ends."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.release(event.globalPosition().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is elsewhere: no mark is under it."""
        super().leaveEvent(event)
        if self._hovered is not None:
            self._hovered = None
            self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl ask for another size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            delta = event.angleDelta().y()
            if delta:
                self.zoom_requested.emit(1 if delta > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    # ---- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the caret, select, copy, turn the page."""
        if not len(self._flow):
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._select(0, self._flow.end)
        elif event.key() == Qt.Key.Key_Space:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + (-1 if back else 1) * bar.pageStep())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press_marks_at_caret()
        elif not self._move_caret(event):
            super().keyPressEvent(event)

    def _move_caret(self, event: QKeyEvent) -> bool:
        bar = self.verticalScrollBar()
        extend = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in _VERTICAL and not extend:
            self._fetch_caret()
        target = self._caret.target(event, bar.pageStep())
        if target is None:
            return False
        before = self._typeset.caret(self._selection.caret).center().y()
        self._set_caret(self._selection.anchor if extend else target, target)
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            bar.setValue(bar.value() + round(self._typeset.caret(target).center().y() - before))
        self._show_position(target)
        return True

    def _fetch_caret(self) -> None:
        """Bring the caret to the first line in sight if the reader has scrolled away from it."""
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        y = self._typeset.caret(self._selection.caret).center().y()
        if not top <= y <= top + height:
            piece, line = self._typeset.line_at(top + self._sheet.line)
            here = self._flow.bases[piece] + self._typeset.layout(piece).line_start(line)
            self._selection.set(here, here)
            self._caret.forget_column()

    def _press_marks_at_caret(self) -> None:
        """What a click does, by Enter: tell the marks at the caret or at the start of the selection."""
        position = self._selection.start
        found = self._marks.at(*self._flow.source_offset(position))
        if found:
            self.choose_mark(found[0].uuid)
            rect = self._typeset.caret(position).translated(0, -self.verticalScrollBar().value())
            point = self.viewport().mapToGlobal(rect.bottomLeft().toPoint())
            self.marks_pressed.emit([mark.uuid for mark in found], point)

    def _set_caret(self, anchor: int, caret: int) -> None:
        if self._selection.set(anchor, caret):
            self._painter.selection = (self._selection.start, self._selection.end)
            self.selection_changed.emit()
        self._show_caret()
