"""The index: a cache file that holds the folded reports, so that search is ready at once at the next start."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
import threading
import zlib
from array import array
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from shkc_desktop.chinese.folding import Folded, fold_text
from shkc_desktop.model.report import Edition
from shkc_desktop.search.corpus import SearchReport
from shkc_desktop.search.leaf import FacetKey, Leaf, Variant, leaf_of

# Raised whenever folding, the tables or what stands in them change: an older file is thrown away.
FORMAT = "shkc search 4"

# A section and a paragraph number are kept as one number: section × this + paragraph.
_PARAGRAPHS = 1 << 20

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- AUTOINCREMENT: a number is never given twice, so the words of a report that has gone point to nothing.
CREATE TABLE report (
    number INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL, title TEXT NOT NULL,
    year INTEGER, edition TEXT NOT NULL, folded TEXT NOT NULL, numbers BLOB NOT NULL, facets TEXT NOT NULL,
    rest TEXT NOT NULL, has_words INTEGER NOT NULL DEFAULT 0);
CREATE TABLE detail (number INTEGER PRIMARY KEY, texts BLOB NOT NULL, numbers BLOB NOT NULL, sections TEXT NOT NULL);
CREATE INDEX report_without_words ON report (number) WHERE has_words = 0;
"""


class PassageDetail(NamedTuple):
    """What only a shown hit needs. text: the words of the passage, which begin at `start` of the report's text."""

    text: str
    start: int
    block: int
    section: tuple[str, ...]
    paragraph: int | None


class Details:
    """The details of all passages of a report; passages without words are left out, as on its leaf."""

    def __init__(self, texts: str, numbers: array[int], sections: list[tuple[str, ...]]) -> None:
        self._texts = texts
        self._sections = sections
        count = len(numbers) // 5
        self._parts = tuple(numbers[at * count : (at + 1) * count] for at in range(5))

    def __len__(self) -> int:
        return len(self._parts[0])

    def __getitem__(self, passage: int) -> PassageDetail:
        at, length, start, block, more = (part[passage] for part in self._parts)
        section, paragraph = divmod(more, _PARAGRAPHS)
        return PassageDetail(self._texts[at : at + length], start, block, self._sections[section], paragraph or None)


def file_name(library_id: str) -> str:
    """The name of a library's index in the cache folder."""
    return f"search-{library_id}.index"


class Index:
    """One cache file. Any thread may call: each has a connection of its own, and writing goes one by one.

    Where the folder cannot be written the index stands in a temporary one and goes with the program.
    """

    def __init__(self, path: Path | None, library_id: str) -> None:
        self._library_id = library_id
        self._local = threading.local()
        self._writing = threading.RLock()
        self._connections: list[sqlite3.Connection] = []
        self._temporary: Path | None = None
        self.path = path if path is not None else self._temporary_path()
        self._open()

    def close(self) -> None:
        """Close all connections; a temporary index is removed."""
        self._close_connections()
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)

    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None or found not in self._connections:
            found = self._local.connection = self._connect()
        return found

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, alone."""
        with self._writing:
            connection = self.connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def get_meta(self, key: str) -> str:
        """A value of the meta table, "" without."""
        row = self.connection().execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def put(self, report: SearchReport) -> Leaf:
        """Fold a report and keep it, in the place of the one of the same uuid."""
        leaf = leaf_of(report)
        texts, numbers, sections = _details(report)
        packed = zlib.compress(texts.encode("utf-8", "surrogatepass"), 1)
        with self.writing() as connection:
            self._delete(connection, report.uuid)
            cursor = connection.execute(
                "INSERT INTO report (uuid, stamp, title, year, edition, folded, numbers, facets, rest)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (leaf.report, leaf.stamp, leaf.title, leaf.year, leaf.edition, *_columns(leaf)),
            )
            leaf.number = int(cursor.lastrowid or 0)
            connection.execute(
                "INSERT INTO detail VALUES (?, ?, ?, ?)",
                (leaf.number, packed, numbers.tobytes(), json.dumps(sections, ensure_ascii=False)),
            )
        return leaf

    def remove(self, report: str) -> None:
        """Forget a report; its words are never found again."""
        with self.writing() as connection:
            self._delete(connection, report)

    def leaves(self, should_stop: Callable[[], bool], skip: Callable[[str, str], bool]) -> Iterator[Leaf]:
        """The kept reports, those left out for which `skip(uuid, stamp)` is true."""
        cursor = self.connection().execute(
            "SELECT number, uuid, title, year, edition, stamp, folded, numbers, facets, rest FROM report"
        )
        for row in cursor:
            if should_stop():
                break
            if not skip(row[1], row[5]):
                yield _leaf(row)

    def details(self, leaf: Leaf) -> Details | None:
        """What the hits of a leaf show, by passage; None if the file has lost it."""
        row = (
            self.connection()
            .execute("SELECT texts, numbers, sections FROM detail WHERE number = ?", (leaf.number,))
            .fetchone()
        )
        if row is None:
            return None
        numbers = array("I")
        numbers.frombytes(row[1])
        texts = zlib.decompress(row[0]).decode("utf-8", "surrogatepass")
        return Details(texts, numbers, [tuple(section) for section in json.loads(row[2])])

    def start_afresh(self) -> None:
        """Throw the file away and begin an empty one."""
        with self._writing:
            self._close_connections()
            for suffix in ("", "-wal", "-shm", "-journal"):
                Path(f"{self.path}{suffix}").unlink(missing_ok=True)
            self._create()

    def _open(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.exists() and self._is_ours():
                return
            self.start_afresh()
        except (OSError, sqlite3.Error):
            self._close_connections()
            self.path = self._temporary_path()
            self._create()

    def _is_ours(self) -> bool:
        try:
            return self.get_meta("format") == FORMAT and self.get_meta("library") == self._library_id
        except sqlite3.Error:
            return False

    def _create(self) -> None:
        connection = self.connection()
        connection.executescript(_SCHEMA)
        connection.executemany("INSERT INTO meta VALUES (?, ?)", [("format", FORMAT), ("library", self._library_id)])

    def _connect(self) -> sqlite3.Connection:
        # Each thread uses its own; only `close` touches another thread's.
        connection = sqlite3.connect(self.path, timeout=5, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")  # a cache: what is lost is made again
        self._connections.append(connection)
        return connection

    def _close_connections(self) -> None:
        while self._connections:
            with suppress(sqlite3.Error), closing(self._connections.pop()):
                pass

    def _temporary_path(self) -> Path:
        self._temporary = Path(tempfile.mkdtemp(prefix="shkc-search-"))
        return self._temporary / "search.index"

    @staticmethod
    def _delete(connection: sqlite3.Connection, uuid: str) -> None:
        connection.execute("DELETE FROM detail WHERE number = (SELECT number FROM report WHERE uuid = ?)", (uuid,))
        connection.execute("DELETE FROM report WHERE uuid = ?", (uuid,))


def details_of(report: SearchReport) -> Details:
    """What hits in a report show, by passage."""
    return Details(*_details(report))


def _details(report: SearchReport) -> tuple[str, array[int], list[tuple[str, ...]]]:
    sections: dict[tuple[str, ...], int] = {}
    texts: list[str] = []
    columns: list[list[int]] = [[], [], [], [], []]
    at = 0
    for passage in report.passages:
        if not fold_text(passage.text):
            continue
        section = sections.setdefault(passage.section, len(sections))
        more = section * _PARAGRAPHS + (passage.paragraph or 0)
        row = (at, len(passage.text), passage.start, passage.block, more)
        for column, value in zip(columns, row, strict=True):
            column.append(value)
        texts.append(passage.text)
        at += len(passage.text)
    return "".join(texts), array("I", chain.from_iterable(columns)), list(sections)


def _columns(leaf: Leaf) -> tuple[str, bytes, str, str]:
    arrays = (leaf.begins, leaf.starts, leaf.blocks, leaf.keys, leaf.gaps)
    numbers = array("I", [len(part) for part in arrays])
    for part in arrays:
        numbers.extend(part)
    variants = [(v.passage, v.folded.text, v.folded.gaps, *v[2:]) for v in leaf.variants]
    rest: list[Any] = [list(leaf.mixed.items()), variants] if leaf.mixed or variants else []
    return (
        leaf.folded,
        numbers.tobytes(),
        json.dumps(leaf.facets, ensure_ascii=False),
        json.dumps(rest, ensure_ascii=False),
    )


def _leaf(row: tuple[Any, ...]) -> Leaf:
    number, uuid, title, year, edition, stamp, folded, blob, facets, rest = row
    numbers = array("I")
    numbers.frombytes(blob)
    ends = list(accumulate(numbers[:5], initial=5))
    begins, starts, blocks, passage_keys, gaps = (numbers[low:high] for low, high in pairwise(ends))
    keys = [
        FacetKey(year, tuple(districts), tuple(section), kind) for year, districts, section, kind in json.loads(facets)
    ]
    leaf = Leaf(
        number, uuid, title, year, Edition(edition), stamp, folded, begins, starts, blocks, passage_keys, gaps, keys
    )
    if len(rest) > 2:
        mixed, variants = json.loads(rest)
        leaf.mixed = {passage: tuple((a, b, name) for a, b, name in spans) for passage, spans in mixed}
        leaf.variants = tuple(Variant(v[0], Folded(v[1], v[2]), *v[3:]) for v in variants)
    return leaf
