"""A quote folded for comparing."""

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from rapidfuzz.distance import Levenshtein

from shkc_desktop.anchoring.folded_text import FoldedText, fold
from shkc_desktop.model.selector import TextQuoteSelector

NEAREST = 32  # folded characters of context by which an occurrence is known in its surroundings


FEW = 2  # characters that a mistake replaces
EDGE = 3  # folded characters beside a line end that prove nothing about its other side


@dataclass(frozen=True)
class Passage:
    """The folded words of a quote with their context.

    dropped: how many of the quote's characters folded away, blanks above all. breaks: the indices of the folded
    characters of the quote before which a line ended; its length is among them where the quote ends a line.
    """

    prefix: str
    quote: str
    suffix: str
    dropped: int = 0
    breaks: tuple[int, ...] = ()

    @classmethod
    def of(cls, quote: TextQuoteSelector) -> "Passage":
        """The passage that a selector describes."""
        words = quote.exact
        lines = [len(fold(line)) for line in words.split("\n")] if "\n" in words else [0]
        breaks = tuple(sorted(set(accumulate(lines[:-1]))))
        folded = fold(words)
        return cls(fold(quote.prefix), folded, fold(quote.suffix), max(0, len(words) - len(folded)), breaks)

    @classmethod
    def within(cls, text: FoldedText, start: int, end: int, context: int) -> "Passage":
        """The passage at `[start, end)` of the folded text, with as much context as is asked for."""
        folded = text.folded
        return cls(folded[max(0, start - context) : start], folded[start:end], folded[end : end + context])

    @cached_property
    def whole(self) -> str:
        """Context, words and context in one."""
        return self.prefix + self.quote + self.suffix

    def trimmed(self, kept: list[int]) -> list[int]:
        """Kept indices of the quote without the few of a line that is else gone: these stand there by chance.

        Lines come and go as a whole, and many end with 。 or begin with the same sign.
        """
        for before, line in pairwise((0, *self.breaks)):
            if kept and before < kept[0] < line <= kept[0] + EDGE:
                kept = [index for index in kept if index >= line]
        for line, behind in pairwise((*self.breaks, len(self.quote))):
            if kept and line <= kept[-1] < min(line + EDGE, behind - 1):
                kept = [index for index in kept if index < line]
        return kept

    def filled(self, kept: list[int]) -> tuple[int, int]:
        """How many characters at either end are missing that were likely replaced: one or two of the same line."""
        before, after = kept[0], len(self.quote) - 1 - kept[-1]
        return (
            before if before <= FEW and not any(0 < line <= kept[0] for line in self.breaks) else 0,
            after if after <= FEW and not any(kept[-1] < line < len(self.quote) for line in self.breaks) else 0,
        )

    def surroundings(self, folded: str, start: int, end: int) -> tuple[float, float]:
        """How alike either side is, 0 to 1; where none was stored, 1 at the edge of the text and 0.5 elsewhere."""
        before, after = self.prefix[-NEAREST:], self.suffix[:NEAREST]
        left, right = folded[max(0, start - len(before)) : start], folded[end : end + len(after)]
        return (
            Levenshtein.normalized_similarity(left, before) if before else float(start == 0) or 0.5,
            Levenshtein.normalized_similarity(right, after) if after else float(end == len(folded)) or 0.5,
        )
