"""Searches the library: keeps the finder up with it, and answers queries for the window and the console alike."""

import threading
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from shkc_desktop.chinese.words import Segmenter
from shkc_desktop.library import opening
from shkc_desktop.library.library import Library
from shkc_desktop.library.search_source import LibrarySource, Marked
from shkc_desktop.model.hit import Facets, Hit, Mode, Where
from shkc_desktop.search.corpus import SearchMark
from shkc_desktop.search.finder import Finder
from shkc_desktop.search.found import Found
from shkc_desktop.search.scanning import SearchStopped
from shkc_desktop.store.changes import Change

# Reports that are read in less time than anyone notices: a search waits for them.
_FEW = 4


class _Noted:
    """What changes have touched since the finder was brought up to date. everything: begin from nothing."""

    def __init__(self, everything: bool = False) -> None:
        self.everything = everything
        self.annotations: set[str] = set()
        self.reports: set[str] = set()
        self.deleted: set[str] = set()
        self.tables: frozenset[str] = frozenset()


class Finding:
    """Search over one open library; lives as long as that is open.

    `follow` is told every change and only notes it down, so that it may be called where nothing may wait; whoever
    asks next, in a worker, brings the finder up to date. `catch_up` and `build_words` run in a worker.
    """

    def __init__(self, library: Library, segmenter: Segmenter | None = None, index: Path | None = None) -> None:
        self._source = LibrarySource(library)
        self.segmenter = segmenter or Segmenter()
        self.finder = Finder(self._source, index, str(library.path.resolve()), self.segmenter)
        self._marks: dict[str, dict[str, SearchMark]] = {}
        self._report_of: dict[str, str] = {}
        self._noting = threading.Lock()
        self._keeping_up = threading.Lock()
        self._noted = _Noted(everything=True)
        self._stale: set[str] | None = None  # reports to be read anew; None before all have been read once

    def close(self) -> None:
        """Close the index and the connection."""
        self.finder.close()
        self._source.close()

    def follow(self, change: Change) -> None:
        """Note down what a change has touched."""
        tables = change.tables
        with self._noting:
            noted = self._noted
            noted.tables |= tables
            noted.annotations |= {r.key[0] for r in change.rows if r.table in ("annotation", "annotation_tag")}
            if tables & {"report", "block", "attribution"}:
                touched = change.reports
                noted.reports |= touched
                reports = [r for r in change.rows if r.table == "report"]
                noted.deleted -= {r.key[0] for r in reports}
                noted.deleted |= {r.key[0] for r in reports if r.after is None or r.after["deleted"]}
                noted.everything |= not touched  # attributions alone do not say whose they are
                if self._stale is not None:
                    self._stale |= touched or {""}
                self.finder.changed()

    @property
    def is_nearly_current(self) -> bool:
        """Whether so few reports wait to be read that a search can wait for them."""
        return self.finder.is_current or (self._stale is not None and len(self._stale) <= _FEW)

    def catch_up(
        self,
        should_stop: Callable[[], bool] = lambda: False,
        on_progress: Callable[[int, int], None] = lambda _done, _of: None,
    ) -> bool:
        """Read what has changed, so that exact search finds all; False if it was stopped."""
        self._keep_up()
        with self._noting:
            stale = set(self._stale or ())
        if not self.finder.catch_up(should_stop, on_progress):
            return False
        with self._noting:
            self._stale = (self._stale or set()) - stale
        return True

    def build_words(
        self,
        should_stop: Callable[[], bool] = lambda: False,
        on_progress: Callable[[int, int], None] = lambda _done, _of: None,
    ) -> bool:
        """Index the words that are not indexed yet, for related search; False if it was stopped."""
        return self.finder.build_words(should_stop, on_progress)

    def find(
        self,
        query: str,
        mode: Mode = Mode.EXACT,
        facets: Facets | None = None,
        limit: int | None = 50,
        offset: int = 0,
        with_counts: bool = True,
        wait: bool = True,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> Found:
        """One page of hits, with the counts of all facets if wanted.

        wait: first read what has not been read yet; else answer from what there is. Raises SearchStopped.
        """
        self._keep_up()
        if wait and not self.catch_up(should_stop):
            raise SearchStopped
        beside = mode is Mode.RELATED
        return self.finder.find(query, mode, facets, limit, offset, with_counts, wait, beside, should_stop)

    def spans(
        self, query: str, facets: Facets | None, report: str, should_stop: Callable[[], bool] = lambda: False
    ) -> tuple[int, list[tuple[int, int]]]:
        """The exact hits in one report as spans of its text, and the index of the first among all hits."""
        return self.finder.spans(query, facets, report, should_stop)

    def colour_of(self, annotation: str) -> int:
        """The colour of an annotation that lies on words of a report, 0 if there is none."""
        mark = self._marks.get(self._report_of.get(annotation, ""), {}).get(annotation)
        return mark.colour if mark is not None else 0

    def _keep_up(self) -> None:
        """Take over the annotations, notes, tags, memos and 词组 that have changed."""
        with self._keeping_up:
            with self._noting:
                noted, self._noted = self._noted, _Noted()
            for report in noted.deleted:
                self.finder.remove(report)
            if noted.everything:
                self._take(self._source.annotations(), set(self._report_of))
            elif noted.annotations or noted.reports:
                gone = noted.annotations | {u for u, report in self._report_of.items() if report in noted.reports}
                self._take(self._source.annotations(noted.annotations, noted.reports), gone)
            if noted.everything or "tag" in noted.tables:
                self.finder.set_notes(Where.TAG, self._source.tags())
            if noted.everything or noted.tables & {"memo", "report", "tag"}:
                self.finder.set_notes(Where.MEMO, self._source.memos())
            if noted.everything or "saved" in noted.tables:
                self.finder.phrases = self._source.phrases()

    def _take(self, found: Iterable[Marked], before: set[str]) -> None:
        """Take over annotations; those of `before` that are not among them are gone."""
        touched: set[str] = set()
        gone = set(before)
        for marked in found:
            self._drop(marked.uuid, touched)
            gone.discard(marked.uuid)
            self._report_of[marked.uuid] = marked.report
            if marked.mark is not None:
                self._marks.setdefault(marked.report, {})[marked.uuid] = marked.mark
                touched.add(marked.report)
            if marked.note is not None:
                self.finder.put_note(marked.note)
            else:
                self.finder.remove_note(Where.NOTE, marked.uuid)
        for uuid in gone:
            self._drop(uuid, touched)
            self.finder.remove_note(Where.NOTE, uuid)
        for report in touched:
            self.finder.set_marks(report, self._marks[report].values())

    def _drop(self, uuid: str, touched: set[str]) -> None:
        report = self._report_of.pop(uuid, None)
        if report is not None and self._marks.get(report, {}).pop(uuid, None) is not None:
            touched.add(report)


def index_path(library: Library) -> Path:
    """The cache file of a library's index: named by where the library lies."""
    name = sha256(str(library.path.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return opening.cache_folder() / "search" / f"{name}.sqlite"


def find(
    library: Library, query: str, mode: str = "exact", *, district: str | None, year: int | None, limit: int
) -> Found:
    """What `shkc search` finds: the same hits as the window. limit 0: all."""
    facets = Facets((_full_name(library, district),) if district else (), (year,) if year is not None else ())
    # Folding a library's texts takes longer than reading them folded; a library that is only read has no index yet.
    path = index_path(library)
    finding = Finding(library, index=path if path.exists() or Mode(mode) is Mode.RELATED else None)
    try:
        if Mode(mode) is Mode.RELATED:
            finding.catch_up()
            finding.build_words()
        return finding.find(query, Mode(mode), facets, limit or None)
    finally:
        finding.close()


def _full_name(library: Library, district: str) -> str:
    names = {d.short: d.name for d in library.districts()}
    return names.get(district, district)


def as_json(query: str, mode: str, found: Found) -> dict[str, Any]:
    """The object that `shkc search --json` prints."""
    return {"query": query, "mode": mode, "total": found.total, "hits": [_hit(hit) for hit in found.hits]}


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "in": str(hit.where),
        "report": hit.report,
        "annotation": hit.annotation,
        "title": hit.title,
        "year": hit.year,
        "districts": list(hit.districts),
        "start": hit.start,
        "end": hit.end,
        "match": hit.match,
        "before": hit.before,
        "after": hit.after,
    }
