"""The shapes that marks, hits and keywords put on one paragraph."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from shkc_desktop.model.page import Mark
from shkc_desktop.ui.page.look import PageColours
from shkc_desktop.ui.page.marks import paint_plan
from shkc_desktop.ui.page.paragraph_layout import ParagraphLayout

RADIUS = 3.0
# Colour-blind readers tell the four apart by these.
PATTERNS = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)

# The state of a mark whose words are no longer those that were marked.
CHANGED = "changed"


def pattern_pen(colour: int, stroke: str, width: float = 2) -> QPen:
    """The pen of a mark's colour: its stroke in the pattern that belongs to it."""
    return QPen(QColor(stroke), width, PATTERNS[(colour - 1) % 4], Qt.PenCapStyle.FlatCap)


def band_height(px: int) -> int:
    """The height of the band around a line's glyphs."""
    return 2 * round(px * 0.65)


@dataclass(slots=True)
class MarkArt:
    """What marks paint on a paragraph, relative to the left edge of the column and the top of its first line."""

    fills: dict[int, QPainterPath] = field(default_factory=dict)
    underlines: dict[int, list[QLineF]] = field(default_factory=dict)
    overlines: list[tuple[int, QLineF]] = field(default_factory=list)
    counts: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, layout: ParagraphLayout, marks: Iterable[Mark], start: int, end: int) -> "MarkArt":
        """The shapes of `marks` on a paragraph that holds [start, end) of their source."""
        art, marks = cls(), list(marks)
        plan = paint_plan(marks, start, end)
        style = layout.style
        height, middle = band_height(style.px), round(style.line / 2)
        taken = {a for a, _, _ in plan.fills} & {b for _, b, _ in plan.fills}
        for a, b, colour in plan.fills:
            path = art.fills.setdefault(colour, QPainterPath())
            bands = layout.bands(a, b, joined=b in taken)
            for n, (line, left, right) in enumerate(bands):
                square_left = n == 0 and a in taken
                square_right = n == len(bands) - 1 and b in taken
                x0 = round(left) - (not square_left)
                x1 = round(right) + (not square_right)
                rect = QRectF(x0, line * style.line + middle - height // 2, x1 - x0, height)
                _add_band(path, rect, square_left, square_right)
        step = max(3, round(style.px * 0.2))
        for run in plan.underlines:
            lines = art.underlines.setdefault(run.colour, [])
            for line, left, right in layout.bands(run.start, run.end):
                y = line * style.line + middle + height // 2 + 1 + run.lane * step
                lines.append(QLineF(round(left), y, round(right), y))
        for mark in marks:
            if mark.state == CHANGED:
                for line, left, right in layout.bands(max(0, mark.start - start), min(mark.end, end) - start):
                    y = line * style.line + middle - height // 2
                    art.overlines.append((mark.colour, QLineF(round(left), y, round(right), y)))
        if plan.rest:
            art.counts = _counts(layout, plan.rest)
        return art

    def draw_fills(self, painter: QPainter, colours: PageColours) -> None:
        """Paint what lies under the text."""
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, path in self.fills.items():
            painter.setBrush(QColor(colours.fill(colour)))
            painter.drawPath(path)

    def draw_underlines(self, painter: QPainter, colours: PageColours) -> None:
        """Paint the underlines, and the lines over marks whose words have changed since."""
        for colour, lines in self.underlines.items():
            painter.setPen(pattern_pen(colour, colours.stroke(colour)))
            painter.drawLines(lines)
        for colour, line in self.overlines:
            painter.setPen(QPen(QColor(colours.stroke(colour)), 1))
            painter.drawLine(line)

    def draw_counts(self, painter: QPainter, layout: ParagraphLayout, right: float, font: QFont, colour: str) -> None:
        """Paint, right of the column, how many marks of a line found no lane."""
        painter.setFont(font)
        painter.setPen(QColor(colour))
        style = layout.style
        for line, count in self.counts:
            y = line * style.line + style.line / 2 + band_height(style.px) / 2 + 4
            painter.drawText(QPointF(right + 5, y), f"+{count}")


def _counts(layout: ParagraphLayout, rest: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """(line, marks that found no lane) for the lines that have such marks."""
    counts = [0] * (layout.line_count + 1)
    for a, b in rest:
        counts[layout.line_of(a)] += 1
        counts[layout.line_of(max(a, b - 1)) + 1] -= 1
    found, total = [], 0
    for line, change in enumerate(counts[:-1]):
        total += change
        if total:
            found.append((line, total))
    return found


def _add_band(path: QPainterPath, rect: QRectF, square_left: bool, square_right: bool) -> None:
    """Add a rectangle whose corners are round where the mark ends."""
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(rect, RADIUS, RADIUS)
    if square_left:
        path.addRect(QRectF(rect.left(), rect.top(), min(RADIUS * 2, rect.width()), rect.height()))
    if square_right:
        width = min(RADIUS * 2, rect.width())
        path.addRect(QRectF(rect.right() - width, rect.top(), width, rect.height()))
