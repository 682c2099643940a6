"""预设: ways to export that the reader keeps by name, in a menu."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from shkc_desktop.library import saving
from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.export.choices import Choices
from shkc_desktop.ui.workspace import Workspace


class _Name(QLineEdit):
    """The field for a new name; Escape leaves it alone."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)


class Presets(QWidget):
    """A button with a menu, and a field that comes up for a name.

    Signals:
        chosen: the Choices of a preset.
    """

    chosen = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._choices = Choices()
        self.button = Button(self.tr("预设"), "link", pressed=self._offer)
        self.name = _Name()
        self.name.setFont(theme.font())
        self.name.setPlaceholderText(self.tr("预设的名称，按 Enter 存下"))
        self.name.returnPressed.connect(self._keep)
        self.name.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self.name, 10)
        row.addWidget(self.button)

    def remember(self, choices: Choices) -> None:
        """What would be kept under a name now."""
        self._choices = choices

    def menu(self) -> QMenu:
        """The presets there are, and what can be done with them."""
        menu = QMenu(self)
        kept = saving.kept(self._workspace.library, "preset")
        for one in kept:
            words = one.name.replace("&", "&&")
            menu.addAction(words, partial(self.chosen.emit, Choices.from_data(one.value)))
        menu.addSeparator()
        menu.addAction(self.tr("存为预设…"), self._ask)
        forget = menu.addMenu(self.tr("删去预设"))
        for one in kept:
            forget.addAction(one.name.replace("&", "&&"), partial(self._workspace.do, saving.drop, one.uuid))
        forget.setEnabled(bool(kept))
        return menu

    def _offer(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def _ask(self) -> None:
        self.name.clear()
        self.name.show()
        self.name.setFocus()

    def _keep(self) -> None:
        name = self.name.text().strip()
        if name and self._workspace.do(saving.keep, "preset", name, self._choices.to_data()) is not None:
            self.name.hide()
            self.button.setFocus()
            self._workspace.told.emit(self.tr("已存为预设“{}”").format(name), False)
