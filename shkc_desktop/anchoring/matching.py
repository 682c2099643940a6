"""Finds a described passage again in a changed text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log2

from shkc_desktop.anchoring.folded_text import FoldedText, dropped_edges, fold
from shkc_desktop.anchoring.passage import NEAREST, Passage
from shkc_desktop.anchoring.places import Place, joined, known, places
from shkc_desktop.anchoring.witness import Witness, remembered
from shkc_desktop.model.annotation import AnchorState
from shkc_desktop.model.selector import Target

__all__ = ["Candidate", "FoldedText", "Match", "match", "match_all"]

ENOUGH = 30.0  # evidence from which a place is the passage, where nothing but the target speaks
FLOOR = 15.0  # the same, where the old text confirms it
CHANGED = 22.0  # the least for words that differ
CERTAIN = 40.0  # by how much the best must surpass the next for the old text not to be asked
SHORT = 0.7  # share of quote and context that is enough where there are few characters
ALIKE_ENOUGH = 0.8  # share of the aligned characters that must agree; of a sentence with the same phrases 0.6 do
KEPT = 0.5  # share of the quote that must stand there
RIVAL = 3.0  # evidence by which the best must surpass the next
ALIKE = 0.9  # share of quote and context that agrees, from which the old offset may decide between equals
NEARER = 4  # times nearer to it than the other
SAME_SIDE, SAME_SIDES = 0.5, 1.5  # likeness of one side and of both from which surroundings are the same
MOST_CANDIDATES = 5
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


def match(target: Target, text: FoldedText, same_version: bool = False) -> Match:
    """Where the target's words stand in the text; same_version: its position counts in this very text."""
    return _match(target, text, same_version, None)


def match_all(
    targets: Sequence[Target],
    text: FoldedText,
    should_stop: Callable[[], bool] | None = None,
    progress: Callable[[int, int], None] | None = None,
    old: FoldedText | None = None,
) -> list[Match]:
    """A match for each target, in their order; fewer where it was stopped. progress(done, of all).

    old: the text the targets were described in. It is the best witness: give it wherever it is at hand. Without it,
    what the targets themselves remember of it is put together.
    """
    witness = Witness(old or FoldedText(remembered(targets)), text)
    found: list[Match] = []
    for target in targets:
        if should_stop and should_stop():
            break
        found.append(_match(target, text, False, witness))
        if progress:
            progress(len(found), len(targets))
    return found


def _match(target: Target, text: FoldedText, same_version: bool, witness: Witness | None) -> Match:
    start, end = target.position.start, target.position.end
    if _stands(target, text, same_version):
        return Match(AnchorState.EXACT, start, end, 1.0, (_candidate(text, start, end, 1.0),))
    passage = Passage.of(target.quote)
    if not passage.quote or not text.folded:
        return Match(AnchorState.ORPHAN, 0, 0, 0.0)
    current = witness.current(target) if witness else None
    if witness is None or current is None:
        place = known(passage, text.folded)
        return _decided(target, passage, text, [place] if place else places(passage, text), ENOUGH)
    asked = passage if current is target else Passage.of(current.quote)
    found = _certain(current, asked, text, witness)
    if found is None:
        found = witness.places(current)
    return _decided(target, asked, text, found, _floor(text))


def _floor(text: FoldedText) -> float:
    """What must speak for a place that the old text confirms: more in a long text, where more resembles by chance."""
    return min(ENOUGH, FLOOR + 4 * log2(max(1.0, len(text.folded) / 20_000)))


def _certain(target: Target, passage: Passage, text: FoldedText, witness: Witness) -> list[Place] | None:
    """What the target alone finds, if that leaves no doubt; None if the wider surroundings must be asked."""
    place = known(passage, text.folded)
    if place:
        return [place] if witness.knows_only(target, passage) else None
    found = places(passage, text)
    ahead = found[0].evidence - (found[1].evidence if len(found) > 1 else 0.0) if found else 0.0
    return found if ahead >= CERTAIN and witness.alone(target) else None


def _stands(target: Target, text: FoldedText, same_version: bool) -> bool:
    """Whether the words are where they were, between what stood next to them."""
    start, end, whole = target.position.start, target.position.end, text.text
    if end > len(whole) or whole[start:end] != target.quote.exact or (start == end and not same_version):
        return False
    before, after = target.quote.prefix[-NEAREST:], target.quote.suffix[:NEAREST]
    return same_version or (
        whole[max(0, start - len(before)) : start] == before and whole[end : end + len(after)] == after
    )


def _decided(target: Target, passage: Passage, text: FoldedText, found: list[Place], floor: float) -> Match:
    size = len(passage.quote)
    found = joined(found[:MOST_CANDIDATES], size * 8 // 5 + 12)
    offers = tuple(
        _candidate(text, *_edged(target, text, place), max(0.0, min(1.0, place.evidence / len(passage.whole))))
        for place in found
    )
    least = min(floor, SHORT * len(passage.whole)), min(max(floor, CHANGED), SHORT * len(passage.whole))
    fit = [
        place
        for place in found
        if place.evidence >= least[len(place.kept) < size]
        and place.alike >= ALIKE_ENOUGH
        and _share(passage, text, place) >= KEPT
    ]
    if not fit:
        return Match(AnchorState.ORPHAN, 0, 0, offers[0].score if offers else 0.0, offers)
    best, *others = fit
    rivals = [other for other in others if best.evidence - other.evidence < RIVAL]
    if rivals:
        hint = text.to_folded(target.position.start)
        best, *rivals = sorted([best, *rivals], key=lambda place: abs(place.start - hint))
        sure = best.evidence >= ALIKE * len(passage.whole)
        if not sure or abs(rivals[0].start - hint) < NEARER * abs(best.start - hint):
            return Match(AnchorState.AMBIGUOUS, 0, 0, offers[0].score, offers)
    chosen = offers[found.index(best)]
    return Match(_state(target, passage, text, best, chosen), chosen.start, chosen.end, chosen.score, offers)


def _share(passage: Passage, text: FoldedText, place: Place) -> float:
    """The share of the quote's characters, those that fold away among them, that stand there."""
    start, end = text.to_text(place.start, place.end)
    dropped = min(passage.dropped, max(0, end - start - (place.end - place.start)))
    return (len(place.kept) + dropped) / (len(passage.quote) + passage.dropped)


def _state(target: Target, passage: Passage, text: FoldedText, place: Place, chosen: Candidate) -> AnchorState:
    if text.folded[place.start : place.end] != fold(target.quote.exact):
        return AnchorState.CHANGED
    left, right = passage.surroundings(text.folded, place.start, place.end)
    same_surroundings = min(left, right) >= SAME_SIDE and left + right >= SAME_SIDES
    return AnchorState.EXACT if chosen.exact == target.quote.exact and same_surroundings else AnchorState.MOVED


def _edged(target: Target, text: FoldedText, place: Place) -> tuple[int, int]:
    """The span in the text, with the signs at the quote's ends that folding drops (bold marks) where they stand."""
    start, end = text.to_text(place.start, place.end)
    before, after = dropped_edges(target.quote.exact)
    if place.first:
        start = len(_without(text.text[max(0, start - 16) : start], before)) + max(0, start - 16)
    if place.last:
        end += len(rest := text.text[end : end + 16]) - len(_without(rest[::-1], after[::-1]))
    return _with_blanks(target.quote.exact, text.text, start, end)


def _with_blanks(words: str, whole: str, start: int, end: int) -> tuple[int, int]:
    """The span with the blanks that the quote had at its ends, where they stand there too."""
    before, after = len(words) - len(words.lstrip()), len(words) - len(words.rstrip())
    if before and start >= before and whole[start - before : start] == words[:before]:
        start -= before
    if after and whole[end : end + after] == words[-after:]:
        end += after
    return start, end


def _without(words: str, signs: str) -> str:
    """`words` without the signs at their end, blanks between them set aside."""
    for sign in reversed(signs):
        shorter = words.rstrip()
        if not shorter.endswith(sign):
            break
        words = shorter[:-1]
    return words


def _candidate(text: FoldedText, start: int, end: int, score: float) -> Candidate:
    whole = text.text
    before, after = whole[max(0, start - SHOWN) : start], whole[end : end + SHOWN]
    return Candidate(start, end, score, before, whole[start:end], after)
