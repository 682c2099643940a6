"""Carries a span through edits that are known exactly: corrected characters, a joining, a splitting."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter

# (old_start, old_end, new_start, new_end): the characters of the old text and what stands for them in the new one.
Edit = tuple[int, int, int, int]


def carry(start: int, end: int, edits: Sequence[Edit]) -> tuple[int, int, bool]:
    """Where `[start, end)` of the old text lies in the new one, and whether its own characters were edited.

    edits: in order, apart from each other; what lies between them is the same in both texts. A span that ends within
    replaced characters holds all that stands for them, unless they are as many as before. What was put in just at an
    end of the span stays outside. The span is empty where nothing of it is left.
    """
    first = _start(start, edits)
    return first, max(first, _end(end, edits)), _touched(start, end, edits)


def _start(offset: int, edits: Sequence[Edit]) -> int:
    index, carried = _before(offset, edits)
    for old_start, old_end, new_start, new_end in edits[index:]:
        if old_start > offset:
            break
        if old_end > offset:
            return carried if new_end - new_start == old_end - old_start else new_start
        carried = new_end
    return carried


def _end(offset: int, edits: Sequence[Edit]) -> int:
    index, carried = _before(offset, edits)
    for old_start, old_end, new_start, new_end in edits[index:]:
        if old_start >= offset:
            break
        if old_end > offset and new_end - new_start == old_end - old_start:
            return carried
        carried = new_end
    return carried


def _before(offset: int, edits: Sequence[Edit]) -> tuple[int, int]:
    """The index of the first edit that reaches the offset, and where the offset lies by those before it."""
    index = bisect_left(edits, offset, key=itemgetter(1))
    return index, offset + (edits[index - 1][3] - edits[index - 1][1] if index else 0)


def _touched(start: int, end: int, edits: Sequence[Edit]) -> bool:
    for old_start, old_end, _, _ in edits[bisect_left(edits, start, key=itemgetter(1)) :]:
        if old_start >= end:
            return False
        if old_end > start or start < old_start < end:
            return True
    return False
