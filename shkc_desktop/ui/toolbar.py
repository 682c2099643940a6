"""The row at the top: menus, back and forward, the one search field, what opens at the right."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QMenuBar, QToolButton, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.actions import Actions, translated
from shkc_desktop.ui.controls.button import tool_button
from shkc_desktop.ui.controls.label import plain_tooltip
from shkc_desktop.ui.controls.search_field import SearchField


class Toolbar(QWidget):
    """44 px high; in a narrow window its words become icons and its menus one ☰."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setFixedHeight(theme.TOOLBAR)
        theme.set_surface(self, "window")
        self.menu_bar = QMenuBar()
        self.menu_bar.setNativeMenuBar(False)
        self.menu_bar.setFixedHeight(32)
        self.menu_bar.setFont(theme.font())
        self.menus: dict[str, QMenu] = actions.menus(self.menu_bar)
        self._all_menus = tool_button("menu", self.tr("菜单"))
        self._all_menus.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._all_menus.setMenu(self._one_menu())
        self._sidebar = self.button("library_panel")
        self.search = SearchField(self.tr("搜索全文、批注与标签　Ctrl+F"))

        left = QHBoxLayout()
        left.setSpacing(4)
        for widget in (self._all_menus, self._sidebar, self.menu_bar):
            left.addWidget(widget)
        left.addSpacing(12)
        for identity in ("back", "forward"):
            left.addWidget(self.button(identity))
        left.addStretch(1)
        self._right = QHBoxLayout()
        self._right.setSpacing(8)
        self._right.addStretch(1)
        self._worded = [self.button(row.id) for row in actions.rows.values() if row.toolbar]
        for button in self._worded:
            self._right.addWidget(button)
        self.settings = self.button("reading_settings")
        self._right.addWidget(self.settings)
        row = QGridLayout(self)
        row.setContentsMargins(8, 0, 12, 0)
        row.setHorizontalSpacing(16)
        row.addLayout(left, 0, 0)
        row.addWidget(self.search, 0, 1)
        row.addLayout(self._right, 0, 2)
        row.setColumnStretch(0, 1)
        row.setColumnStretch(2, 1)
        self.set_narrow(False)

    def _one_menu(self) -> QMenu:
        menu = QMenu(self)
        for one in self.menus.values():
            menu.addMenu(one)
        return menu

    def button(self, identity: str) -> QToolButton:
        """A button for an action of the table; its words are those of column `toolbar`."""
        action, row = self._actions[identity], self._actions.rows[identity]
        action.setIconText(translated(row.toolbar or row.text))
        key = action.shortcut().toString()
        action.setToolTip(plain_tooltip(f"{action.text()}　{key}".strip()))
        button = QToolButton()
        button.setDefaultAction(action)
        button.setIconSize(QSize(18, 18))
        button.setFont(theme.font())
        button.setMinimumHeight(30)
        button.setMinimumWidth(34)
        return button

    def worded_buttons(self) -> Iterable[QToolButton]:
        """The buttons at the right that show words while there is room."""
        return tuple(self._worded)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons and ☰ rather than words and menus."""
        beside, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in self._worded:
            button.setToolButtonStyle(alone if narrow else beside)
        self.menu_bar.setVisible(not narrow)
        self._all_menus.setVisible(narrow)
        self._sidebar.setVisible(narrow)
        self.search.setFixedWidth(300 if narrow else 380)
