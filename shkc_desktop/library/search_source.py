"""The library as search asks it, on a connection of its own, one question at a time."""

import threading
from collections.abc import Iterable
from typing import NamedTuple

from shkc_desktop.library import memoing, saving
from shkc_desktop.library.library import Library
from shkc_desktop.model.hit import Where
from shkc_desktop.model.tag import tag_path
from shkc_desktop.search.corpus import Phrase, SearchMark, SearchNote, SearchReport, passages_of
from shkc_desktop.store import reports, searching


class Marked(NamedTuple):
    """An annotation as search takes it: its mark where it has a place, its note where it has one."""

    uuid: str
    report: str
    mark: SearchMark | None
    note: SearchNote | None


class LibrarySource:
    """Reads what is to be found. Any thread may ask; connections are not shared with the window's."""

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
            stamp = searching.stamp(connection, report)
            found = reports.load(connection, report, raw=False) if stamp is not None else None
            if stamp is None or found is None:
                return None
            return passages_of(found, stamp, searching.hidden_blocks(connection, report))

    def annotations(self, uuids: Iterable[str] | None = None, reports: Iterable[str] | None = None) -> list[Marked]:
        """The living annotations: all, those of some uuids, or those on some reports."""
        with self._lock:
            return [_marked(record) for record in searching.annotations(self._library.file.connection, uuids, reports)]

    def tags(self) -> list[SearchNote]:
        """The living tags by their paths."""
        with self._lock:
            living = self._library.tags()
        return [SearchNote(Where.TAG, tag_path(t, living), subject=t.uuid, colour=t.colour) for t in living.values()]

    def memos(self) -> list[SearchNote]:
        """The living memos, title and text."""
        with self._lock:
            return [
                SearchNote(
                    Where.MEMO,
                    f"{memo.title}\n{memo.text}" if memo.title else memo.text,
                    subject=memo.uuid,
                    creator=memo.creator,
                    title=memoing.subject_name(self._library, memo),
                )
                for memo in memoing.list_memos(self._library)
            ]

    def phrases(self) -> tuple[Phrase, ...]:
        """The reader's 词组."""
        with self._lock:
            kept = saving.kept(self._library, "phrase")
        return tuple(Phrase(phrase.name, tuple(phrase.value)) for phrase in kept)


def _marked(record: searching.AnnotationRecord) -> Marked:
    mark = SearchMark(record.uuid, record.start, record.end, record.colour, record.tags, record.creator)
    note = SearchNote(
        Where.NOTE,
        record.note,
        record.report,
        record.uuid,
        title=record.title,
        year=record.year,
        districts=record.districts,
        colour=record.colour,
        tags=record.tags,
        creator=record.creator,
        start=record.start,
    )
    return Marked(record.uuid, record.report, mark if record.placed else None, note if record.note else None)
