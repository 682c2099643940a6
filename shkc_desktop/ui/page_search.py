"""What a search paints on the page in front: all hits there, the present one with an outline."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from shkc_desktop.model.hit import Hit, Where
from shkc_desktop.model.page import Page, PageKey, PageKind, Place
from shkc_desktop.ui.navigation import Navigation
from shkc_desktop.ui.page_find import PageHit
from shkc_desktop.ui.reading_tab import ReadingTab


class PageSearch(QObject):
    """Paints hits on pages, and opens the page of a hit."""

    def __init__(self, navigation: Navigation) -> None:
        super().__init__(navigation)
        self._navigation = navigation
        self._hits: list[PageHit] = []
        self._current: PageHit | None = None
        self._painted: ReadingTab | None = None
        self._page: Page | None = None  # on which the hits were looked for

    def hits(self) -> list[PageHit]:
        """The hits on the page in front, in reading order."""
        return self._hits

    def tab(self) -> ReadingTab | None:
        """The page in front, None if there is none or it is not composed yet."""
        tab = self._navigation.tab()
        return tab if tab is not None and tab.is_loaded() and tab.page.sources else None

    def place(self) -> Place | None:
        """Where the reader is on the page in front."""
        tab = self.tab()
        return tab.pane.place() if tab is not None else None

    def current(self) -> PageHit | None:
        """The hit with the outline."""
        return self._current

    def is_painted(self, page: Page) -> bool:
        """Whether the hits are those of this page."""
        return self._page is page

    def paint(self, page: Page, hits: Sequence[PageHit]) -> None:
        """Paint the hits of a page, which is the one in front."""
        self._page, self._hits = page, list(hits)
        self._show()

    def set_current(self, hit: PageHit | None) -> None:
        """Draw an outline around this hit."""
        self._current = hit
        self._show()

    def clear(self) -> None:
        """Paint nothing any more."""
        self._page, self._hits, self._current = None, [], None
        self._show()

    def _show(self) -> None:
        tab = self.tab()
        if self._painted is not None and self._painted is not tab and self._painted in self._navigation.tabs():
            self._painted.pane.set_hits([], None)
        self._painted = tab
        if tab is None:
            return
        # A hit in words that a correction has struck out is not among those that stand there.
        hits = self._hits
        if self._current is not None and self._current not in hits:
            hits = [*hits, self._current]
        tab.pane.set_hits(hits, hits.index(self._current) if self._current is not None else None)

    def on_page(self, hit: Hit) -> PageHit | None:
        """Where a hit in a report's text stands on the page in front, None if it is not there."""
        tab = self.tab()
        source = tab.page.source_index(hit.report or "") if tab is not None and hit.where is Where.TEXT else None
        if tab is None or source is None:
            return None
        shown = any(row.source == source and row.start <= hit.start < row.end for row in tab.page.rows)
        return (source, hit.start, hit.end) if shown else None

    def go_to(self, hit: PageHit) -> None:
        """Go to a hit on the page in front."""
        tab = self.tab()
        if tab is not None:
            self.set_current(hit)
            tab.go_to(Place(tab.page.sources[hit[0]].report, hit[1]), flash=True)

    def open(self, hit: Hit) -> None:
        """Show a hit in a report's text: on the page in front if it stands there, else on that of its district."""
        here = self.on_page(hit)
        if here is not None:
            self._navigation.open(self._key(), Place(hit.report or "", hit.start), flash=True)
            self.set_current(here)
            return
        self._page, self._hits, self._current = None, [], None
        place = Place(hit.report or "", hit.start)
        if hit.districts and hit.year is not None:
            self._navigation.open(
                PageKey(PageKind.DISTRICT, district=hit.districts[0], year=hit.year), place, flash=True
            )
            if self.on_page(hit) is None:  # stands for several districts, or where a digest has stepped back
                self.open_report(place)
        else:
            self.open_report(place)
        self.set_current(self.on_page(hit))

    def open_report(self, place: Place) -> None:
        """Show a place in its whole report."""
        self._navigation.open(PageKey(PageKind.REPORT, report=place.report), place, flash=True)

    def _key(self) -> PageKey:
        tab = self._navigation.tab()
        assert tab is not None
        return tab.key
