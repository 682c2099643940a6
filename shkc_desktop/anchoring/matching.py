"""Finds a described passage again in a changed text."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from shkc_desktop.anchoring.alignment import Alignment, align, chains, runs
from shkc_desktop.anchoring.folded_text import FoldedText
from shkc_desktop.anchoring.passage import NEAREST, Passage
from shkc_desktop.model.annotation import AnchorState
from shkc_desktop.model.selector import Target

__all__ = ["Candidate", "FoldedText", "Match", "match", "match_all"]

CONVINCING = 1.2  # likeness of both sides together, of 2, from which the same words need no rival from an alignment
SAME_SIDE, SAME_SIDES = 0.5, 1.5  # likeness of one side and of both from which surroundings are the same
MARGIN = 0.02  # two places closer than this in score are for the reader to choose from
MOST_PLACES = 2000  # occurrences that are looked at
SHOWN = 24  # characters before and after a candidate


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a passage may have: `[start, end)` of the text, its score from 0 to 1, its words in their line."""

    start: int
    end: int
    score: float
    before: str
    exact: str
    after: str


@dataclass(frozen=True, slots=True)
class Match:
    """Where a passage stands now. Ambiguous and orphan ones stand nowhere (0, 0); candidates are best first."""

    state: AnchorState
    start: int
    end: int
    score: float
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """A span of the folded text that may be the passage."""

    start: int
    end: int
    score: float
    context: float  # likeness of both sides together, 0 to 2
    accepted: bool
    same: bool = field(default=False)


def match(target: Target, text: FoldedText, same_version: bool = False) -> Match:
    """Where the target's words stand in the text; same_version: its position counts in this very text."""
    start, end = target.position.start, target.position.end
    exact = target.quote.exact
    if _stands(target, text, start, end, same_version):
        return Match(AnchorState.EXACT, start, end, 1.0, (_candidate(text, start, end, 1.0),))
    if not exact or not text.folded:
        return Match(AnchorState.ORPHAN, 0, 0, 0.0)
    passage = Passage.of(target, text)
    if not passage.quote:
        return Match(AnchorState.ORPHAN, 0, 0, 0.0)
    places = _occurrences(passage, text.folded)
    if max((place.context for place in places), default=0.0) < CONVINCING:
        places += _alignments(passage, text.folded)
    return _decided(target, passage, text, places)


def match_all(
    targets: Sequence[Target],
    text: FoldedText,
    should_stop: Callable[[], bool] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Match]:
    """A match for each target, in their order; progress(done, of all); fewer where it was stopped."""
    found: list[Match] = []
    for target in targets:
        if should_stop and should_stop():
            break
        found.append(match(target, text))
        if progress:
            progress(len(found), len(targets))
    return found


def _stands(target: Target, text: FoldedText, start: int, end: int, same_version: bool) -> bool:
    """Whether the words are where they were, with what stood next to them."""
    whole = text.text
    if end > len(whole) or whole[start:end] != target.quote.exact:
        return False
    if same_version:
        return True
    before, after = target.quote.prefix[-NEAREST:], target.quote.suffix[:NEAREST]
    return whole[max(0, start - len(before)) : start] == before and whole[end : end + len(after)] == after


def _occurrences(passage: Passage, folded: str) -> list[_Place]:
    places: list[_Place] = []
    size = len(passage.quote)
    start = folded.find(passage.quote)
    while start >= 0 and len(places) < MOST_PLACES:
        left, right = passage.surroundings(folded, start, start + size)
        score = _score(passage, 1.0, left, right, start, len(folded))
        places.append(_Place(start, start + size, score, left + right, score >= 0.7, True))
        start = folded.find(passage.quote, start + 1)
    return places


def _score(passage: Passage, alike: float, left: float, right: float, start: int, length: int) -> float:
    """0 to 1; a short quote proves little by itself, nearness decides between equals only."""
    weight = 50 * min(1.0, len(passage.quote) / 16)
    near = 1 - abs(start - passage.hint) / length
    return (weight * alike + 20 * left + 20 * right + 2 * near) / (weight + 42)


def _alignments(passage: Passage, folded: str) -> list[_Place]:
    whole = passage.whole
    size = len(passage.quote)
    found = chains(runs(whole, folded), reach=size * 3 // 5 + 80)
    return [
        place
        for weight, row in found
        if (place := _aligned(passage, folded, align(whole, folded, row, weight))) is not None
    ]


def _aligned(passage: Passage, folded: str, alignment: Alignment) -> _Place | None:
    """The place of the quote's first to its last surviving character."""
    first, last = len(passage.prefix), len(passage.prefix) + len(passage.quote)
    places = [alignment.places[index] for index in range(first, last) if index in alignment.places]
    if not places:
        return None
    start, end = places[0], places[-1] + 1
    size = len(passage.quote)
    kept = len(places) / size
    true = len(alignment.equal) / len(alignment.places)
    left, right = passage.surroundings(folded, start, end)
    accepted = kept >= 0.5 and true >= 0.75 and len(alignment.equal) >= 12 and end - start <= 1.6 * size + 12
    score = _score(passage, passage.alike(folded, start, end), left, right, start, len(folded))
    return _Place(start, end, score, left + right, accepted, folded[start:end] == passage.quote)


def _decided(target: Target, passage: Passage, text: FoldedText, places: Iterable[_Place]) -> Match:
    ranked = sorted(places, key=lambda place: (place.accepted, place.score), reverse=True)
    distinct: list[_Place] = []
    for place in ranked:
        if all(abs(place.start - other.start) > 2 for other in distinct):
            distinct.append(place)
        if len(distinct) == 5:
            break
    offers = tuple(_candidate(text, *text.to_text(place.start, place.end), place.score) for place in distinct)
    if not distinct or not distinct[0].accepted:
        return Match(AnchorState.ORPHAN, 0, 0, offers[0].score if offers else 0.0, offers)
    best = distinct[0]
    if len(distinct) > 1 and distinct[1].accepted and best.score - distinct[1].score < MARGIN and best.score < 0.97:
        return Match(AnchorState.AMBIGUOUS, 0, 0, best.score, offers)
    return Match(_state(target, passage, text, best), offers[0].start, offers[0].end, best.score, offers)


def _state(target: Target, passage: Passage, text: FoldedText, place: _Place) -> AnchorState:
    if not place.same:
        return AnchorState.CHANGED
    start, end = text.to_text(place.start, place.end)
    left, right = passage.surroundings(text.folded, place.start, place.end)
    same_surroundings = min(left, right) >= SAME_SIDE and left + right >= SAME_SIDES
    same = text.text[start:end] == target.quote.exact
    return AnchorState.EXACT if same and same_surroundings else AnchorState.MOVED


def _candidate(text: FoldedText, start: int, end: int, score: float) -> Candidate:
    whole = text.text
    before, after = whole[max(0, start - SHOWN) : start], whole[end : end + SHOWN]
    return Candidate(start, end, score, before, whole[start:end], after)
