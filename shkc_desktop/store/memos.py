"""Memos and bookmarks in the library file."""

import sqlite3

from shkc_desktop.model.memo import Bookmark, Memo, MemoSubject
from shkc_desktop.store.changes import Writer


def read(connection: sqlite3.Connection, deleted: bool = False) -> list[Memo]:
    """All living (or all deleted) memos, the latest first."""
    state = "IS NOT NULL" if deleted else "IS NULL"
    rows = connection.execute(
        "SELECT uuid, subject, about, title, text, private, creator, created, modified, rev FROM memo"
        f" WHERE deleted {state} ORDER BY modified DESC, uuid"
    )
    return [
        Memo(uuid, MemoSubject(subject), about, title, text, bool(private), creator, created, modified, rev)
        for uuid, subject, about, title, text, private, creator, created, modified, rev in rows
    ]


def put(writer: Writer, memo: Memo, rev: int | None = None) -> None:
    """Write a memo; a deleted one lives again."""
    writer.put(
        "memo",
        {
            "uuid": memo.uuid,
            "subject": str(memo.subject),
            "about": memo.about,
            "title": memo.title,
            "text": memo.text,
            "private": int(memo.private),
            "creator": memo.creator,
            "created": memo.created,
            "modified": memo.modified,
            "deleted": None,
        },
        rev,
    )


def bookmarks(connection: sqlite3.Connection) -> list[Bookmark]:
    """All bookmarks, by report and place."""
    rows = connection.execute('SELECT uuid, report, "offset", label, created FROM bookmark ORDER BY report, "offset"')
    return [Bookmark(*row) for row in rows]


def put_bookmark(writer: Writer, bookmark: Bookmark) -> None:
    """Write a bookmark."""
    writer.put(
        "bookmark",
        {
            "uuid": bookmark.uuid,
            "report": bookmark.report,
            "offset": bookmark.offset,
            "label": bookmark.label,
            "created": bookmark.created,
        },
    )
