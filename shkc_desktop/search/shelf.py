"""The shelf: all leaves in library order, and the marks that lie on them."""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from shkc_desktop.search.corpus import SearchMark
from shkc_desktop.search.leaf import FacetKey, Leaf, Runs

# In place of a key: the hits of this run differ among each other and are looked at one by one.
ONE_BY_ONE = 0


class _Marks:
    """The marks on one report by their start, and how far those up to each of them reach."""

    def __init__(self, marks: Iterable[SearchMark]) -> None:
        self.marks = sorted(marks, key=lambda mark: mark.start)
        self.starts = [mark.start for mark in self.marks]
        self.reach = list(accumulate((mark.end for mark in self.marks), max))

    def on(self, start: int, end: int) -> list[SearchMark]:
        """Those that share a character with [start, end)."""
        first, last = bisect_right(self.reach, start), bisect_left(self.starts, end)
        return [mark for mark in self.marks[first:last] if mark.end > start]


class Shelf:
    """Leaves by report. Changes come from any thread; `leaves()` is a snapshot that no change touches."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._leaves: dict[str, Leaf] = {}
        self._by_number: dict[int, Leaf] = {}
        self._marks: dict[str, _Marks] = {}
        self._numbers: dict[FacetKey | None, int] = {None: ONE_BY_ONE}
        self._keys: list[FacetKey | None] = [None]
        self._sorted: tuple[Leaf, ...] | None = ()
        self.version = 0

    def put(self, leaf: Leaf) -> None:
        """Set a leaf on the shelf, in the place of the one of the same report."""
        with self._lock:
            leaf.facets = [self._intern(key) for key in leaf.facets]
            leaf.runs = self._cut(leaf)
            self._drop(leaf.report)
            self._leaves[leaf.report] = self._by_number[leaf.number] = leaf
            self._changed()

    def remove(self, report: str) -> None:
        """Take a report's leaf off."""
        with self._lock:
            self._drop(report)
            self._changed()

    def clear(self) -> None:
        """Take all leaves off; the marks stay known."""
        with self._lock:
            self._leaves.clear()
            self._by_number.clear()
            self._changed()

    def set_marks(self, report: str, marks: Iterable[SearchMark]) -> None:
        """All marks on a report, in place of those known before."""
        with self._lock:
            self._marks[report] = _Marks(marks)
            if report in self._leaves:
                self._leaves[report].runs = self._cut(self._leaves[report])
            self.version += 1

    def leaves(self) -> tuple[Leaf, ...]:
        """All leaves in library order."""
        with self._lock:
            if self._sorted is None:
                self._sorted = tuple(sorted(self._leaves.values(), key=lambda leaf: leaf.order))
            return self._sorted

    def get(self, report: str) -> Leaf | None:
        """A report's leaf."""
        return self._leaves.get(report)

    def numbered(self, number: int) -> Leaf | None:
        """The leaf with a number of the index."""
        return self._by_number.get(number)

    def stamps(self) -> dict[str, str]:
        """Report to the stamp it was put on with."""
        with self._lock:
            return {report: leaf.stamp for report, leaf in self._leaves.items()}

    def key(self, number: int) -> FacetKey:
        """The key that a number in `Runs.keys` stands for."""
        key = self._keys[number]
        assert key is not None
        return key

    def marks_on(self, report: str, start: int, end: int) -> Sequence[SearchMark]:
        """The marks that share a character with [start, end) of a report's text."""
        marks = self._marks.get(report)
        return marks.on(start, end) if marks else ()

    def _drop(self, report: str) -> None:
        leaf = self._leaves.pop(report, None)
        if leaf is not None:
            self._by_number.pop(leaf.number, None)

    def _changed(self) -> None:
        self._sorted = None
        self.version += 1

    def _intern(self, key: FacetKey) -> FacetKey:
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._keys)
            self._keys.append(key)
        return self._keys[number] or key

    def _cut(self, leaf: Leaf) -> Runs:
        numbers = [self._numbers[key] for key in leaf.facets]
        single = set(leaf.mixed) | self._marked(leaf)
        begins, keys = array("I"), array("I")
        for passage, begin in enumerate(leaf.begins):
            number = ONE_BY_ONE if passage in single else numbers[leaf.keys[passage]]
            if not keys or keys[-1] != number:
                begins.append(begin)
                keys.append(number)
        begins.append(len(leaf.folded))
        return Runs(begins, keys)

    def _marked(self, leaf: Leaf) -> set[int]:
        """The passages on which a mark lies, and those that only touch one: they are looked at one by one."""
        known = self._marks.get(leaf.report)
        if known is None:
            return set()
        by_start = sorted(range(len(leaf.starts)), key=leaf.starts.__getitem__)
        starts = [leaf.starts[passage] for passage in by_start]
        found: set[int] = set()
        for mark in known.marks:
            first = max(0, bisect_right(starts, mark.start) - 1)
            last = bisect_right(starts, mark.end)
            found.update(by_start[first:last])
        return found
