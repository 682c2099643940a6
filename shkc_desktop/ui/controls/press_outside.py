"""A field that floats over the window goes away when something beside it is pressed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget


class PressOutside(QObject):
    """Listens to the program only while the field is shown."""

    def __init__(self, field: QWidget, leave: Callable[[], object]) -> None:
        super().__init__(field)
        self._field, self._leave = field, leave
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        app = QApplication.instance()
        if watched is self._field and app is not None:
            if event.type() is QEvent.Type.Show:
                app.installEventFilter(self)
            elif event.type() is QEvent.Type.Hide:
                app.removeEventFilter(self)
        if event.type() is QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            assert isinstance(event, QMouseEvent)
            # A menu over the field is another window, and no place beside it.
            if watched.window() is self._field.window() and not self._inside(event):
                self._leave()
        return False

    def _inside(self, event: QMouseEvent) -> bool:
        return self._field.rect().contains(self._field.mapFromGlobal(event.globalPosition().toPoint()))
