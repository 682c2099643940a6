"""Reads the rows of a page as plain tuples: spans, not objects."""

import sqlite3
from functools import partial
from itertools import accumulate
from operator import itemgetter
from typing import Any

from shkc_desktop.model.page import Row
from shkc_desktop.store.spans import read_spans

_COUNTED = ("paragraph", "list_item")


def rows(connection: sqlite3.Connection, source: int, version: int) -> list[Row]:
    """The blocks of a text version in reading order, with their paragraph numbers; page artifacts are left out."""
    # In the order of the key, which is the reading order as good as always: SQLite would sort for twice the time.
    found = connection.execute(
        'SELECT start, "end", kind, level, n, position FROM block WHERE version = ? ORDER BY n', (version,)
    ).fetchall()
    found.sort(key=itemgetter(5))
    numbers = accumulate(row[2] in _COUNTED for row in found)
    # As Row itself would, without its call for each of 10,000 blocks.
    make = partial(tuple.__new__, Row)
    return [
        make((source, start, end, kind, level, n, number if kind in _COUNTED else 0, False))
        for (start, end, kind, level, n, _), number in zip(found, numbers, strict=True)
        if kind != "page_artifact"
    ]


def emphasis(connection: sqlite3.Connection, source: int, version: int) -> dict[tuple[int, int], Any]:
    """(source, block) to its emphasised spans, where there are any."""
    cursor = connection.execute("SELECT n, emphasis FROM block WHERE version = ? AND emphasis <> ''", (version,))
    return {(source, n): read_spans(spans) for n, spans in cursor}


def pages(connection: sqlite3.Connection, version: int) -> list[tuple[int, str]]:
    """(offset, printed page, or else the page of the file) wherever a new page begins."""
    found: list[tuple[int, str]] = []
    cursor = connection.execute(
        "SELECT start, page, printed_page FROM block WHERE version = ? AND page IS NOT NULL", (version,)
    )
    for start, page, printed in sorted(cursor.fetchall(), key=itemgetter(0)):
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


def districts(connection: sqlite3.Connection, report: str, block: int) -> list[tuple[str, str | None, str]]:
    """(district, zone, evidence) of each span of a block of the report's current text that is dedicated to one."""
    return connection.execute(
        "SELECT district, zone, evidence FROM attribution WHERE version ="
        " (SELECT version FROM report WHERE uuid = ?) AND block = ? ORDER BY start",
        (report, block),
    ).fetchall()


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
