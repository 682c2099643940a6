"""Folding: the form of a text in which width, case, quotes, dashes, blanks and bold marks do not count."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

# One character to one character. NFKC is not used as a whole: it can lengthen a text (… becomes three dots).
# 。 and 、 stay as they are: turning 。 into a full stop makes "项。8" look like part of a decimal.
_SAME = {
    '"': "“”„‟「」『』〝〞〟＂｢｣",
    "'": "‘’‚‛＇",
    "-": "—–―−‐‑‒~～〜⁓─⸺⸻﹘﹣－",
    "·": "•・‧∙･⋅",
}
# Radicals stand in some PDFs for the ideographs they look like. Those at U+2F00 are told by Unicode itself;
# of the supplement at U+2E80 it names two, the rest of the usual ones are listed here.
_RADICALS = dict(
    zip(
        "⺀⺁⺄⺆⺈⺉⺊⺋⺌⺍⺗⺘⺙⺛⺝⺟⺠⺡⺢⺣⺤⺥⺦⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺶⺷⺸⺹⺺⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "冫厂乙冂刀刂卜㔾小小心手攵无月母民氵水灬爪爪丬王疋目示礻竹糸纟罒罒罒羊羊羊老聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食飠饣首马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟龟",
        strict=True,
    )
)
# Blanks of every kind, marks without width, and runs of two or more asterisks: bold marks an extraction left over.
_BLANK = "[\\s\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]"
_DROPPED = re.compile(f"[*＊﹡](?:{_BLANK}*[*＊﹡])+|{_BLANK}")
_is_blank = re.compile(_BLANK).fullmatch


def _folded_character(char: str) -> str | None:
    """What one character folds to: one character, or None where it folds away."""
    if _is_blank(char):
        return None
    if char in _RADICALS:
        return _RADICALS[char]
    code = ord(char)
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF or 0xFE50 <= code <= 0xFFEE or code >= 0x2F800:
        plain = unicodedata.normalize("NFKC", char)
        char = plain if len(plain) == 1 else char
    lower = char.lower()
    char = lower if len(lower) == 1 else char  # İ would become two
    return "σ" if char == "ς" else char


class _Table(dict[int, str | None]):
    """The translation table; it learns a character when it meets it, so that looking up stays in C."""

    def __missing__(self, code: int) -> str | None:
        folded = self[code] = _folded_character(chr(code))
        return folded


_TABLE = _Table({ord(char): to for to, chars in _SAME.items() for char in chars})


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded form of a text, with a way back.

    text: at most one character for each of the source. `gaps[k]`: how long `text` is before the source's k-th
    dropped character.
    """

    text: str
    gaps: list[int]

    def source(self, index: int) -> int:
        """The offset in the source of the folded character `index`."""
        return index + bisect_right(self.gaps, index)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source span of the folded span [start, end); what was dropped inside it is included."""
        first = self.source(start)
        return (first, self.source(end - 1) + 1) if end > start else (first, first)

    def index(self, offset: int) -> int:
        """How many folded characters stand before `offset` of the source."""
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            if self.source(middle) < offset:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, query: str) -> Iterator[tuple[int, int]]:
        """Source spans of every occurrence of a query, overlapping ones too; the query is folded here."""
        wanted = fold_text(query)
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            yield self.span(at, at + len(wanted))
            at = self.text.find(wanted, at + 1)


def fold_text(source: str) -> str:
    """The folded text alone, for those who need no way back."""
    if "*" in source or "＊" in source or "﹡" in source:
        source = _DROPPED.sub("", source)
    return source.translate(_TABLE)


def fold(source: str) -> Folded:
    """The folded form of a text, blanks and line ends folded away, with the way back to the source's offsets."""
    text = fold_text(source)
    gaps: list[int] = []
    if len(text) != len(source):
        for match in _DROPPED.finditer(source):
            gaps.extend([match.start() - len(gaps)] * (match.end() - match.start()))
    return Folded(text, gaps)
