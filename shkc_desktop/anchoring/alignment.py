"""Aligns a passage with the places of a folded text that resemble it, even where parts are gone or put between."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest
from math import log2
from operator import attrgetter

from rapidfuzz.distance import Levenshtein

from shkc_desktop.anchoring.folded_text import SEED, FoldedText

STEP = 2
RARE = 24  # a seed that occurs more often tells nothing
MOST_RUNS = 200  # the longest, that are followed; a text of set phrases has thousands
DROP = 3.0  # how far a growing alignment may fall below its best before it ends
PENALTY = 1.3  # of one character that differs; one that agrees earns 1
UNLIKE = 2.0  # of one that differs, in finding stretches of look-alike text; one that agrees takes 1 away
TOO_UNLIKE = 8.0
LEAP, MOST_LEAP = 0.1, 12.0  # for each character that was put between, and at most


@dataclass(frozen=True, slots=True)
class Run:
    """`length` equal characters: from `at` in the passage, from `to` in the text."""

    at: int
    to: int
    length: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """For each aligned character of the passage its place in the text; `equal` of them agree."""

    places: dict[int, int]
    equal: frozenset[int]


def runs(passage: str, text: FoldedText) -> list[Run]:
    """The longest equal runs that hold a seed, by their place in the text."""
    rare = RARE * (1 + len(text.folded) // 100_000)
    found: list[Run] = []
    covered: dict[int, int] = {}
    for at in range(0, len(passage) - SEED + 1, STEP if text.spacing == 1 else 1):
        places = text.seeds(passage[at : at + SEED])
        for to in places if len(places) * text.spacing <= rare else ():
            if covered.get(to - at, -1) >= at + SEED:
                continue
            run = _grown(passage, text.folded, at, to)
            covered[to - at] = run.at + run.length
            found.append(run)
    return sorted(nlargest(MOST_RUNS, found, key=attrgetter("length")), key=attrgetter("to", "at"))


def _grown(passage: str, text: str, at: int, to: int) -> Run:
    before = 0
    while before < min(at, to) and passage[at - before - 1] == text[to - before - 1]:
        before += 1
    end, room = SEED, min(len(passage) - at, len(text) - to)
    while end < room and passage[at + end] == text[to + end]:
        end += 1
    return Run(at - before, to - before, before + end)


def chains(found: list[Run], reach: int, most: int = 4) -> list[tuple[float, list[Run]]]:
    """The weightiest rows of runs that follow each other in both texts, at most `reach` apart, best first."""
    best: list[float] = []
    before: list[int] = []
    for index, run in enumerate(found):
        weight, previous = 0.0, -1
        for other in range(index - 1, -1, -1):
            earlier = found[other]
            if run.to - earlier.to - earlier.length > reach:
                if run.to - earlier.to > reach + 400:
                    break
                continue
            overlap = max(0, earlier.at + earlier.length - run.at, earlier.to + earlier.length - run.to)
            if overlap >= run.length - 1 or earlier.at >= run.at or earlier.to >= run.to:
                continue
            gained = best[other] - overlap - _leap((run.to - run.at) - (earlier.to - earlier.at))
            if gained > weight:
                weight, previous = gained, other
        best.append(weight + run.length - 2)
        before.append(previous)
    return list(_disjoint(found, best, before, most))


def _leap(shift: int) -> float:
    """What two runs must earn to be in one row: much, where the text has other words between them."""
    return log2(1 + abs(shift)) + (min(LEAP * shift, MOST_LEAP) if shift > 0 else 0)


def _disjoint(found: list[Run], best: list[float], before: list[int], most: int) -> Iterator[tuple[float, list[Run]]]:
    taken: set[int] = set()
    for last in sorted(range(len(found)), key=best.__getitem__, reverse=True):
        row: list[int] = []
        index = last
        while index >= 0 and index not in taken:
            row.append(index)
            index = before[index]
        if index >= 0 or not row:
            continue  # its beginning belongs to a better one
        taken.update(row)
        yield best[last], [found[index] for index in reversed(row)]
        most -= 1
        if not most:
            return


def align(passage: str, text: str, row: list[Run]) -> Alignment:
    """The characters of the passage that the runs, and what resembles them around and between, place in the text."""
    places: dict[int, int] = {}
    equal: set[int] = set()
    at, to = 0, 0
    for index, run in enumerate(row):
        skip = max(0, at - run.at, to - run.to) if index else 0
        begin, place = run.at + skip, run.to + skip
        if index:
            _between(passage, text, (at, begin), (to, place), places, equal)
        else:
            _grow_back(passage, text, (0, begin), (max(0, place - begin - 8), place), places, equal)
        for offset in range(run.length - skip):
            places[begin + offset] = place + offset
            equal.add(begin + offset)
        at, to = run.at + run.length, run.to + run.length
    _grow_on(passage, text, (at, len(passage)), (to, min(len(text), to + len(passage) - at + 8)), places, equal)
    for index in _unlike(sorted(places), equal):
        del places[index]
        equal.discard(index)
    return Alignment(places, frozenset(equal))


def _unlike(placed: list[int], equal: set[int]) -> list[int]:
    """Those that lie in stretches where too many differ: a look-alike between, not these words with mistakes."""
    unlike: list[int] = []
    begin, score, most, last = 0, 0.0, 0.0, 0
    for at, index in enumerate([*placed, -1]):
        score += UNLIKE if index >= 0 and index not in equal else -1
        if score > most:
            most, last = score, at + 1
        if score <= 0 or score < most - TOO_UNLIKE or index < 0:
            if most >= TOO_UNLIKE:
                unlike += placed[begin:last]
            begin, score, most = at + 1, 0.0, 0.0
    return unlike


Span = tuple[int, int]


def _between(passage: str, text: str, old: Span, new: Span, places: dict[int, int], equal: set[int]) -> None:
    """Fill the gap between two runs: as a whole where both sides are of a size, else from either end."""
    wide, narrow = max(old[1] - old[0], new[1] - new[0]), min(old[1] - old[0], new[1] - new[0])
    if not narrow:
        return
    if wide - narrow <= 3 + narrow // 2 and wide <= 200:
        for old_at, new_at, same in _columns(passage[slice(*old)], text[slice(*new)]):
            if old_at is not None and new_at is not None:
                places[old[0] + old_at] = new[0] + new_at
                if same:
                    equal.add(old[0] + old_at)
        return
    end = _grow_on(passage, text, old, new, places, equal)
    _grow_back(passage, text, (end[0], old[1]), (end[1], new[1]), places, equal)


def _columns(old: str, new: str) -> Iterator[tuple[int | None, int | None, bool]]:
    """The edit alignment as columns: (index in old, index in new, equal); None where one side has nothing."""
    for op in Levenshtein.opcodes(old, new):
        if op.tag == "delete":
            yield from ((index, None, False) for index in range(op.src_start, op.src_end))
        elif op.tag == "insert":
            yield from ((None, index, False) for index in range(op.dest_start, op.dest_end))
        else:
            same = op.tag == "equal"
            yield from ((op.src_start + n, op.dest_start + n, same) for n in range(op.src_end - op.src_start))


def _grow_on(passage: str, text: str, old: Span, new: Span, places: dict[int, int], equal: set[int]) -> Span:
    """Align forwards from the beginnings while it pays; the ends of what was aligned."""
    size = min(24, max(old[1] - old[0], 0))
    kept = _paying(passage[old[0] : old[0] + size], text[new[0] : min(new[1], new[0] + size)])
    ends = old[0], new[0]
    for old_at, new_at, same in kept:
        places[old[0] + old_at] = new[0] + new_at
        if same:
            equal.add(old[0] + old_at)
        ends = old[0] + old_at + 1, new[0] + new_at + 1
    return ends


def _grow_back(passage: str, text: str, old: Span, new: Span, places: dict[int, int], equal: set[int]) -> None:
    size = min(24, max(old[1] - old[0], 0))
    before = passage[old[1] - size : old[1]][::-1]
    for old_at, new_at, same in _paying(before, text[max(new[0], new[1] - size) : new[1]][::-1]):
        places[old[1] - 1 - old_at] = new[1] - 1 - new_at
        if same:
            equal.add(old[1] - 1 - old_at)


def _paying(old: str, new: str) -> list[tuple[int, int, bool]]:
    """The beginning of the alignment of two strings that earns most."""
    if not old or not new:
        return []
    score = most = 0.0
    pairs: list[tuple[int, int, bool]] = []
    kept = 0
    for old_at, new_at, same in _columns(old, new):
        score += 1 if same else -PENALTY
        if old_at is not None and new_at is not None:
            pairs.append((old_at, new_at, same))
        if score > most:
            most, kept = score, len(pairs)
        elif score < most - DROP:
            break
    return pairs[:kept]
