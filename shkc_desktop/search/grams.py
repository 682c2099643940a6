"""How often one or two characters stand in each report: a large library is scanned only where a hit can be."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from operator import add

from shkc_desktop.search.index import Index
from shkc_desktop.search.leaf import BETWEEN

# Below so many folded characters (some 2,000 reports of 20 KB) a scan is faster than anyone types.
LARGE = 15_000_000
# A count that has to be taken by looking.
LOOK = -1
_SLOTS = 256  # reports to a segment, so that a slot is one byte
_MOST = 255  # larger counts are told in several pairs
_PIECE = 20_000  # characters counted in one go: 2 ms in which no other thread runs
_TABLES = """
CREATE TABLE IF NOT EXISTS segment (id INTEGER PRIMARY KEY, numbers TEXT NOT NULL);
-- counts: pairs of slot and number of occurrences, a byte each; a slot may have several.
CREATE TABLE IF NOT EXISTS gram (
    segment INTEGER NOT NULL, gram TEXT NOT NULL, counts BLOB NOT NULL, PRIMARY KEY (segment, gram)) WITHOUT ROWID;
"""


class Grams:
    """Counts by segment of reports, in the same file as the folded reports. A segment is never changed.

    Reports that came later stand in no segment and are scanned; those that have gone are passed over, for their
    numbers are never given twice.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._segments: dict[int, list[int]] = {}
        self.covered: frozenset[int] = frozenset()

    def load(self) -> None:
        """Learn what the file holds."""
        try:
            rows = self._index.connection().execute("SELECT id, numbers FROM segment").fetchall()
            segments = {segment: [int(number) for number in numbers.split(",")] for segment, numbers in rows}
        except (sqlite3.Error, ValueError):
            segments = {}
        self._segments = segments
        self.covered = frozenset(number for numbers in segments.values() for number in numbers)

    def build(self, should_stop: Callable[[], bool], on_progress: Callable[[int, int], None]) -> bool:
        """Count the reports that no segment holds, once there are enough for one; False if it was stopped.

        Does nothing in a small library. on_progress: reports done, of how many.
        """
        connection = self._index.connection()
        size = connection.execute("SELECT TOTAL(LENGTH(folded)) FROM report").fetchone()[0]
        if size < LARGE:
            return True
        connection.executescript(_TABLES)
        self.load()
        living = [int(row[0]) for row in connection.execute("SELECT number FROM report ORDER BY number")]
        waiting = [number for number in living if number not in self.covered]
        if len(self.covered) > 2 * (len(living) - len(waiting)) + _SLOTS:  # most of it counts what has gone
            with self._index.writing() as writing:
                writing.execute("DELETE FROM gram")
                writing.execute("DELETE FROM segment")
            waiting = living
        for at in range(0, len(waiting) - len(waiting) % _SLOTS, _SLOTS):
            if not self._add_segment(waiting[at : at + _SLOTS], should_stop):
                return False
            on_progress(at + _SLOTS, len(waiting))
        self.load()
        return True

    def narrow(self, form: str) -> Mapping[int, int] | None:
        """The covered reports that may hold a form, by number, with its count or LOOK; None if nothing is covered."""
        if not self._segments:
            return None
        found: dict[int, int] = {}
        wanted = [form] if len(form) <= 2 else list(dict.fromkeys(map(add, form, form[1:])))
        connection = self._index.connection()
        try:
            for segment, numbers in self._segments.items():
                rows = list(_rows(connection, segment, wanted))
                if len(rows) < len(wanted):
                    continue
                if len(form) <= 2:
                    counts = rows[0]
                    for slot, count in zip(counts[::2], counts[1::2], strict=True):
                        found[numbers[slot]] = found.get(numbers[slot], 0) + count
                else:
                    for slot in set(rows[0][::2]).intersection(*(row[::2] for row in rows[1:])):
                        found[numbers[slot]] = LOOK
        except (sqlite3.Error, IndexError):  # damaged: everything is scanned
            return None
        return found

    def _add_segment(self, numbers: list[int], should_stop: Callable[[], bool]) -> bool:
        counts: dict[str, bytearray] = {}
        connection = self._index.connection()
        for slot, number in enumerate(numbers):
            if should_stop():
                return False
            row = connection.execute("SELECT folded FROM report WHERE number = ?", (number,)).fetchone()
            for gram, count in _count(row[0]).items() if row else ():
                pairs = counts.setdefault(gram, bytearray())
                while count > _MOST:
                    pairs.extend((slot, _MOST))
                    count -= _MOST
                pairs.extend((slot, count))
        with self._index.writing() as writing:
            segment = writing.execute(
                "INSERT INTO segment (numbers) VALUES (?)", (",".join(map(str, numbers)),)
            ).lastrowid
            writing.executemany(
                "INSERT INTO gram VALUES (?, ?, ?)", ((segment, gram, counts[gram]) for gram in sorted(counts))
            )
        return True


def _rows(connection: sqlite3.Connection, segment: int, grams: list[str]) -> Iterator[bytes]:
    """The counts of the grams in a segment; ends at the first gram it does not hold."""
    for gram in grams:
        row = connection.execute("SELECT counts FROM gram WHERE segment = ? AND gram = ?", (segment, gram)).fetchone()
        if row is None:
            return
        yield row[0]


def _count(folded: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for at in range(0, len(folded), _PIECE):
        piece = folded[at : at + _PIECE + 1]
        counts.update(piece[:_PIECE])
        counts.update(map(add, piece, piece[1:]))
    return Counter({gram: count for gram, count in counts.items() if BETWEEN not in gram})
