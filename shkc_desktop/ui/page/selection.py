"""What is selected on a page, and what a word, a sentence, a paragraph is there."""

import re
from collections.abc import Callable
from enum import Enum

from shkc_desktop.ui.page.flow import YEAR, Flow
from shkc_desktop.ui.page.typography import HAN

# (text of the paragraph, offset in it) to the word's start and end.
WordFinder = Callable[[str, int], tuple[int, int]]

_CLASSES = rf"{HAN}+|[A-Za-z0-9_.%+-]+|\s+|."


def word_by_class(text: str, offset: int) -> tuple[int, int]:
    """The run of Han, or of Latin letters and digits, around `offset`; used until words are known."""
    for match in re.finditer(_CLASSES, text, re.DOTALL):
        if match.start() <= offset < match.end():
            return match.span()
    return offset, offset


class Unit(Enum):
    """What a drag selects by."""

    CHARACTER = 1
    WORD = 2
    PARAGRAPH = 3


class Selection:
    """Two positions: where the selection began, and where the caret is."""

    def __init__(self, flow: Flow, word_finder: WordFinder = word_by_class) -> None:
        self._flow, self.word_finder = flow, word_finder
        self.anchor = self.caret = flow.begin

    @property
    def start(self) -> int:
        """The first selected position."""
        return min(self.anchor, self.caret)

    @property
    def end(self) -> int:
        """The position behind the last selected."""
        return max(self.anchor, self.caret)

    def set(self, anchor: int, caret: int) -> bool:
        """Select between two positions; whether that is new."""
        anchor, caret = (max(self._flow.begin, min(self._flow.end, p)) for p in (anchor, caret))
        changed = (anchor, caret) != (self.anchor, self.caret)
        self.anchor, self.caret = anchor, caret
        return changed

    def around(self, position: int, unit: Unit) -> tuple[int, int]:
        """The word or paragraph at `position`."""
        match unit:
            case Unit.CHARACTER:
                return position, position
            case Unit.WORD:
                return self.word(position)
            case Unit.PARAGRAPH:
                return self.paragraph(position)

    def word(self, position: int) -> tuple[int, int]:
        """The word at `position`."""
        piece = self._flow.piece_at(position)
        base, text = self._flow.bases[piece], self._text(piece)
        if not text:
            return position, position
        a, b = self.word_finder(text, min(position - base, len(text) - 1))
        return base + a, base + b

    def sentence(self, position: int) -> tuple[int, int]:
        """The sentence at `position`, its closing marks included."""
        piece = self._flow.piece_at(position)
        base, text = self._flow.bases[piece], self._text(piece)
        from shkc_desktop.chinese.sentences import sentence_at  # at the first wish: a start does not wait for it

        start, end = sentence_at(text, min(position - base, max(0, len(text) - 1)))
        return base + start, base + end

    def paragraph(self, position: int) -> tuple[int, int]:
        """The whole paragraph at `position`, also where it is laid out in pieces."""
        flow = self._flow
        first = last = flow.piece_at(position)
        while first in flow.continued:
            first -= 1
        while last + 1 in flow.continued:
            last += 1
        return flow.bases[first], flow.bases[last] + flow.length_of(last)

    def _text(self, piece: int) -> str:
        return "" if self._flow.pieces[piece].kind == YEAR else self._flow.text_of(piece)
