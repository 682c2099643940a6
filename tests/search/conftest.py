"""A small library to search in, with the damage and the typography of real reports in words of our own."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from shkc_desktop.chinese.words import Segmenter
from shkc_desktop.model.attribution import Attribution, Evidence
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.report import Report
from shkc_desktop.search.corpus import SearchReport, passages_of
from shkc_desktop.search.finder import Finder

H, P, L = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM

ROWS_2021: list[tuple[BlockKind, int, str, str]] = [
    (H, 1, "第六章　各区进展", ""),
    (H, 2, "嘉定区", "嘉定区"),
    (P, 0, "全区推动科技成果转化，𠮷林项目落地；新增ＡＷＳ与IPv6+应用，Deep  Sea论坛举办。", "嘉定区"),
    (P, 0, "高高高楼旁建成“大零号湾”北 翼，增长22.83%，《上海湾区》印发。", "嘉定区"),
    (L, 1, "11月17—19日，5G＋XR展示（一期）", "嘉定区"),
    (H, 2, "松江区", "松江区"),
    (P, 0, "依托长三角G60科创走廊，形成2+9+16布局；“转化”基金设立。", "松江区"),
]
ROWS_2022: list[tuple[BlockKind, int, str, str]] = [
    (H, 1, "08 区域创新", ""),
    (P, 0, "中以（上海）创新园与科创中心主阵地同步推进，组织承接科技项目。", ""),
    (P, 0, '"零号湾" AND NEAR( OR * 不是命令；a*b，100% _x_ \\ ’单引号', ""),
    (P, 0, "嘉定推进概念验证，松江推进科技金融。", ""),
]


def report_of(uuid: str, title: str, year: int | None, rows: list[tuple[BlockKind, int, str, str]]) -> Report:
    """A report made of (kind, level, words, district)."""
    blocks: list[Block] = []
    above: list[tuple[int, int]] = []
    at = 0
    for index, (kind, level, text, district) in enumerate(rows):
        while kind is H and above and above[-1][0] >= level:
            above.pop()
        spans = (Attribution(at, at + len(text), district, Evidence.HEADING, 1.0),) if district else ()
        parent = above[-1][1] if above else None
        blocks.append(Block(index, kind, at, at + len(text), level, parent, attributions=spans))
        if kind is H:
            above.append((level, index))
        at += len(text) + 1
    return Report(uuid, title, year, "\n".join(row[2] for row in rows), tuple(blocks))


class Shelves:
    """Stands for the library: reports by uuid, with the stamps search asks for."""

    def __init__(self, *reports: Report) -> None:
        self.reports = {report.uuid: report for report in reports}
        self.versions = dict.fromkeys(self.reports, 1)
        self.read_count = 0

    def stamps(self) -> Mapping[str, str]:
        return {uuid: str(self.versions[uuid]) for uuid in self.reports}

    def read(self, report: str) -> SearchReport | None:
        self.read_count += 1
        found = self.reports.get(report)
        return passages_of(found, str(self.versions[report])) if found else None

    def change(self, report: Report) -> None:
        self.reports[report.uuid] = report
        self.versions[report.uuid] = self.versions.get(report.uuid, 0) + 1


@pytest.fixture
def library() -> Shelves:
    later = report_of("b", "二〇二二年科技进步报告", 2022, ROWS_2022)
    sentence = later.blocks[3]
    split = sentence.start + later.block_text(sentence).index("，") + 1
    shared = (
        Attribution(sentence.start, split, "嘉定区", Evidence.LEAD, 0.9),
        Attribution(split, sentence.end, "松江区", Evidence.LEAD, 0.9),
    )
    blocks = (*later.blocks[:3], replace(sentence, attributions=shared))
    return Shelves(
        replace(later, blocks=blocks),
        report_of("a", "二〇二一年科技进步报告", 2021, ROWS_2021),
    )


@pytest.fixture(scope="session")
def segmenter() -> Segmenter:
    return Segmenter()


@pytest.fixture
def finder(library: Shelves, segmenter: Segmenter, tmp_path: Path) -> Iterator[Finder]:
    made = Finder(library, tmp_path / "cache" / "search.index", "library-1", segmenter)
    yield made
    made.close()
