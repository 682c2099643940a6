"""What the status line says of the page in front."""

from PySide6.QtCore import QObject

from shkc_desktop.model.page import Page, PageKind, Place
from shkc_desktop.ui.main_window import MainWindow
from shkc_desktop.ui.navigation import Navigation
from shkc_desktop.ui.page_place import paragraph_at, printed_page_at
from shkc_desktop.ui.reading_look import ReadingLook
from shkc_desktop.ui.reading_tab import ReadingTab
from shkc_desktop.ui.tabs import TabContent
from shkc_desktop.ui.wording import wording
from shkc_desktop.ui.workspace import Workspace


class PageStatus(QObject):
    """Keeps the status line true."""

    def __init__(self, window: MainWindow, workspace: Workspace, navigation: Navigation, look: ReadingLook) -> None:
        super().__init__(window)
        self._line, self._workspace, self._navigation, self._look = window.status, workspace, navigation, look
        self._tabs = window.tabs
        window.tabs.current_changed.connect(lambda _content: self.show())
        navigation.page_changed.connect(lambda _tab: self.show())
        navigation.tab_made.connect(self._watch)
        look.changed.connect(lambda _look: self.show())
        self._years: dict[str, list[int]] = {}
        self._found: tuple[Page, Place, int, str] | None = None

    def _watch(self, tab: ReadingTab) -> None:
        for signal in (tab.page_shown, tab.marks_changed, tab.pane.selection_changed):
            signal.connect(self.show)
        tab.pane.place_changed.connect(lambda _place: self.show())
        tab.pane.column_changed.connect(self.show)

    def show(self) -> None:
        """Say where the reader is and what holds."""
        tab = self._navigation.tab()
        if tab is None or not tab.is_loaded() or not tab.page.sources:
            content = self._tabs.current()
            own = content.status() if isinstance(content, TabContent) else []
            self._line.say_left(own or [self._workspace.library.path.name])
            self._line.say_right([])
            return
        place, page = tab.pane.place(), tab.page
        # A long page is searched once for a place, not with every mark made there.
        if self._found is None or self._found[0] is not page or self._found[1] != place:
            self._found = page, place, paragraph_at(page, place), printed_page_at(page, place)
        paragraph, printed = self._found[2:]
        selected = sum(end - start for _report, start, end in tab.pane.selected_spans())
        self._line.say_left(
            [
                wording("第 {n} 段", n=paragraph) if paragraph else "",
                wording("第 {n} 页", n=printed) if printed else "",
                wording("选中 {n} 字", n=selected) if selected else "",
            ]
        )
        look = self._look.look()
        marks = tab.mark_count()
        self._line.say_right(
            [
                wording("本页 {n} 条标注", n=marks) if marks else "",
                self._which_year(tab),
                f"{look.px} px",
                wording("{n} 字", n=tab.pane.line_length()),
            ]
        )

    def _which_year(self, tab: ReadingTab) -> str:
        """第 2 / 5 年: which of the district's years this is."""
        if tab.key.kind is not PageKind.DISTRICT or tab.key.year is None:
            return ""
        years = self._years.get(tab.key.district, [])
        return (
            wording("第 {n} / {of} 年", n=years.index(tab.key.year) + 1, of=len(years)) if tab.key.year in years else ""
        )

    def set_years(self, years: dict[str, list[int]]) -> None:
        """The years in which each district has text."""
        self._years = years
        self.show()
