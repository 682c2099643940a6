"""What a page shows of annotations, read as plain tuples."""

import sqlite3
import sys
from collections.abc import Iterable
from functools import partial

from shkc_desktop.model.page import Mark


def marks(
    connection: sqlite3.Connection, report: str, source: int = 0, span: tuple[int, int] = (0, sys.maxsize)
) -> list[Mark]:
    """A report's annotations that begin in a span and have a place, by start; `source` is its number on the page."""
    cursor = connection.execute(
        'SELECT uuid, ?, start, "end", colour, state FROM annotation WHERE report = ? AND start BETWEEN ? AND ?'
        " AND deleted IS NULL AND state NOT IN ('ambiguous', 'orphan') ORDER BY start",
        (source, report, *span),
    )
    return list(map(partial(tuple.__new__, Mark), cursor))


def marks_of(connection: sqlite3.Connection, uuids: Iterable[str]) -> list[tuple[str, str, int, int, int, str]]:
    """(uuid, report, start, end, colour, state) of those of `uuids` that live and have a place."""
    found: list[tuple[str, str, int, int, int, str]] = []
    for uuid in uuids:
        found += connection.execute(
            'SELECT uuid, report, start, "end", colour, state FROM annotation WHERE uuid = ? AND deleted IS NULL'
            " AND state NOT IN ('ambiguous', 'orphan')",
            (uuid,),
        ).fetchall()
    return found


def card(connection: sqlite3.Connection, uuid: str) -> tuple[int, str, str, str, int] | None:
    """(colour, note, state, creator, rev) of an annotation, deleted or not."""
    found: tuple[int, str, str, str, int] | None = connection.execute(
        "SELECT colour, note, state, creator, rev FROM annotation WHERE uuid = ?", (uuid,)
    ).fetchone()
    return found


def tags(connection: sqlite3.Connection, uuid: str) -> list[str]:
    """The tags of an annotation in the reader's order."""
    cursor = connection.execute("SELECT tag FROM annotation_tag WHERE annotation = ? ORDER BY position", (uuid,))
    return [tag for (tag,) in cursor]
