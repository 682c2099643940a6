"""Searches the library: keeps the finder up with it, and answers queries for the window and the console alike."""

import threading
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from shkc_desktop.chinese.words import Segmenter
from shkc_desktop.library import memoing, opening, saving
from shkc_desktop.library.library import Library
from shkc_desktop.model.hit import Facets, Hit, Mode, Where
from shkc_desktop.model.tag import tag_path
from shkc_desktop.search.corpus import Phrase, SearchNote, SearchReport, mark_of, passages_of
from shkc_desktop.search.finder import Finder
from shkc_desktop.search.found import Found
from shkc_desktop.store import annotations, listing, reports, searching
from shkc_desktop.store.changes import Change


class LibrarySource:
    """The library as search asks it, on a connection of its own, one question at a time."""

    def __init__(self, library: Library) -> None:
        self._library = library.again()
        self._lock = threading.Lock()

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._library.close()

    def stamps(self) -> dict[str, str]:
        """The uuid and stamp of every report that is to be found, in library order."""
        with self._lock:
            return searching.stamps(self._library.file.connection)

    def read(self, report: str) -> SearchReport | None:
        """A report as search sees it."""
        with self._lock:
            connection = self._library.file.connection
            stamp = searching.stamps(connection).get(report)
            found = reports.load(connection, report, raw=False)
            if stamp is None or found is None:
                return None
            return passages_of(found, stamp, searching.hidden_blocks(connection, report))


class Finding:
    """Search over one open library; lives as long as that is open.

    `follow` is told every change; `catch_up` and `build_words` run in a worker.
    """

    def __init__(self, library: Library, segmenter: Segmenter | None = None, index: Path | None = None) -> None:
        self._library = library
        self._source = LibrarySource(library)
        self.segmenter = segmenter or Segmenter()
        self.finder = Finder(self._source, index, str(library.path.resolve()), self.segmenter)
        self.set_notes()
        self.set_marks()
        self.set_phrases()

    def close(self) -> None:
        """Close the index and the connection."""
        self.finder.close()
        self._source.close()

    def follow(self, change: Change) -> None:
        """Bring up to date what a change has touched; texts follow at the next `catch_up`."""
        tables = change.tables
        if tables & {"report", "block", "attribution"}:
            self.finder.changed()
        if tables & {"annotation", "annotation_tag", "report"}:
            self.set_marks(change.reports if "report" not in tables else None)
            self.set_notes()
        elif tables & {"tag", "memo"}:
            self.set_notes()
        if "saved" in tables:
            self.set_phrases()

    def find(
        self,
        query: str,
        mode: Mode = Mode.EXACT,
        facets: Facets | None = None,
        limit: int | None = 50,
        offset: int = 0,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> Found:
        """One page of hits with the counts of all facets; from what can be looked at so far."""
        beside = mode is Mode.RELATED
        return self.finder.find(query, mode, facets, limit, offset, beside_exact=beside, should_stop=should_stop)

    def set_phrases(self) -> None:
        """Take over the reader's 词组."""
        kept = saving.kept(self._library, "phrase")
        self.finder.phrases = tuple(Phrase(phrase.name, tuple(phrase.value)) for phrase in kept)

    def set_marks(self, only: Iterable[str] | None = None) -> None:
        """Take over the annotations, for the facets; of some reports or of all."""
        connection = self._library.file.connection
        wanted = [s.uuid for s in listing.summaries(connection)] if only is None else list(only)
        grouped: dict[str, list[Any]] = {report: [] for report in wanted}
        condition = "deleted IS NULL" if only is None else "deleted IS NULL AND report = ?"
        for values in [()] if only is None else [(report,) for report in wanted]:
            for annotation, _ in annotations.read(connection, condition, values):
                if str(annotation.state) in ("exact", "moved", "changed"):
                    grouped.setdefault(annotation.target.report, []).append(mark_of(annotation))
        for report, marks in grouped.items():
            self.finder.set_marks(report, marks)

    def set_notes(self) -> None:
        """Take over notes, tags and memos."""
        connection = self._library.file.connection
        living = self._library.tags()
        known = {s.uuid: s for s in listing.summaries(connection)}
        notes = []
        for uuid, report, note, start, creator, colour, own, found in searching.notes(connection):
            districts = (own,) if own else found
            summary = known.get(report)
            notes.append(
                SearchNote(
                    Where.NOTE,
                    note,
                    report,
                    uuid,
                    title=summary.title if summary else "",
                    year=summary.year if summary else None,
                    districts=districts,
                    colour=colour,
                    creator=creator,
                    start=start,
                )
            )
        self.finder.set_notes(Where.NOTE, notes)
        tags = (SearchNote(Where.TAG, tag_path(t, living), subject=t.uuid, colour=t.colour) for t in living.values())
        self.finder.set_notes(Where.TAG, tags)
        memos = memoing.list_memos(self._library)
        self.finder.set_notes(
            Where.MEMO,
            (
                SearchNote(
                    Where.MEMO,
                    f"{m.title}\n{m.text}" if m.title else m.text,
                    subject=m.uuid,
                    creator=m.creator,
                    title=memoing.subject_name(self._library, m),
                )
                for m in memos
            ),
        )


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
        finding.finder.catch_up()
        if Mode(mode) is Mode.RELATED:
            finding.finder.build_words()
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
