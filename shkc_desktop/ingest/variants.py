"""Traditional characters and radicals read as the simplified characters the rules are written in."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from shkc_desktop.resources import resource

# Signs that a text in traditional characters cannot do without.
_TRADITIONAL = re.compile("[區國產發業創開設會學術東與個動進機構為實關資]")
_RADICALS = re.compile("[\u2e80-\u2fdf]")
# Radicals that Unicode itself leads to no character.
_MORE_RADICALS = str.maketrans("⺠⻓⻔⻋⻚⻅⻉⻢⻥⻦⻨⻬⻰⺟", "民长门车页见贝马鱼鸟麦齐龙母")


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    """Traditional to simplified, one character to one; the file holds them in pairs."""
    pairs = resource("traditional.txt").read_text("utf-8").replace("\n", "")
    return {ord(pairs[i]): pairs[i + 1] for i in range(0, len(pairs), 2)}


def radical_meant(sign: str) -> str:
    """The character that a radical code point stands for; the sign itself if it is none or leads to none."""
    if not _RADICALS.match(sign):
        return sign
    meant = unicodedata.normalize("NFKC", sign).translate(_MORE_RADICALS)
    return meant if len(meant) == 1 else sign


def has_radicals(text: str) -> bool:
    """Whether a text holds radical code points."""
    return bool(_RADICALS.search(text))


def reading_of(text: str) -> Mapping[int, str]:
    """What to translate a text with, and every part of it, so that the rules can read it; empty for most texts.

    One character becomes one, so that every offset stays.
    """
    reading: dict[int, str] = {}
    if has_radicals(text):
        reading |= {ord(sign): radical_meant(sign) for sign in set(_RADICALS.findall(text))}
    if _TRADITIONAL.search(text):
        reading |= _simplified()
    return reading
