"""The reader says which districts a block or a sentence is dedicated to."""

from collections.abc import Sequence
from dataclasses import replace

from shkc_desktop.ingest.revising_outline import as_heading, with_descendants
from shkc_desktop.model.attribution import Attribution, Evidence
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.report import Report


def set_districts(
    report: Report,
    block: int,
    districts: Sequence[str],
    span: tuple[int, int] | None = None,
    zone: str | None = None,
) -> Report:
    """The report with a block, or the span of a sentence in it, dedicated to these districts, on the reader's word.

    districts: full names; none means that it belongs to no district. What stands under a heading, and has its
    districts from there, follows the heading.
    """
    if not 0 <= block < len(report.blocks):
        raise Failure("选中的段落已不在这份报告里。")
    old = report.blocks[block]
    start, end = (old.start, old.end) if span is None else (max(span[0], old.start), min(span[1], old.end))
    if span is not None and start >= end:
        raise Failure("选中的文字不在这一段里。")
    kept = [part for one in old.attributions for part in _outside(one, start, end)] if span is not None else []
    words = [
        Attribution(start, end, district, Evidence.READER, 1.0, zone if len(districts) == 1 else None)
        for district in dict.fromkeys(districts)
    ]
    new = replace(old, attributions=tuple(sorted([*kept, *words], key=lambda a: (a.start, a.end))), reader_set=True)
    blocks = list(report.blocks)
    blocks[block] = new
    if span is None and new.kind is BlockKind.HEADING:
        _follow(report, blocks, old, new)
    doubts = tuple(d for d in report.doubts if d.block != block or d.kind not in ("district", "several_districts"))
    return replace(report, blocks=tuple(blocks), doubts=doubts)


def _outside(one: Attribution, start: int, end: int) -> list[Attribution]:
    """What is left of an attribution without the span."""
    if one.end <= start or one.start >= end:
        return [one]
    left = [replace(one, end=start)] if one.start < start else []
    right = [replace(one, start=end)] if one.end > end else []
    return left + right


def _follow(report: Report, blocks: list[Block], old: Block, new: Block) -> None:
    """Whatever stands below the heading and had its districts from there gets the new ones."""
    followers = {new.index}
    below = with_descendants(report, [new.index])
    for block in report.in_reading_order():
        if block.index not in below or block.parent not in followers or block.reader_set:
            continue
        own = [a for a in block.attributions if a.evidence is not Evidence.HEADING]
        whole = all((a.start, a.end) == (block.start, block.end) for a in block.attributions)
        if own or not whole or block.districts != old.districts:
            continue
        followers.add(block.index)
        blocks[block.index] = replace(block, attributions=as_heading(new, block))
