"""A text folded for comparing, with the way back to its own offsets."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, compress, repeat
from unicodedata import category, normalize

from shkc_desktop.chinese.folding import fold_text

SEED = 5  # characters that must agree for two places to be compared at all
MOST_INDEXED = 100_000  # folded characters up to which every seed is kept: 5 ms for 20,000
# What search keeps apart and versions of one report exchange: 。 for a full stop, 、 for a comma, kinds of brackets.
_SIGNS = str.maketrans("。、【】〔〕《》〈〉«»‹›´`′″", ".,[][]<><><><>''''")
# Controls and format characters, variation selectors, loose accents.
_DROPPED = frozenset({"Cc", "Cf", "Mn", "Me"})


@lru_cache(maxsize=65536)
def _folded_character(char: str) -> str:
    """The characters, none or several, that stand for `char` when versions are compared; bold marks fold away."""
    parts = normalize("NFKC", fold_text(char).translate(_SIGNS)).translate(_SIGNS).casefold()
    return "".join(part for part in parts if not part.isspace() and part != "*" and category(part) not in _DROPPED)


def fold(text: str) -> str:
    """`text` as it is compared: widths, case, blanks, line ends, radicals and exchanged signs do not count."""
    return "".join(map(_folded_character, text))


class FoldedText:
    """A text folded once, to be kept while targets are looked for in it.

    text: as it was given. folded: as it is compared. origin: for each folded character the offset of its own.
    """

    __slots__ = ("_seeds", "folded", "origin", "text")

    def __init__(self, text: str) -> None:
        table = {char: _folded_character(char) for char in set(text)}
        parts = list(map(table.__getitem__, text))
        self.text = text
        self.folded = "".join(parts)
        self.origin = array("L", _origins(parts, any(len(part) > 1 for part in table.values())))
        self._seeds: dict[str, list[int]] | None = None

    @property
    def spacing(self) -> int:
        """Every how many folded characters a seed is kept: all of a report, one in eight of a text of 1,000,000."""
        return 1 if len(self.folded) <= MOST_INDEXED else 8

    def seeds(self, words: str) -> list[int]:
        """Where five folded characters stand, of the places at which seeds are kept."""
        if self._seeds is None:
            self._seeds = {}
            for place in range(0, len(self.folded) - SEED + 1, self.spacing):
                self._seeds.setdefault(self.folded[place : place + SEED], []).append(place)
        return self._seeds.get(words, [])

    def to_folded(self, offset: int) -> int:
        """The first folded character that stands at `offset` of the text or behind it."""
        return bisect_left(self.origin, offset)

    def to_text(self, start: int, end: int) -> tuple[int, int]:
        """`[start, end)` of the text for a span of the folded text that is not empty."""
        return self.origin[start], self.origin[end - 1] + 1


def _origins(parts: list[str], lengthened: bool) -> Iterable[int]:
    if lengthened:
        return chain.from_iterable(map(repeat, range(len(parts)), map(len, parts)))
    return compress(range(len(parts)), parts)


def dropped_edges(words: str) -> tuple[str, str]:
    """The visible signs at the beginning and at the end of `words` that folding drops, such as bold marks."""
    before, after = words, words[::-1]
    return _dropped_beginning(before), _dropped_beginning(after)[::-1]


def _dropped_beginning(words: str) -> str:
    for index, char in enumerate(words):
        if _folded_character(char):
            return "".join(words[:index].split())
    return ""
