"""The words of all passages in the index, for related search."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from shkc_desktop.chinese.words import Segmenter
from shkc_desktop.search.index import Index
from shkc_desktop.search.leaf import BETWEEN
from shkc_desktop.search.scanning import SearchStopped

# A contentless table: it keeps no text, and no row can be taken out again. Rows of reports that have gone are passed
# over, for numbers are never given twice; the tokenizer splits at nothing but the blanks that stand between the words.
_TABLE = (
    "CREATE VIRTUAL TABLE passage_words USING fts5(words, content='', detail=none,"
    " tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co'\")"
)
_PASSAGES = 1 << 20  # rowid = number of the report × this + passage
_BATCH = 20  # reports to a transaction
# So many more reports gone than living, and the table is made anew.
_TOO_MANY_GONE = 100


class WordHit(NamedTuple):
    """A passage that holds the words; score: bm25, the smaller the better."""

    number: int
    passage: int
    score: float


def _symbol(char: str) -> str:
    """A form of a character that the tokenizer keeps within a token: 22.83% and c++ are one word each."""
    code = ord(char)
    if (char.isascii() and char.isalnum()) or 0x3400 <= code <= 0x4DB5 or 0x4E00 <= code <= 0x9FCC:
        return char
    # Planes 15 and 16 are private, category Co; 0x10FFFF and its like are no text.
    return chr(0xF0000 + code) if code <= 0xFFFD else chr(0x100000 + (code >> 12)) + chr(0x101000 + (code & 0xFFF))


class _Symbols(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = " " if code == 0x20 else _symbol(chr(code))
        return self[code]


_SYMBOLS = _Symbols()


class WordsIndex:
    """Words by passage, in the same file as the folded reports; filled after them, in the background."""

    def __init__(self, index: Index, segmenter: Segmenter) -> None:
        self._index = index
        self._segmenter = segmenter

    @property
    def pending(self) -> int:
        """How many reports still wait for their words."""
        connection = self._index.connection()
        where = "" if self._is_current() else " OR 1"
        return int(connection.execute(f"SELECT COUNT(*) FROM report WHERE has_words = 0{where}").fetchone()[0])

    def build(self, should_stop: Callable[[], bool], on_progress: Callable[[int, int], None]) -> bool:
        """Add the words of every report that has none yet; False if it was stopped. on_progress: done, of how many."""
        if not self._segmenter.load(should_stop):
            return False
        self._make_fit()
        total, done = self.pending, 0
        while True:
            rows = (
                self._index.connection()
                .execute("SELECT number, folded FROM report WHERE has_words = 0 ORDER BY number LIMIT ?", (_BATCH,))
                .fetchall()
            )
            if not rows:
                self._index.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
                return True
            cut = []
            for number, folded in rows:
                if should_stop():
                    return False
                cut.append((number, list(self._rows(number, folded))))
            with self._index.writing() as connection:
                for number, words in cut:
                    alive = connection.execute("UPDATE report SET has_words = 1 WHERE number = ?", (number,)).rowcount
                    if alive:
                        connection.executemany("INSERT INTO passage_words (rowid, words) VALUES (?, ?)", words)
            done += len(rows)
            on_progress(done, max(total, done))

    def match(
        self, words: Sequence[str], every: bool, limit: int, should_stop: Callable[[], bool]
    ) -> Iterator[WordHit]:
        """Passages with all (or any) of the words, best first. Raises SearchStopped."""
        expression = (" AND " if every else " OR ").join(f'"{word.translate(_SYMBOLS)}"' for word in words)
        connection = self._index.connection()
        connection.set_progress_handler(should_stop, 20_000)
        try:
            for rowid, score in connection.execute(
                "SELECT rowid, rank FROM passage_words WHERE passage_words MATCH ? ORDER BY rank LIMIT ?",
                (expression, limit),
            ):
                yield WordHit(rowid // _PASSAGES, rowid % _PASSAGES, score)
        except sqlite3.OperationalError as error:
            if should_stop():
                raise SearchStopped from error
            raise
        finally:
            connection.set_progress_handler(None, 0)

    def forget(self) -> None:
        """Empty the table; `build` fills it anew."""
        with self._index.writing() as connection:
            connection.execute("DROP TABLE IF EXISTS passage_words")
            connection.execute(_TABLE)
            connection.execute("UPDATE report SET has_words = 0")
            connection.executemany(
                "INSERT OR REPLACE INTO meta VALUES (?, ?)",
                [("dictionary", self._segmenter.generation), ("gone", str(self._gone(connection)))],
            )

    def _rows(self, number: int, folded: str) -> Iterator[tuple[int, str]]:
        for passage, text in enumerate(folded.split(BETWEEN)):
            yield number * _PASSAGES + passage, " ".join(self._segmenter.search_words(text)).translate(_SYMBOLS)

    def _is_current(self) -> bool:
        return self._index.get_meta("dictionary") == self._segmenter.generation

    def _make_fit(self) -> None:
        """Begin anew with another dictionary, or when most rows belong to reports that have gone."""
        connection = self._index.connection()
        living = int(connection.execute("SELECT COUNT(*) FROM report").fetchone()[0])
        gone = self._gone(connection) - int(self._index.get_meta("gone") or 0)
        if not self._is_current() or gone > living + _TOO_MANY_GONE:
            self.forget()

    @staticmethod
    def _gone(connection: sqlite3.Connection) -> int:
        """How many reports the file has ever held and holds no longer."""
        row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'report'").fetchone()
        return (int(row[0]) if row else 0) - int(connection.execute("SELECT COUNT(*) FROM report").fetchone()[0])
