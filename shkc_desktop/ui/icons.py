"""The program's own icons, drawn in a colour of the theme that is worn when they are painted."""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from shkc_desktop.resources import resource
from shkc_desktop.ui import theme

SIZE = 20


@cache
def _source(name: str) -> bytes:
    return resource(f"icons/{name}.svg").read_bytes()


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    # Imported when the first icon is painted, not at start.
    from PySide6.QtSvg import QSvgRenderer

    side = round(size * ratio)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    source = _source(name).replace(b"#000", colour.encode())
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, token: str = "text2", size: int = SIZE, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture of `size` logical px in the colour of a token of the theme worn now."""
    return _drawn(name, theme.current().colour(token).name(), size, ratio)


def paint(painter: QPainter, rect: QRect, name: str, token: str = "text2") -> None:
    """Paint an icon centred in `rect`, as large as fits, at most 20 px."""
    size = min(rect.width(), rect.height(), SIZE)
    device = painter.device()
    drawn = pixmap(name, token, size, device.devicePixelRatio() if device else 1.0)
    painter.drawPixmap(rect.x() + (rect.width() - size) // 2, rect.y() + (rect.height() - size) // 2, drawn)


class _Engine(QIconEngine):
    """Draws at the moment of painting, so that a change of theme needs no new icons."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002 Qt's
        paint(painter, rect, self._name, "faint" if mode is QIcon.Mode.Disabled else self._token)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._token)

    def isNull(self) -> bool:
        return False


def icon(name: str, token: str = "text2") -> QIcon:
    """The icon of `resources/icons/NAME.svg` for buttons, menus and tabs; it follows the theme by itself."""
    return QIcon(_Engine(name, token))
