"""The reader's own words, scanned like the reports: titles, notes, tags, memos."""

import threading
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from shkc_desktop.chinese.folding import Folded, fold
from shkc_desktop.model.hit import Hit, Where
from shkc_desktop.search.conditions import Conditions, Tally, note_values
from shkc_desktop.search.corpus import SearchNote
from shkc_desktop.search.query import Query
from shkc_desktop.search.snippet import snippet

_ORDER = {where: rank for rank, where in enumerate(Where)}


class NoteSpot(NamedTuple):
    """A hit in a note; `[start, end)` counts in its text."""

    note: SearchNote
    start: int
    end: int


class Notes:
    """All notes by key. Changes come from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._notes: dict[tuple[Where, str], tuple[SearchNote, Folded]] = {}
        self._sorted: list[tuple[SearchNote, Folded]] | None = []
        self.version = 0

    def put(self, notes: Iterable[SearchNote]) -> None:
        """Set notes in the place of those of the same key; one without words is forgotten."""
        folded = [(note, fold(note.text)) for note in notes]
        with self._lock:
            for note, text in folded:
                if text.text:
                    self._notes[note.key] = (note, text)
                else:
                    self._notes.pop(note.key, None)
            self._changed()

    def set_all(self, where: Where, notes: Iterable[SearchNote]) -> None:
        """All notes of one kind, in place of those known before."""
        with self._lock:
            self._notes = {key: entry for key, entry in self._notes.items() if key[0] is not where}
        self.put(notes)

    def remove(self, where: Where, key: str) -> None:
        """Forget the note of an annotation, a tag, a memo, or a report's title."""
        with self._lock:
            self._notes.pop((where, key), None)
            self._changed()

    def spots(self, query: Query, conditions: Conditions, tally: Tally | None) -> list[NoteSpot]:
        """The hits that pass, titles first, each kind in library order; all are counted in `tally` if there is one."""
        found: list[NoteSpot] = []
        for note, folded in self._in_order():
            if not any(form.text in folded.text for form in query.forms):
                continue
            spots = [NoteSpot(note, *folded.span(*position)) for position in query.positions(folded.text)]
            if tally is None and conditions.is_empty:
                found.extend(spots)
                continue
            values = note_values(note)
            failing = conditions.failing(values)
            if tally is not None:
                tally.add(len(spots), values, failing)
            if not failing:
                found.extend(spots)
        return found

    def _in_order(self) -> Iterator[tuple[SearchNote, Folded]]:
        with self._lock:
            if self._sorted is None:
                self._sorted = sorted(self._notes.values(), key=lambda entry: _order(entry[0]))
            return iter(self._sorted)

    def _changed(self) -> None:
        self._sorted = None
        self.version += 1


def note_hit(spot: NoteSpot) -> Hit:
    """What the reader sees of a hit in a note."""
    note = spot.note
    before, match, after = snippet(note.text, spot.start, spot.end)
    return Hit(
        note.where, spot.start, spot.end, match, before, after, note.report, note.annotation, note.title, note.year,
        note.districts, subject=note.subject, annotations=(note.annotation,) if note.annotation else (),
    )  # fmt: skip


def _order(note: SearchNote) -> tuple[int, bool, int, str, str, int, str]:
    return (
        _ORDER[note.where], note.year is None, note.year or 0, note.title, note.report or "", note.start, note.key[1],
    )  # fmt: skip
