"""Reports as rows outside a library file, so that they can be stored again without being recognised anew."""

import sqlite3
from collections.abc import Mapping
from typing import Any

from shkc_desktop.store.clock import now

# Columns left out: when rows were written, and the source, which is at hand beside them.
_MOMENTS = frozenset(("added", "modified", "created"))
_TABLES = (
    "district", "report", "report_source", "text_version", "block", "attribution", "repair", "doubt",
    "character_correction", "cell",
)  # fmt: skip

Table = dict[str, Any]


def take(connection: sqlite3.Connection) -> dict[str, Table]:
    """Table to `{"columns": [name …], "rows": [[value …] …]}`: the districts and reports of a library nobody used."""
    taken = {}
    for table in _TABLES:
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        columns = [name for name in names if name not in _MOMENTS and name != "raw"]
        quoted = ", ".join(f'"{name}"' for name in columns)
        rows = [list(row) for row in connection.execute(f"SELECT {quoted} FROM {table} ORDER BY 1, 2")]
        taken[table] = {"columns": columns, "rows": rows}
    return taken


def put(connection: sqlite3.Connection, taken: Mapping[str, Table], raws: Mapping[str, str]) -> None:
    """Write such rows into an empty library, within the caller's transaction. raws: report to its source.

    Raises sqlite3.Error for rows of another shape, KeyError for a report without a source.
    """
    connection.execute("PRAGMA defer_foreign_keys = ON")
    moment = now()
    for table in _TABLES:
        columns, rows = list(taken[table]["columns"]), taken[table]["rows"]
        known = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        if not known >= set(columns):
            raise sqlite3.OperationalError(f"other columns: {table}")
        more: list[list[Any]] = [[moment] * len(_MOMENTS & known)] * len(rows)
        names = columns + sorted(_MOMENTS & known)
        if table == "report_source":
            names.append("raw")
            more = [[raws[row[columns.index("report")]]] for row in rows]
        quoted = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" * len(names))
        values = ([*row, *rest] for row, rest in zip(rows, more, strict=True))
        connection.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", values)
