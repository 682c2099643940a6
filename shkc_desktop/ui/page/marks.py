"""The marks of a page: which lie on a paragraph, which is on top, which underline runs in which lane."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from shkc_desktop.model.page import Mark
from shkc_desktop.ui.page.spans import SpanIndex

LANES = 3


class MarkIndex:
    """Marks, found by uuid and by where they lie."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self._by_uuid = {mark[0]: mark for mark in marks}
        self._spans = SpanIndex(self._by_uuid.values())

    def __len__(self) -> int:
        return len(self._by_uuid)

    def __iter__(self) -> Iterator[Mark]:
        return iter(self._by_uuid.values())

    def get(self, uuid: str) -> Mark | None:
        """The mark of an annotation, None if the page has none."""
        return self._by_uuid.get(uuid)

    def add(self, mark: Mark) -> None:
        """Add a mark, or put it in place of the one with its uuid."""
        self.remove(mark.uuid)
        self._by_uuid[mark.uuid] = mark
        self._spans.add(mark)

    def remove(self, uuid: str) -> Mark | None:
        """Remove a mark and return it, None if there was none."""
        mark = self._by_uuid.pop(uuid, None)
        if mark is not None:
            self._spans.remove(mark)
        return mark

    def touching(self, source: int, start: int, end: int) -> list[Mark]:
        """The marks that overlap [start, end) of a source."""
        return self._spans.touching(source, start, end)

    def at(self, source: int, offset: int) -> list[Mark]:
        """The marks that cover the character at `offset`, shortest first."""
        return sorted(self.touching(source, offset, offset + 1), key=lambda m: m.end - m.start)


class Underline(NamedTuple):
    """A stretch of a paragraph underlined in a lane, 0 next to the text."""

    start: int
    end: int
    lane: int
    colour: int


class Painted(NamedTuple):
    """How marks paint a paragraph: fills (start, end, colour) apart from each other; `rest` found no lane."""

    fills: list[tuple[int, int, int]]
    underlines: list[Underline]
    rest: list[tuple[int, int]]


def _stretches(lane: bytearray, start: int, end: int) -> list[tuple[int, int, bool]]:
    """(start, end, whether it is taken) for the stretches of a lane between two offsets."""
    found, at = [], start
    while at < end:
        taken = bool(lane[at])
        stop = lane.find(0 if taken else 1, at, end)
        stop = end if stop < 0 else stop
        found.append((at, stop, taken))
        at = stop
    return found


def paint_plan(marks: Iterable[Mark], start: int, end: int) -> Painted:
    """Flatten marks over [start, end) of their source: shorter ones lie on top and next to the text.

    The cost is bounded by the paragraph's length, not by the overlaps. Offsets count from `start`.
    """
    length = end - start
    owner = bytearray(length)
    lanes = [bytearray(length) for _ in range(LANES)]
    underlines, rest = [], []
    clipped = [(max(0, m[2] - start), min(length, m[3] - start), m[4]) for m in marks]
    clipped.sort(key=lambda c: (c[1] - c[0], c[0]))
    for a, b, colour in reversed(clipped):
        owner[a:b] = bytes((colour,)) * (b - a)
    for a, b, colour in clipped:
        for lane, taken in enumerate(lanes):
            if taken.find(1, a, b) < 0:
                taken[a:b] = b"\1" * (b - a)
                underlines.append(Underline(a, b, lane, colour))
                break
        else:
            # No lane is free all along: the last one where it is, and a count where it is not.
            stretches = _stretches(lanes[-1], a, b)
            underlines += [Underline(s, e, LANES - 1, colour) for s, e, taken in stretches if not taken]
            rest += [(s, e) for s, e, taken in stretches if taken]
            lanes[-1][a:b] = b"\1" * (b - a)
    fills, at = [], 0
    for colour, group in groupby(owner):
        count = sum(1 for _ in group)
        if colour:
            fills.append((at, at + count, colour))
        at += count
    return Painted(fills, underlines, rest)
