"""What an empty panel shows: an icon, one line, the key that fills it, one link."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shkc_desktop.ui import icons, theme
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.label import Label


class _Picture(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setFixedHeight(28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.drawPixmap((self.width() - 24) // 2, 2, icons.pixmap(self._name, "faint", 24, ratio))


class EmptyState(QWidget):
    """A quiet word where nothing is yet.

    Signals:
        link_pressed: the reader pressed the link.
    """

    link_pressed = Signal()

    def __init__(self, picture: str, line: str, key: str = "", link: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(6)
        column.addStretch()
        column.addWidget(_Picture(picture))
        centre = Qt.AlignmentFlag.AlignHCenter
        self.line = Label(line, theme.GROUP, "text2", serif=True, wrap=True)
        self.key = Label(key, theme.SECONDARY, "muted", wrap=True)
        for label in (self.line, self.key):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        self.key.setVisible(bool(key))
        if link:
            button = Button(link, "link", pressed=self.link_pressed.emit)
            column.addWidget(button, 0, centre)
            self.setFocusProxy(button)
        column.addStretch()
