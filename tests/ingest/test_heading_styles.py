"""The same text under other heading styles, layouts and damage gives the same districts."""

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from shkc_desktop.ingest.gazetteer import load_gazetteer
from shkc_desktop.ingest.recognise import recognise
from shkc_desktop.ingest.source import SourceText

CASES = sorted((Path(__file__).parent / "unseen").glob("*.txt"))
GAZETTEER = load_gazetteer()
FULL = {d.initials: d.name for d in GAZETTEER.districts}
_MARKS = re.compile(r"^(?:[#◆■►\s]+|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d[\d.]*\s*|【)+|[】：:. ]+$")


@dataclass(frozen=True)
class Row:
    """One labelled line."""

    kind: str
    districts: frozenset[str]
    text: str

    @property
    def name(self) -> str:
        """The place that a heading names, without its marks; empty if it names none."""
        bare = _MARKS.sub("", self.text).replace(" ", "")
        place = GAZETTEER.place(bare)
        return bare if self.kind == "h" and self.districts and place is not None and place.district else ""


def rows(path: Path) -> list[Row]:
    """The labelled lines of a case."""
    found = re.findall(r"(?m)^([hplcajx]) ([a-z+-]+)\|(.*)$", path.read_text("utf-8"))
    return [Row(kind, frozenset(FULL[i] for i in who.split("+") if i != "-"), text) for kind, who, text in found]


def restyled(pattern: str) -> Callable[[list[Row]], list[Row]]:
    """Every district's heading in another style; X its name, N and C its number."""

    def change(old: list[Row]) -> list[Row]:
        new, number = [], 0
        for row in old:
            if row.name:
                number += 1
                text = pattern.replace("X", row.name).replace("N", str(number))
                text = text.replace("C", "一二三四五六七八九十"[number % 10 - 1])
                row = Row(row.kind, row.districts, text)
            new.append(row)
        return new

    return change


def in_one_line(sign: str) -> Callable[[list[Row]], list[Row]]:
    """Each district's name set before its first paragraph."""

    def change(old: list[Row]) -> list[Row]:
        new: list[Row] = []
        waiting: Row | None = None
        for row in old:
            if waiting is not None and row.kind == "p":
                new.append(Row("p", row.districts | waiting.districts, f"{waiting.name}{sign}{row.text.strip()}"))
            else:
                new += [one for one in (waiting, row) if one is not None and (one is waiting or not row.name)]
            waiting = row if row.name else None
        return new

    return change


def blanks(old: list[Row]) -> list[Row]:
    """Stray blanks inside words."""
    generator = random.Random(3)

    def spoil(text: str) -> str:
        places = [m.start() for m in re.finditer(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", text)]
        for place in sorted(generator.sample(places[4:], min(3, len(places[4:]))), reverse=True):
            text = f"{text[:place]} {text[place:]}"
        return text

    return [Row(r.kind, r.districts, spoil(r.text) if r.kind == "p" else r.text) for r in old]


def half_width(old: list[Row]) -> list[Row]:
    """Half-width punctuation."""
    table = str.maketrans("，；：（）", ",;:()")
    return [Row(r.kind, r.districts, r.text.translate(table)) for r in old]


STYLES: dict[str, Callable[[list[Row]], list[Row]]] = {
    **{p: restyled(p) for p in ("【X】", "■ X", "◆X", "C、X", "（C）X", "N. X", "X：", "### X", "**X**")},
    **{f"X{sign}…": in_one_line(sign) for sign in (" ", "：", "——")},
    "blanks": blanks,
    "half-width": half_width,
}


@dataclass
class Score:
    """What was right under one style; sure: attributions above 0.9."""

    lines: int = 0
    right: int = 0
    sure: int = 0
    sure_right: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)


@cache
def score(style: str) -> Score:
    """The score of all cases under one style; a text of wrapped lines is left out, for its width is part of it."""
    total = Score()
    for path in CASES:
        if "wrapped" in path.stem or "narrow" in path.stem:
            continue
        lines = STYLES[style](rows(path))
        report = recognise(SourceText("\n".join(row.text for row in lines)))
        at = {number: block for block in report.blocks for number in block.lines}
        for number, row in enumerate(lines, 1):
            got = set(at[number].districts)
            total.lines += 1
            total.right += got == row.districts
            total.hits.update(got & row.districts)
            total.missed.update(row.districts - got)
            total.wrong.update(got - row.districts)
            surely = [a.district in row.districts for a in at[number].attributions if a.confidence > 0.9]
            total.sure += len(surely)
            total.sure_right += sum(surely)
    return total


@pytest.mark.parametrize("style", STYLES)
def test_the_style_of_a_heading_does_not_matter(style: str) -> None:
    found = score(style)
    assert found.right >= 0.985 * found.lines
    assert found.sure_right >= 0.99 * found.sure


@pytest.mark.parametrize("district", FULL.values())
def test_each_district_is_found_and_no_other_taken_for_it(district: str) -> None:
    hits, missed, wrong = (
        sum(getattr(score(style), what)[district] for style in STYLES) for what in ("hits", "missed", "wrong")
    )
    assert hits >= 0.95 * (hits + missed)
    assert hits >= 0.95 * (hits + wrong)
