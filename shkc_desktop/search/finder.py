"""The finder: the one entry to search, which keeps shelf and index up with the library and answers queries."""

import logging
import sqlite3
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from shkc_desktop.chinese.folding import fold_text
from shkc_desktop.chinese.words import Segmenter
from shkc_desktop.model.hit import Facets, Hit, Mode, Where
from shkc_desktop.search.conditions import Conditions
from shkc_desktop.search.corpus import Phrase, SearchMark, SearchNote, SearchReport, Source
from shkc_desktop.search.found import Found, SearchState
from shkc_desktop.search.grams import Grams
from shkc_desktop.search.index import Details, Index, PassageDetail, details_of
from shkc_desktop.search.leaf import Leaf, leaf_of
from shkc_desktop.search.notes import Notes, NoteSpot, note_hit
from shkc_desktop.search.query import Query, query
from shkc_desktop.search.related import RelatedSpot, first_word, related
from shkc_desktop.search.scanning import Scan, SearchStopped, Spot, scan, spots
from shkc_desktop.search.shelf import Shelf
from shkc_desktop.search.snippet import snippet
from shkc_desktop.search.words_index import WordsIndex

_LOG = logging.getLogger(__name__)
# What a damaged cache file may answer with.
_DAMAGE = (sqlite3.Error, ValueError, TypeError, zlib.error)
# Reports whose words are kept unpacked for the next page of hits.
_UNPACKED = 64


def _never() -> bool:
    return False


def _silent(_done: int, _of: int) -> None:
    pass


class Finder:
    """Search over one library.

    Exact search scans folded texts in memory, 2 bytes a character: no index can miss what a scan finds. The index file
    saves folding at the next start and holds the words for related search. Every method may be called from any
    thread; `put` and `remove` are for one changed report, `changed` for when the source has to be asked again.
    """

    def __init__(self, source: Source, path: Path | None, library_id: str, segmenter: Segmenter) -> None:
        self._source = source
        self._index = Index(path, library_id)
        self._segmenter = segmenter
        self._words = WordsIndex(self._index, segmenter)
        self.grams = Grams(self._index)
        self._shelf = Shelf()
        self._notes = Notes()
        self._catching_up = threading.Lock()
        self._is_loaded = False
        self._wanted = 1  # counts what the source is said to have changed, and
        self._have = 0  # up to which of these the shelf has followed
        self._last: tuple[object, Scan, list[NoteSpot], bool] | None = None
        self._unpacked: OrderedDict[int, Details] = OrderedDict()
        self.phrases: tuple[Phrase, ...] = ()
        self.traditional = False

    def close(self) -> None:
        """Close the index file."""
        self._index.close()

    @property
    def index_path(self) -> Path:
        """Where the index stands; a temporary place if the one asked for cannot be written."""
        return self._index.path

    @property
    def is_current(self) -> bool:
        """Whether every report of the library can be found."""
        return self._have == self._wanted

    def changed(self) -> None:
        """The source holds other reports, or other stamps, than before."""
        self._wanted += 1

    def catch_up(
        self, should_stop: Callable[[], bool] = _never, on_progress: Callable[[int, int], None] = _silent
    ) -> bool:
        """Read whatever has changed since; False if it was stopped. on_progress: reports done, of how many."""
        while not self._catching_up.acquire(timeout=0.02):
            if should_stop():
                return False
        try:
            wanted = self._wanted
            if self._have == wanted:
                return True
            if not self._catch_up(should_stop, on_progress):
                return False
            self._have = wanted
            return True
        finally:
            self._catching_up.release()

    def build_words(
        self, should_stop: Callable[[], bool] = _never, on_progress: Callable[[int, int], None] = _silent
    ) -> bool:
        """Index the words of all reports that lack them; False if it was stopped. Call it in the background.

        In a large library it first counts the characters by report, which makes exact search faster.
        """
        try:
            if not self.grams.build(should_stop, on_progress):
                return False
            return self._words.build(should_stop, on_progress)
        except sqlite3.DatabaseError:
            _LOG.info("the words are built anew", exc_info=True)
        try:
            self._words.forget()
        except sqlite3.DatabaseError:  # a table that cannot even be dropped
            _LOG.info("the whole index is built anew", exc_info=True)
            self._shelf.clear()
            self._unpacked.clear()
            self._index.start_afresh()
            self.changed()
            if not self.catch_up(should_stop):
                return False
        return self._words.build(should_stop, on_progress)

    def put(self, report: SearchReport) -> None:
        """A report is new or has changed."""
        try:
            leaf = self._index.put(report)
        except _DAMAGE:  # disk full, file damaged: found all the same, but not remembered
            _LOG.info("a report is searched without its index", exc_info=True)
            leaf = leaf_of(report)
        self._shelve(leaf)

    def remove(self, report: str) -> None:
        """A report is no longer to be found."""
        self._shelf.remove(report)
        self._notes.remove(Where.TITLE, report)
        try:
            self._index.remove(report)
        except sqlite3.Error:
            _LOG.info("a report could not be taken out of the index", exc_info=True)

    def set_marks(self, report: str, marks: Iterable[SearchMark]) -> None:
        """All living annotations of a report, for the facets."""
        self._shelf.set_marks(report, marks)

    def set_notes(self, where: Where, notes: Iterable[SearchNote]) -> None:
        """All notes, tags or memos."""
        self._notes.set_all(where, notes)

    def put_note(self, note: SearchNote) -> None:
        """A note, tag or memo is new or has changed."""
        self._notes.put([note])

    def remove_note(self, where: Where, key: str) -> None:
        """The note of an annotation, a tag or a memo (by uuid) is gone."""
        self._notes.remove(where, key)

    def query(self, text: str) -> Query:
        """What `text` stands for, with the reader's phrases."""
        return query(text, self.phrases, self.traditional)

    def find(
        self,
        text: str,
        mode: Mode = Mode.EXACT,
        facets: Facets | None = None,
        limit: int | None = 50,
        offset: int = 0,
        with_counts: bool = True,
        wait: bool = True,
        beside_exact: bool = False,
        should_stop: Callable[[], bool] = _never,
    ) -> Found:
        """The hits `offset` to `offset + limit`, all for None; exact ones in library order, related ones best first.

        wait: first read what has not been read yet; else answer from what is there and say how much is missing.
        beside_exact: leave out of related hits what exact search shows. Raises SearchStopped.
        """
        missing = 0
        if not self.is_current:
            if wait and not self.catch_up(should_stop):
                raise SearchStopped
            stamps, known = dict(self._source.stamps()) if not wait else {}, self._shelf.stamps()
            missing = sum(known.get(uuid) != stamp for uuid, stamp in stamps.items())
        wanted = self.query(text)
        conditions = Conditions(facets or Facets())
        if not wanted.forms:
            return Found(text, mode, state=SearchState.EMPTY, missing=missing)
        end = None if limit is None else offset + limit
        if mode is Mode.RELATED:
            without = wanted if beside_exact else None
            return self._related(text, conditions, offset, end, without, missing, should_stop)
        scanned, notes = self._scanned(wanted, facets, with_counts, should_stop)
        return Found(
            text,
            mode,
            scanned.total + len(notes),
            tuple(self._page(scanned, notes, wanted, conditions, offset, end, should_stop)),
            scanned.tally.counts if with_counts else {},
            missing=missing,
        )

    def spans(
        self, text: str, facets: Facets | None, report: str, should_stop: Callable[[], bool] = _never
    ) -> tuple[int, list[tuple[int, int]]]:
        """The exact hits in one report as spans of its text, and the index of the first one among all exact hits.

        Answers from what has been read so far. Raises SearchStopped.
        """
        wanted = self.query(text)
        if not wanted.forms:
            return 0, []
        scanned, _ = self._scanned(wanted, facets, False, should_stop)
        at = 0
        for leaf, number in zip(scanned.leaves, scanned.per_leaf, strict=True):
            if leaf.report == report:
                found = spots(self._shelf, leaf, wanted, Conditions(facets or Facets())) if number else ()
                return at, [(spot.start, spot.end) for spot in found]
            at += number
        return at, []

    def _scanned(
        self, wanted: Query, facets: Facets | None, with_counts: bool, should_stop: Callable[[], bool]
    ) -> tuple[Scan, list[NoteSpot]]:
        """All hits, counted; those of the last query are remembered, with counts if it was asked for them."""
        key = (wanted, facets, self._shelf.version, self._notes.version)
        last = self._last
        if last is not None and last[0] == key and (last[3] or not with_counts):
            return last[1], last[2]
        conditions = Conditions(facets or Facets())
        scanned = scan(self._shelf, wanted, conditions, with_counts, should_stop, self.grams)
        notes = self._notes.spots(wanted, conditions, scanned.tally if with_counts else None)
        self._last = (key, scanned, notes, with_counts)
        return scanned, notes

    def _page(
        self,
        scanned: Scan,
        notes: list[NoteSpot],
        wanted: Query,
        conditions: Conditions,
        offset: int,
        end: int | None,
        should_stop: Callable[[], bool],
    ) -> Iterable[Hit]:
        at = 0
        for leaf, number in zip(scanned.leaves, scanned.per_leaf, strict=True):
            if end is not None and at >= end:
                return
            if number and at + number > offset:
                if should_stop():
                    raise SearchStopped
                for spot in spots(self._shelf, leaf, wanted, conditions):
                    if at >= offset and (end is None or at < end):
                        yield self._hit(leaf, spot)
                    at += 1
            else:
                at += number
        rest = None if end is None else max(0, end - at)
        yield from map(note_hit, notes[max(0, offset - at) : rest])

    def _related(
        self,
        text: str,
        conditions: Conditions,
        offset: int,
        end: int | None,
        without: Query | None,
        missing: int,
        should_stop: Callable[[], bool],
    ) -> Found:
        words = list(dict.fromkeys(self._segmenter.search_words(fold_text(text))))
        if not words:
            return Found(text, Mode.RELATED, state=SearchState.NO_WORDS, missing=missing)
        try:
            pending = self._words.pending
            found, tally = related(self._shelf, self._words, words, conditions, without, should_stop)
        except sqlite3.Error:  # no table yet, or a damaged one
            return Found(text, Mode.RELATED, state=SearchState.WORDS_PENDING, missing=missing)
        return Found(
            text,
            Mode.RELATED,
            len(found),
            tuple(self._related_hit(spot, words) for spot in found[offset:end]),
            tally.counts,
            SearchState.WORDS_PENDING if pending else SearchState.DONE,
            sum(spot.strict for spot in found),
            missing,
        )

    def _hit(self, leaf: Leaf, spot: Spot) -> Hit:
        detail = self._detail(leaf, spot.passage)
        start, end = spot.start - detail.start, spot.end - detail.start
        before, match, after = snippet(detail.text, start, end)
        return Hit(
            Where.TEXT, spot.start, spot.end, match, before, after, leaf.report, None, leaf.title, leaf.year,
            spot.districts, detail.block, detail.section, detail.paragraph,
            annotations=tuple(mark.uuid for mark in spot.marks),
        )  # fmt: skip

    def _related_hit(self, spot: RelatedSpot, words: list[str]) -> Hit:
        leaf = spot.leaf
        detail = self._detail(leaf, spot.passage)
        start, end = first_word(detail.text, words)
        before, match, after = snippet(detail.text, start, end)
        return Hit(
            Where.TEXT, detail.start + start, detail.start + end, match, before, after, leaf.report, None, leaf.title,
            leaf.year, spot.districts, detail.block, detail.section, detail.paragraph, score=spot.score,
            annotations=tuple(mark.uuid for mark in spot.marks),
        )  # fmt: skip

    def _detail(self, leaf: Leaf, passage: int) -> PassageDetail:
        details = self._unpacked.get(leaf.number) if leaf.number else None
        if details is None:
            details = self._read_details(leaf)
            if details is None or len(details) != len(leaf.begins):  # it has changed under our hands
                self.changed()
                return PassageDetail(leaf.text_of(passage), leaf.starts[passage], leaf.blocks[passage], (), None)
            if leaf.number:
                self._unpacked[leaf.number] = details
                while len(self._unpacked) > _UNPACKED:
                    self._unpacked.popitem(last=False)
        return details[passage]

    def _read_details(self, leaf: Leaf) -> Details | None:
        with suppress(*_DAMAGE):
            details = self._index.details(leaf)
            if details is not None:
                return details
        report = self._source.read(leaf.report)
        return details_of(report) if report is not None and report.stamp == leaf.stamp else None

    def _catch_up(self, should_stop: Callable[[], bool], on_progress: Callable[[int, int], None]) -> bool:
        stamps = self._source.stamps()
        if not self._is_loaded:
            self._load(stamps, should_stop)
            if should_stop():
                return False
            self.grams.load()
            self._is_loaded = True
        known = self._shelf.stamps()
        for gone in known.keys() - stamps.keys():
            self.remove(gone)
        missing = [uuid for uuid, stamp in stamps.items() if known.get(uuid) != stamp]
        for done, uuid in enumerate(missing):
            if should_stop():
                return False
            report = self._source.read(uuid)
            if report is None:
                self.remove(uuid)
            else:
                self.put(report)
            on_progress(done + 1, len(missing))
        return True

    def _load(self, wanted: Mapping[str, str], should_stop: Callable[[], bool]) -> None:
        known = self._shelf.stamps()
        stale: list[str] = []

        def skip(uuid: str, stamp: str) -> bool:
            if wanted.get(uuid) != stamp:
                stale.append(uuid)
            return uuid in known or wanted.get(uuid) != stamp

        try:
            for leaf in self._index.leaves(should_stop, skip):
                self._shelve(leaf)
            for uuid in stale:
                if uuid not in wanted:
                    self._index.remove(uuid)
        except _DAMAGE:
            _LOG.info("the search index is built anew", exc_info=True)
            self._shelf.clear()
            self._index.start_afresh()

    def _shelve(self, leaf: Leaf) -> None:
        self._shelf.put(leaf)
        self._notes.put([SearchNote(Where.TITLE, leaf.title, leaf.report, title=leaf.title, year=leaf.year)])
