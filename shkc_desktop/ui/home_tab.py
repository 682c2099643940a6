"""The tab of 总览; what it shows is made when it is looked at first."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.tabs import TabContent


class HomeTab(TabContent):
    """Holds 总览.

    Signals:
        shown: it came to the front.
    """

    shown = Signal()
    icon_name = "overview"
    side_panel = ""
    closable = False

    def __init__(self, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self.title = self.tr("总览")
        theme.set_surface(self, "page")
        self._make = make
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._filled = False
        self.facts: list[str] = []

    def fill(self) -> None:
        """Make what it shows now, if that has not been done."""
        if not self._filled:
            self._filled = True
            inside = self._make()
            self._column.addWidget(inside)
            self.setFocusProxy(inside)

    def status(self) -> list[str]:
        """Which library this is, and how much it holds."""
        return self.facts

    def showEvent(self, event: QShowEvent) -> None:
        self.fill()
        super().showEvent(event)
        self.shown.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.fill()
        inside = self.focusProxy()
        if inside is not None:
            inside.setFocus()
