"""The places of a folded text that may be a passage, and what speaks for each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from shkc_desktop.anchoring.alignment import Alignment, Run, align, chains, runs
from shkc_desktop.anchoring.passage import Passage

MOST_OCCURRENCES = 2000  # that are looked at
MOST_ALIGNED = 16  # of these, the ones in the most fitting surroundings, that are aligned
CONVINCING = 1.2  # likeness of both sides, of 2, by which an occurrence is known
AHEAD = 0.3  # by how much it must then surpass the next
AGAINST = 2.5  # a character that differs speaks so much against a place as one that agrees speaks for it


@dataclass(frozen=True, slots=True)
class Place:
    """`[start, end)` of the folded text.

    kept: the indices of the quote's characters that stand there. evidence: characters of quote and context that
    agree, less those that differ. first, last: whether the quote's own first and last characters stand there.
    """

    start: int
    end: int
    kept: frozenset[int]
    evidence: float
    first: bool = True
    last: bool = True


def known(passage: Passage, folded: str) -> Place | None:
    """The one occurrence of the folded words that its surroundings make sure of."""
    ranked = _occurrences(passage, folded)
    if not ranked or ranked[0][0] < CONVINCING or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < AHEAD):
        return None
    size = len(passage.quote)
    return Place(ranked[0][1], ranked[0][1] + size, frozenset(range(size)), float(len(passage.whole)))


def places(passage: Passage, folded: str) -> list[Place]:
    """Every place that may be the passage, the one with most evidence first; they do not overlap."""
    whole = passage.whole
    begin, size = len(passage.prefix), len(passage.quote)
    rows = [row for _, row in chains(runs(whole, folded), reach=size * 3 // 5 + 80)]
    rows += [[Run(begin, start, size)] for _, start in _occurrences(passage, folded)[:MOST_ALIGNED]]
    found = (_place(passage, align(whole, folded, row)) for row in rows)
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


def _place(passage: Passage, alignment: Alignment) -> Place | None:
    """Where the quote's characters stand, from the first to the last."""
    begin = len(passage.prefix)
    stop = begin + len(passage.quote)
    where = alignment.places
    kept = passage.trimmed([index - begin for index in range(begin, stop) if index in where])
    if not kept:
        return None
    kept = [index + begin for index in kept]
    start, end = where[kept[0]], where[kept[-1]] + 1
    near = len(passage.prefix) * 3 // 2, len(passage.suffix) * 3 // 2
    beside = [index for index in where if index < begin and start - where[index] <= near[0]]
    beside += [index for index in where if index >= stop and where[index] - end < near[1]]
    agree = sum(index in alignment.equal for index in kept) + sum(index in alignment.equal for index in beside)
    differ = len(kept) + len(beside) - agree
    return Place(
        start,
        end,
        frozenset(index - begin for index in kept),
        agree - AGAINST * differ,
        kept[0] == begin,
        kept[-1] == stop - 1,
    )


def joined(place: Place, others: Iterable[Place], most: int) -> Place:
    """The place with such others as hold the rest of the quote (its paragraphs have changed their order).

    most: the length in folded characters beyond which the quote counts as torn, and the place stays as it is.
    """
    for other in others:
        rest = other.kept - place.kept
        start, end = min(place.start, other.start), max(place.end, other.end)
        if other is not place and len(rest) >= max(8, len(other.kept) - 2) and end - start <= most:
            place = replace(
                place,
                start=start,
                end=end,
                kept=place.kept | rest,
                first=place.first if start == place.start else other.first,
                last=place.last if end == place.end else other.last,
            )
    return place
