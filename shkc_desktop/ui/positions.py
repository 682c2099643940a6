"""Positions of code points as Qt counts them, in UTF-16 units."""

from itertools import accumulate


def is_wide(text: str) -> bool:
    """Whether Qt counts `text` differently from Python: it holds a character above U+FFFF."""
    return not text.isascii() and max(text) > "\uffff"


def units_before(text: str) -> list[int]:
    """For each offset in `text`, its end included, the UTF-16 units before it."""
    return list(accumulate((1 + (character > "\uffff") for character in text), initial=0))


def to_qt(text: str, offset: int) -> int:
    """The UTF-16 units before the code point `offset` of `text`."""
    return offset + sum(character > "\uffff" for character in text[:offset])


def from_qt(text: str, units: int) -> int:
    """The code points before the UTF-16 unit `units` of `text`; inside a pair, those before the pair."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))
