"""Opens pages in tabs, and knows the way back."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from shkc_desktop.model.page import PageKey, PageKind, Place
from shkc_desktop.ui.home_tab import HomeTab
from shkc_desktop.ui.main_window import MainWindow
from shkc_desktop.ui.preferences import Preferences
from shkc_desktop.ui.reading_look import ReadingLook
from shkc_desktop.ui.tabs import TabContent
from shkc_desktop.ui.travel import Stop, Travel
from shkc_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from shkc_desktop.ui.page.look import Look
    from shkc_desktop.ui.reading_tab import ReadingTab

_TABS_KEPT = 20


class Navigation(QObject):
    """The pages of one window.

    Signals:
        tab_made: a ReadingTab was made; who works on pages connects to its pane.
        page_changed: another page is in front, or none (ReadingTab or None).
        travelled: back and forward are no longer what they were.
    """

    tab_made = Signal(object)
    page_changed = Signal(object)
    travelled = Signal()

    def __init__(self, window: MainWindow, workspace: Workspace, look: ReadingLook, home: HomeTab) -> None:
        super().__init__(window)
        self._window, self._workspace, self._look, self._home = window, workspace, look, home
        self.travel = Travel()
        self._moving = False
        window.tabs.add(home)
        window.tabs.current_changed.connect(self._front_changed)
        look.changed.connect(self._set_look)

    def tab(self) -> "ReadingTab | None":
        """The page in front, None if something else is."""
        content = self._window.tabs.current()
        return cast("ReadingTab", content) if content is not None and content.is_page else None

    def tabs(self) -> "list[ReadingTab]":
        """All pages in tabs."""
        return [cast("ReadingTab", content) for content in self._window.tabs.contents() if content.is_page]

    def open(self, key: PageKey, place: Place | None = None, new: bool = False, flash: bool = False) -> "ReadingTab":
        """Open a page: where it is open already, else in the tab in front, or in a new one."""
        self._leave()
        tab = next((t for t in self.tabs() if t.key == key), None)
        current = self.tab()
        self._moving = True
        if tab is not None:
            self._window.tabs.show_content(tab)
            if place is not None:
                tab.go_to(place, flash)
        elif current is not None and not new:
            tab = current
            tab.show_page(key, place, flash)
        else:
            tab = self._made(key)
            tab.show_page(key, place, flash)
            self._window.tabs.add(tab)
        self._moving = False
        self._arrive(Stop(key, place))
        self._window.put_floating_panel_away()
        tab.setFocus()
        return tab

    def open_overview(self) -> None:
        """Go to 总览."""
        self._leave()
        self._moving = True
        if self._home not in list(self._window.tabs.contents()):
            self._window.tabs.add(self._home, at=0)
        self._window.tabs.show_content(self._home)
        self._moving = False
        self._arrive(Stop(None))
        self._home.setFocus()

    def open_link(self, link: str) -> bool:
        """Open `shkc://annotation/UUID`, or 区/年; False if there is nothing of that name."""
        prefix = "shkc://annotation/"
        if link.startswith(prefix):
            from shkc_desktop.library import annotating

            found = annotating.get(self._workspace.library, link.removeprefix(prefix))
            if found is None:
                return False
            place = Place(found.target.report, found.target.position.start)
            self.open(PageKey(PageKind.REPORT, report=found.target.report), place, new=True, flash=True)
            return True
        district, _, year = link.removeprefix("shkc://").partition("/")
        names = {d.name: d.name for d in self._workspace.library.districts()}
        names |= {d.short: d.name for d in self._workspace.library.districts()}
        if district not in names or not (year.isdecimal() or not year):
            return False
        kind = PageKind.DISTRICT if year else PageKind.YEARS
        self.open(PageKey(kind, district=names[district], year=int(year) if year else None), new=True)
        return True

    def split(self) -> None:
        """Show the page in front once more in a second half, or put the halves together."""
        if self._window.tabs.is_split():
            first, second = self._window.tabs.areas()
            kept = {tab.key for tab in self.tabs() if tab in first.contents()}
            for tab in self.tabs():
                if tab in second.contents() and tab.key in kept:
                    self._window.tabs.close_content(tab)
            self._window.tabs.unsplit()
            return
        current = self.tab()
        if current is not None:
            tab = self._made(current.key)
            tab.show_page(current.key, current.place())
            self._window.tabs.split(tab)
        else:
            recent = self._recent_key()
            if recent is not None:
                self._window.tabs.split(self._made(recent))

    def tell_tabs(self) -> None:
        """Tell of the tabs there are, for those who came after they were made."""
        for tab in self.tabs():
            self.tab_made.emit(tab)

    def begin(self) -> None:
        """Start from what is in front."""
        content = self._window.tabs.current()
        self._front_changed(content)
        if content is not None:
            content.setFocus()

    def back(self) -> None:
        """Go where the reader was before."""
        self._leave()
        self._visit(self.travel.back())

    def forward(self) -> None:
        """Go where she was before she went back."""
        self._leave()
        self._visit(self.travel.forward())

    def _recent_key(self) -> PageKey | None:
        from shkc_desktop.library import pages

        recent = pages.recent(self._workspace.library, 1)
        return PageKey.parse(recent[0].page) if recent else None

    def _visit(self, stop: Stop | None) -> None:
        if stop is None:
            return
        self._moving = True
        if stop.page is None:
            self._window.tabs.show_content(self._home)
        else:
            tab = next((t for t in self.tabs() if t.key == stop.page), None)
            if tab is not None:
                self._window.tabs.show_content(tab)
                if stop.place is not None:
                    tab.go_to(stop.place)
            elif (current := self.tab()) is not None:
                current.show_page(stop.page, stop.place)
            else:
                made = self._made(stop.page)
                made.show_page(stop.page, stop.place)
                self._window.tabs.add(made)
        self._moving = False
        self.page_changed.emit(self.tab())
        self.travelled.emit()

    def _leave(self) -> None:
        tab = self.tab()
        if tab is not None and tab.is_loaded():
            self.travel.leave_at(tab.place())

    def _arrive(self, stop: Stop) -> None:
        self.travel.go(stop)
        self.page_changed.emit(self.tab())
        self.travelled.emit()

    def _made(self, key: PageKey, title: str = "") -> "ReadingTab":
        # Imported with the first page: a start at 总览 does not wait for it.
        from shkc_desktop.ui.reading_tab import ReadingTab

        tab = ReadingTab(self._workspace, key, self._look.look(), title)
        tab.page_wanted.connect(lambda wanted, place: self.open(wanted, place))
        tab.pane.zoom_requested.connect(self._look.zoom)
        self.tab_made.emit(tab)
        return tab

    def _front_changed(self, content: TabContent | None) -> None:
        if self._moving:
            return
        tab = self.tab()
        if tab is not None:
            self.travel.go(Stop(tab.key, tab.place()))
        elif content is self._home:
            self.travel.go(Stop(None))
        self.page_changed.emit(self.tab())
        self.travelled.emit()

    def _set_look(self, look: "Look") -> None:
        for tab in self.tabs():
            tab.pane.set_look(look)

    # Over restarts

    def remember_tabs(self, preferences: Preferences) -> None:
        """Note which pages are open."""
        lines = [f"{tab.key}\t{tab.title}" for tab in self.tabs()][-_TABS_KEPT:]
        preferences.put("tabs/open", "\n".join(lines))
        current = self.tab()
        preferences.put("tabs/front", str(current.key) if current is not None else "")

    def restore_tabs(self, preferences: Preferences) -> None:
        """Open the pages again; only the one in front is composed."""
        front = preferences.text("tabs/front")
        known = {summary for summary in preferences.text("tabs/open").split("\n") if summary}
        shown: ReadingTab | None = None
        for line in preferences.text("tabs/open").split("\n"):
            name, _, title = line.partition("\t")
            if line not in known:
                continue
            known.discard(line)
            try:
                key = PageKey.parse(name)
            except ValueError:
                continue
            tab = self._made(key, title)
            self._window.tabs.add(tab, front=False, at=len(list(self._window.tabs.active().contents())))
            if name == front:
                shown = tab
        if shown is not None:
            self._window.tabs.show_content(shown)

    def follow_library(self) -> None:
        """Another library is open: keep the pages that it has, close the others, forget the way back."""
        for tab in self.tabs():
            if not tab.follow_library():
                self._window.tabs.close_content(tab)
        self.travel = Travel()
        self.begin()
