"""All living annotations as plain rows, in one query, for the table over the library."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class AnnotationRecord(NamedTuple):
    """An annotation as the table reads it; names of districts as `spans.write_names` wrote them."""

    uuid: str
    report: str
    start: int
    end: int
    exact: str
    heading_path: str
    colour: int
    note: str
    creator: str
    created: str
    modified: str
    district: str | None
    found_districts: str
    group: str | None
    state: str
    title: str | None
    year: int | None
    edition: str | None
    tags: str


def records(connection: sqlite3.Connection, uuids: Sequence[str] | None = None) -> Iterator[AnnotationRecord]:
    """In library order: by year, originals first, title, place; those without a report at the end.

    uuids: only these, some hundreds at most; None: all.
    """
    only = "" if uuids is None else f" AND a.uuid IN ({', '.join('?' * len(uuids))})"
    cursor = connection.execute(
        'SELECT a.uuid, a.report, a.start, a."end", a.exact, a.heading_path, a.colour, a.note, a.creator, a.created,'
        ' a.modified, a.district, a.found_districts, a."group", a.state, r.title, r.year, r.edition,'
        " COALESCE((SELECT group_concat(tag, ',') FROM (SELECT t.tag FROM annotation_tag t WHERE t.annotation = a.uuid"
        " ORDER BY t.position)), '')"
        " FROM annotation a LEFT JOIN report r ON r.uuid = a.report"
        f" WHERE a.deleted IS NULL AND r.deleted IS NULL{only}"
        " ORDER BY r.uuid IS NULL, r.year IS NULL, r.year, r.edition = '提要', r.title, a.report, a.start, a.uuid",
        tuple(uuids or ()),
    )
    # One by one: ten thousand at once would set the garbage collector to work while the window waits.
    return map(AnnotationRecord._make, cursor)


def paragraph_starts(connection: sqlite3.Connection, report: str) -> list[tuple[int, int, str]]:
    """(start, paragraph number or 0, page or "") of every block of a report's current text, by start."""
    rows = connection.execute(
        "SELECT b.start, CASE WHEN b.kind IN ('paragraph', 'list_item') THEN"
        " SUM(b.kind IN ('paragraph', 'list_item')) OVER (ORDER BY b.position, b.n) ELSE 0 END,"
        " COALESCE(b.printed_page, b.page, '')"
        " FROM report r JOIN block b ON b.version = r.version WHERE r.uuid = ?",
        (report,),
    )
    return sorted((start, number, str(page)) for start, number, page in rows.fetchall())
