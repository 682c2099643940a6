"""The ring that shows where the keyboard is."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from shkc_desktop.ui import theme


def paint_focus(painter: QPainter, rect: QRectF, radius: float = theme.CONTROL_RADIUS) -> None:
    """Paint the 2 px accent ring inside `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.current().colour("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()
