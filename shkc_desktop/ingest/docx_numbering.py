"""The numbers that Word sets before paragraphs and does not store in them: `一、`, `4.2`, `（三）`."""

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"


class Numbering:
    """Counts the numbered paragraphs of a document as they come."""

    def __init__(self, document: "Document") -> None:
        self._levels: dict[str, dict[int, Any]] = {}  # abstract list to its levels
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}  # list to its abstract list and its own starts
        self._counts: dict[str, dict[int, int]] = {}  # abstract list to where it stands
        self._begun: set[str] = set()
        root = _numbering_root(document)
        if root is None:
            return
        for abstract in root.iter(f"{_W}abstractNum"):
            levels = {_number(level.get(f"{_W}ilvl")): level for level in abstract.iter(f"{_W}lvl")}
            self._levels[abstract.get(f"{_W}abstractNumId") or ""] = levels
        for one in root.iter(f"{_W}num"):
            abstract = one.find(f"{_W}abstractNumId")
            starts = {
                _number(override.get(f"{_W}ilvl")): _number(start.get(f"{_W}val"))
                for override in one.iter(f"{_W}lvlOverride")
                if (start := override.find(f"{_W}startOverride")) is not None
            }
            name = "" if abstract is None else abstract.get(f"{_W}val") or ""
            self._lists[one.get(f"{_W}numId") or ""] = (name, starts)

    def level_of_style(self, list_id: str, style_id: str | None) -> int:
        """The level of a list that is tied to a paragraph style, 0 where none is."""
        levels = self._levels.get(self._lists.get(list_id, ("", {}))[0], {})
        for depth, level in levels.items():
            style = level.find(f"{_W}pStyle")
            if style is not None and style.get(f"{_W}val") == style_id:
                return depth
        return 0

    def is_bullet(self, list_id: str, depth: int) -> bool:
        """Whether the paragraphs of that level have a mark and no number."""
        level = self._levels.get(self._lists.get(list_id, ("", {}))[0], {}).get(depth)
        return level is None or _format(level) in ("bullet", "none")

    def next_label(self, list_id: str, depth: int) -> str:
        """What Word sets before the next paragraph of that list and level; "" for bullets."""
        name, starts = self._lists.get(list_id, ("", {}))
        levels = self._levels.get(name, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(name, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for at, start in starts.items():
                counts[at] = start - 1
        counts[depth] = counts.get(depth, _start(level) - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        text = level.find(f"{_W}lvlText")
        pattern = "" if text is None else text.get(f"{_W}val") or ""
        if _format(level) in ("bullet", "none"):
            return ""
        return re.sub(r"%([1-9])", lambda place: self._part(levels, counts, int(place[1]) - 1, level), pattern)

    def _part(self, levels: dict[int, Any], counts: dict[int, int], depth: int, shown_at: Any) -> str:
        level = levels.get(depth)
        if level is None:
            return ""
        legal = shown_at.find(f"{_W}isLgl") is not None
        return written(counts.setdefault(depth, _start(level)), "decimal" if legal else _format(level))


def _numbering_root(document: "Document") -> Any:
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        return document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element  # type: ignore[attr-defined]
    except (KeyError, AttributeError):
        return None


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else 0


def _start(level: Any) -> int:
    start = level.find(f"{_W}start")
    return 1 if start is None else _number(start.get(f"{_W}val"))


def _format(level: Any) -> str:
    form = level.find(f"{_W}numFmt")
    return "decimal" if form is None else form.get(f"{_W}val") or "decimal"


def written(number: int, form: str) -> str:
    """A number as one of Word's formats writes it; formats not known here as plain digits."""
    if form.startswith(("chineseCounting", "japaneseCounting", "taiwaneseCounting", "chineseLegal")):
        return in_han(number)
    if form.startswith("ideographDigital"):
        return "".join(_HAN_DIGITS[int(digit)] for digit in str(number))
    if form == "ideographTraditional" and 1 <= number <= len(_STEMS):
        return _STEMS[number - 1]
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form == "decimalZero":
        return f"{number:02}"
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    return str(number)


def in_han(number: int) -> str:
    """A number below a hundred as 二十一; larger ones digit by digit."""
    if not 0 < number < 100:
        return "".join(_HAN_DIGITS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _HAN_DIGITS[tens] + "十"
    return head + (_HAN_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    signs = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")]
    signs += [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    out = ""
    for value, sign in signs:
        while 0 < value <= number < 4000:
            out, number = out + sign, number - value
    return out
