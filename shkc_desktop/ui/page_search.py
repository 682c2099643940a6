"""The search field on the page in front: hits painted, counted and stepped through."""

from PySide6.QtCore import QObject, QTimer, Signal

from shkc_desktop.model.page import Place
from shkc_desktop.ui.main_window import MainWindow
from shkc_desktop.ui.navigation import Navigation
from shkc_desktop.ui.page_find import PageHit, hits_on
from shkc_desktop.ui.reading_tab import ReadingTab

# A rest in typing, before a long page is searched.
REST_MS = 80


class PageSearch(QObject):
    """What the one search field finds on the page; a panel for the whole library listens to `asked`.

    Signals:
        asked: the reader is searching for these words now; "" when she has ended it.
    """

    asked = Signal(str)

    def __init__(self, window: MainWindow, navigation: Navigation) -> None:
        super().__init__(window)
        self._window, self._navigation = window, navigation
        self._field = window.toolbar.search
        self._hits: list[PageHit] = []
        self._current: int | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._typed)
        self._field.textChanged.connect(lambda _words: self._rest.start())
        self._field.next_wanted.connect(self.next)
        self._field.previous_wanted.connect(self.previous)
        self._field.closed.connect(self._left)
        navigation.page_changed.connect(lambda _tab: self._search(go=False))
        self._tell()

    def focus(self) -> None:
        """Put the keyboard into the field; what is selected on the page is searched for."""
        tab = self._navigation.tab()
        selected = tab.pane.selected_text() if tab is not None else ""
        if selected and len(selected) <= 40 and "\n" not in selected:
            self._field.setText(selected)
        self._field.setFocus()
        self._field.selectAll()

    def words(self) -> str:
        """What is searched for, "" if nothing is."""
        return self._field.text().strip()

    def hits(self) -> list[PageHit]:
        """The hits on the page in front, in reading order."""
        return self._hits

    def next(self) -> None:
        """Go to the next hit, round the end."""
        self._step(1)

    def previous(self) -> None:
        """Go to the hit before, round the beginning."""
        self._step(-1)

    def go_to(self, source: int, start: int) -> None:
        """Make the hit at this place the present one."""
        found = next((i for i, hit in enumerate(self._hits) if hit[:2] == (source, start)), None)
        if found is not None:
            self._show(found)

    def _typed(self) -> None:
        self._search(go=True)
        self.asked.emit(self.words())

    def _left(self) -> None:
        self._rest.stop()
        self._search(go=False)
        self.asked.emit("")
        content = self._window.tabs.current()
        if content is not None:
            content.setFocus()

    def _search(self, go: bool) -> None:
        if self._rest.isActive():
            # Enter was quicker than the rest.
            self._rest.stop()
            self.asked.emit(self.words())
        tab = self._navigation.tab()
        for other in self._navigation.tabs():
            if other is not tab and other.is_loaded():
                other.pane.set_hits([], None)
        if tab is None or not tab.is_loaded():
            self._hits, self._current = [], None
            self._tell()
            return
        self._hits = hits_on(tab.page, self.words()) if self.words() else []
        self._current = self._first_from(tab) if self._hits else None
        if go and self._current is not None:
            self._show(self._current)
        else:
            tab.pane.set_hits(self._hits, self._current)
            self._tell()

    def _first_from(self, tab: ReadingTab) -> int:
        """The first hit at or behind the reader's place."""
        place = tab.pane.place()
        source = tab.page.source_index(place.report) or 0
        later = (i for i, (s, start, _end) in enumerate(self._hits) if s == source and start >= place.offset)
        return next(later, 0)

    def _step(self, by: int) -> None:
        if self._rest.isActive():
            self._typed()
            return
        if self._hits and self._current is not None:
            self._show((self._current + by) % len(self._hits))

    def _show(self, number: int) -> None:
        tab = self._navigation.tab()
        if tab is None:
            return
        self._current = number
        source, start, _end = self._hits[number]
        tab.pane.set_hits(self._hits, number)
        tab.pane.go_to(Place(tab.page.sources[source].report, start), flash=True)
        self._tell()

    def _tell(self) -> None:
        self._window.commands.set_states({"hits": bool(self._hits)})
        if self.words() and self._navigation.tab() is not None:
            self._field.show_count(0 if self._current is None else self._current + 1, len(self._hits))
