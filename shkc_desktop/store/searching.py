"""What search needs to know of the library, read in few queries."""

import sqlite3
from collections.abc import Iterator

from shkc_desktop.store.spans import read_names


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
    return {uuid: f"{version}.{rev}.{hidden.get(uuid, 0)}" for uuid, version, rev in rows}


def hidden_blocks(connection: sqlite3.Connection, report: str) -> list[int]:
    """The blocks of a digest that an original has taken the place of, and those that belong to no reading."""
    rows = connection.execute(
        "SELECT b.n FROM report r JOIN block b ON b.version = r.version"
        " WHERE r.uuid = ? AND (b.superseded OR b.kind = 'page_artifact')",
        (report,),
    )
    return [n for (n,) in rows]


def notes(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str, int, str, int, str, tuple[str, ...]]]:
    """(uuid, report, note, start, creator, colour, own district or "", found districts) of annotations with a note."""
    for uuid, report, note, start, creator, colour, own, found in connection.execute(
        "SELECT a.uuid, a.report, a.note, a.start, a.creator, a.colour, COALESCE(a.district, ''), a.found_districts"
        " FROM annotation a LEFT JOIN report r ON r.uuid = a.report"
        " WHERE a.deleted IS NULL AND r.deleted IS NULL AND a.note <> '' ORDER BY a.report, a.start"
    ):
        yield uuid, report, note, start, creator, colour, own, read_names(found)
