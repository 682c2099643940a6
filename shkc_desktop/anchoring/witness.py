"""The old text as a witness: whether a place of the new text is the passage, or another passage of the old one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from shkc_desktop.anchoring.folded_text import FoldedText
from shkc_desktop.anchoring.passage import Passage
from shkc_desktop.anchoring.places import Place, known, places
from shkc_desktop.model.selector import CONTEXT, Target, TextQuoteSelector

WIDE = 200  # folded characters of context taken from the texts themselves
BESIDE, SAMPLE, MOST_SAMPLES = 16, 12, 16  # folded characters around the words, in a sample, samples
RESEMBLING = 0.35  # likeness from which the words at a target's position are its own, changed
UNKNOWN = "\uffff"  # no character, so it equals none
MOST = 5  # places that are looked at


class Witness:
    """What the old text tells about places of the new one."""

    def __init__(self, old: FoldedText, new: FoldedText) -> None:
        self._old = old
        self._new = new

    def current(self, target: Target) -> Target | None:
        """The target in the words that the old text has at its position; None if it is not from that text.

        Words that had changed before are sought as they stood last; the reader's first words stay in the target.
        """
        start, end = target.position.start, target.position.end
        words = self._old.text[start:end]
        if words != target.quote.exact:
            if Levenshtein.normalized_similarity(words, target.quote.exact) < RESEMBLING:
                return None
            target = replace(target, quote=self._quote(target, CONTEXT))
        return target if words else None

    def _quote(self, target: Target, context: int) -> TextQuoteSelector:
        start, end, old = target.position.start, target.position.end, self._old.text
        return TextQuoteSelector(old[start:end], old[max(0, start - context) : start], old[end : end + context])

    def knows_only(self, target: Target, passage: Passage) -> bool:
        """Whether the old text has these words in such surroundings nowhere else."""
        place = known(passage, self._old.folded)
        return place is not None and place.start == self._old.to_folded(target.position.start)

    def alone(self, target: Target) -> bool:
        """Whether hardly any of the target's words, with a little around them, stand elsewhere in the old text."""
        folded = self._old.folded
        start = max(0, self._old.to_folded(target.position.start) - BESIDE)
        end = min(len(folded), self._old.to_folded(target.position.end) + BESIDE)
        samples = range(start, max(start + 1, end - SAMPLE), max(4, (end - start) // MOST_SAMPLES))
        repeated = sum(self._elsewhere(folded[at : at + SAMPLE], at) for at in samples)
        return repeated <= len(samples) // 8

    def _elsewhere(self, words: str, at: int) -> bool:
        folded = self._old.folded
        return folded.find(words) != at or folded.find(words, at + 1) >= 0

    def places(self, target: Target) -> list[Place]:
        """The places of the target with its wide context in the new text, less those of other passages."""
        found = places(Passage.of(self._quote(target, WIDE)), self._new)
        return [place for place in found[:MOST] if self._confirms(target, place)]

    def _confirms(self, target: Target, place: Place) -> bool:
        """Whether what stands at the place of the new text is what stood at the target in the old one."""
        start, end = self._old.to_folded(target.position.start), self._old.to_folded(target.position.end)
        back = places(Passage.within(self._new, place.start, place.end, WIDE), self._old)
        return bool(back) and back[0].start < end and start < back[0].end


def remembered(targets: Sequence[Target]) -> str:
    """The text version that most targets were described in, as far as their words and contexts cover it."""
    versions = Counter(target.text_sha256 for target in targets)
    version = max(versions, key=versions.__getitem__, default="")
    same = [target for target in targets if target.text_sha256 == version]
    text = [UNKNOWN] * max((target.position.end + len(target.quote.suffix) for target in same), default=0)
    for target in same:
        quote, start, end = target.quote, target.position.start, target.position.end
        if end - start == len(quote.exact) and start >= len(quote.prefix):
            text[start - len(quote.prefix) : end + len(quote.suffix)] = quote.prefix + quote.exact + quote.suffix
    for target in same:  # context may be older than the words
        quote, start, end = target.quote, target.position.start, target.position.end
        if end - start == len(quote.exact):
            text[start:end] = quote.exact
    return "".join(text)
