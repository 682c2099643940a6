"""When things were put into the recycle bin."""

import sqlite3


def moments(connection: sqlite3.Connection) -> dict[str, str]:
    """Uuid of every deleted report, annotation, tag and memo to the moment it was deleted."""
    found: dict[str, str] = {}
    for table in ("report", "annotation", "tag", "memo"):
        found.update(connection.execute(f"SELECT uuid, deleted FROM {table} WHERE deleted IS NOT NULL").fetchall())
    return found
