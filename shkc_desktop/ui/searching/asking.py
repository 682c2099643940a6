"""Asks the finder in a worker; each question ends the one before."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from shkc_desktop.chinese.folding import fold_text
from shkc_desktop.library.finding import Finding
from shkc_desktop.model.hit import Facets, Hit, Mode
from shkc_desktop.model.page import Page, Place
from shkc_desktop.search.scanning import SearchStopped
from shkc_desktop.ui.background import Background, Job
from shkc_desktop.ui.page_find import PageHit, hits_on

# Hits shown at once, and how many more on demand.
FIRST, STEP = 50, 200
# Passages of 相关 that are listed.
RELATED = 30


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. page, place: the page in front and where on it the search began, None without. limit: of hits."""

    words: str
    facets: Facets = field(default_factory=Facets)
    page: Page | None = None
    place: Place | None = None
    limit: int = FIRST


@dataclass(frozen=True, slots=True)
class Hits:
    """Exact hits `offset …` of `total`. missing: reports that could not be looked at yet."""

    question: Question
    offset: int
    hits: Sequence[Hit]
    total: int
    missing: int = 0


@dataclass(frozen=True, slots=True)
class OnPage:
    """What is to be painted on the page in front. ranks: (source, start, end) to the number among all exact hits."""

    question: Question
    page: Page
    hits: Sequence[PageHit]
    ranks: Mapping[PageHit, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of all facets, and how many hits there are without any condition."""

    question: Question
    counts: Mapping[str, Mapping[Any, int]]
    everything: int


@dataclass(frozen=True, slots=True)
class Related:
    """Passages with the words, the best first; words: those the query was cut into, folded."""

    question: Question
    hits: Sequence[Hit]
    total: int
    message: str
    words: tuple[str, ...] = ()


class Asking(QObject):
    """The conversation with the finder. Answers come through signals, each with the question it belongs to.

    Signals:
        found: Hits. painted: OnPage. counted: Counted. related: Related.
    """

    found = Signal(object)
    painted = Signal(object)
    counted = Signal(object)
    related = Signal(object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._finding: Finding | None = None
        self._jobs: dict[str, Job] = {}

    def set_finding(self, finding: Finding | None) -> None:
        """From now on ask this finder."""
        self.stop()
        self._finding = finding

    def stop(self) -> None:
        """No answer is wanted any more."""
        for job in self._jobs.values():
            job.cancel()
        self._jobs.clear()

    def ask(self, question: Question) -> None:
        """First the hits, then what is painted on the page, then the counts, then 相关."""
        self.stop()
        self._start("ask", lambda finding, stop: self._answer(finding, question, stop))

    def fetch(self, question: Question, offset: int, limit: int | None) -> None:
        """Further hits."""

        def work(finding: Finding, stop: Callable[[], bool]) -> None:
            found = finding.find(
                question.words, facets=question.facets, limit=limit, offset=offset, with_counts=False,
                wait=finding.is_nearly_current, should_stop=stop,
            )  # fmt: skip
            self.found.emit(Hits(question, offset, found.hits, found.total, found.missing))

        self._start("fetch", work)

    def paint(self, question: Question, page: Page) -> None:
        """Look what is to be painted on a page that has come to the front."""
        self._start("paint", lambda finding, stop: self._paint(finding, question, page, stop))

    def _start(self, kind: str, work: Callable[[Finding, Callable[[], bool]], None]) -> None:
        finding = self._finding
        if finding is None:
            return
        before = self._jobs.pop(kind, None)
        if before is not None:
            before.cancel()

        def run(job: Job) -> None:
            with suppress(SearchStopped):
                work(finding, job.should_stop)

        self._jobs[kind] = self._background.start(run)

    def _answer(self, finding: Finding, question: Question, stop: Callable[[], bool]) -> None:
        wait = finding.is_nearly_current
        words, facets = question.words, question.facets
        found = finding.find(words, facets=facets, limit=question.limit, with_counts=False, wait=wait, should_stop=stop)
        self.found.emit(Hits(question, 0, found.hits, found.total, found.missing))
        if question.page is not None:
            self._paint(finding, question, question.page, stop)
        counted = finding.find(words, facets=facets, limit=0, wait=wait, should_stop=stop)
        everything = counted.total
        if facets != Facets():
            everything = finding.find(words, limit=0, with_counts=False, wait=wait, should_stop=stop).total
        self.counted.emit(Counted(question, counted.counts, everything))
        if not finding.segmenter.is_ready or stop():
            return  # the dictionary is being loaded; who waits for it asks again
        related = finding.find(words, Mode.RELATED, facets, RELATED, wait=wait, should_stop=stop)
        cut = tuple(finding.segmenter.search_words(fold_text(words)))
        self.related.emit(Related(question, related.hits, related.total, related.message, cut))

    def _paint(self, finding: Finding, question: Question, page: Page, stop: Callable[[], bool]) -> None:
        hits = hits_on(page, finding.finder.query(question.words), stop)
        ranks: dict[PageHit, int] = {}
        for number, source in enumerate(page.sources):
            first, spans = finding.spans(question.words, question.facets, source.report, stop)
            ranks |= {(number, start, end): first + at for at, (start, end) in enumerate(spans)}
        if not stop():
            on_page = set(hits)
            self.painted.emit(OnPage(question, page, hits, {hit: n for hit, n in ranks.items() if hit in on_page}))
