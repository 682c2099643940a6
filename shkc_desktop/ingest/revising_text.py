"""Corrections that make a new text version: repairs undone, blocks joined and split, characters corrected."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from shkc_desktop.ingest.raw_lines import lines_of_parts
from shkc_desktop.ingest.revising_outline import new_section, set_kind, with_descendants
from shkc_desktop.ingest.text_change import Edit, TextChange, carried, smallest
from shkc_desktop.model.attribution import Attribution
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.report import Correction, Repair, Report, Section

_LINE_END = re.compile(r"[ \t\u3000]*\n\s*")
_LATIN = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Revised:
    """A report with a new text, and where everything went.

    shift: (old start, old end, new start, new end) of what was replaced, in order. moves: (old start, old end, new
    start) of text that stands elsewhere now; `shift` counts it as taken out and put in.
    """

    report: Report
    shift: tuple[Edit, ...]
    moves: tuple[tuple[int, int, int], ...] = ()

    def carry(self, start: int, end: int) -> tuple[int, int]:
        """Where the span [start, end) of the old text stands in the new one; empty where all of it is gone."""
        for old_start, old_end, new_start in self.moves:
            if old_start <= start and end <= old_end:
                return new_start + start - old_start, new_start + end - old_start
        return carried(self.shift, start, end)


def correct_characters(report: Report, start: int, end: int, replacement: str) -> Revised:
    """The report with `replacement` in the place of [start, end) (校订); what stood there stays on record.

    Raises Failure where that is not within one block, or would leave nothing of it.
    """
    if "\n" in replacement:
        raise Failure("校订的文字里不能有换行，分段请用“拆分段落”。")
    block = _block_of(report, start, end)
    if not (report.text[block.start : start] + replacement + report.text[end : block.end]).strip():
        raise Failure("校订不能把整段删空。")
    change = TextChange.of([(start, end, replacement)])
    revised = _changed(report, change)
    return replace(revised, report=replace(revised.report, corrections=_with_correction(report, change, start, end)))


def replace_words(report: Report, start: int, end: int, words: str) -> Revised:
    """The report with other words in the place of [start, end), which lies in one block, without a record."""
    _block_of(report, start, end)
    return _changed(report, TextChange.of([(start, end, words)]))


def _with_correction(report: Report, change: TextChange, start: int, end: int) -> tuple[Correction, ...]:
    """All corrections in the new text; those that the new one touches become one with it."""
    touched = [c for c in report.corrections if _touches(c, start, end)]
    first = min([start, *(c.start for c in touched)])
    last = max([end, *(c.end for c in touched)])
    original, position = [], first
    for earlier in sorted(touched, key=lambda c: c.start):
        original += [report.text[position : earlier.start], earlier.original]
        position = earlier.end
    words = "".join([*original, report.text[position:last]])
    new_start, new_end = change.outer(first, last)
    kept = [_moved_correction(c, change) for c in report.corrections if c not in touched]
    if change.apply(report.text)[new_start:new_end] != words:
        kept.append(Correction(new_start, new_end, words))
    return tuple(sorted(kept, key=lambda c: (c.start, c.end)))


def _touches(earlier: Correction, start: int, end: int) -> bool:
    if earlier.start == earlier.end or start == end:
        return earlier.start <= end and start <= earlier.end
    return earlier.start < end and start < earlier.end


def _moved_correction(correction: Correction, change: TextChange) -> Correction:
    if correction.start == correction.end:
        place = change.start(correction.start)
        return replace(correction, start=place, end=place)
    start, end = change.span(correction.start, correction.end)
    return replace(correction, start=start, end=end)


def split_block(report: Report, offset: int) -> Revised:
    """The report with the block at `offset` made two there. Raises Failure at a block's ends."""
    block = _block_of(report, offset, offset)
    start, end = offset, offset
    while start > block.start and report.text[start - 1].isspace():
        start -= 1
    while end < block.end and report.text[end].isspace():
        end += 1
    if start == block.start or end == block.end:
        raise Failure("这里已经是段落的开头或结尾。")
    return _split(report, block, TextChange.of([(start, end, "\n")]), start)


def _split(report: Report, block: Block, change: TextChange, end: int) -> Revised:
    """Split where the change puts an LF in the place of what begins at `end`."""
    text = change.apply(report.text)
    first_start, last_end = change.outer(block.start, block.end)
    place = text.index("\n", first_start, last_end)
    head_lines, tail_lines = lines_of_parts(report.raw, block.lines, report.block_text(block), end - block.start)
    head = _cut(_moved_block(block, change), first_start, place)
    tail = _cut(_moved_block(block, change), place + 1, last_end)
    if block.kind is BlockKind.HEADING:
        tail = replace(tail, kind=BlockKind.PARAGRAPH, level=0, parent=block.index)
    if block.kind in (BlockKind.LABEL, BlockKind.CAPTION):
        tail = replace(tail, kind=BlockKind.PARAGRAPH)
    pages = _page_of_line(report)
    page, printed = pages.get(tail_lines[0], (block.page, block.printed_page)) if tail_lines else (None, None)
    head = replace(head, lines=head_lines)
    tail = replace(tail, lines=tail_lines, page=page, printed_page=printed)
    new: list[Block] = []
    for old in report.blocks:
        new += [head, tail] if old.index == block.index else [_moved_block(old, change)]
    at = block.index

    def number(index: int, offset: int | None) -> int:
        return index + (index > at or (index == at and offset is not None and offset > place))

    return _renumbered(report, change, text, new, number)


def _page_of_line(report: Report) -> dict[int, tuple[int | None, str | None]]:
    """The page of raw lines, as far as the blocks that begin with them tell."""
    return {block.lines[0]: (block.page, block.printed_page) for block in reversed(report.blocks) if block.lines}


def join_blocks(report: Report, first: int, second: int) -> Revised:
    """The report with two blocks made one, at the place of the first.

    Only set-aside blocks (captions, labels, page artifacts) may stand between; they then follow. Raises Failure.
    """
    if first > second:
        first, second = second, first
    if not 0 <= first < second < len(report.blocks):
        raise Failure("要合并的段落已不在这份报告里。")
    between = report.blocks[first + 1 : second]
    if any(b.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) for b in between):
        raise Failure("只有前后相接的段落才能合并。")
    one, other = report.blocks[first], report.blocks[second]
    glue = " " if _LATIN.match(report.text[one.end - 1 : one.end]) and _LATIN.match(report.block_text(other)) else ""
    if not between:
        change = TextChange.of([(one.end, other.start, glue)])
        moves: tuple[tuple[int, int, int], ...] = ()
    else:
        passage = report.text[one.end : between[-1].end]
        change = TextChange.of([(one.end, other.start, glue), (other.end, other.end, passage)])
        moves = ((one.end + 1, between[-1].end, change.edits[1][2] + 1),)
    text = change.apply(report.text)
    met = TextChange.of([(one.end, other.start, glue)])
    head, tail = _moved_block(one, met), _moved_block(other, met)
    shift = moves[0][2] - moves[0][0] if moves else 0
    joined = replace(
        head,
        end=tail.end,
        lines=tuple(sorted({*one.lines, *other.lines})),
        emphasis=_merged_spans([*head.emphasis, *tail.emphasis]),
        attributions=_merged_attributions(head, tail),
        reader_set=one.reader_set or other.reader_set,
        mentions=tuple(dict.fromkeys([*one.mentions, *other.mentions])),
    )
    new: list[Block] = []
    for old in report.blocks:
        if old.index == first:
            new.append(joined)
        elif first < old.index < second:
            new.append(_shifted_block(old, shift))
        elif old.index != second:
            new.append(_moved_block(old, change))
    if other.kind is BlockKind.HEADING:
        # Where the reader put the first below the second, what was below goes to the heading above.
        below = first in with_descendants(report, [second])
        heir = other.parent if below else first if one.kind is BlockKind.HEADING else one.parent
        new = [replace(b, parent=heir) if b.parent == second else b for b in new]

    def number(index: int, _: int | None) -> int:
        return first if index == second else index - (index > second)

    revised = _renumbered(report, change, text, new, number, moves)
    return replace(revised, moves=moves)


def undo_repair(report: Report, repair: Repair) -> Revised:
    """The report with the words as they were before the repair; what was set aside is a paragraph again.

    Raises Failure where nothing is left to put back.
    """
    if repair not in report.repairs:
        raise Failure("这处修复已经撤销。")
    rest = replace(report, repairs=tuple(one for one in report.repairs if one != repair))
    doubts = tuple(d for d in rest.doubts if not (d.kind == "joined" and d.block == repair.block))
    rest = replace(rest, doubts=doubts)
    if repair.block is not None and repair.kind == "set_aside":
        return Revised(set_kind(rest, [repair.block], BlockKind.PARAGRAPH), ())
    if repair.start is None or repair.block is None:
        raise Failure("这处修复没有留下可以恢复的位置。")
    start, end = repair.start, repair.start + len(repair.after)
    if report.text[start:end] != repair.after:
        raise Failure("这处文字后来改动过，修复已无法撤销。")
    before = _LINE_END.sub("\n", repair.before.lstrip("\n"))
    if "\n" not in before:
        return _changed(rest, TextChange.of(smallest(start, repair.after, before)))
    head, tail = before.split("\n", 1)
    tail = tail.replace("\n", " ")
    change = TextChange.of(_split_edits(start, repair.after, head, tail))
    block = _block_of(rest, start, end)
    return _split(rest, block, change, min(change.edits, key=lambda e: e[0])[0])


def _split_edits(start: int, after: str, head: str, tail: str) -> list[tuple[int, int, str]]:
    """The replacements that make `head LF tail` of `after`, as small as they can be."""
    same = 0
    while same < min(len(head), len(after)) and head[same] == after[same]:
        same += 1
    kept = 0
    while kept < min(len(tail), len(after) - same) and tail[-1 - kept] == after[-1 - kept]:
        kept += 1
    return [(start + same, start + len(after) - kept, head[same:] + "\n" + tail[: len(tail) - kept])]


def _block_of(report: Report, start: int, end: int) -> Block:
    for block in report.blocks:
        if block.start <= start and end <= block.end:
            return block
    raise Failure("选中的文字不在同一段里。")


def _changed(report: Report, change: TextChange) -> Revised:
    """The report with replacements that lie within blocks."""
    blocks = [_moved_block(block, change) for block in report.blocks]
    return _renumbered(report, change, change.apply(report.text), blocks, lambda index, _: index)


def _moved_block(block: Block, change: TextChange) -> Block:
    if not change.edits or block.end < change.edits[0][0]:
        return block
    start, end = change.outer(block.start, block.end)
    attributions = []
    for one in block.attributions:
        first, last = change.span(one.start, one.end)
        first = start if one.start == block.start else first
        last = end if one.end == block.end else last
        if first < last:
            attributions.append(replace(one, start=first, end=last))
    spans = [change.span(*span) for span in block.emphasis]
    return replace(
        block,
        start=start,
        end=end,
        emphasis=tuple(span for span in spans if span[0] < span[1]),
        attributions=tuple(attributions),
    )


def _shifted_block(block: Block, shift: int) -> Block:
    return replace(
        block,
        start=block.start + shift,
        end=block.end + shift,
        emphasis=tuple((start + shift, end + shift) for start, end in block.emphasis),
        attributions=tuple(replace(a, start=a.start + shift, end=a.end + shift) for a in block.attributions),
    )


def _cut(block: Block, start: int, end: int) -> Block:
    """The part [start, end) of a block."""
    spans = [(max(s, start), min(e, end)) for s, e in block.emphasis]
    parts = [replace(a, start=max(a.start, start), end=min(a.end, end)) for a in block.attributions]
    return replace(
        block,
        start=start,
        end=end,
        emphasis=tuple((s, e) for s, e in spans if s < e),
        attributions=tuple(a for a in parts if a.start < a.end),
    )


def _merged_spans(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _merged_attributions(head: Block, tail: Block) -> tuple[Attribution, ...]:
    """Those of both; one that ran to the end of the first goes on with its like in the second."""
    found = list(head.attributions)
    for one in tail.attributions:
        for place, other in enumerate(found):
            same = (one.district, one.zone, one.evidence) == (other.district, other.zone, other.evidence)
            if same and other.end == head.end and one.start == tail.start:
                lower = min(one.confidence, other.confidence)
                found[place] = replace(other, end=one.end, confidence=lower)
                break
        else:
            found.append(one)
    return tuple(found)


def _renumbered(
    report: Report,
    change: TextChange,
    text: str,
    blocks: Sequence[Block],
    number: Callable[[int, int | None], int],
    moves: Sequence[tuple[int, int, int]] = (),
) -> Revised:
    """The report with a new text and these blocks in text order; `number` tells new indices from old ones, given an
    offset of the new text where there is one."""
    reading = sorted(range(len(blocks)), key=lambda i: (_rank(blocks[i]), i))
    ranks: Mapping[int, int] = {index: rank for rank, index in enumerate(reading)}
    ordered = any(block.order >= 0 for block in blocks)
    new = []
    for index, block in enumerate(blocks):
        order = ranks[index] if ordered else -1
        parent = None if block.parent is None else number(block.parent, None)
        same = (block.index, block.order, block.parent) == (index, order, parent)
        new.append(block if same else replace(block, index=index, order=order, parent=parent))
    bare = Revised(report, change.edits, tuple(moves))
    repairs = tuple(_moved_repair(one, bare, text, number) for one in report.repairs)
    doubts = tuple(d if d.block is None else replace(d, block=number(d.block, None)) for d in report.doubts)
    corrections = []
    for correction in report.corrections:
        start, end = bare.carry(correction.start, correction.end)
        corrections.append(replace(correction, start=start, end=end))
    result = replace(
        report,
        text=text,
        blocks=tuple(new),
        repairs=repairs,
        doubts=doubts,
        corrections=tuple(corrections),
        sections=(),
    )
    return replace(bare, report=replace(result, sections=_moved_sections(report, result, number)))


def _rank(block: Block) -> int:
    return block.order if block.order >= 0 else block.index


def _moved_repair(repair: Repair, bare: Revised, text: str, number: Callable[[int, int | None], int]) -> Repair:
    if repair.start is None or repair.block is None:
        return repair if repair.block is None else replace(repair, block=number(repair.block, None))
    start, end = bare.carry(repair.start, repair.start + len(repair.after))
    words = text[start:end]
    block = number(repair.block, start)
    if repair.after and (not words or "\n" in words):
        # Its words are gone or stand in two blocks: it can be seen, but no longer undone.
        return replace(repair, block=block, start=None)
    return replace(repair, block=block, start=start, after=words)


def _moved_sections(before: Report, after: Report, number: Callable[[int, int | None], int]) -> tuple[Section, ...]:
    sections: list[Section] = []
    for section in before.sections:
        heading = after.blocks[number(section.block, None)]
        if heading.kind is not BlockKind.HEADING:
            continue
        old_words, words = before.block_text(before.blocks[section.block]), after.block_text(heading)
        moved = replace(section, block=heading.index)
        if old_words != words:
            moved = replace(new_section(words, heading), level=section.level)
        if not any(other.block == moved.block for other in sections):
            sections.append(moved)
    return tuple(sections)
