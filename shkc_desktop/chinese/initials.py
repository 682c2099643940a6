"""Pinyin initials: `jd` for 嘉定, so that a filter can be typed without an input method."""

from bisect import bisect_right
from functools import lru_cache

from shkc_desktop.chinese.folding import fold_text
from shkc_desktop.resources import resource

# GB 2312 sorts its first 3,755 characters by pinyin; these open the letters (none begins with i, u or v).
_FIRST = [char.encode("gb2312") for char in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"]
_LETTERS = "abcdefghjklmnopqrstwxyz"
# Its other 3,008 (闵, 莘, 漕, 泾 …) are sorted by radical: their letters stand in resources/initials.txt, 94 to a row.
_SECOND_LEVEL = 56 + 0xA0


@lru_cache(maxsize=1)
def _tables() -> tuple[str, dict[str, str]]:
    """The letters of the second level in its order, and the characters with several usual readings."""
    lines = resource("initials.txt").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    words = " ".join(row for row in rows if not row.isascii()).split()
    return "".join(row for row in rows if row.isascii()), {word[0]: word[1:] for word in words}


@lru_cache(maxsize=8192)
def letters(char: str) -> str:
    """The letters a character may be typed by, the usual one first; itself for a letter or digit, else ""."""
    second_level, readings = _tables()
    if char in readings:
        return readings[char]
    folded = fold_text(char)
    if folded.isascii():
        return folded if folded.isalnum() else ""
    try:
        code = folded.encode("gb2312")
    except UnicodeEncodeError:
        return folded if folded.isalnum() else ""
    if len(code) != 2 or code < _FIRST[0]:
        return ""
    if code[0] < _SECOND_LEVEL:
        return _LETTERS[bisect_right(_FIRST, code) - 1]
    return second_level[(code[0] - _SECOND_LEVEL) * 94 + code[1] - 0xA1]


def initials(text: str) -> str:
    """The pinyin initials of a text, the usual reading of each character: 长宁 is `cn`; punctuation is left out."""
    return "".join(letters(char)[:1] for char in text)


def matches_initials(query: str, text: str) -> bool:
    """Whether the characters of `query` are initials of consecutive characters of `text`, in any usual reading."""
    wanted = fold_text(query)
    readings = [found for char in text if (found := letters(char))]
    return any(
        all(letter in reading for letter, reading in zip(wanted, readings[at:], strict=False))
        for at in range(len(readings) - len(wanted) + 1)
    )


def matches_filter(query: str, text: str) -> bool:
    """Whether a filter field shows `text`: it holds the folded query, or the query spells its initials."""
    wanted = fold_text(query)
    return wanted in fold_text(text) or (wanted.isascii() and matches_initials(wanted, text))
