"""Paints the rows of the list of hits."""

import re
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from shkc_desktop.chinese.folding import fold
from shkc_desktop.model.hit import Hit
from shkc_desktop.ui import theme
from shkc_desktop.ui.searching.result_model import ResultModel
from shkc_desktop.ui.searching.rows import Head, HitRow, More, RelatedHead, RelatedRow, SubHead

# As the picture draws it: between a reading size and one of the interface.
SNIPPET = 14
LEFT, RIGHT, INDENT = 10, 12, 22
# What comes before a hit ends at a sentence, and takes at most this share of the line.
_SENTENCE_END = re.compile(r".*[。！？；\n]\s*", re.DOTALL)
_BEFORE = 0.55
_VCENTRE = Qt.AlignmentFlag.AlignVCenter


class _Snippet(NamedTuple):
    """A hit as it fits into its line. left, width: of the words found, in px."""

    words: str
    left: float
    width: float

    @classmethod
    def of(cls, hit: Hit, font: QFont, room: float) -> "_Snippet":
        metrics = QFontMetricsF(font)
        before, match, after = fitted(hit, metrics, room)
        return cls(before + match + after, metrics.horizontalAdvance(before), metrics.horizontalAdvance(match))


class ResultDelegate(QStyledItemDelegate):
    """Heads, hits with the words found marked, passages that are related."""

    def __init__(self, results: ResultModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._results = results
        self._fitted: dict[int, tuple[HitRow, float, _Snippet]] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        room = rect.adjusted(LEFT, 0, -RIGHT, 0)
        match self._results.row(index.row()):
            case Head(words, count):
                painter.setFont(theme.font(bold=True))
                self._line(painter, room.adjusted(0, 4, 0, 0), words, count, "text")
            case SubHead(words, count):
                painter.setFont(theme.font(theme.SECONDARY))
                self._line(painter, room, words, count, "text2")
            case HitRow() as row:
                current = row.index == self._results.current
                self._ground(painter, rect, option.state, current)
                self._paint_hit(painter, room, row, index.row(), current)
            case More(count):
                self._ground(painter, rect, option.state, False)
                painter.setFont(theme.font(theme.SECONDARY))
                painter.setPen(theme.current().colour("accent"))
                painter.drawText(room, _VCENTRE, self.tr("再显示 {} 处").format(count))
            case RelatedHead(total, words):
                self._paint_related_head(painter, rect, total, words)
            case RelatedRow(hit, words):
                self._ground(painter, rect, option.state, False)
                self._paint_related(painter, room, hit, words)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, current: bool) -> None:
        tokens = theme.current()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if current or selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("selected" if current or selected else "hover"))
            box = QRectF(rect).adjusted(2, 2, -4, -2)
            painter.drawRoundedRect(box, theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(tokens.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(3, 3, -5, -3), theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)

    def _line(self, painter: QPainter, rect: QRect, words: str, count: int | None, ink: str) -> None:
        painter.setPen(theme.current().colour(ink))
        fits = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, rect.width() - 40)
        painter.drawText(rect, _VCENTRE, fits)
        if count is not None:
            painter.setFont(theme.font(theme.SECONDARY))
            painter.setPen(theme.current().colour("text2"))
            painter.drawText(rect, _VCENTRE | Qt.AlignmentFlag.AlignRight, str(count))

    def _paint_hit(self, painter: QPainter, rect: QRect, row: HitRow, number: int, current: bool) -> None:
        tokens = theme.current()
        if row.colour:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour(f"stroke-{row.colour}"))
            painter.drawRoundedRect(QRectF(rect.x(), rect.y() + 10, 3, rect.height() - 20), 1.5, 1.5)
        left = INDENT - LEFT
        if row.index in self._results.chosen:
            self._paint_check(painter, QRectF(rect.x() + 7, rect.center().y() - 6.5, 14, 14))
            left += 16
        place = f"¶{row.hit.paragraph}" if row.hit.paragraph else ""
        small = theme.font(theme.SECONDARY)
        painter.setFont(small)
        painter.setPen(tokens.colour("text2"))
        painter.drawText(rect, _VCENTRE | Qt.AlignmentFlag.AlignRight, place)
        font = theme.font(SNIPPET, serif=True)
        known = self._fitted.get(number)
        if known is None or known[0] is not row or known[1] != rect.width() - left:
            width = QFontMetricsF(small).horizontalAdvance(place) + (12 if place else 0)
            known = row, rect.width() - left, _Snippet.of(row.hit, font, rect.width() - left - width)
            self._fitted[number] = known
        painter.setFont(font)
        self._paint_snippet(painter, QRectF(rect).adjusted(left, 0, 0, 0), known[2], current)

    def _paint_check(self, painter: QPainter, box: QRectF) -> None:
        tokens = theme.current()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("accent"))
        painter.drawRoundedRect(box, theme.CHECKBOX_RADIUS, theme.CHECKBOX_RADIUS)
        painter.setPen(QPen(tokens.colour("on_accent"), 1.6))
        x, y = box.x(), box.y()
        painter.drawPolyline([QPointF(x + 3.5, y + 7.2), QPointF(x + 6, y + 9.8), QPointF(x + 10.5, y + 4.4)])

    def _paint_snippet(self, painter: QPainter, room: QRectF, snippet: _Snippet, current: bool) -> None:
        tokens = theme.current()
        box = QRectF(room.x() + snippet.left - 1, room.center().y() - 10, snippet.width + 2, 20)
        painter.setPen(QPen(tokens.colour("accent"), 1.5) if current else Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("selection"))
        painter.drawRoundedRect(box, theme.MARK_RADIUS + 1, theme.MARK_RADIUS + 1)
        painter.setPen(tokens.colour("text"))
        painter.drawText(room, _VCENTRE, snippet.words)

    def _paint_related_head(self, painter: QPainter, rect: QRect, total: int, words: str) -> None:
        tokens = theme.current()
        painter.setPen(tokens.colour("line"))
        painter.drawLine(rect.x(), rect.y() + 4, rect.right(), rect.y() + 4)
        room = rect.adjusted(LEFT, 10, -RIGHT, 0)
        painter.setFont(theme.font(theme.GROUP, bold=True))
        painter.setPen(tokens.colour("text"))
        head = self.tr("相关")
        painter.drawText(room, _VCENTRE, head)
        width = round(QFontMetricsF(painter.font()).horizontalAdvance(head)) + 12
        painter.setFont(theme.font(theme.SECONDARY))
        painter.setPen(tokens.colour("text2"))
        line = f"{self.tr('{} 段').format(total)}　{words}" if total else words
        fits = QFontMetricsF(painter.font()).elidedText(line, Qt.TextElideMode.ElideRight, room.width() - width)
        painter.drawText(room.adjusted(width, 1, 0, 0), _VCENTRE, fits)

    def _paint_related(self, painter: QPainter, rect: QRect, hit: Hit, words: tuple[str, ...]) -> None:
        tokens = theme.current()
        painter.setFont(theme.font(SNIPPET, serif=True))
        metrics = QFontMetricsF(painter.font())
        room = QRectF(rect.x() + INDENT - LEFT, rect.y() + 4, rect.width() - INDENT + LEFT, 26)
        before, match, after = fitted(hit, metrics, room.width())
        painter.setPen(tokens.colour("text2"))
        painter.drawText(room, _VCENTRE, before + match + after)
        painter.setPen(QPen(tokens.colour("muted"), 1.2, Qt.PenStyle.DotLine))
        line = before + match + after
        for start, end in underlined(line, words):
            left = room.x() + metrics.horizontalAdvance(line[:start])
            right = room.x() + metrics.horizontalAdvance(line[:end])
            painter.drawLine(QPointF(left, room.bottom() - 2), QPointF(right, room.bottom() - 2))
        painter.setFont(theme.font(theme.MARGIN))
        painter.setPen(tokens.colour("muted"))
        number = f"¶{hit.paragraph}" if hit.paragraph else ""
        facts = "　".join(filter(None, ("、".join(hit.districts) or hit.title, str(hit.year or ""), number)))
        painter.drawText(QRectF(room.x(), room.bottom(), room.width(), 18), _VCENTRE, facts)


def fitted(hit: Hit, metrics: QFontMetricsF, width: float) -> tuple[str, str, str]:
    """Before, match and after as they fit into one line, the match always in it."""
    before = _SENTENCE_END.sub("", hit.before).replace("\n", " ").lstrip()
    match, after = hit.match.replace("\n", " "), hit.after.split("\n")[0]
    match = metrics.elidedText(match, Qt.TextElideMode.ElideRight, width)
    taken = metrics.horizontalAdvance(match)
    room = max(0.0, min(width * _BEFORE, width - taken))
    if metrics.horizontalAdvance(before) > room:
        before = metrics.elidedText(before, Qt.TextElideMode.ElideLeft, room)
    rest = width - taken - metrics.horizontalAdvance(before)
    return before, match, metrics.elidedText(after, Qt.TextElideMode.ElideRight, max(0.0, rest))


def underlined(line: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where words (folded) stand in a line, overlaps joined."""
    folded = fold(line)
    spans = sorted(span for word in words for span in folded.find(word))
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
