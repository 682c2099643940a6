"""What a change did to the rows of the library, so that it can be taken back and done again."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shkc_desktop.model.failure import ChangedElsewhere
from shkc_desktop.store.schema import KEYS

Row = dict[str, Any]

# Written by the program beside the reader's words; they do not count when a row is held against its memory.
DERIVED = frozenset({"rev", "found_districts", "superseded"})


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None where it was absent."""

    table: str
    key: tuple[Any, ...]
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Change:
    """All row changes of one step of the reader's, with the words that name it (标注, 删去标签 …)."""

    label: str
    rows: tuple[RowChange, ...] = ()

    @property
    def tables(self) -> frozenset[str]:
        """The tables that were touched."""
        return frozenset(row.table for row in self.rows)

    @property
    def reports(self) -> frozenset[str]:
        """The reports whose rows or annotations were touched."""
        found: set[str] = set()
        for row in self.rows:
            for image in (row.before, row.after):
                if image is None:
                    continue
                if row.table == "report":
                    found.add(image["uuid"])
                elif "report" in image:
                    found.add(image["report"])
        return frozenset(found)

    def __bool__(self) -> bool:
        return bool(self.rows)


class Writer:
    """Writes rows within one transaction and remembers what they were.

    `put` and `remove` are the only ways by which the reader's own work is written.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rows: dict[tuple[str, tuple[Any, ...]], RowChange] = {}

    @property
    def connection(self) -> sqlite3.Connection:
        """For reading within the transaction, and for rows that are derived."""
        return self._connection

    def get(self, table: str, *key: Any) -> Row | None:
        """The row of that key, None if absent."""
        return fetch(self._connection, table, key)

    def put(self, table: str, row: Mapping[str, Any], rev: int | None = None) -> None:
        """Insert the row, or change the named columns of the row with its key.

        rev: the rev the caller saw; raises ChangedElsewhere when the row has another by now.
        """
        key = tuple(row[name] for name in KEYS[table])
        before = fetch(self._connection, table, key)
        if rev is not None and before is not None and before.get("rev", rev) != rev:
            raise ChangedElsewhere("这一条在另一个窗口里已经改过，请先看一看再改。")
        if before is None:
            write(self._connection, table, row)
        else:
            values = {name: value for name, value in row.items() if before[name] != value}
            if not values:
                return
            _update(self._connection, table, key, values, before)
        self._remember(table, key, before)

    def remove(self, table: str, *key: Any) -> None:
        """Take the row away for good; deletion with a recycle bin is a `deleted` column instead."""
        before = fetch(self._connection, table, key)
        if before is not None:
            erase(self._connection, table, key)
            self._remember(table, key, before)

    def _remember(self, table: str, key: tuple[Any, ...], before: Row | None) -> None:
        earlier = self._rows.get((table, key))
        first = earlier.before if earlier else before
        after = fetch(self._connection, table, key)
        self._rows[table, key] = RowChange(table, key, first, after)

    def change(self, label: str) -> Change:
        """What was written so far; rows that came back to where they were are left out."""
        return Change(label, tuple(r for r in self._rows.values() if not _same(r.before, r.after)))


def joined(first: Change, second: Change) -> Change:
    """Two changes one after the other as one: `before` of the first, `after` of the last."""
    rows = {(row.table, row.key): row for row in first.rows}
    for row in second.rows:
        earlier = rows.pop((row.table, row.key), None)
        before = earlier.before if earlier else row.before
        rows[row.table, row.key] = RowChange(row.table, row.key, before, row.after)
    return Change(first.label, tuple(rows.values()))


def reversed_change(change: Change) -> Change:
    """The change that takes `change` back."""
    rows = (RowChange(r.table, r.key, r.after, r.before) for r in reversed(change.rows))
    return Change(change.label, tuple(rows))


def apply(connection: sqlite3.Connection, change: Change) -> None:
    """Bring every row from `before` to `after`; raises ChangedElsewhere when one is no longer what `before` says."""
    for row in change.rows:
        current = fetch(connection, row.table, row.key)
        if not _same(current, row.before):
            raise ChangedElsewhere("这一步之后，同一处在别的窗口里又改过，不能再撤销。")
        if row.after is None:
            erase(connection, row.table, row.key)
        elif current is None:
            write(connection, row.table, row.after)
        else:
            kept = {name: value for name, value in row.after.items() if name not in DERIVED}
            _update(connection, row.table, row.key, kept, current)


def _same(one: Row | None, other: Row | None) -> bool:
    if one is None or other is None:
        return one is other
    return all(value == other.get(name) for name, value in one.items() if name not in DERIVED)


def fetch(connection: sqlite3.Connection, table: str, key: Sequence[Any]) -> Row | None:
    """One row by its key as a dict, None if absent."""
    where = " AND ".join(f'"{name}" IS ?' for name in KEYS[table])
    cursor = connection.execute(f'SELECT * FROM "{table}" WHERE {where}', tuple(key))
    found = cursor.fetchone()
    return (
        None if found is None else {column[0]: value for column, value in zip(cursor.description, found, strict=True)}
    )


def write(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> None:
    """Insert one row."""
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(row.values()))


def erase(connection: sqlite3.Connection, table: str, key: Sequence[Any]) -> None:
    """Delete one row by its key."""
    where = " AND ".join(f'"{name}" IS ?' for name in KEYS[table])
    connection.execute(f'DELETE FROM "{table}" WHERE {where}', tuple(key))


def _update(
    connection: sqlite3.Connection, table: str, key: Sequence[Any], values: Mapping[str, Any], current: Row
) -> None:
    names = [name for name in values if name != "rev"]
    sets = ", ".join(f'"{name}" = ?' for name in names)
    numbers: tuple[Any, ...] = ()
    where = " AND ".join(f'"{name}" IS ?' for name in KEYS[table])
    if "rev" in current:
        sets, where, numbers = sets + ", rev = rev + 1", where + " AND rev = ?", (current["rev"],)
    cursor = connection.execute(
        f'UPDATE "{table}" SET {sets} WHERE {where}', (*(values[name] for name in names), *key, *numbers)
    )
    if cursor.rowcount != 1:
        raise ChangedElsewhere("这一条在另一个窗口里已经改过，请先看一看再改。")
