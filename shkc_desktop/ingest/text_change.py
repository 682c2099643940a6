"""Replacements in a text, and where every offset stands after them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# old start, old end, new start, new end
Edit = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class TextChange:
    """`edits` in order, none overlapping another; what lies between them is unchanged."""

    edits: tuple[Edit, ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, replacements: Iterable[tuple[int, int, str]]) -> "TextChange":
        """The change that puts words in the place of [start, end), all at once; they must not overlap."""
        edits: list[Edit] = []
        words: list[str] = []
        grown = 0
        for start, end, new in sorted(replacements, key=lambda one: one[:2]):
            edits.append((start, end, start + grown, start + grown + len(new)))
            words.append(new)
            grown += len(new) - (end - start)
        return cls(tuple(edits), tuple(words))

    def apply(self, text: str) -> str:
        """The text after the change."""
        parts, position = [], 0
        for (start, end, _, _), new in zip(self.edits, self.words, strict=True):
            parts += [text[position:start], new]
            position = end
        return "".join([*parts, text[position:]])

    def start(self, offset: int) -> int:
        """Where a span that began at `offset` begins now; what is inserted just before it stays out."""
        moved = 0
        for start, end, new_start, new_end in self.edits:
            if offset >= end:
                moved = new_end - end
            elif offset > start:
                return new_start + (offset - start if new_end - new_start == end - start else 0)
            else:
                break
        return offset + moved

    def end(self, offset: int) -> int:
        """Where a span that ended at `offset` ends now; what is inserted just after it stays out."""
        moved = 0
        for start, end, new_start, new_end in self.edits:
            if offset > end or offset == end > start:
                moved = new_end - end
            elif offset > start:
                return new_start + offset - start if new_end - new_start == end - start else new_end
            else:
                break
        return offset + moved

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the span [start, end) stands now; empty where all of it is gone."""
        first = self.start(start)
        return first, max(first, self.end(end))

    def outer(self, start: int, end: int) -> tuple[int, int]:
        """Where the span stands now, with what is inserted at its ends."""
        return self.end(start), self.start(end)


def smallest(start: int, old: str, new: str) -> list[tuple[int, int, str]]:
    """The replacements that make `new` of `old`, which stands at `start`, and touch no more than they must."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        (start + old_start, start + old_end, new[new_start:new_end])
        for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes()
        if kind != "equal"
    ]


def carried(edits: Sequence[Edit], start: int, end: int) -> tuple[int, int]:
    """Where the span [start, end) stands after the edits; empty where all of it is gone."""
    return TextChange(tuple(edits), ("",) * len(edits)).span(start, end)
