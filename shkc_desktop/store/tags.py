"""The codebook in the library file."""

import sqlite3

from shkc_desktop.model.tag import Tag
from shkc_desktop.store.changes import Writer

_COLUMNS = "uuid, name, parent, colour, definition, inclusion, exclusion, example, position, favourite, rev"


def read(connection: sqlite3.Connection, deleted: bool = False) -> list[Tag]:
    """All living (or all deleted) tags, siblings in the reader's order."""
    state = "IS NOT NULL" if deleted else "IS NULL"
    rows = connection.execute(f"SELECT {_COLUMNS} FROM tag WHERE deleted {state} ORDER BY position, name, uuid")
    return [Tag(*row) for row in rows]


def put(writer: Writer, tag: Tag, rev: int | None = None) -> None:
    """Write a tag; a deleted one lives again."""
    writer.put(
        "tag",
        {
            "uuid": tag.uuid,
            "name": tag.name,
            "parent": tag.parent,
            "colour": tag.colour,
            "definition": tag.definition,
            "inclusion": tag.inclusion,
            "exclusion": tag.exclusion,
            "example": tag.example,
            "position": tag.position,
            "favourite": tag.favourite,
            "deleted": None,
        },
        rev,
    )


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Living annotations by tag uuid, without those of the tags below it."""
    rows = connection.execute(
        "SELECT t.tag, COUNT(*) FROM annotation_tag t JOIN annotation a ON a.uuid = t.annotation"
        " WHERE a.deleted IS NULL GROUP BY t.tag"
    )
    return dict(rows.fetchall())


def annotations_of(connection: sqlite3.Connection, tag: str) -> list[str]:
    """The uuids of the annotations, deleted ones included, that carry the tag."""
    rows = connection.execute("SELECT annotation FROM annotation_tag WHERE tag = ? ORDER BY annotation", (tag,))
    return [uuid for (uuid,) in rows]


def pairs(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """(tag, number of the annotation's row) for every living annotation and each of its tags."""
    return connection.execute(
        "SELECT t.tag, a.rowid FROM annotation_tag t JOIN annotation a ON a.uuid = t.annotation WHERE a.deleted IS NULL"
    ).fetchall()
