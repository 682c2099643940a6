"""The face of a margin card: chips of its tags, its note, its state."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from shkc_desktop.ui.page.fonts import page_font
from shkc_desktop.ui.page.look import PageColours
from shkc_desktop.ui.page.paragraph_layout import ParagraphLayout
from shkc_desktop.ui.page.style import BlockStyle

NOTE_PX, NOTE_LINE = 13, 21
_CHIP_PX, CHIP_HEIGHT, _CHIP_PAD, _CHIP_GAP = 12, 20, 8, 6
PAD, _TOP, _BOTTOM, _BELOW_CHIPS = 14, 9, 12, 8
_MOST_LINES = 8
_RADIUS = 8


@dataclass(frozen=True)
class Card:
    """What a card says of an annotation. tags: (path, colour 1 to 4). state: a sentence, empty where all is well."""

    tags: Sequence[tuple[str, int]] = ()
    note: str = ""
    state: str = ""


def note_style(px: int = NOTE_PX, line: int = NOTE_LINE) -> BlockStyle:
    """How notes are set."""
    font = page_font("sans", px)
    metrics = QFontMetricsF(font)
    return BlockStyle(font, line, (line - metrics.height()) / 2, metrics.horizontalAdvance("国"), px)


def tag_name(path: str) -> str:
    """The last name of a tag's path: there is little room on a chip."""
    return path.rpartition("/")[2]


class Chips:
    """Tags in rows, filled with their colours."""

    def __init__(self, tags: Sequence[tuple[str, int]], width: float, rows: int = 3, more: int = 0) -> None:
        """more: a number shown behind the chips (+3)."""
        metrics = QFontMetricsF(page_font("sans", _CHIP_PX))
        self.chips: list[tuple[QRectF, str, int]] = []
        tail = f"+{more}" if more else ""
        x = y = 0.0
        for n, (path, colour) in enumerate(tags):
            name = metrics.elidedText(tag_name(path), Qt.TextElideMode.ElideRight, width - 2 * _CHIP_PAD)
            wide = metrics.horizontalAdvance(name) + 2 * _CHIP_PAD
            if x and x + wide > width - (28 if tail or rows == 1 else 0):
                if y / (CHIP_HEIGHT + 4) + 1 >= rows:
                    tail = f"+{more + len(tags) - n}"
                    break
                x, y = 0.0, y + CHIP_HEIGHT + 4
            self.chips.append((QRectF(x, y, wide, CHIP_HEIGHT), name, colour))
            x += wide + _CHIP_GAP
        self.tail, self._tail_at = tail, QPointF(x, y)
        self.height = y + CHIP_HEIGHT if tags or tail else 0.0

    def paint(self, painter: QPainter, x: float, y: float, colours: PageColours) -> None:
        """Paint the chips with their top left corner at (x, y)."""
        painter.setFont(page_font("sans", _CHIP_PX))
        for rect, name, colour in self.chips:
            place = rect.translated(x, y)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.fill(colour)))
            painter.drawRoundedRect(place, CHIP_HEIGHT / 2, CHIP_HEIGHT / 2)
            painter.setPen(QColor(colours.text))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)
        if self.tail:
            painter.setPen(QColor(colours.muted))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(x + self._tail_at.x(), y + self._tail_at.y(), 60, CHIP_HEIGHT), flags, self.tail)


class CardFace:
    """A card set to a width: where its chips and its note stand, and how high it is."""

    def __init__(self, card: Card, colour: int, width: float, editor_height: float | None = None) -> None:
        """editor_height: the height of the editor that stands where the note would."""
        self.card, self.colour, self.width = card, colour, width
        inner = width - 2 * PAD
        self._chips = Chips(card.tags, inner)
        y = _TOP + (self._chips.height + _BELOW_CHIPS if card.tags else 2)
        self._note: list[ParagraphLayout] = []
        lines = 0
        if editor_height is None:
            for paragraph in card.note.split("\n") if card.note else ():
                self._note.append(ParagraphLayout(paragraph, note_style(), inner))
                lines += self._note[-1].line_count
        self._cut = lines > _MOST_LINES
        height = editor_height if editor_height is not None else min(lines, _MOST_LINES) * NOTE_LINE
        self.note_rect = QRectF(PAD, y, inner, height)
        y = self.note_rect.bottom() if height else _TOP + self._chips.height
        self._state: ParagraphLayout | None = None
        if card.state:
            self._state, self._state_y = ParagraphLayout(card.state, note_style(12, 18), inner), y + 4
            y = self._state_y + self._state.height
        self.height = round(y + (_BOTTOM if height or card.state else _TOP))

    def paint(self, painter: QPainter, x: float, y: float, colours: PageColours, floats: bool = False) -> None:
        """Paint the card with its top left corner at (x, y); floats: with a shadow."""
        frame = QRectF(x, y, self.width, self.height)
        if floats:
            _paint_shadow(painter, frame)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(colours.card))
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.stroke(self.colour)))
        painter.drawRoundedRect(QRectF(x, y + 9, 3, self.height - 18), 1, 1)
        self._chips.paint(painter, x + PAD, y + _TOP, colours)
        painter.setPen(QColor(colours.text))
        self._paint_note(painter, x + PAD, y + self.note_rect.top(), colours)
        if self._state is not None:
            painter.setPen(QColor(colours.muted))
            self._state.draw(painter, x + PAD, y + self._state_y, QRectF())

    def _paint_note(self, painter: QPainter, x: float, y: float, colours: PageColours) -> None:
        """The first lines of the note; an ellipsis at the right edge says that there are more."""
        painter.save()
        if self._cut:
            painter.setClipRect(QRectF(x, y, self.note_rect.width(), self.note_rect.height()))
        bottom = y + self.note_rect.height()
        for paragraph in self._note:
            if y < bottom:
                paragraph.draw(painter, x, y, QRectF())
            y += paragraph.height
        if self._cut:
            last = QRectF(x + self.note_rect.width() - 22, bottom - NOTE_LINE, 22, NOTE_LINE)
            painter.fillRect(last, QColor(colours.card))
            painter.setFont(page_font("sans", NOTE_PX))
            painter.drawText(last, Qt.AlignmentFlag.AlignCenter, "…")
        painter.restore()


def _paint_shadow(painter: QPainter, frame: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for spread, alpha in ((10, 5), (7, 7), (5, 9), (3, 12), (1, 16)):
        painter.setBrush(QColor(0, 0, 0, alpha))
        painter.drawRoundedRect(frame.adjusted(-spread, -spread + 4, spread, spread + 4), 8 + spread, 8 + spread)


def paint_pin(painter: QPainter, rect: QRectF, words: str, stroke: str, ink: str) -> None:
    """Paint a pin: a bar in the mark's colour and the first tag."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(stroke))
    painter.drawRoundedRect(QRectF(rect.left(), rect.top(), 3, rect.height()), 1, 1)
    if words:
        font = page_font("sans", 12)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        room = rect.adjusted(9, 0, 0, 0)
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
