"""What search needs to know of the library, read in few queries."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from shkc_desktop.store.spans import read_names

_HIDDEN = "SELECT SUM(superseded) FROM block WHERE version = ?"
# Question marks in one statement; SQLite takes more, older ones 999.
_AT_ONCE = 500


class AnnotationRecord(NamedTuple):
    """A living annotation. placed: it lies on words of its report's text. districts: the reader's own, else found."""

    uuid: str
    report: str
    start: int
    end: int
    colour: int
    creator: str
    note: str
    districts: tuple[str, ...]
    placed: bool
    title: str
    year: int | None
    tags: tuple[str, ...]


def stamps(connection: sqlite3.Connection) -> dict[str, str]:
    """Uuid of every living report to what changes when its text, its districts or what is hidden of it change."""
    hidden = dict(
        connection.execute(
            "SELECT r.uuid, SUM(b.superseded) FROM report r JOIN block b ON b.version = r.version"
            " WHERE r.edition = '提要' AND r.deleted IS NULL GROUP BY r.uuid"
        ).fetchall()
    )
    rows = connection.execute(
        "SELECT uuid, version, rev FROM report WHERE deleted IS NULL"
        " ORDER BY year IS NULL, year, edition = '提要', title, uuid"
    )
    return {uuid: _stamp(version, rev, hidden.get(uuid)) for uuid, version, rev in rows}


def stamp(connection: sqlite3.Connection, report: str) -> str | None:
    """The stamp of one report; None if it is not among the living."""
    row = connection.execute(
        "SELECT version, rev, edition FROM report WHERE uuid = ? AND deleted IS NULL", (report,)
    ).fetchone()
    if row is None:
        return None
    version, rev, edition = row
    hidden = connection.execute(_HIDDEN, (version,)).fetchone()[0] if edition == "提要" else 0
    return _stamp(version, rev, hidden)


def _stamp(version: int, rev: int, hidden: int | None) -> str:
    return f"{version}.{rev}.{hidden or 0}"


def hidden_blocks(connection: sqlite3.Connection, report: str) -> list[int]:
    """The blocks of a digest that an original has taken the place of."""
    rows = connection.execute(
        "SELECT b.n FROM report r JOIN block b ON b.version = r.version WHERE r.uuid = ? AND b.superseded", (report,)
    )
    return [n for (n,) in rows]


def annotations(
    connection: sqlite3.Connection, uuids: Iterable[str] | None = None, reports: Iterable[str] | None = None
) -> Iterator[AnnotationRecord]:
    """The living annotations that search knows: all, those of some uuids, or those on some reports."""
    if uuids is None and reports is None:
        yield from _annotations(connection, "", ())
        return
    for column, values in (("uuid", uuids), ("report", reports)):
        wanted = sorted(values or ())
        for at in range(0, len(wanted), _AT_ONCE):
            some = wanted[at : at + _AT_ONCE]
            yield from _annotations(connection, f" AND a.{column} IN ({', '.join('?' * len(some))})", some)


def _annotations(connection: sqlite3.Connection, condition: str, values: Iterable[str]) -> Iterator[AnnotationRecord]:
    # The report of an orphan may be gone for good; one in the recycle bin takes its annotations along.
    for uuid, report, start, end, colour, creator, note, own, found, placed, title, year, tags in connection.execute(
        'SELECT a.uuid, a.report, a.start, a."end", a.colour, a.creator, a.note, a.district, a.found_districts,'
        " a.state NOT IN ('ambiguous', 'orphan'), r.title, r.year,"
        " (SELECT GROUP_CONCAT(t.tag) FROM annotation_tag t WHERE t.annotation = a.uuid)"
        " FROM annotation a LEFT JOIN report r ON r.uuid = a.report"
        f" WHERE a.deleted IS NULL AND r.deleted IS NULL{condition}",
        tuple(values),
    ):
        districts = (own,) if own else read_names(found)
        named = tuple(tags.split(",")) if tags else ()
        yield AnnotationRecord(
            uuid, report, start, end, colour, creator, note, districts, bool(placed), title or "", year, named
        )
