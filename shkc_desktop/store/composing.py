"""Reads the rows of a page as plain tuples: spans, not objects."""

import sqlite3
from typing import Any

from shkc_desktop.model.page import Row
from shkc_desktop.store.spans import read_spans


def rows(connection: sqlite3.Connection, source: int, version: int) -> list[Row]:
    """The blocks of a text version in reading order, with their paragraph numbers; page artifacts are left out."""
    cursor = connection.execute(
        'SELECT ?, start, "end", kind, level, n,'
        " CASE WHEN kind IN ('paragraph', 'list_item') THEN"
        " SUM(kind IN ('paragraph', 'list_item')) OVER (ORDER BY position, n) ELSE 0 END, 0"
        " FROM block WHERE version = ? AND kind <> 'page_artifact' ORDER BY position, n",
        (source, version),
    )
    return list(map(Row._make, cursor))


def emphasis(connection: sqlite3.Connection, source: int, version: int) -> dict[tuple[int, int], Any]:
    """(source, block) to its emphasised spans, where there are any."""
    cursor = connection.execute("SELECT n, emphasis FROM block WHERE version = ? AND emphasis <> ''", (version,))
    return {(source, n): read_spans(spans) for n, spans in cursor}


def pages(connection: sqlite3.Connection, version: int) -> list[tuple[int, str]]:
    """(offset, printed page, or else the page of the file) wherever a new page begins."""
    found: list[tuple[int, str]] = []
    for start, page, printed in connection.execute(
        "SELECT start, page, printed_page FROM block WHERE version = ? AND page IS NOT NULL ORDER BY start", (version,)
    ):
        name = printed or str(page)
        if not found or found[-1][1] != name:
            found.append((start, name))
    return found


def dedicated_blocks(connection: sqlite3.Connection, version: int, district: str) -> set[int]:
    """The blocks with a span dedicated to `district`, or to none where it is ''; superseded ones are left out."""
    if district:
        cursor = connection.execute(
            "SELECT DISTINCT a.block FROM attribution a JOIN block b ON b.version = a.version AND b.n = a.block"
            " WHERE a.version = ? AND a.district = ? AND NOT b.superseded",
            (version, district),
        )
    else:
        cursor = connection.execute(
            "SELECT b.n FROM block b WHERE b.version = ? AND NOT b.superseded"
            " AND NOT EXISTS (SELECT 1 FROM attribution a WHERE a.version = b.version AND a.block = b.n)",
            (version,),
        )
    return {n for (n,) in cursor}


def parents(connection: sqlite3.Connection, version: int) -> dict[int, int | None]:
    """Block to the heading it stands under."""
    return dict(connection.execute("SELECT n, parent FROM block WHERE version = ?", (version,)).fetchall())


def sources_of(
    connection: sqlite3.Connection, district: str | None = None, year: int | None = None
) -> list[tuple[str, int]]:
    """(report, version) of the living reports with text of a district or of a year; by year, originals first."""
    conditions = ["r.deleted IS NULL"]
    values: list[object] = []
    if year is not None:
        conditions.append("r.year = ?")
        values.append(year)
    if district is not None:
        conditions.append("EXISTS (SELECT 1 FROM cell c WHERE c.report = r.uuid AND c.district = ?)")
        values.append(district)
    cursor = connection.execute(
        f"SELECT r.uuid, r.version FROM report r WHERE {' AND '.join(conditions)}"
        " ORDER BY r.year IS NULL, r.year, r.edition = '提要', r.title, r.uuid",
        values,
    )
    return cursor.fetchall()


def heading_path(connection: sqlite3.Connection, version: int, block: int) -> list[tuple[int, int]]:
    """The spans of the headings above a block, outermost first."""
    above = parents(connection, version)
    path: list[tuple[int, int]] = []
    at, seen = above.get(block), set[int]()
    while at is not None and at not in seen:
        seen.add(at)
        found = connection.execute(
            'SELECT start, "end" FROM block WHERE version = ? AND n = ?', (version, at)
        ).fetchone()
        path.append((found[0], found[1]))
        at = above.get(at)
    return path[::-1]
