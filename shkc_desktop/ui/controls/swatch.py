"""The small square that shows a colour of the reader's."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from shkc_desktop.ui import theme


def paint_swatch(painter: QPainter, rect: QRectF, colour: int) -> None:
    """Paint the square of a colour, 1 to 4."""
    tokens = theme.current()
    painter.setPen(tokens.colour(f"stroke-{colour}"))
    painter.setBrush(tokens.colour(f"mark-{colour}"))
    painter.drawRoundedRect(rect, 3, 3)


def swatch(colour: int) -> QIcon:
    """The square as an icon for a menu that is opened now."""
    ratio = 2
    pixmap = QPixmap(16 * ratio, 16 * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_swatch(painter, QRectF(2.5, 2.5, 11, 11), colour)
    painter.end()
    return QIcon(pixmap)
