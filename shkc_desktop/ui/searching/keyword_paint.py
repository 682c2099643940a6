"""Paints the reader's keyword lists in the text of the page in front."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from shkc_desktop.library import saving
from shkc_desktop.model.page import Page
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.navigation import Navigation
from shkc_desktop.ui.reading_tab import ReadingTab
from shkc_desktop.ui.searching import word_lists
from shkc_desktop.ui.searching.word_lists import WordList
from shkc_desktop.ui.workspace import Workspace

Keyword = tuple[int, int, int, int]  # source, start, end, colour


class KeywordPaint(QObject):
    """Looks for the keywords of all lists that are on, in a worker, whenever another page is in front.

    Signals:
        painted: the page in front shows its keywords.
    """

    painted = Signal()
    _looked = Signal(object, object)

    def __init__(self, workspace: Workspace, navigation: Navigation) -> None:
        super().__init__(navigation)
        self._workspace, self._navigation = workspace, navigation
        self._lists: list[WordList] = []
        self._job: Job | None = None
        self._looked.connect(self._paint)
        workspace.saved_changed.connect(self.read)
        workspace.library_opened.connect(self.read)
        navigation.page_changed.connect(lambda _tab: self.look())
        navigation.tab_made.connect(self._watch)
        self.read()

    def _watch(self, tab: ReadingTab) -> None:
        tab.page_shown.connect(lambda: self.look() if tab is self._navigation.tab() else None)

    def read(self) -> None:
        """Learn which lists are on."""
        before = self._lists
        kept = saving.kept(self._workspace.library, "keywords")
        self._lists = [found for found in map(word_lists.read, kept) if found.is_on and found.words]
        if before or self._lists:
            self.look()

    def look(self) -> None:
        """Look for the keywords on the page in front."""
        tab = self._navigation.tab()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if tab is None or not tab.is_loaded() or self._workspace.closed:
            return
        if not self._lists:
            tab.pane.set_keywords([])
            return
        page, lists = tab.page, list(self._lists)

        def work(job: Job) -> None:
            found = keywords_on(page, lists, job.should_stop)
            if not job.is_cancelled:
                self._looked.emit(page, found)

        self._job = self._workspace.background.start(work)

    def _paint(self, page: Page, found: list[Keyword]) -> None:
        tab = self._navigation.tab()
        if tab is not None and tab.is_loaded() and tab.page is page:
            tab.pane.set_keywords(found)
            self.painted.emit()


def keywords_on(page: Page, lists: list[WordList], should_stop: Callable[[], bool] = lambda: False) -> list[Keyword]:
    """Every occurrence of the words of the lists, with the colour of its list."""
    from shkc_desktop.search.query import query
    from shkc_desktop.ui.page_find import hits_on

    return [
        (*hit, each.colour) for each in lists for word in each.words for hit in hits_on(page, query(word), should_stop)
    ]
