"""A target folded for comparing."""

from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Levenshtein

from shkc_desktop.anchoring.folded_text import FoldedText, fold
from shkc_desktop.model.selector import Target

NEAREST = 32  # folded characters of context by which an occurrence is known in its surroundings


@dataclass(frozen=True)
class Passage:
    """The folded words of a target with their context; blanks: how many of its characters are white space."""

    prefix: str
    quote: str
    suffix: str
    blanks: int

    @classmethod
    def of(cls, target: Target) -> "Passage":
        """The passage that a target describes."""
        quote = target.quote
        return cls(fold(quote.prefix), fold(quote.exact), fold(quote.suffix), sum(map(str.isspace, quote.exact)))

    @classmethod
    def within(cls, text: FoldedText, start: int, end: int, context: int) -> "Passage":
        """The passage at `[start, end)` of the folded text, with as much context as is asked for."""
        folded = text.folded
        return cls(folded[max(0, start - context) : start], folded[start:end], folded[end : end + context], 0)

    @cached_property
    def whole(self) -> str:
        """Context, words and context in one."""
        return self.prefix + self.quote + self.suffix

    def surroundings(self, folded: str, start: int, end: int) -> tuple[float, float]:
        """How alike either side is, 0 to 1; where none was stored, 1 at the edge of the text and 0.5 elsewhere."""
        before, after = self.prefix[-NEAREST:], self.suffix[:NEAREST]
        left, right = folded[max(0, start - len(before)) : start], folded[end : end + len(after)]
        return (
            Levenshtein.normalized_similarity(left, before) if before else float(start == 0) or 0.5,
            Levenshtein.normalized_similarity(right, after) if after else float(end == len(folded)) or 0.5,
        )
