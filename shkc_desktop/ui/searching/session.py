"""One search from the first letter to Esc: what is asked, what has been answered, which hit is in front."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from shkc_desktop.library.finding import Finding
from shkc_desktop.model.hit import Facets, Hit
from shkc_desktop.model.page import Place
from shkc_desktop.ui.background import Background
from shkc_desktop.ui.page_find import first_from
from shkc_desktop.ui.page_search import PageSearch
from shkc_desktop.ui.searching.asking import FIRST, STEP, Asking, Counted, Hits, OnPage, Question, Related


class Session(QObject):
    """The present search.

    Signals:
        changed: something has been answered, or another hit is in front.
        opened: this Hit is to be shown.
    """

    changed = Signal()
    opened = Signal(object)

    def __init__(self, background: Background, page: PageSearch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._asking = Asking(background, self)
        self._asking.found.connect(self._found)
        self._asking.painted.connect(self._painted)
        self._asking.counted.connect(self._counted)
        self._asking.related.connect(self._related)
        self._forget()

    def _forget(self) -> None:
        self.question: Question | None = None
        self.facets = Facets()
        self.hits: list[Hit] = []
        self.total: int | None = None  # None while the first answer is on its way
        self.missing = 0
        self.counts: Mapping[str, Mapping[Any, int]] = {}
        self.everything = 0
        self._counted_of: Question | None = None
        self.related: Related | None = None
        self.current: int | None = None
        self._apart: dict[int, Hit] = {}
        self._origin: Place | None = None
        self._is_fresh = False  # the words were typed just now: the page goes to its first hit
        self._is_early = False  # no hit was on the page, but not everything could be looked at yet
        self._steps = 0
        self._wanted: int | None = None

    def set_finding(self, finding: Finding | None) -> None:
        """From now on search with this."""
        self._asking.set_finding(finding)

    # ---- asking -------------------------------------------------------------------------------------

    def type(self, words: str) -> None:
        """Search for words, from where the reader is."""
        if self.question is None:
            self._origin = self._page.place()
        self._is_fresh = True
        self.current = self.total = self._wanted = None
        self._steps = 0
        self._ask(words, FIRST)

    def set_facets(self, facets: Facets) -> None:
        """Search under these conditions from now on."""
        self.facets = facets
        self.again()

    def again(self) -> None:
        """Ask the same again: the conditions or the library have changed."""
        if self.question is not None:
            self._ask(self.question.words, max(FIRST, len(self.hits)))

    def more(self, number: int = STEP) -> None:
        """Ask for further hits."""
        if self.question is not None:
            self._asking.fetch(self.question, len(self.hits), number)

    def end(self) -> None:
        """Nothing is searched for any more."""
        self._asking.stop()
        self._page.clear()
        self._forget()
        self.changed.emit()

    def _ask(self, words: str, limit: int) -> None:
        tab = self._page.tab()
        page = tab.page if tab is not None else None
        self.question = Question(words, self.facets, page, self._origin, limit)
        self._apart.clear()
        self._asking.ask(self.question)

    # ---- answers ------------------------------------------------------------------------------------

    def _found(self, answer: Hits) -> None:
        if answer.question is not self.question:
            return
        if answer.offset == 0:
            self.hits = list(answer.hits)
        elif answer.offset == len(self.hits):
            self.hits += answer.hits
        else:
            self._apart |= dict(enumerate(answer.hits, answer.offset))
        self.total, self.missing = answer.total, answer.missing
        if self.current is not None and self.current >= answer.total:
            self.current = None
        if answer.question.page is None:
            self._is_fresh = False
        if not self._is_fresh:
            self._carry_on()
        self.changed.emit()

    def _painted(self, answer: OnPage) -> None:
        tab = self._page.tab()
        if answer.question is not self.question:
            return
        fresh, self._is_fresh = self._is_fresh, False
        if tab is not None and answer.page is tab.page:
            self._page.paint(answer.page, answer.hits)
            present = self._page.current()
            if fresh or self._is_early:
                self._start_on(answer)
                self._is_early = self.current is None and self.missing > 0
            elif present is not None:
                self.current = answer.ranks.get(present, self.current)
            if self.current is not None and len(self.hits) <= self.current < len(self.hits) + STEP:
                self.more(self.current - len(self.hits) + FIRST)  # the list shows the hit in front
        self._carry_on()
        self.changed.emit()

    def _start_on(self, answer: OnPage) -> None:
        """Go to the first hit at or behind where the search began, as an editor does."""
        listed = [hit for hit in answer.hits if hit in answer.ranks]
        place = answer.question.place
        source = answer.page.source_index(place.report) if place is not None else None
        at = first_from(listed, source or 0, place.offset if place is not None else 0)
        if at is None:
            self._page.set_current(None)
        else:
            self.current = answer.ranks[listed[at]]
            self._page.go_to(listed[at])

    def _counted(self, answer: Counted) -> None:
        if answer.question is self.question:
            self.counts, self.everything, self._counted_of = answer.counts, answer.everything, answer.question
            self.changed.emit()

    def _related(self, answer: Related) -> None:
        if answer.question is self.question:
            self.related = answer
            self.changed.emit()

    @property
    def is_counted(self) -> bool:
        """Whether the counts are those of the present question; else they are still those of the one before."""
        return self.question is not None and self._counted_of is self.question

    def related_hits(self) -> Related | None:
        """相关 for the present words; None while it is not known."""
        known = self.related
        same = known is not None and self.question is not None and known.question.words == self.question.words
        return known if same else None

    # ---- going to hits ------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Go to the next hit of the library (+1) or the one before (-1), round its ends."""
        if self.question is None:
            return
        if self._is_waiting():
            self._steps += by
        elif self.total:
            start = self.current if self.current is not None else -1 if by > 0 else 0
            self.open_number((start + by) % self.total)

    def _is_waiting(self) -> bool:
        """Whether the answer, or the index for it, is on its way."""
        return self.total is None or self._is_fresh or (self.total == 0 and self.missing > 0)

    def _carry_on(self) -> None:
        """Do what was asked for before the answer had come."""
        if self._is_waiting():
            return
        steps, self._steps = self._steps, 0
        if steps > 0 and self.current is not None:
            steps -= 1  # Enter in haste means the first hit, which is in front already
        if steps:
            self.step(steps)
        elif self._wanted is not None:
            self.open_number(self._wanted)

    def open_number(self, number: int) -> None:
        """Show a hit by its number among all."""
        if self.question is None:
            return
        known = self.hits[number] if number < len(self.hits) else self._apart.get(number)
        if known is None:
            self._wanted = number
            if number < len(self.hits) + STEP:
                self.more(number - len(self.hits) + FIRST)
            else:
                self._asking.fetch(self.question, number, 1)
            return
        self._wanted, self.current, self._is_early = None, number, False
        self.opened.emit(known)
        self.changed.emit()

    def page_changed(self) -> None:
        """Another page is in front, or the same one composed anew."""
        tab = self._page.tab()
        if self.question is not None and tab is not None and not self._page.is_painted(tab.page):
            self._asking.paint(self.question, tab.page)

    def at(self, number: int) -> Hit | None:
        """A hit by its number, None if it has not been asked for."""
        return self.hits[number] if number < len(self.hits) else self._apart.get(number)

    def chosen(self, numbers: Iterable[int]) -> list[Hit]:
        """The hits of these numbers."""
        return [hit for number in sorted(numbers) if (hit := self.at(number)) is not None]
