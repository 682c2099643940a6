"""How long it takes to decode a file, and to carry out a correction in a very large report."""

import time
from collections.abc import Callable

import pytest

from shkc_desktop.ingest import revising
from shkc_desktop.ingest.reading import read_bytes
from shkc_desktop.model.attribution import Attribution, Evidence
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.report import Report
from tests.benchmarks.pace import allowed

LINE = "推动园区与高校共建实验室，新增企业320家，同比增长12.5%，一批项目落地投产。\n"
TEXT = LINE * (20_480 // len(LINE.encode()))


def cpu_ms(work: Callable[[], object]) -> float:
    """CPU time of some work, in milliseconds, the best of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return min(times)


@pytest.mark.budget
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_file_of_20_kb_is_decoded_in_a_few_ms(encoding: str) -> None:
    data = TEXT.encode(encoding)
    spent = cpu_ms(lambda: read_bytes(data, "a.txt"))
    print(f"\nreading 20 KB of {encoding}: {spent:.1f} ms CPU")
    assert spent < allowed(10)


def large_report() -> Report:
    """A million characters: a heading for every ten paragraphs."""
    blocks: list[Block] = []
    texts: list[str] = []
    start = 0
    for index in range(25_000):
        heading = index % 11 == 0
        words = "嘉定区" if heading else LINE.strip()
        end = start + len(words)
        spans = (Attribution(start, end, "嘉定区", Evidence.HEADING, 0.95),)
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        parent = None if heading else index - index % 11
        blocks.append(Block(index, kind, start, end, int(heading), parent, lines=(index + 1,), attributions=spans))
        texts.append(words)
        start = end + 1
    text = "\n".join(texts)
    return Report("u", "报告", 2021, text, tuple(blocks), raw=text)


@pytest.mark.budget
def test_corrections_of_a_report_of_a_million_characters_do_not_keep_the_reader_waiting() -> None:
    report = large_report()
    start = report.blocks[12_000].start
    steps: dict[str, Callable[[], object]] = {
        "districts of a block": lambda: revising.set_districts(report, 12_000, ["青浦区"]),
        "kind of a block": lambda: revising.set_kind(report, [12_000], BlockKind.LIST_ITEM),
        "three sections moved": lambda: revising.move_blocks(report, [11, 22, 33], 1100),
        "characters": lambda: revising.correct_characters(report, start, start + 2, "推进"),
        "a split": lambda: revising.split_block(report, start + 5),
    }
    for name, step in steps.items():
        spent = cpu_ms(step)
        print(f"\n{name}: {spent:.0f} ms CPU")
        assert spent < allowed(1000)
