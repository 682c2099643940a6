"""What the reader wishes of the blocks she has chosen, each wish as one step on a report."""

from collections.abc import Iterable, Mapping, Sequence

from shkc_desktop.chinese.sentences import sentences
from shkc_desktop.ingest.revising import (
    METADATA,
    Revised,
    correct_characters,
    join_blocks,
    move_blocks,
    set_districts,
    set_kind,
    set_level,
    set_metadata,
    set_parent,
    split_block,
    undo_repair,
)
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.report import Repair, Report

__all__ = [
    "METADATA",
    "SET_ASIDE",
    "Span",
    "correct_words",
    "give_districts",
    "join",
    "make_kind",
    "put_under",
    "sentences_of",
    "set_fields",
    "shift",
    "shift_level",
    "split_block",
    "undo_repair",
    "undoable",
]

# A stretch of a block: its index, start and end in the report's text.
Span = tuple[int, int, int]
SET_ASIDE = (BlockKind.CAPTION, BlockKind.LABEL, BlockKind.PAGE_ARTIFACT)


def sentences_of(report: Report, block: Block) -> list[Span]:
    """The sentences of a block."""
    return [(block.index, start, end) for start, end in sentences(report.text, block.start, block.end)]


def give_districts(report: Report, blocks: Iterable[int], spans: Iterable[Span], districts: Sequence[str]) -> Report:
    """The report with these blocks, and these stretches of others, dedicated to the districts (full names)."""
    whole = list(blocks)
    for block in whole:
        report = set_districts(report, block, districts)
    for block, start, end in spans:
        if block not in whole:
            report = set_districts(report, block, districts, (start, end))
    return report


def make_kind(report: Report, blocks: Iterable[int], kind: BlockKind) -> Report:
    """The report with these blocks of that kind."""
    return set_kind(report, blocks, kind)


def shift_level(report: Report, blocks: Iterable[int], by: int) -> Report:
    """The report with the headings and list items among these blocks `by` levels deeper (-1: higher)."""
    levels: dict[int, list[int]] = {}
    for index in blocks:
        block = _at(report, index)
        if block.kind in (BlockKind.HEADING, BlockKind.LIST_ITEM):
            levels.setdefault(block.level, []).append(index)
    if not levels:
        raise Failure("只有标题和列表项有层级。")
    if by < 0 and min(levels) <= 1:
        raise Failure("已经是最高的层级。")
    for level, those in sorted(levels.items()):
        report = set_level(report, those, level + by)
    return report


def put_under(report: Report, blocks: Iterable[int], heading: int | None) -> Report:
    """The report with these blocks at the end of what stands under a heading; None: under none."""
    return set_parent(report, blocks, heading)


def shift(report: Report, blocks: Iterable[int], by: int) -> Report:
    """The report with these blocks, and what stands below them, before the one above (-1) or after the next one (1).

    They stay under their heading; what stands under a heading goes with it. Raises Failure at the ends.
    """
    chosen = set(blocks)
    if not chosen:
        raise Failure("没有选中任何段落。")
    order = [block.index for block in report.in_reading_order()]
    roots = [index for index in order if index in chosen and not _within(report, index, chosen)]
    parent = _at(report, roots[0]).parent
    if any(report.blocks[index].parent != parent for index in roots):
        raise Failure("选中的段落不在同一个标题之下，请分开移动。")
    siblings = [index for index in order if report.blocks[index].parent == parent]
    if by < 0:
        above = [index for index in siblings[: siblings.index(roots[0])] if index not in chosen]
        if not above:
            raise Failure("前面没有同一标题之下的段落。")
        before: int | None = above[-1]
    else:
        below = [index for index in siblings[siblings.index(roots[-1]) + 1 :] if index not in chosen]
        if not below:
            raise Failure("后面没有同一标题之下的段落。")
        family = {index for index in order if index == below[0] or _within(report, index, {below[0]})}
        last = max(order.index(index) for index in family)
        before = next((index for index in order[last + 1 :] if index not in chosen), None)
    return move_blocks(report, roots, before, parent, top=parent is None)


def _within(report: Report, index: int, headings: set[int]) -> bool:
    """Whether a block stands, at whatever depth, under one of these headings."""
    parent, seen = report.blocks[index].parent, {index}
    while parent is not None and parent not in seen:
        if parent in headings:
            return True
        seen.add(parent)
        parent = report.blocks[parent].parent
    return False


def join(report: Report, blocks: Sequence[int]) -> Revised:
    """The report with two blocks made one; of one block alone, with the next that is not set aside."""
    if len(blocks) == 2:
        return join_blocks(report, *sorted(blocks))
    if len(blocks) != 1:
        raise Failure("一次合并两段：选中前一段，或前后两段。")
    first = _at(report, blocks[0]).index
    second = next((b.index for b in report.blocks[first + 1 :] if b.kind not in SET_ASIDE), None)
    if second is None:
        raise Failure("后面没有可以合并的段落。")
    return join_blocks(report, first, second)


def correct_words(report: Report, start: int, end: int, words: str) -> Revised:
    """The report with `words` in the place of [start, end) (校订); of a whole block, only what differs is touched."""
    old = report.text[start:end]
    if old == words:
        raise Failure("文字没有改动。")
    head = tail = 0
    if any((block.start, block.end) == (start, end) for block in report.blocks):
        head = next((n for n, (a, b) in enumerate(zip(old, words, strict=False)) if a != b), min(len(old), len(words)))
        room = min(len(old), len(words)) - head
        tail = next((n for n in range(room) if old[-1 - n] != words[-1 - n]), room)
    return correct_characters(report, start + head, end - tail, words[head : len(words) - tail])


def set_fields(report: Report, values: Mapping[str, str | int | None]) -> Report:
    """The report with these metadata (keys of METADATA) on the reader's word; none of them is 待核实 any more."""
    for field, value in values.items():
        report = set_metadata(report, field, value)
    return report


def undoable(repair: Repair) -> bool:
    """Whether something is left of a repair that can be put back."""
    return repair.block is not None and (repair.kind == "set_aside" or repair.start is not None)


def _at(report: Report, index: int) -> Block:
    if not 0 <= index < len(report.blocks):
        raise Failure("选中的段落已不在这份报告里。")
    return report.blocks[index]
