"""Where the reader is and how far: remembered places, reading states, settings of this library."""

import sqlite3
from typing import NamedTuple

from shkc_desktop.model.district import District
from shkc_desktop.store.clock import now


class RememberedPlace(NamedTuple):
    """Where a page was left. share: 0 to 1 of the page read."""

    page: str
    report: str
    offset: int
    share: float
    snippet: str
    at: str


def remember_place(
    connection: sqlite3.Connection, page: str, report: str, offset: int, share: float, snippet: str
) -> None:
    """Note where a page was left; no step of the reader's, so there is nothing to undo."""
    connection.execute(
        'INSERT OR REPLACE INTO reading_place (page, report, "offset", share, snippet, at) VALUES (?, ?, ?, ?, ?, ?)',
        (page, report, offset, share, snippet, now()),
    )


def place(connection: sqlite3.Connection, page: str) -> RememberedPlace | None:
    """Where that page was left, None if it never was open."""
    found = connection.execute(
        'SELECT page, report, "offset", share, snippet, at FROM reading_place WHERE page = ?', (page,)
    ).fetchone()
    return None if found is None else RememberedPlace(*found)


def recent_places(connection: sqlite3.Connection, limit: int) -> list[RememberedPlace]:
    """The pages read last whose report is still there, the latest first."""
    rows = connection.execute(
        'SELECT p.page, p.report, p."offset", p.share, p.snippet, p.at FROM reading_place p'
        " JOIN report r ON r.uuid = p.report WHERE r.deleted IS NULL ORDER BY p.at DESC LIMIT ?",
        (limit,),
    )
    return [RememberedPlace(*row) for row in rows]


def states(connection: sqlite3.Connection) -> dict[tuple[str, int], str]:
    """(district, year) to 未读 / 在读 / 已编码; what is missing is 未读."""
    rows = connection.execute("SELECT district, year, state FROM reading_state")
    return {(district, year): state for district, year, state in rows}


def districts(connection: sqlite3.Connection) -> list[District]:
    """The districts of the city, in official order."""
    rows = connection.execute("SELECT name, short, initials FROM district ORDER BY position")
    return [District(*row) for row in rows]


def set_districts(connection: sqlite3.Connection, found: tuple[District, ...]) -> None:
    """Write down the districts of the city, in official order."""
    connection.execute("DELETE FROM district")
    connection.executemany(
        "INSERT INTO district (name, short, initials, position) VALUES (?, ?, ?, ?)",
        ((d.name, d.short, d.initials, i) for i, d in enumerate(found)),
    )


def setting(connection: sqlite3.Connection, key: str) -> str | None:
    """A setting that belongs to the library, such as the names of the colours."""
    found = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return None if found is None else str(found[0])
