"""The margin beside the column: paints cards, opens them, and lets the reader write on them."""

from PySide6.QtCore import QLineF, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from shkc_desktop.model.page import Mark
from shkc_desktop.ui.page.card_editor import CardEditor
from shkc_desktop.ui.page.card_face import Card, CardFace, paint_pin
from shkc_desktop.ui.page.columns import Beside
from shkc_desktop.ui.page.look import PageColours
from shkc_desktop.ui.page.margin_cards import CardProvider, LineCards, MarginCards, Placed
from shkc_desktop.ui.page.marks import MarkIndex
from shkc_desktop.ui.page.typeset_page import TypesetPage

_FLOAT_WIDTH = 268
_FLOAT_GAP = 8
_FLOATING_MOST = 8
_LINE_DISTANCE = 5


def _no_card(_uuid: str) -> Card | None:
    return None


class CardMargin(QObject):
    """Paints what stands beside the column of a viewport.

    Signals:
        opened: a card is open to be written on (uuid, note).
        edited: a note was written on its card (uuid, note).
        pressed: a card was clicked (uuid).
        changed: the margin looks different now.
    """

    opened = Signal(str, str)
    edited = Signal(str, str)
    pressed = Signal(str)
    changed = Signal()

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._provider: CardProvider = _no_card
        self._cards: MarginCards | None = None
        self._placed: list[Placed] = []
        self._floating: tuple[int, int] | None = None
        self._editor: CardEditor | None = None
        self._scroll = 0

    def show(self, typeset: TypesetPage, marks: MarkIndex) -> None:
        """Stand beside a page as it is now set."""
        self._typeset, self._marks = typeset, marks
        self._floating, self._placed = None, []
        self._cards = MarginCards(typeset, marks, self._provider)
        if self._editor is not None:
            self._cards.editing = (self._editor.uuid, self._editor.wanted_height)

    def set_provider(self, provider: CardProvider | None) -> None:
        """Ask `provider` what the cards say; None: there are none."""
        self._provider = provider or _no_card
        if self._cards is not None:
            self.show(self._typeset, self._marks)

    def forget(self, pieces: list[int] | None = None) -> None:
        """Marks or cards on `pieces` have changed, None: on all."""
        if self._cards is not None:
            self._cards.forget(pieces)

    @property
    def _colours(self) -> PageColours:
        return self._typeset.look.colours

    def spoken(self, mark: Mark, words: str) -> str:
        """What a screen reader says of a mark."""
        card = self._provider(mark.uuid) or Card()
        said = [f"标注“{words}”"]
        if card.tags:
            said.append("标签" + "、".join(path for path, _ in card.tags))
        if card.note:
            said.append("批注：" + card.note)
        return "，".join(said)

    # ---- painting

    def arrange(self, scroll: int) -> bool:
        """Place what stands beside the lines in sight; whether something that was in sight moved on the page."""
        if self._cards is None:
            return False
        before = {(p.mark.uuid, p.face is None): p.rect for p in self._placed}
        self._scroll = scroll
        self._placed = self._cards.placed(scroll, self._viewport.height())
        moved = any(before.get((p.mark.uuid, p.face is None), p.rect) != p.rect for p in self._placed)
        if self._floating is not None:
            self._placed += self._float(*self._floating)
        self._place_editor()
        return moved or self._floating is not None or self._editor is not None

    def paint(self, painter: QPainter, scroll: int, area: QRectF) -> None:
        """Paint the margin of the page, scrolled by `scroll`, where it lies in `area` of the viewport."""
        self.arrange(scroll)
        for placed in self._placed:
            rect = placed.rect.translated(0, -scroll)
            if placed.floats and placed.face is not None:
                placed.face.paint(painter, rect.left(), rect.top(), self._colours, floats=True)
            elif rect.bottom() >= area.top() - 40 and min(rect.top(), placed.line_middle - scroll) <= area.bottom() + 4:
                self._paint_placed(painter, placed, scroll)

    def _paint_placed(self, painter: QPainter, placed: Placed, scroll: int) -> None:
        rect, colours = placed.rect.translated(0, -scroll), self._colours
        stroke = colours.stroke(placed.mark.colour)
        if placed.face is not None:
            painter.setPen(QPen(QColor(stroke), 1, Qt.PenStyle.DotLine))
            begin = QPointF(self._typeset.columns.right + _LINE_DISTANCE, placed.line_middle - scroll)
            painter.drawLine(QLineF(begin, QPointF(rect.left(), rect.top() + 19)))
            placed.face.paint(painter, rect.left(), rect.top(), colours)
        elif placed.chips is not None:
            paint_pin(painter, rect.adjusted(0, 1, 0, -1), "", stroke, colours.text2)
            placed.chips.paint(painter, rect.left() + 10, rect.top() + 2, colours)
        else:
            words = placed.group.words() if self._typeset.columns.beside is Beside.PINS else ""
            paint_pin(painter, rect, words, stroke, colours.text2)

    def _float(self, piece: int, line: int) -> list[Placed]:
        """The cards of a line, one under another, over the text."""
        group = self._group(piece, line)
        if group is None or self._cards is None:
            return []
        middle = self._typeset.line_top(piece, line) + self._typeset.style(piece).line / 2
        columns, right = self._typeset.columns, self._viewport.width() - 12
        x = columns.card_x if columns.beside is Beside.CARDS else max(8, right - _FLOAT_WIDTH)
        y, found = middle + 14, []
        for mark, card in self._all(group):
            face = self._cards.face(mark, card, _FLOAT_WIDTH)
            frame = QRectF(x, round(y), face.width, face.height)
            found.append(Placed(frame, middle, group, mark, face=face, floats=True))
            y += face.height + _FLOAT_GAP
        bottom = self._scroll + self._viewport.height() - 8
        over = min(max(0.0, y - bottom), y)
        first_top = middle - 14 - (y - (middle + 14))
        if over and first_top > self._scroll:
            # No room below the line: above it.
            for placed in found:
                placed.rect.translate(0, first_top - (middle + 14))
        return found

    def _group(self, piece: int, line: int) -> LineCards | None:
        if self._cards is None:
            return None
        return next((g for g in self._cards.groups(piece) if g.line == line), None)

    def _all(self, group: LineCards) -> list[tuple[Mark, Card]]:
        """The cards of a line with some of those that were not asked for."""
        if not group.more:
            return group.cards
        row, layout = self._typeset.flow.pieces[group.piece], self._typeset.layout(group.piece)
        a = row.start + layout.line_start(group.line)
        b = row.start + layout.line_end(group.line)
        found = []
        for mark in sorted(self._marks.touching(row.source, a, b), key=lambda m: (m.start, m.end)):
            if mark.start >= a and (card := self._provider(mark.uuid)) is not None:
                found.append((mark, card))
                if len(found) == _FLOATING_MOST:
                    break
        return found

    # ---- mouse

    def _at(self, point: QPointF) -> Placed | None:
        page_point = point + QPointF(0, self._scroll)
        return next((p for p in reversed(self._placed) if p.rect.contains(page_point)), None)

    def covers(self, point: QPointF) -> bool:
        """Whether something of the margin lies under a point of the viewport."""
        return self._at(point) is not None

    def press(self, point: QPointF) -> bool:
        """A press on the viewport; whether it was on the margin."""
        placed = self._at(point)
        floating, self._floating = self._floating, None
        if placed is None:
            if floating is not None:
                self.changed.emit()
            return False
        if placed.face is None:
            here = (placed.group.piece, placed.group.line)
            self._floating = None if floating == here else here
        else:
            if floating is not None and any(p is placed for p in self._placed):
                self._floating = floating
            self.pressed.emit(placed.mark.uuid)
            if point.y() + self._scroll >= placed.rect.top() + placed.face.note_rect.top() - 6:
                self._edit(placed.mark, placed.face)
        self.changed.emit()
        return True

    # ---- writing

    def edit(self, mark: Mark) -> None:
        """Open the card of a mark to write on, also one that says nothing yet."""
        if self._cards is None:
            return
        pieces = self._typeset.flow.pieces_of(mark.source, mark.start, mark.end)
        if not pieces:
            return
        self._edit(mark, None)
        if self._typeset.columns.beside is not Beside.CARDS:
            row, layout = self._typeset.flow.pieces[pieces[0]], self._typeset.layout(pieces[0])
            self._floating = (pieces[0], layout.line_of(max(0, mark.start - row.start)))
        self.changed.emit()

    def _edit(self, mark: Mark, face: CardFace | None) -> None:
        if self._cards is None or (self._editor is not None and self._editor.uuid == mark.uuid):
            return
        self.finish()
        card = face.card if face is not None else self._provider(mark.uuid) or Card()
        width = (face.width if face is not None else self._typeset.columns.card_width) - 28
        if self._typeset.columns.beside is not Beside.CARDS:
            width = _FLOAT_WIDTH - 28
        editor = CardEditor(mark.uuid, card.note, width, self._colours, self._viewport)
        editor.edited.connect(self.edited)
        editor.left.connect(self._left)
        editor.height_changed.connect(self._grow)
        self._editor = editor
        self._cards.editing = (mark.uuid, editor.wanted_height)
        self._cards.forget()
        editor.hide()
        self.opened.emit(mark.uuid, card.note)
        self.changed.emit()

    def take_note(self, uuid: str, note: str) -> bool:
        """Show a note written elsewhere on the open card, unless something is unsaved there; whether it is shown."""
        return self._editor is not None and self._editor.uuid == uuid and self._editor.take(note)

    def finish(self) -> None:
        """Save and close the note that is being written, if there is one."""
        if self._editor is not None:
            self._editor.finish()

    def _grow(self, height: float) -> None:
        if self._cards is not None and self._editor is not None:
            self._cards.editing = (self._editor.uuid, height)
            self.changed.emit()

    def _left(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            had_focus = editor.hasFocus()
            editor.hide()
            editor.deleteLater()
            parent = self._viewport.parentWidget()
            if had_focus and parent is not None:
                parent.setFocus()
        if self._cards is not None:
            self._cards.editing = None
            self._cards.forget()
        self.changed.emit()

    def _place_editor(self) -> None:
        """Keep the editor on its card; hide it where the card is out of sight."""
        editor = self._editor
        if editor is None:
            return
        for placed in reversed(self._placed):
            if placed.face is not None and placed.mark.uuid == editor.uuid:
                note = placed.face.note_rect.translated(placed.rect.left(), placed.rect.top() - self._scroll)
                editor.stand_at(note)
                if editor.isHidden():
                    editor.show()
                    editor.setFocus()
                return
        editor.hide()
