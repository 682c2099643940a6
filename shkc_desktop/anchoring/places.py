"""The places of a folded text that may be a passage, and what speaks for each."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from shkc_desktop.anchoring.alignment import Alignment, Run, align, chains, runs
from shkc_desktop.anchoring.folded_text import FoldedText
from shkc_desktop.anchoring.passage import FEW, Passage

MOST_OCCURRENCES = 2000  # that are looked at
MOST_ALIGNED = 16  # of these, the ones in the most fitting surroundings, that are aligned
CONVINCING = 1.2  # likeness of both sides, of 2, by which an occurrence is known
AHEAD = 0.3  # by how much it must then surpass the next
NEIGHBOURS = 4  # characters of context next to the quote, none of which is there where a side is gone
LEAP = 12  # characters of other words between two parts of a quote from which they need a reason to be one
WORTH = 0.5  # equal characters of a part, for each character of other words before it
PART = 20.0  # evidence from which a place is part of a quote in another order
AGAINST = 2.5  # a character that differs speaks so much against a place as one that agrees speaks for it


@dataclass(frozen=True, slots=True)
class Place:
    """`[start, end)` of the folded text.

    kept: the indices of the quote's characters that stand there. evidence: characters of quote and context that
    agree, less those that differ. alike: the share of them that agrees. first, last: whether the quote's beginning
    and its end stand there.
    """

    start: int
    end: int
    kept: frozenset[int]
    evidence: float
    alike: float = 1.0
    first: bool = True
    last: bool = True


def known(passage: Passage, folded: str) -> Place | None:
    """The one occurrence of the folded words that its surroundings make sure of."""
    ranked = _occurrences(passage, folded)
    if not ranked or ranked[0][0] < CONVINCING or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < AHEAD):
        return None
    size = len(passage.quote)
    return Place(ranked[0][1], ranked[0][1] + size, frozenset(range(size)), float(len(passage.whole)))


def places(passage: Passage, text: FoldedText) -> list[Place]:
    """Every place that may be the passage, the one with most evidence first; they do not overlap."""
    whole, folded = passage.whole, text.folded
    begin, size = len(passage.prefix), len(passage.quote)
    rows = [row for _, row in chains(runs(whole, text), reach=size * 3 // 5 + 80)]
    rows += [[Run(begin, start, size)] for _, start in _occurrences(passage, folded)[:MOST_ALIGNED]]
    found = (_place(passage, align(whole, folded, row), len(folded)) for row in rows)
    return _apart((place for place in found if place is not None), size)


def _occurrences(passage: Passage, folded: str) -> list[tuple[float, int]]:
    """Likeness of the surroundings and place of each occurrence, the likest first."""
    found: list[tuple[float, int]] = []
    size = len(passage.quote)
    start = folded.find(passage.quote)
    while start >= 0 and len(found) < MOST_OCCURRENCES:
        found.append((sum(passage.surroundings(folded, start, start + size)), start))
        start = folded.find(passage.quote, start + 1)
    return sorted(found, key=lambda item: (-item[0], item[1]))


def _apart(found: Iterable[Place], size: int) -> list[Place]:
    """The best of those that overlap; much context does not make up for a quote that is hardly there."""
    apart: list[Place] = []
    for place in sorted(found, key=lambda place: (-(2 * len(place.kept) >= size), -place.evidence, place.start)):
        if all(place.end <= other.start or other.end <= place.start for other in apart):
            apart.append(place)
    return apart


def _place(passage: Passage, alignment: Alignment, length: int) -> Place | None:
    """Where the quote's characters stand, from the first to the last."""
    begin = len(passage.prefix)
    stop = begin + len(passage.quote)
    where = _held_together(alignment, begin, stop)
    kept = passage.trimmed([index - begin for index in range(begin, stop) if index in where])
    if 2 * len(kept) < len(passage.quote):
        between = _between(passage, where)
        if between:  # not the passage, but the place to offer where it stood
            agree = sum(index in alignment.equal for index in where)
            alike = agree / len(where)
            return Place(*between, frozenset(kept), agree - AGAINST * (len(where) - agree), alike)
    if not kept:
        return None
    start, end = where[kept[0] + begin], where[kept[-1] + begin] + 1
    near = len(passage.prefix) * 3 // 2, len(passage.suffix) * 3 // 2
    before = [index for index in where if index < begin and start - where[index] <= near[0]]
    after = [index for index in where if index >= stop and where[index] - end < near[1]]
    agree = sum(index in alignment.equal for index in chain((index + begin for index in kept), before, after))
    differ = len(kept) + len(before) + len(after) - agree
    lead, tail = _missing(passage, where, kept, length)
    evidence, alike = agree - AGAINST * differ, agree / (agree + differ)
    whole = bool(lead) or kept[0] == 0, bool(tail) or kept[-1] == stop - begin - 1
    return Place(start - lead, end + tail, frozenset(kept), evidence, alike, *whole)


def _between(passage: Passage, where: dict[int, int]) -> tuple[int, int] | None:
    """The other words that now stand between the two sides of the context, if there are some, and not too many."""
    begin, stop = len(passage.prefix), len(passage.prefix) + len(passage.quote)
    start, end = where.get(begin - 1, -1) + 1, where.get(stop, 0)
    return (start, end) if 0 < start < end <= start + len(passage.quote) * 8 // 5 + LEAP else None


def _missing(passage: Passage, where: dict[int, int], kept: list[int], length: int) -> tuple[int, int]:
    """How many characters of the text, before and behind the kept ones, stand for ends of the quote that differ."""
    begin = len(passage.prefix)
    stop = begin + len(passage.quote)
    first, last = where[kept[0] + begin], where[kept[-1] + begin]
    lost = kept[0], len(passage.quote) - 1 - kept[-1]
    likely = passage.filled(kept)
    lead = tail = 0
    if begin - 1 in where:
        gap = first - where[begin - 1] - 1
        lead = gap if lost[0] and lost[0] <= LEAP and gap <= lost[0] + FEW else 0
    # Where the context is gone, nothing tells a replaced character at the quote's end from a lost one.
    elif not any(index in where for index in range(begin - NEIGHBOURS, begin)):
        lead = min(likely[0], first)
    if stop in where:
        gap = where[stop] - last - 1
        tail = gap if lost[1] and lost[1] <= LEAP and gap <= lost[1] + FEW else 0
    elif not any(index in where for index in range(stop, stop + NEIGHBOURS)):
        tail = min(likely[1], length - last - 1)
    return lead, tail


def _held_together(alignment: Alignment, begin: int, stop: int) -> dict[int, int]:
    """The places that belong to the bulk of the quote; a part beyond other words must be worth the leap."""
    where = alignment.places
    pieces: list[list[int]] = []
    leaps: list[int] = []
    for index in sorted(where):
        leap = where[index] - where[pieces[-1][-1]] - (index - pieces[-1][-1]) if pieces else 0
        if not pieces or leap > LEAP:
            pieces.append([])
            leaps.append(leap)
        pieces[-1].append(index)
    if len(pieces) < 2:
        return where
    equal = [sum(index in alignment.equal for index in piece) for piece in pieces]
    words = [sum(begin <= index < stop for index in piece) for piece in pieces]
    first = last = words.index(max(words))
    while first > 0 and equal[first - 1] >= WORTH * leaps[first]:
        first -= 1
    while last + 1 < len(pieces) and equal[last + 1] >= WORTH * leaps[last + 1]:
        last += 1
    return {index: where[index] for piece in pieces[first : last + 1] for index in piece}


def joined(found: list[Place], most: int) -> list[Place]:
    """The places, those made one that hold different parts of the quote (its paragraphs have changed their order).

    most: the length in folded characters beyond which the quote counts as torn, and its parts stay apart.
    """
    whole: list[Place] = []
    for place in found:
        for index, other in enumerate(whole):
            start, end = min(place.start, other.start), max(place.end, other.end)
            fresh = place.kept - other.kept
            if fresh and place.evidence >= PART and end - start <= most and len(fresh) >= len(place.kept) - 2:
                head, tail = (place, other) if place.start < other.start else (other, place)
                kept, evidence = other.kept | place.kept, other.evidence + place.evidence
                whole[index] = Place(start, end, kept, evidence, min(place.alike, other.alike), head.first, tail.last)
                break
        else:
            whole.append(place)
    return whole
