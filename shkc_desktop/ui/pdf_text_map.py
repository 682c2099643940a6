"""Repairs what a PDF written by Qt says about its text, so that it can be searched and copied.

Chinese fonts draw 一 and the radical ⼀ with one glyph, and Qt records the radical; `——` becomes one U+2E3A.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtGui import QFont, QFontDatabase, QRawFont

_SECTION = re.compile(r"beginbf(char|range)(.*?)endbf\1", re.DOTALL)
_CHAR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")

# A map entry that means what the glyph of these stands for.
_FIXED = {"\u2e3a": "——", "\u2e3b": "———"}
# The format allows no more entries in one block.
_BLOCK = 100


@dataclass(slots=True)
class Drawn:
    """What went onto the pages.

    characters: all of them. rare: per font (its family, whether bold) those beyond U+FFFF in the order of their
    first use, which is the order of their codes in the file; Qt's maps leave them out.
    """

    characters: set[str] = field(default_factory=set)
    rare: dict[tuple[str, bool], list[str]] = field(default_factory=dict)

    def add(self, text: str, families: Sequence[str], bold: bool) -> None:
        """Take note of text set in the first of these families that has its characters."""
        self.characters.update(text)
        if text.isascii() or max(text) <= "\uffff":
            return
        for sign in text:
            if sign > "\uffff" and (family := _family_with(sign, tuple(families))) is not None:
                known = self.rare.setdefault((family, bold), [])
                if sign not in known:
                    known.append(sign)

    def without_font(self, families: Sequence[str]) -> list[str]:
        """The characters beyond U+FFFF that no font has; they are drawn as boxes."""
        return sorted(s for s in self.characters if s > "\uffff" and _family_with(s, tuple(families)) is None)

    def rare_of(self, base_font: str) -> list[str]:
        """Those of the font that the file calls `/NotoSerifCJKsc-Bold`."""
        name = _letters(base_font)
        fits = (
            signs
            for (family, bold), signs in self.rare.items()
            if _letters(family) in name and ("bold" in name) == bold
        )
        return next(fits, [])


def repaired(
    source: Path, target: Path, drawn: Drawn, families: Sequence[str], outline: Sequence[tuple[str, int]] = ()
) -> None:
    """Write `source` to `target` with every glyph meaning a character that was drawn.

    families: of the fonts used. outline: heading and page (from 0), for the PDF's table of contents.
    """
    import pypdf

    truth = Truth(drawn.characters, families)
    writer = pypdf.PdfWriter(clone_from=source)
    for number in range(1, len(writer._objects) + 1):
        font = writer.get_object(number)
        if isinstance(font, dict) and "/ToUnicode" in font:
            stream: Any = font["/ToUnicode"]
            cmap = truth.of_map(stream.get_data().decode("latin-1"), drawn.rare_of(str(font.get("/BaseFont", ""))))
            stream.set_data(cmap.encode("latin-1"))
    for heading, page in outline:
        writer.add_outline_item(title=heading, page_number=page)
    with target.open("wb") as out:
        writer.write(out)


class Truth:
    """What glyphs stand for, given the characters that were drawn."""

    def __init__(self, drawn: set[str], families: Sequence[str]) -> None:
        self._drawn = drawn
        self._glyphs = [_glyphs(drawn, family) for family in families if QFontDatabase.hasFamily(family)]

    def of(self, text: str) -> str:
        """What was drawn where the map says `text`."""
        return "".join(sign if sign in self._drawn else self._other(sign) for sign in text)

    def of_map(self, cmap: str, rare: Sequence[str] = ()) -> str:
        """A ToUnicode map with every entry made true, and the rare characters put where codes are missing."""
        table, digits = read_map(cmap)
        made = {code: self.of(text) for code, text in table.items()}
        top = max(made, default=0)
        missing = [code for code in range(1, top) if code not in made]
        if len(missing) <= len(rare):  # else other glyphs are nameless too, and nobody knows which is which
            made.update(zip([*missing, *range(top + 1, top + 1 + len(rare))], rare, strict=False))
        return write_map(cmap, made, digits)

    def _other(self, sign: str) -> str:
        if sign in _FIXED:
            return _FIXED[sign]
        for raw, by_glyph in self._glyphs:
            glyph = _first(raw.glyphIndexesForString(sign))
            if glyph and glyph in by_glyph:
                return by_glyph[glyph]
        plain = unicodedata.normalize("NFKC", sign)
        return plain if len(plain) == 1 and plain in self._drawn else sign


def _glyphs(drawn: set[str], family: str) -> tuple[QRawFont, dict[int, str]]:
    raw = QRawFont.fromFont(QFont(family))
    found: dict[int, str] = {}
    for sign in sorted(drawn):
        if glyph := _first(raw.glyphIndexesForString(sign)):
            found.setdefault(glyph, sign)
    return raw, found


@cache
def _family_with(sign: str, families: tuple[str, ...]) -> str | None:
    installed = (family for family in families if QFontDatabase.hasFamily(family))
    return next((f for f in installed if QRawFont.fromFont(QFont(f)).glyphIndexesForString(sign)[:1] > [0]), None)


def _letters(name: str) -> str:
    return "".join(sign for sign in name.lower() if sign.isalnum())


def _first(glyphs: Sequence[int]) -> int:
    return glyphs[0] if len(glyphs) == 1 else 0


def read_map(cmap: str) -> tuple[dict[int, str], int]:
    """Glyph code to text, and how many hex digits a code has; single entries, ranges and ranges with a list."""
    table: dict[int, str] = {}
    digits = 4
    for kind, body in _SECTION.findall(cmap):
        if kind == "char":
            for code, value in _CHAR.findall(body):
                table[int(code, 16)], digits = _text(value), len(code)
            continue
        for first, last, value, listed in _RANGE.findall(body):
            low, high, digits = int(first, 16), int(last, 16), len(first)
            if listed:
                values = re.findall(r"<([0-9A-Fa-f]+)>", listed)
                table.update(zip(range(low, high + 1), map(_text, values), strict=False))
            else:  # the last character counts upwards
                text = _text(value)
                table.update({code: text[:-1] + chr(ord(text[-1]) + code - low) for code in range(low, high + 1)})
    return table, digits


def write_map(cmap: str, table: dict[int, str], digits: int) -> str:
    """The map with `table` in the place of its own entries."""
    start = re.search(r"\d+\s+beginbf(?:char|range)", cmap)
    if start is None:
        return cmap
    lines = [f"<{code:0{digits}X}> <{_hex(text)}>" for code, text in sorted(table.items())]
    blocks = [lines[place : place + _BLOCK] for place in range(0, len(lines), _BLOCK)]
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return cmap[: start.start()] + body + cmap[cmap.rindex("endcmap") :]


def _text(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be", "replace")


def _hex(text: str) -> str:
    return text.encode("utf-16-be", "surrogatepass").hex().upper()
