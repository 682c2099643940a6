"""What the reader saved by name: searches, filters, export presets, 词组, keyword lists; and the basket."""

import sqlite3
from typing import Any, NamedTuple

from shkc_desktop.store.changes import Writer


class Saved(NamedTuple):
    """kind: `search`, `filter`, `preset`, `phrase`, `keywords`, `template`; value: JSON of whoever saved it."""

    uuid: str
    kind: str
    name: str
    value: str
    position: int = 0
    rev: int = 0


class BasketRow(NamedTuple):
    """kind: `excerpt`, `memo` or `text` (the reader's own words between excerpts)."""

    uuid: str
    kind: str
    annotation: str | None
    memo: str | None
    text: str
    position: int


def read(connection: sqlite3.Connection, kind: str) -> list[Saved]:
    """All of one kind in the reader's order."""
    rows = connection.execute(
        "SELECT uuid, kind, name, value, position, rev FROM saved WHERE kind = ? ORDER BY position, name, uuid", (kind,)
    )
    return [Saved(*row) for row in rows]


def put(writer: Writer, saved: Saved) -> None:
    """Write one."""
    row: dict[str, Any] = saved._asdict()
    del row["rev"]
    writer.put("saved", row)


def basket(connection: sqlite3.Connection) -> list[BasketRow]:
    """The basket in the reader's own order."""
    rows = connection.execute("SELECT uuid, kind, annotation, memo, text, position FROM basket ORDER BY position, uuid")
    return [BasketRow(*row) for row in rows]


def set_basket(writer: Writer, rows: list[BasketRow]) -> None:
    """Make the basket hold just these rows, in this order."""
    kept = {row.uuid for row in rows}
    for old in basket(writer.connection):
        if old.uuid not in kept:
            writer.remove("basket", old.uuid)
    for position, row in enumerate(rows):
        writer.put("basket", row._replace(position=position)._asdict())
