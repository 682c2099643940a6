"""The cells of 总览: what colours them, and how they are painted."""

from collections.abc import Mapping
from enum import Enum

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen

from shkc_desktop.ui import theme
from shkc_desktop.ui.glyphs import paint_state
from shkc_desktop.ui.matrix import CODED, READING, Matrix, MatrixCell, Presence
from shkc_desktop.ui.wording import wording

STEPS = (0, 1, 4, 8, 14)
# The contrast below which small numbers are no longer read with ease.
READABLE = 4.5


class View(Enum):
    """What the cells are coloured by."""

    ANNOTATIONS = "标注"
    STATES = "阅读状态"
    TAG = "标签"
    AMOUNT = "文字量"


def step_of(view: View, cell: MatrixCell, tagged: int, most: int) -> int:
    """Which of the five colours a cell takes, 0 to 4. tagged: its annotations with the chosen tag."""
    match view:
        case View.STATES:
            return {READING: 2, CODED: 4}.get(cell.state, 0)
        case View.AMOUNT:
            return 0 if not most else min(4, 5 * cell.characters // (most + 1))
        case _:
            number = tagged if view is View.TAG else cell.annotations
            return sum(number >= step for step in STEPS[1:])


def ink_on(ground: QColor) -> QColor:
    """Ink that is read on a step of the scale: the theme's text, or paper where that has more contrast."""
    tokens = theme.current()
    inks = (tokens.colour("text"), tokens.colour("page"), QColor("#FFFFFF"), QColor("#000000"))
    light = _luminance(ground)

    def contrast(ink: QColor) -> float:
        low, high = sorted((_luminance(ink), light))
        return (high + 0.05) / (low + 0.05)

    return next((ink for ink in inks if contrast(ink) >= READABLE), max(inks, key=contrast))


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def paint_cell(painter: QPainter, rect: QRect, cell: MatrixCell, view: View, tagged: int, most: int) -> None:
    """Paint a cell; `most` is the most characters of any cell."""
    tokens = theme.current()
    if cell.presence is not Presence.TEXT:
        _paint_absent(painter, rect, cell)
        return
    step = step_of(view, cell, tagged, most)
    ground = QColor(tokens.steps[step])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect, 5, 5)
    ink = ink_on(ground)
    state_ink = ink if step >= 3 else None
    paint_state(painter, QPointF(rect.x() + 15, rect.center().y() + 0.5), cell.state, 4.5, state_ink)
    upright = Qt.AlignmentFlag.AlignVCenter
    small = theme.font(theme.SECONDARY)
    painter.setPen(ink if step >= 1 else tokens.colour("muted"))
    painter.setFont(small)
    number = {View.TAG: tagged, View.AMOUNT: 0, View.STATES: 0}.get(view, cell.annotations)
    amount = f"{cell.characters:,}"
    words = cell.state if view is View.STATES else str(number) if number else ""
    middle = theme.font(theme.GROUP + 1 if view is not View.STATES else theme.SECONDARY, bold=step >= 3)
    fits = beside(
        rect.width(), QFontMetrics(middle).horizontalAdvance(words), QFontMetrics(small).horizontalAdvance(amount)
    )
    if view is View.STATES and not fits:
        words = ""  # its glyph says it
    if fits or not words:
        painter.drawText(rect.adjusted(0, 0, -10, 0), upright | Qt.AlignmentFlag.AlignRight, amount)
    if words:
        painter.setPen(ink)
        painter.setFont(middle)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)


def beside(cell: int, middle: int, right: int) -> bool:
    """Whether words in the middle of a cell leave room for those at its right; widths in pixels."""
    return not middle or (cell + middle) / 2 + 8 <= cell - 10 - right


def _paint_absent(painter: QPainter, rect: QRect, cell: MatrixCell) -> None:
    tokens = theme.current()
    if cell.presence is Presence.MISSING:
        inner = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(tokens.colour("faint"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(QBrush(tokens.colour("line"), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(inner, 5, 5)
    painter.setFont(theme.font(theme.MARGIN))
    words = cell.presence.value
    width = painter.fontMetrics().horizontalAdvance(words) + 12
    if cell.presence is Presence.MISSING:
        painter.fillRect(
            QRect(rect.center().x() - width // 2, rect.y() + 7, width, rect.height() - 14), tokens.colour("page")
        )
    painter.setPen(tokens.colour("muted"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)


def total_of(matrix: Matrix, district: str, view: View, tagged: Mapping[tuple[str, int], int]) -> int:
    """What stands at the end of a district's row."""
    cells = matrix.row(district)
    match view:
        case View.TAG:
            return sum(tagged.get((c.district, c.year), 0) for c in cells)
        case View.AMOUNT:
            return sum(c.characters for c in cells)
        case View.STATES:
            return sum(c.state == CODED for c in cells)
        case _:
            return sum(c.annotations for c in cells)


def spoken_cell(cell: MatrixCell) -> str:
    """A cell as a screen reader says it."""
    if cell.presence is not Presence.TEXT:
        return wording(
            "{district}，{year} 年，{state}", district=cell.district, year=cell.year, state=cell.presence.value
        )
    return wording(
        "{district}，{year} 年，{state}，{characters} 字，{n} 条标注",
        district=cell.district,
        year=cell.year,
        state=cell.state,
        characters=cell.characters,
        n=cell.annotations,
    )
