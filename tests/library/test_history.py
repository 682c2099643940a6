"""Whatever the reader does, taking it all back gives the same library."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from shkc_desktop.library import annotating, codebook, overview
from shkc_desktop.library.library import Library
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.report import Report
from shkc_desktop.store.changes import Change
from shkc_desktop.store.schema import KEYS


def rows(library: Library) -> dict[str, list[tuple[Any, ...]]]:
    """Every row the reader can change, the rev numbers aside."""
    found = {}
    for table in KEYS:
        cursor = library.file.connection.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in cursor.description]
        found[table] = sorted(
            (tuple(v for n, v in zip(names, row, strict=True) if n != "rev") for row in cursor), key=repr
        )
    return found


class Reader:
    """Does random things to a library, as a seed says."""

    def __init__(self, library: Library, report: Report, seed: int) -> None:
        self.library, self.report, self.random = library, report, random.Random(seed)

    def step(self) -> Change:
        """One random step that the library accepted."""
        wishes: list[Callable[[], Change]] = [
            self.mark, self.mark, self.tag, self.note, self.recolour, self.resize, self.delete, self.restore,
            self.new_tag, self.rename, self.move, self.merge, self.delete_tag, self.state, self.delete_report,
        ]  # fmt: skip
        while True:
            try:
                return self.random.choice(wishes)()
            except (Failure, IndexError):
                continue

    def span(self) -> tuple[str, int, int]:
        start = self.random.randrange(len(self.report.text) - 1)
        return self.report.uuid, start, min(len(self.report.text), start + self.random.randint(1, 12))

    def some(self, deleted: bool = False) -> str:
        state = "IS NOT NULL" if deleted else "IS NULL"
        found = self.library.file.connection.execute(
            f"SELECT uuid FROM annotation WHERE deleted {state} ORDER BY uuid"
        ).fetchall()
        return str(self.random.choice(found)[0])

    def a_tag(self) -> str:
        return self.random.choice(sorted(self.library.tags()))

    def mark(self) -> Change:
        tags = [self.a_tag()] if self.library.tags() else []
        return annotating.annotate(self.library, [self.span()], self.random.randint(1, 4), tags)[0]

    def tag(self) -> Change:
        return annotating.add_tags(self.library, [self.some()], [self.a_tag()])

    def note(self) -> Change:
        return annotating.set_note(self.library, self.some(), f"批注{self.random.random()}")

    def recolour(self) -> Change:
        return annotating.recolour(self.library, [self.some()], self.random.randint(1, 4))

    def resize(self) -> Change:
        _, start, end = self.span()
        return annotating.resize(self.library, self.some(), start, end)

    def delete(self) -> Change:
        return annotating.delete(self.library, [self.some()])

    def restore(self) -> Change:
        return annotating.restore(self.library, [self.some(deleted=True)])

    def new_tag(self) -> Change:
        if len(self.library.tags()) > 12:
            return self.delete_tag()
        return codebook.add_path(self.library, f"标签{self.random.randrange(40)}/甲")[0]

    def rename(self) -> Change:
        return codebook.rename(self.library, self.a_tag(), f"名{self.random.randrange(99)}")

    def move(self) -> Change:
        return codebook.move(self.library, self.a_tag(), self.random.choice([None, self.a_tag()]), 0)

    def merge(self) -> Change:
        one, other = self.random.sample(sorted(self.library.tags()), 2) if len(self.library.tags()) > 1 else ("", "")
        if not one:
            raise IndexError
        return codebook.merge(self.library, [one], other)

    def delete_tag(self) -> Change:
        return codebook.delete(self.library, [self.a_tag()])

    def state(self) -> Change:
        return overview.set_reading_state(self.library, "嘉定区", 2022, self.random.choice(overview.READING_STATES))

    def delete_report(self) -> Change:
        from shkc_desktop.library import reporting

        gone = bool(reporting.list_reports(self.library, deleted=True))
        return (reporting.restore if gone else reporting.delete)(self.library, [self.report.uuid])


@pytest.mark.parametrize(("seed", "steps"), [(1, 10_000), (2, 500)])
def test_as_many_undos_as_steps_give_the_same_library(library: Library, report: Report, seed: int, steps: int) -> None:
    library.file.connection.execute("PRAGMA synchronous = OFF")  # the disk is not what is tried here
    before = rows(library)
    reader = Reader(library, report, seed)
    changes = [reader.step() for _ in range(steps)]
    after = rows(library)
    assert after != before
    for change in reversed(changes):
        library.undo(change)
    assert rows(library) == before
    for change in changes:
        library.redo(change)
    assert rows(library) == after
