"""The five glyphs of a district in a year: ○ 未读, ◐ 在读, ● 已编码, – 未收, · 无."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from shkc_desktop.ui import theme
from shkc_desktop.ui.matrix import CODED, READING, MatrixCell, Presence


def paint_state(painter: QPainter, centre: QPointF, state: str, radius: float = 3.5, ink: QColor | None = None) -> None:
    """Paint ○, ◐ or ● around `centre`; `ink` where the ground is not the window's."""
    tokens = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ring = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    colour = ink or tokens.colour("edge" if state not in (READING, CODED) else "accent")
    painter.setPen(QPen(colour, 1.3))
    painter.setBrush(colour if state == CODED else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(ring)
    if state == READING:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPie(ring, 90 * 16, 180 * 16)
    painter.restore()


def paint_cell(painter: QPainter, centre: QPointF, cell: MatrixCell, radius: float = 3.5) -> None:
    """Paint the glyph of a cell, whatever it holds."""
    if cell.presence is Presence.TEXT:
        paint_state(painter, centre, cell.state, radius)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.current().colour("edge"), 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    half = radius if cell.presence is Presence.MISSING else 0.2
    painter.drawLine(QPointF(centre.x() - half, centre.y()), QPointF(centre.x() + half, centre.y()))
    painter.restore()
