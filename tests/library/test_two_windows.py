"""Two windows on one file, doing random things: what one has written, the other never replaces unseen."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from shkc_desktop.library import annotating, codebook, memoing
from shkc_desktop.library.library import Library
from shkc_desktop.model.annotation import Annotation
from shkc_desktop.model.failure import ChangedElsewhere, Failure
from shkc_desktop.model.memo import Memo, MemoSubject
from shkc_desktop.model.report import Report
from shkc_desktop.model.tag import Tag
from shkc_desktop.store.changes import Change


class Window:
    """A reader at one of the windows: she writes on what she sees, which may be old by now."""

    def __init__(self, library: Library, name: str, dice: random.Random) -> None:
        self.library, self.name, self.dice = library, name, dice
        self.marks: dict[str, Annotation] = {}
        self.tags: dict[str, Tag] = {}
        self.memos: dict[str, Memo] = {}
        self.done: list[Change] = []
        self.told = self.written = 0

    def look(self) -> None:
        """See everything as it is now."""
        marks = self.library.file.connection.execute("SELECT uuid FROM annotation WHERE deleted IS NULL").fetchall()
        self.marks = {uuid: found for (uuid,) in marks if (found := annotating.get(self.library, uuid)) is not None}
        self.tags = self.library.tags()
        self.memos = {memo.uuid: memo for memo in memoing.list_memos(self.library)}

    def step(self) -> None:
        """Write something over what is seen, or take a step back; a refusal is told, and she looks again."""
        kind = self.dice.choice([self.note, self.ends, self.define, self.memo, self.back, self.look])
        try:
            kind()
        except ChangedElsewhere as refusal:
            assert str(refusal).endswith("。")
            self.told += 1
            self.look()
        except (Failure, IndexError):
            pass

    def words(self) -> str:
        return f"{self.name}{self.dice.random()}"

    def note(self) -> None:
        seen = self.dice.choice(list(self.marks.values()))
        self.write(seen.note, lambda: current(self.library, "annotation", "note", seen.uuid),
                   lambda: annotating.set_note(self.library, seen.uuid, self.words(), seen.rev))  # fmt: skip

    def ends(self) -> None:
        seen = self.dice.choice(list(self.marks.values()))
        span = (seen.target.position.start, seen.target.position.end)
        start = self.dice.randrange(30)
        stored = f"SELECT start, \"end\" FROM annotation WHERE uuid = '{seen.uuid}'"
        self.write(span, lambda: self.library.file.connection.execute(stored).fetchone(),
                   lambda: annotating.resize(self.library, seen.uuid, start, start + 6, span))  # fmt: skip

    def define(self) -> None:
        seen = self.dice.choice(list(self.tags.values()))
        self.write(seen.definition, lambda: current(self.library, "tag", "definition", seen.uuid),
                   lambda: codebook.edit(self.library, replace(seen, definition=self.words())))  # fmt: skip

    def memo(self) -> None:
        seen = self.dice.choice(list(self.memos.values()))
        self.write(seen.text, lambda: current(self.library, "memo", "text", seen.uuid),
                   lambda: memoing.edit(self.library, replace(seen, text=self.words())))  # fmt: skip

    def write(self, seen: object, stored: Callable[[], object], wish: Callable[[], Change]) -> None:
        """What is replaced has to be what was seen; a refusal leaves it as it is."""
        before = stored()
        try:
            change = wish()
        except ChangedElsewhere:
            assert stored() == before
            raise
        assert before == seen, "overwritten unseen"
        self.done.append(change)
        self.written += 1
        self.look()

    def back(self) -> None:
        """Undo the own last step; what the other has done to it since is never undone with it."""
        change = self.done.pop()
        rows = [(row, stored_row(self.library, row.table, row.key)) for row in change.rows]
        self.library.undo(change)
        for row, before in rows:
            if row.table == "annotation" and row.after is not None and before is not None:
                assert before["note"] == row.after["note"]
        self.look()


def current(library: Library, table: str, column: str, uuid: str) -> object:
    return library.file.connection.execute(f"SELECT {column} FROM {table} WHERE uuid = ?", (uuid,)).fetchone()[0]


def stored_row(library: Library, table: str, key: tuple[Any, ...]) -> dict[str, Any] | None:
    from shkc_desktop.store.changes import fetch

    return fetch(library.file.connection, table, key)


@pytest.fixture
def windows(library: Library, report: Report) -> Iterator[list[Window]]:
    library.file.connection.execute("PRAGMA synchronous = OFF")  # the disk is not what is tried here
    for at in range(4):
        annotating.annotate(library, [(report.uuid, at * 6, at * 6 + 5)])
        codebook.add_path(library, f"标签{at}")
        memoing.write(library, MemoSubject.LIBRARY, "", f"题{at}", "")
    other = library.again()
    other.file.connection.execute("PRAGMA synchronous = OFF")
    yield [Window(library, "甲", random.Random()), Window(other, "乙", random.Random())]
    other.close()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_is_overwritten_unseen(windows: list[Window], seed: int) -> None:
    dice = random.Random(seed)
    for window in windows:
        window.dice = dice
        window.look()
    for _ in range(3000):
        dice.choice(windows).step()
    assert all(window.told > 20 for window in windows), "the windows never met"
    assert all(window.written > 100 for window in windows), "nothing was written"


def test_the_one_who_comes_second_is_told(windows: list[Window]) -> None:
    one, other = windows
    for window in windows:
        window.look()
    uuid = next(iter(one.marks))
    annotating.set_note(one.library, uuid, "甲写的", one.marks[uuid].rev)
    with pytest.raises(ChangedElsewhere, match="另一个窗口"):
        annotating.set_note(other.library, uuid, "乙写的", other.marks[uuid].rev)
    assert current(one.library, "annotation", "note", uuid) == "甲写的"
