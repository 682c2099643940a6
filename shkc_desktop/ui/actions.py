"""Turns the table of actions into menus, shortcuts and what may be done now."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from shkc_desktop.ui.action_table import ACTIONS, MENUS, ActionRow
from shkc_desktop.ui.icons import icon


def translated(words: str) -> str:
    """Words of the table in the reader's language."""
    return QCoreApplication.translate("actions", words)


class Actions(QObject):
    """All actions of one window, by id; `bind` says what each does."""

    def __init__(self, window: QWidget, rows: Iterable[ActionRow] = ACTIONS) -> None:
        super().__init__(window)
        self._window = window
        self.rows = {row.id: row for row in rows}
        self._states: dict[str, bool] = {}
        self._bound: set[str] = set()
        self._actions = {row.id: self._made(row) for row in self.rows.values()}

    def _made(self, row: ActionRow) -> QAction:
        action = QAction(translated(row.text), self)
        action.setObjectName(row.id)
        action.setShortcuts([QKeySequence(key) for key in row.keys])
        action.setCheckable(row.checkable)
        # Only for screen readers; the window has no status line for tips.
        action.setWhatsThis(translated(row.help))
        if row.icon:
            action.setIcon(icon(row.icon))
        action.setEnabled(not row.when)
        self._window.addAction(action)
        return action

    def __getitem__(self, identity: str) -> QAction:
        return self._actions[identity]

    def bind(self, identity: str, do: Callable[[], object]) -> None:
        """Say what an action does. Raises KeyError if the table has no such action."""
        self._actions[identity].triggered.connect(lambda _checked=False: do())
        self._bound.add(identity)

    def unbound(self) -> set[str]:
        """The actions that would do nothing; a window must not have any."""
        return set(self.rows) - self._bound

    def set_states(self, states: Mapping[str, bool]) -> None:
        """Say what holds now; actions whose `when` holds can be chosen."""
        self._states |= states
        for row in self.rows.values():
            if row.when:
                self._actions[row.id].setEnabled(self._states.get(row.when, False))

    def states(self) -> Mapping[str, bool]:
        """What holds now."""
        return dict(self._states)

    def fill_menu(self, menu: QMenu, name: str) -> None:
        """Put the actions of one menu into it, groups between lines."""
        group: int | None = None
        for row in sorted((r for r in self.rows.values() if r.menu == name), key=lambda r: r.group):
            if group is not None and row.group != group:
                menu.addSeparator()
            group = row.group
            menu.addAction(self._actions[row.id])

    def menus(self, parent: QMenuBar | QMenu) -> dict[str, QMenu]:
        """Add the menus to a menu bar, or as sub-menus to the one menu ☰ of a narrow window."""
        made: dict[str, QMenu] = {}
        for name in map(str, MENUS):
            if any(row.menu == name for row in self.rows.values()):
                made[name] = parent.addMenu(translated(name))
                self.fill_menu(made[name], name)
        return made
