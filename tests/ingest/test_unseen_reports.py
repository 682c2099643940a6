"""Reports of other years and styles: each line's districts and kind, against labels written with the text.

A case is a file: `# year Y`, then lines `KIND DISTRICTS|words`. KIND is h heading, p paragraph, l list item,
c caption or label, a page artifact, j goes on where the block before stopped, x any kind. DISTRICTS are initials
joined by `+`, `-` for none; where a reader may judge either way, `-/pd` names both.

"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from shkc_desktop.ingest.gazetteer import load_gazetteer
from shkc_desktop.ingest.recognise import recognise
from shkc_desktop.ingest.source import SourceText
from shkc_desktop.model.block import BlockKind
from shkc_desktop.model.report import Report

CASES = sorted((Path(__file__).parent / "unseen").glob("*.txt"))
_ASIDE = (BlockKind.CAPTION, BlockKind.PAGE_ARTIFACT, BlockKind.LABEL)


@dataclass
class Case:
    """A text with the districts and kind of each line."""

    raw: str
    year: int | None
    districts: dict[int, list[set[str]]]
    kinds: dict[int, str]


def read(path: Path) -> Case:
    full = {d.initials: d.name for d in load_gazetteer().districts}
    year, lines = None, []
    districts: dict[int, list[set[str]]] = {}
    kinds: dict[int, str] = {}
    for line in path.read_text("utf-8").splitlines():
        if match := re.fullmatch(r"# year (\d{4}|none)", line):
            year = None if match[1] == "none" else int(match[1])
        elif match := re.fullmatch(r"([hplcajx]) ([a-z+/-]+)\|(.*)", line):
            lines.append(match[3])
            districts[len(lines)] = [{full[i] for i in way.split("+") if i != "-"} for way in match[2].split("/")]
            kinds[len(lines)] = match[1]
        elif line == "":
            lines.append("")
        else:
            raise ValueError(line)
    return Case("\n".join(lines), year, districts, kinds)


def faults(case: Case, report: Report) -> list[str]:
    """What differs from the labels, one sentence each."""
    at = {n: block for block in report.blocks for n in range(block.lines[0], block.lines[-1] + 1)}
    at |= {n: block for block in report.blocks for n in block.lines}
    found = []
    for number, wanted in case.districts.items():
        block, kind = at[number], case.kinds[number]
        got = set(block.districts)
        if got not in wanted:
            found.append(f"{number}: {sorted(got)} should be {sorted(wanted[0])}: {report.block_text(block)[:24]}")
        right = {
            "h": block.kind is BlockKind.HEADING,
            "c": block.kind in _ASIDE,
            "a": block.kind is BlockKind.PAGE_ARTIFACT,
            "x": True,
        }.get(kind, block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM))
        if not right:
            found.append(f"{number}: is a {block.kind}, should be {kind}: {report.block_text(block)[:24]}")
        joined = block.lines[0] < number and block.kind is not BlockKind.HEADING
        if (kind == "j") != joined and kind != "x" and block.kind is not BlockKind.HEADING:
            found.append(f"{number}: {'joined' if joined else 'not joined'}: {report.block_text(block)[:24]}")
    if report.year != case.year:
        found.append(f"year {report.year} should be {case.year}")
    return found


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_report_of_another_style_is_understood(path: Path) -> None:
    case = read(path)
    assert faults(case, recognise(SourceText(case.raw, "report.txt"))) == []
