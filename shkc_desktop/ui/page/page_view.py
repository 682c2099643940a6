"""The view of a page: it lays out and paints only what is seen."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from shkc_desktop.model.page import Mark, Page, PageKey, PageKind, Place
from shkc_desktop.ui.page.columns import Columns
from shkc_desktop.ui.page.flow import YEAR, Flow
from shkc_desktop.ui.page.look import Look
from shkc_desktop.ui.page.marks import MarkIndex
from shkc_desktop.ui.page.page_head import PageHead
from shkc_desktop.ui.page.page_painter import PagePainter
from shkc_desktop.ui.page.scroll_map import ScrollMap
from shkc_desktop.ui.page.selection import Selection
from shkc_desktop.ui.page.spans import SpanIndex
from shkc_desktop.ui.page.style import StyleSheet
from shkc_desktop.ui.page.typeset_page import TypesetPage

# Longer slices of measuring would be felt while scrolling.
_IDLE_SLICE = 0.008
_PLACE_REST_MS = 250
_EMPTY = Page(PageKey(PageKind.REPORT), "", (), ())


class PageView(QAbstractScrollArea):
    """Shows a Page with marks, hits and keywords; ReadingPane adds what the reader does on it.

    Signals:
        place_changed: the line at the top is another (Place), told when scrolling has come to rest.
    """

    place_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None, look: Look | None = None) -> None:
        super().__init__(parent)
        self._look = look or Look()
        self._sheet = StyleSheet(self._look)
        self._head_free = 0
        self._marks = MarkIndex()
        self._flow = Flow(_EMPTY)
        self._selection = Selection(self._flow)
        # One made here is known to Python: asking Qt for its own makes every widget class known first, some 15 ms.
        self.setViewport(QWidget())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._map = ScrollMap(self._look.colours, self)
        self.setVerticalScrollBar(self._map)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._keeps_sight = False
        # Where the page was put: position, pixels beyond its line, value of the scroll bar.
        self._held: tuple[int, int, int] | None = None
        self._hit_spans: list[tuple[int, int, int]] = []
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._measure_more)
        self._rest = QTimer(self, interval=_PLACE_REST_MS, singleShot=True)
        self._rest.timeout.connect(self._tell_place)
        self._flash_timer = QTimer(self, interval=60)
        self._flash_timer.timeout.connect(self._fade)
        self._typeset = TypesetPage(self._flow, self._look, self._sheet, self.viewport().width())
        self._head = PageHead(self._flow.page, self._typeset.columns, self._head_free)
        self._painter = PagePainter(self._typeset, self._head, self._marks)
        self._typeset.head = self._head.height

    # ---- what is shown

    def show_page(self, page: Page, marks: Sequence[Mark], place: Place | None = None) -> None:
        """Show a page with its marks, at a place or from its top."""
        self._idle.stop()
        self._held, self._hit_spans = None, []
        self._flow = Flow(page, self._look.show_artifacts)
        self._marks = MarkIndex(marks)
        self._selection = Selection(self._flow, self._selection.word_finder)
        self._set_page()
        self.verticalScrollBar().setValue(0)
        if place is not None:
            self.go_to(place)

    @property
    def page(self) -> Page:
        """The page on show."""
        return self._flow.page

    @property
    def look(self) -> Look:
        """How it is set."""
        return self._look

    def set_look(self, look: Look) -> None:
        """Set the page in another look; the line at the top stays."""
        if look == self._look:
            return
        old, here = self._look, self._anchor()
        self._look = look
        if replace(old, colours=look.colours) == look:
            self._typeset.look = look
            self._map.set_colours(look.colours)
            self.viewport().update()
            return
        if old.show_artifacts != look.show_artifacts:
            place = self.place()
            self.show_page(self._flow.page, list(self._marks), place)
            return
        self._sheet = StyleSheet(look)
        self._set_page()
        self._restore(here)

    def _set_page(self) -> None:
        """Set the flow anew for the look and width in use."""
        self._typeset = TypesetPage(self._flow, self._look, self._sheet, self.viewport().width())
        self._head = PageHead(self._flow.page, self._typeset.columns, self._head_free)
        self._typeset.head = self._head.height
        self._painter = self._painter.for_page(self._typeset, self._head, self._marks)
        self._set_range()
        self._map_spans()
        self._idle.start()
        self.viewport().update()

    def _map_spans(self) -> None:
        """Map marks and hits on the scroll bar, when there is time."""
        self._map.show_spans(self._typeset, self._marks, self._painter.hits)

    def _set_range(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._typeset.height - height))
        bar.setPageStep(max(1, height - 2 * self._sheet.line))
        bar.setSingleStep(self._sheet.line)

    # ---- marks, hits, keywords

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks instead of the present ones."""
        self._marks = self._painter.marks = MarkIndex(marks)
        self._painter.forget()
        self._map_spans()
        self.viewport().update()

    def add_mark(self, mark: Mark) -> None:
        """Show one mark more, or another in place of the one with its uuid."""
        before = self._marks.get(mark.uuid)
        self._marks.add(mark)
        self._repaint_marks(before, mark)

    def replace_mark(self, mark: Mark) -> None:
        """Show a mark in place of the one with its uuid."""
        self.add_mark(mark)

    def remove_mark(self, uuid: str) -> None:
        """Show a mark no longer."""
        if (gone := self._marks.remove(uuid)) is not None:
            self._repaint_marks(gone)

    def _repaint_marks(self, *marks: Mark | None) -> None:
        for mark in marks:
            if mark is not None:
                self._painter.forget(self._flow.pieces_of(mark.source, mark.start, mark.end))
        self._map_spans()
        self.viewport().update()

    def set_hits(self, hits: Sequence[tuple[int, int, int]], current: int | None) -> None:
        """Paint hits (source, start, end); `current` is the index of the one with an outline."""
        spans = list(hits)
        if spans != self._hit_spans:
            self._hit_spans = spans
            self._painter.hits = SpanIndex(Mark("", *span, 0) for span in spans)
            self._map_spans()
        self._painter.current_hit = None if current is None or not spans else Mark("", *spans[current], 0)
        self.viewport().update()

    def set_keywords(self, spans: Sequence[tuple[int, int, int, int]]) -> None:
        """Underline words of keyword lists thinly: (source, start, end, colour)."""
        self._painter.keywords = SpanIndex(Mark(str(n), *span) for n, span in enumerate(spans))
        self.viewport().update()

    # ---- places

    def place(self) -> Place:
        """The place of the first character of the line at the top."""
        if not len(self._flow):
            return Place("", 0)
        position, _ = self._anchor()
        piece = self._flow.piece_at(position)
        if self._flow.pieces[piece].kind == YEAR and piece + 1 < len(self._flow):
            position = self._flow.bases[piece + 1]
        return self._flow.place_at(position)

    def go_to(self, place: Place, flash: bool = False) -> None:
        """Bring a place to the top; with flash a third down, unless it is in sight, and light its sentence up."""
        position = self._position(place)
        if position is None:
            return
        if not flash:
            piece = self._flow.piece_at(position)
            if piece and self._flow.pieces[piece - 1].kind == YEAR and position == self._flow.bases[piece]:
                # A year begins here: its heading, and the rule above it, are to be seen.
                self._restore((self._flow.bases[piece - 1], -self._sheet.line))
            else:
                self._restore((position, 0))
            return
        rect = self._typeset.caret(position)
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        if not top + 40 <= rect.top() <= top + height * 0.8:
            self._restore((position, -height // 3))
        self._painter.flash = (*self._selection.sentence(position), 1.0)
        self._flash_timer.start()

    def _position(self, place: Place) -> int | None:
        source = self._flow.page.source_index(place.report)
        return None if source is None else self._flow.position(source, place.offset)

    def _anchor(self) -> tuple[int, int]:
        """The first character of the line at the top, and the pixels scrolled past its line's top."""
        if not len(self._flow):
            return 0, 0
        y = self.verticalScrollBar().value()
        if self._held is not None and self._held[2] == y:
            # Not the line's first character, else the place would drift from width to width.
            return self._held[:2]
        piece, line = self._typeset.line_at(y)
        position = self._flow.bases[piece] + self._typeset.layout(piece).line_start(line)
        return position, y - self._typeset.line_top(piece, line)

    def _restore(self, anchor: tuple[int, int]) -> None:
        if not len(self._flow):
            return
        position, beyond = anchor
        height = self.viewport().height()
        # What comes into sight is measured first, else the line would not stand where it is wanted.
        piece, line = self._typeset.line_of(position)
        y = self._typeset.line_top(piece, line)
        self._typeset.settle(y, y + height)
        self._set_range()
        value = self._typeset.line_top(piece, line) + beyond
        at_head = position <= self._flow.begin and 0 >= beyond > -self._head.height
        self.verticalScrollBar().setValue(0 if at_head else value)
        self._held = (position, beyond, self.verticalScrollBar().value())

    def _show_position(self, position: int) -> None:
        """Scroll as little as needed to show a position with a line around it."""
        rect, bar, line = self._typeset.caret(position), self.verticalScrollBar(), self._sheet.line
        if position <= self._flow.begin:
            bar.setValue(0)
        elif rect.top() < bar.value() + line:
            bar.setValue(round(rect.top()) - line)
        elif rect.bottom() > bar.value() + self.viewport().height() - line:
            bar.setValue(round(rect.bottom()) + line - self.viewport().height())

    def _tell_place(self) -> None:
        self.place_changed.emit(self.place())

    def mark(self, uuid: str) -> Mark | None:
        """A mark as the page paints it now, None if it is not on the page."""
        return self._marks.get(uuid)

    def mark_rect(self, uuid: str) -> QRect | None:
        """Where a mark is in the viewport, None if it is not in sight."""
        mark = self._marks.get(uuid)
        if mark is None:
            return None
        a, b = self._flow.position(mark.source, mark.start), self._flow.position(mark.source, mark.end)
        return self._rect(a, b) if a is not None and b is not None else None

    def selection_rect(self) -> QRect:
        """Where the selection is in the viewport; empty if it is not in sight."""
        return self._rect(self._selection.start, self._selection.end) or QRect()

    def _rect(self, start: int, end: int) -> QRect | None:
        scroll = self.verticalScrollBar().value()
        bands = self._typeset.bands(start, end, scroll, scroll + self.viewport().height())
        if not bands:
            return None
        united = QRectF(bands[0])
        for band in bands[1:]:
            united = united.united(band)
        return united.translated(0, -scroll).toAlignedRect()

    def head_end(self) -> QPoint:
        """Where the line of the title ends, in the viewport: buttons of the head stand left of it."""
        y = self._head.title_middle - self.verticalScrollBar().value()
        return QPoint(self._typeset.columns.right, y)

    def keep_head_free(self, width: int) -> None:
        """Keep this many px free right of the facts, for the buttons of the head."""
        if width != self._head_free:
            self._head_free = width
            here = self._anchor()
            self._head = self._painter.head = PageHead(self._flow.page, self._typeset.columns, width)
            self._typeset.head = self._head.height
            self._set_range()
            self._restore(here)
            self.viewport().update()

    def point_of(self, place: Place) -> QPoint:
        """The middle of the left edge of the character at a place, in the viewport."""
        rect = self._typeset.caret(self._position(place) or 0)
        return QPoint(round(rect.left()) + 1, round(rect.center().y()) - self.verticalScrollBar().value())

    def place_under(self, point: QPoint) -> Place:
        """The place nearest to a point of the viewport."""
        return self._flow.place_at(self._under(QPointF(point)))

    def _under(self, point: QPointF) -> int:
        if not len(self._flow):
            return 0
        return self._typeset.position_at(point.x(), point.y() + self.verticalScrollBar().value())

    # ---- painting and scrolling

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is seen, after laying it out."""
        scroll, height = self.verticalScrollBar().value(), self.viewport().height()
        if self._typeset.settle(scroll, scroll + height):
            self._set_range()
        painter = QPainter(self.viewport())
        self._painter.paint(painter, scroll, QRectF(event.rect()))
        self._paint_over(painter, scroll, QRectF(event.rect()))
        painter.end()

    def _paint_over(self, painter: QPainter, scroll: int, area: QRectF) -> None:
        """Paint what lies over the text."""

    def scrollContentsBy(self, _dx: int, dy: int) -> None:
        """The scroll bar moved: shift what is painted, and paint only what comes into sight."""
        self._rest.start()
        view = self.viewport()
        if self._keeps_sight:
            return
        if self._arrange(dy) or abs(dy) >= view.height():
            view.update()
        else:
            view.scroll(0, dy, view.rect())

    def _arrange(self, dy: int) -> bool:
        """Lay out what has come into sight; whether what was in sight stands elsewhere now.

        Scrolling up, paragraphs above turn out higher or lower than estimated; what was in sight is kept there.
        """
        if not len(self._flow):
            return False
        scroll = self.verticalScrollBar().value()
        kept = self._typeset.piece_at(scroll + max(0, dy))
        before = self._typeset.top(kept)
        if not self._typeset.settle(scroll, scroll + self.viewport().height()):
            return False
        self._set_range_keeping(self._typeset.top(kept) - before)
        return True

    def _set_range_keeping(self, moved: int) -> None:
        """What is in sight has moved down the page by so much: scroll along, so that nothing is seen of it."""
        value = self.verticalScrollBar().value()
        self._keeps_sight = True
        # A shorter page would draw the value in before it is moved.
        self._set_range()
        self.verticalScrollBar().setValue(value + moved)
        self._keeps_sight = False
        if self._held is not None and self._held[2] == value:
            self._held = (*self._held[:2], self.verticalScrollBar().value())
        if self.verticalScrollBar().value() != value + moved:
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the line at the top; set the page anew if the column changed."""
        here = self._anchor()
        columns = Columns.fit(self._look, event.size().width())
        if columns.width == self._typeset.columns.width and columns.beside is self._typeset.columns.beside:
            # Only the margins are others: every line stays as it is.
            self._typeset.columns = columns
            self._head = self._painter.head = PageHead(self._flow.page, columns, self._head_free)
            self._typeset.head = self._head.height
            self._set_range()
        else:
            self._set_page()
        self._restore((here[0], min(here[1], 0)) if here[0] or here[1] > 0 else here)

    def is_measuring(self) -> bool:
        """Whether heights or the scroll bar's map are still being made exact."""
        return self._idle.isActive() or self._map.is_mapping()

    def _measure_more(self) -> None:
        """Measure what has only been estimated, while nothing else is to do; the line at the top stays."""
        piece = self._typeset.piece_at(self.verticalScrollBar().value()) if len(self._flow) else 0
        before = self._typeset.top(piece) if len(self._flow) else 0
        if not self._typeset.settle_more(_IDLE_SLICE):
            self._idle.stop()
            self._map_spans()
        if not len(self._flow):
            return
        self._set_range_keeping(self._typeset.top(piece) - before)

    def _fade(self) -> None:
        flash = self._painter.flash
        left = flash[2] - 0.05 if flash else 0.0
        self._painter.flash = (flash[0], flash[1], left) if flash and left > 0 else None
        if self._painter.flash is None:
            self._flash_timer.stop()
        self.viewport().update()
