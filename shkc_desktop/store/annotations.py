"""Annotations in the library file."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from shkc_desktop.model.annotation import AnchorState, Annotation
from shkc_desktop.model.selector import Target, TextPositionSelector, TextQuoteSelector
from shkc_desktop.store.changes import Writer
from shkc_desktop.store.spans import read_names, write_names

_COLUMNS = (
    'uuid, report, start, "end", exact, prefix, suffix, text_sha256, heading_path, colour, note, creator, created,'
    ' modified, district, "group", state, rev, found_districts'
)

# SQLite takes at least 999 values in one question.
_AT_ONCE = 500


def put(writer: Writer, annotation: Annotation, rev: int | None = None) -> None:
    """Write an annotation with its tags; `rev` as in Writer.put."""
    target = annotation.target
    writer.put(
        "annotation",
        {
            "uuid": annotation.uuid,
            "report": target.report,
            "start": target.position.start,
            "end": target.position.end,
            "exact": target.quote.exact,
            "prefix": target.quote.prefix,
            "suffix": target.quote.suffix,
            "text_sha256": target.text_sha256,
            "heading_path": json.dumps(target.heading_path, ensure_ascii=False),
            "colour": annotation.colour,
            "note": annotation.note,
            "creator": annotation.creator,
            "created": annotation.created,
            "modified": annotation.modified,
            "district": annotation.district,
            "group": annotation.group,
            "state": str(annotation.state),
        },
        rev,
    )
    put_tags(writer, annotation.uuid, annotation.tags)
    find_districts(writer.connection, annotation.uuid)


def put_tags(writer: Writer, annotation: str, tags: Sequence[str]) -> None:
    """Make `tags` the annotation's tags, in that order."""
    wanted = list(dict.fromkeys(tags))
    present = writer.connection.execute("SELECT tag FROM annotation_tag WHERE annotation = ?", (annotation,)).fetchall()
    for (tag,) in present:
        if tag not in wanted:
            writer.remove("annotation_tag", annotation, tag)
    for position, tag in enumerate(wanted):
        writer.put("annotation_tag", {"annotation": annotation, "tag": tag, "position": position})


def find_districts(connection: sqlite3.Connection, annotation: str | None = None, report: str | None = None) -> None:
    """Note down the districts of the attributions under the very words of one annotation or of a report's."""
    condition, value = ("uuid = ?", annotation) if annotation is not None else ("report = ?", report)
    for uuid, version, start, end, noted in connection.execute(
        'SELECT a.uuid, r.version, a.start, a."end", a.found_districts FROM annotation a JOIN report r'
        f" ON r.uuid = a.report WHERE a.{condition}",
        (value,),
    ).fetchall():
        names = write_names(districts_under(connection, version, start, end))
        if names != noted:
            connection.execute("UPDATE annotation SET found_districts = ? WHERE uuid = ?", (names, uuid))


def districts_under(connection: sqlite3.Connection, version: int, start: int, end: int) -> tuple[str, ...]:
    """The districts that `[start, end)` of a text version is dedicated to, in order."""
    first = connection.execute(
        "SELECT n FROM block WHERE version = ? AND start <= ? ORDER BY start DESC LIMIT 1", (version, start)
    ).fetchone()
    rows = connection.execute(
        "SELECT DISTINCT district FROM attribution WHERE version = ? AND block >= ? AND block <="
        " COALESCE((SELECT MAX(n) FROM block WHERE version = ? AND start < ?), 0)"
        ' AND start < ? AND "end" > ? ORDER BY start',
        (version, first[0] if first else 0, version, end, end, start),
    )
    return tuple(district for (district,) in rows)


def read(
    connection: sqlite3.Connection, where: str = "deleted IS NULL", values: Sequence[Any] = (), order: str = ""
) -> Iterator[tuple[Annotation, tuple[str, ...]]]:
    """Annotations that fit the condition on table `annotation`, each with the districts found under its words.

    where: SQL written by this room or `library/`, never by a person; values: what its question marks stand for.
    """
    tags: dict[str, list[str]] = {}
    for annotation, tag in connection.execute(
        "SELECT annotation, tag FROM annotation_tag JOIN annotation ON annotation.uuid = annotation"
        f" WHERE {where} ORDER BY annotation, annotation_tag.position",
        tuple(values),
    ):
        tags.setdefault(annotation, []).append(tag)
    query = f"SELECT {_COLUMNS} FROM annotation WHERE {where} ORDER BY {order or 'report, start, uuid'}"
    for row in connection.execute(query, tuple(values)):
        yield _annotation(row, tuple(tags.get(row[0], ()))), read_names(row[-1])


def get(connection: sqlite3.Connection, uuid: str) -> Annotation | None:
    """One annotation, deleted or not."""
    return next((annotation for annotation, _ in read(connection, "annotation.uuid = ?", (uuid,))), None)


def some(connection: sqlite3.Connection, uuids: Iterable[str]) -> list[Annotation]:
    """These annotations, deleted or not, in this order; those that are not there are left out."""
    wanted = list(dict.fromkeys(uuids))
    found: dict[str, Annotation] = {}
    for at in range(0, len(wanted), _AT_ONCE):
        part = wanted[at : at + _AT_ONCE]
        where = f"annotation.uuid IN ({', '.join('?' * len(part))})"
        found.update((annotation.uuid, annotation) for annotation, _ in read(connection, where, part))
    return [found[uuid] for uuid in wanted if uuid in found]


def _annotation(row: Sequence[Any], tags: tuple[str, ...]) -> Annotation:
    (uuid, report, start, end, exact, prefix, suffix, digest, path, colour, note) = row[:11]
    (creator, created, modified, district, group, state, rev) = row[11:18]
    target = Target(
        report,
        TextPositionSelector(start, end),
        TextQuoteSelector(exact, prefix, suffix),
        digest,
        tuple(json.loads(path)),
    )
    return Annotation(
        uuid, target, colour, tags, note, creator, created, modified, district, group, AnchorState(state), rev
    )


def delete(writer: Writer, uuids: Iterable[str], moment: str) -> None:
    """Put annotations into the recycle bin."""
    for uuid in uuids:
        writer.put("annotation", {"uuid": uuid, "deleted": moment})


def restore(writer: Writer, uuids: Iterable[str]) -> None:
    """Take annotations out of the recycle bin."""
    for uuid in uuids:
        writer.put("annotation", {"uuid": uuid, "deleted": None})
