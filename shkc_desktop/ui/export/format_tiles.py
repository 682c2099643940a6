"""格式: eight tiles of which one is on, and a menu of the rarer ones."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from shkc_desktop.ui import icons, theme
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.focus import paint_focus
from shkc_desktop.ui.export.kinds import KINDS, MORE, TILES, Kind

_COLUMNS = 4


class Tile(QWidget):
    """One format.

    Signals:
        chosen: the reader pressed it.
        stepped: an arrow key asks for another tile, so many further.
    """

    chosen = Signal()
    stepped = Signal(int)

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind
        self._on = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{kind.words} {kind.below}")

    def is_on(self) -> bool:
        """Whether it is the format chosen."""
        return self._on

    def set_on(self, on: bool) -> None:
        """Show that it is chosen, or not."""
        self._on = on
        self.setAccessibleDescription(self.tr("已选") if on else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(72, 66)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(tokens.colour("tint" if self._on else "hover" if self.underMouse() else "card"))
        painter.setPen(QPen(tokens.colour("accent" if self._on else "line"), 2 if self._on else 1))
        painter.drawRoundedRect(rect, theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)
        ink = "accent" if self._on else "text2"
        ratio = self.devicePixelRatioF()
        painter.drawPixmap((self.width() - 16) // 2, 9, icons.pixmap(self.kind.icon, ink, 16, ratio))
        for words, size, colour, top in (
            (self.kind.words, theme.INTERFACE, "text", 26),
            (self.kind.below, theme.SECONDARY, "text2" if self._on else "muted", 43),
        ):
            painter.setFont(theme.font(size))
            painter.setPen(tokens.colour(colour))
            room = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, self.width() - 6)
            painter.drawText(QRectF(3, top, self.width() - 6, 18), Qt.AlignmentFlag.AlignCenter, room)
        if self.hasFocus():
            paint_focus(painter, rect.adjusted(2, 2, -2, -2))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_COLUMNS, Qt.Key.Key_Down: _COLUMNS}
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.chosen.emit()
        elif Qt.Key(event.key()) in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class FormatTiles(QWidget):
    """All formats.

    Signals:
        chosen: another format, by its name.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._name = TILES[0].name
        self.tiles = [Tile(kind) for kind in TILES]
        grid = QGridLayout()
        grid.setSpacing(5)
        for index, tile in enumerate(self.tiles):
            tile.chosen.connect(partial(self.choose, tile.kind.name))
            tile.stepped.connect(partial(self._step, index))
            grid.addWidget(tile, index // _COLUMNS, index % _COLUMNS)
        self.more = Button(self.tr("更多格式"), "link")
        menu = QMenu(self)
        for kind in MORE:
            menu.addAction(f"{kind.words}　{kind.suffix}", partial(self.choose, kind.name))
        self.more.setMenu(menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(grid)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def name(self) -> str:
        """The format that is on."""
        return self._name

    def choose(self, name: str) -> None:
        """Turn a format on as the reader does."""
        if name != self._name:
            self.set_name(name)
            self.chosen.emit(name)

    def set_name(self, name: str) -> None:
        """Turn a format on without telling."""
        self._name = name
        for tile in self.tiles:
            tile.set_on(tile.kind.name == name)
        rare = name in {kind.name for kind in MORE}
        self.more.setText(f"✓ {KINDS[name].words}" if rare else self.tr("更多格式"))

    def _step(self, index: int, step: int) -> None:
        if 0 <= index + step < len(self.tiles):
            self.tiles[index + step].setFocus()
            self.tiles[index + step].chosen.emit()
