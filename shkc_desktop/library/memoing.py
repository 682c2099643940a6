"""Memos (备忘录) and bookmarks: writing, deleting, restoring."""

import uuid as _uuid
from collections.abc import Sequence
from dataclasses import replace

from shkc_desktop.library.library import Library
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.memo import Bookmark, Memo, MemoSubject
from shkc_desktop.model.tag import tag_path
from shkc_desktop.store import listing, memos
from shkc_desktop.store.changes import Change, Writer
from shkc_desktop.store.clock import now


def list_memos(library: Library, deleted: bool = False) -> list[Memo]:
    """All living (or all deleted) memos, the latest first."""
    return memos.read(library.file.connection, deleted)


def write(
    library: Library, subject: MemoSubject, about: str, title: str, text: str, private: bool = False
) -> tuple[Change, str]:
    """Make a memo; returns the change and its uuid."""
    moment = now()
    memo = Memo(str(_uuid.uuid4()), subject, about, title, text, private, library.creator, moment, moment)
    return library.change("写备忘录", lambda writer: memos.put(writer, memo)), memo.uuid


def edit(library: Library, memo: Memo) -> Change:
    """Write a memo again; `memo.rev` is the one the writer saw."""
    later = replace(memo, modified=now())
    return library.change("改备忘录", lambda writer: memos.put(writer, later, rev=memo.rev))


def delete(library: Library, uuids: Sequence[str]) -> Change:
    """Put memos into the recycle bin."""
    return _bin(library, "删去备忘录", uuids, now())


def restore(library: Library, uuids: Sequence[str]) -> Change:
    """Take memos out of the recycle bin."""
    return _bin(library, "还原备忘录", uuids, None)


def _bin(library: Library, label: str, uuids: Sequence[str], deleted: str | None) -> Change:
    def work(writer: Writer) -> None:
        for uuid in uuids:
            writer.put("memo", {"uuid": uuid, "deleted": deleted})

    return library.change(label, work)


def subject_name(library: Library, memo: Memo) -> str:
    """What the memo is about, in the reader's words."""
    if memo.subject is MemoSubject.REPORT:
        found = listing.summary(library.file.connection, memo.about)
        return found.title if found else "已不在的报告"
    if memo.subject is MemoSubject.TAG:
        living = library.tags()
        return tag_path(living[memo.about], living) if memo.about in living else "已删去的标签"
    return memo.about if memo.subject is MemoSubject.DISTRICT else "整个资料库"


def list_bookmarks(library: Library) -> list[Bookmark]:
    """All bookmarks, by report and place."""
    return memos.bookmarks(library.file.connection)


def bookmark(library: Library, report: str, offset: int, label: str = "") -> tuple[Change, str]:
    """Keep a place; without a label its first words stand for it."""
    text, _ = library.report_text(report)
    if not text:
        raise Failure("这份报告已不在资料库里。")
    words = label.strip() or text[offset : offset + 24].split("\n")[0].strip() or "书签"
    made = Bookmark(str(_uuid.uuid4()), report, offset, words, now())
    return library.change("加书签", lambda writer: memos.put_bookmark(writer, made)), made.uuid


def remove_bookmark(library: Library, uuid: str) -> Change:
    """Take a bookmark away."""
    return library.change("去书签", lambda writer: writer.remove("bookmark", uuid))
