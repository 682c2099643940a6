"""A target folded for comparing, and what it says about a place."""

from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from shkc_desktop.anchoring.folded_text import FoldedText, fold
from shkc_desktop.model.selector import Target

NEAREST = 32  # folded characters of context that a place is judged by


@dataclass(frozen=True, slots=True)
class Passage:
    """The folded words of a target. hint: its old offset, in the folded text that is searched."""

    prefix: str
    quote: str
    suffix: str
    hint: int

    @classmethod
    def of(cls, target: Target, text: FoldedText) -> "Passage":
        quote = target.quote
        return cls(fold(quote.prefix), fold(quote.exact), fold(quote.suffix), text.to_folded(target.position.start))

    @property
    def whole(self) -> str:
        return self.prefix + self.quote + self.suffix

    def surroundings(self, folded: str, start: int, end: int) -> tuple[float, float]:
        """How alike each side is, 0 to 1; a side that has no context stored counts as alike at the text's edge."""
        before, after = self.prefix[-NEAREST:], self.suffix[:NEAREST]
        left = folded[max(0, start - len(before)) : start]
        right = folded[end : end + len(after)]
        return (
            Levenshtein.normalized_similarity(left, before) if before else float(start == 0) or 0.5,
            Levenshtein.normalized_similarity(right, after) if after else float(end == len(folded)) or 0.5,
        )

    def alike(self, folded: str, start: int, end: int) -> float:
        """How alike the words are, 0 to 1."""
        return Levenshtein.normalized_similarity(folded[start:end], self.quote)
