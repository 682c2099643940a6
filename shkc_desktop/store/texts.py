"""The texts of reports and the headings in them, read without making a Report."""

import sqlite3


def current_version(connection: sqlite3.Connection, report: str) -> int | None:
    """The id of the report's current text version, None if there is no such report."""
    found = connection.execute("SELECT version FROM report WHERE uuid = ?", (report,)).fetchone()
    return None if found is None else found[0]


def text(connection: sqlite3.Connection, version: int) -> tuple[str, str]:
    """A version's text and its sha256."""
    found = connection.execute("SELECT text, sha256 FROM text_version WHERE id = ?", (version,)).fetchone()
    return str(found[0]), str(found[1])


def headings_above(connection: sqlite3.Connection, version: int, offset: int) -> list[tuple[int, int]]:
    """The spans of the headings above the block at a place, outermost first."""
    found = connection.execute(
        "SELECT parent FROM block WHERE version = ? AND start <= ? ORDER BY start DESC LIMIT 1", (version, offset)
    ).fetchone()
    path: list[tuple[int, int]] = []
    seen: set[int] = set()
    parent = None if found is None else found[0]
    while parent is not None and parent not in seen:
        seen.add(parent)
        start, end, parent = connection.execute(
            'SELECT start, "end", parent FROM block WHERE version = ? AND n = ?', (version, parent)
        ).fetchone()
        path.append((start, end))
    return path[::-1]


def report_of_version(connection: sqlite3.Connection, version: int) -> str | None:
    """The report a text version belongs to."""
    found = connection.execute("SELECT report FROM text_version WHERE id = ?", (version,)).fetchone()
    return None if found is None else str(found[0])
