"""The window on a library: at once its frame and its page, after the first paint all the rest."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from shkc_desktop.ui.main_window import MainWindow
from shkc_desktop.ui.navigation import Navigation
from shkc_desktop.ui.overview_desk import OverviewDesk
from shkc_desktop.ui.preferences import Preferences
from shkc_desktop.ui.reading_look import ReadingLook
from shkc_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from shkc_desktop.ui.panels import Panels


class Wiring(QObject):
    """Owns a window and all that is in it."""

    def __init__(self, workspace: Workspace, preferences: Preferences) -> None:
        super().__init__()
        self.workspace = workspace
        self.preferences = preferences
        self.look = ReadingLook(preferences, self)
        self.window = MainWindow(preferences)
        self.desk = OverviewDesk(workspace, self)
        self.navigation = Navigation(self.window, workspace, self.look, self.desk.home)
        self.window.add_side_panel("library", lambda: self.desk.tree)
        self.navigation.page_changed.connect(lambda tab: self.desk.show_page(tab.key if tab is not None else None))
        self._panels: Panels | None = None

    @property
    def panels(self) -> "Panels":
        """All that the window has beside its frame and its pages; made when it is asked for first."""
        if self._panels is None:
            from shkc_desktop.ui.panels import Panels

            self._panels = Panels(self.window, self.workspace, self.look, self.desk, self.navigation)
        return self._panels

    def start(self, panels_later: bool = False) -> None:
        """Show what was open last, else 总览. panels_later: who calls sees to it that the panels are made."""
        self.desk.count()
        self.window.name_library(self.workspace.library.path)
        self.preferences.add_recent(self.workspace.library.path)
        if self.preferences.text("tabs/library") == str(self.workspace.library.path):
            self.navigation.restore_tabs(self.preferences)
        self.navigation.begin()
        if not panels_later:
            self.complete()

    def complete(self) -> None:
        """Make the panels now."""
        assert self.panels is not None
