"""The reader's corrections as records that outlive a text version, and their application to a new import."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import groupby, pairwise
from typing import Any

from shkc_desktop.ingest.revising_districts import set_districts
from shkc_desktop.ingest.revising_metadata import METADATA, set_metadata
from shkc_desktop.ingest.revising_outline import move_blocks, set_kind, set_level, with_descendants
from shkc_desktop.ingest.revising_text import Revised, correct_characters, join_blocks, replace_words, split_block
from shkc_desktop.model.attribution import Evidence
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.correction import ReaderCorrection
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.report import Report

_ROUNDS = 4
_TOGETHER = ("kind", "level")


def corrections_between(before: Report, after: Report | Revised) -> tuple[ReaderCorrection, ...]:
    """What the reader changed in one step, as records whose spans lie in the text of `before`."""
    if isinstance(after, Revised):
        text = tuple(_text_corrections(before, after))
        return text or corrections_between(before, after.report)
    records: list[ReaderCorrection] = []
    # A change of one block may change what others inherit; what the records do not yet bring about is added.
    for _ in range(_ROUNDS):
        present = reapply(records, before)
        missing = [
            *_metadata_corrections(present, after),
            *_block_corrections(present, after),
            *_moves(present, after, parents=bool(records)),
        ]
        if not missing:
            break
        records += missing
    return tuple(records)


def _text_corrections(before: Report, revised: Revised) -> Iterator[ReaderCorrection]:
    # A repair that is undone changes words too, but is no correction that an export could note.
    recorded = len(revised.report.repairs) == len(before.repairs)
    new_text = revised.report.text
    if len(revised.report.blocks) < len(before.blocks):
        first, second = _parts_of_join(before, revised)
        yield ReaderCorrection("join", {"first": _name(before, first.index)}, second.start, second.end)
        return
    for start, end, new_start, new_end in revised.shift:
        block = next(b for b in before.blocks if b.start <= start and end <= b.end)
        new = new_text[new_start:new_end]
        if "\n" in new:
            head, tail = new.split("\n", 1)
            if head.strip():
                yield from _words(block, before, start, end, head.strip(), record=False)
            yield ReaderCorrection("split", {}, end, block.end)
            if tail.strip():
                value = {"replacement": tail.strip() + before.text[end], "original": before.text[end], "record": False}
                yield ReaderCorrection("characters", value, end, end + 1)
        else:
            yield from _words(block, before, start, end, new, record=recorded)


def _words(block: Block, before: Report, start: int, end: int, new: str, *, record: bool) -> Iterator[ReaderCorrection]:
    """A `characters` record; an insertion takes a neighbour along, for there must be words to find it by."""
    if start == end:
        if start > block.start:
            start -= 1
            new = before.text[start] + new
        else:
            new += before.text[end]
            end += 1
    value = {"replacement": new, "original": before.text[start:end], "record": record}
    yield ReaderCorrection("characters", value, start, end)


def _parts_of_join(before: Report, revised: Revised) -> tuple[Block, Block]:
    """The two blocks that are one now."""
    known: dict[int, Block] = {}
    joined = {new.start: new for new in revised.report.blocks}
    for block in before.blocks:
        start = revised.carry(block.start, block.end)[0]
        holder = max((s for s in joined if s <= start), default=0)
        if holder in known:
            return known[holder], block
        known[holder] = block
    raise ValueError("no block was joined")


def _metadata_corrections(before: Report, after: Report) -> Iterator[ReaderCorrection]:
    for field in METADATA:
        old, new = _metadata(before, field), _metadata(after, field)
        verified = field in before.publication.unverified and field not in after.publication.unverified
        if old != new or verified or (field == "year" and after.year_evidence == "reader" != before.year_evidence):
            yield ReaderCorrection("metadata", {"field": field, "value": new}, 0, 0)


def _metadata(report: Report, field: str) -> Any:
    value = getattr(report if hasattr(report, field) else report.publication, field)
    return value if value is None or isinstance(value, int) else str(value)


def _block_corrections(before: Report, after: Report) -> Iterator[ReaderCorrection]:
    for old, new in zip(before.blocks, after.blocks, strict=True):
        if old.kind is not new.kind:
            yield ReaderCorrection("kind", {"kind": str(new.kind), "level": new.level}, old.start, old.end)
    for old, new in zip(before.blocks, after.blocks, strict=True):
        if old.level != new.level and old.kind is new.kind and new.kind in (BlockKind.HEADING, BlockKind.LIST_ITEM):
            yield ReaderCorrection("level", {"level": new.level}, old.start, old.end)
    for old, new in zip(before.blocks, after.blocks, strict=True):
        if new.reader_set and (old.attributions != new.attributions or not old.reader_set):
            yield from _district_corrections(old, new)


def _district_corrections(old: Block, new: Block) -> Iterator[ReaderCorrection]:
    """One record for the block, or one for each stretch of it that changed."""
    if all(a.evidence is Evidence.READER and (a.start, a.end) == (new.start, new.end) for a in new.attributions):
        yield _district_record(new, new.start, new.end)
        return
    ends = sorted({new.start, new.end, *(e for b in (old, new) for a in b.attributions for e in (a.start, a.end))})
    changed: list[tuple[int, int]] = []
    for start, end in pairwise(ends):
        if _districts_at(old, start) == _districts_at(new, start):
            continue
        if changed and changed[-1][1] == start and _districts_at(new, changed[-1][0]) == _districts_at(new, start):
            changed[-1] = (changed[-1][0], end)
        else:
            changed.append((start, end))
    for start, end in changed:
        yield _district_record(new, start, end)


def _districts_at(block: Block, offset: int) -> tuple[tuple[str, str | None, bool], ...]:
    return tuple(
        (a.district, a.zone, a.evidence is Evidence.READER) for a in block.attributions if a.start <= offset < a.end
    )


def _district_record(block: Block, start: int, end: int) -> ReaderCorrection:
    here = [a for a in block.attributions if a.start <= start < a.end]
    value = {
        "districts": [a.district for a in here],
        "zone": here[0].zone if len(here) == 1 else None,
        "whole": (start, end) == (block.start, block.end),
    }
    return ReaderCorrection("districts", value, start, end)


def _moves(before: Report, after: Report, *, parents: bool) -> Iterator[ReaderCorrection]:
    """One record for each block that the reader moved, each saying before which and under which it now stands.

    parents: also for those that stand in their place, but under another heading.
    """
    was = [block.index for block in before.in_reading_order()]
    now = [block.index for block in after.in_reading_order()]
    moved = _taken_out(was, now)
    if parents or not moved:
        pairs = zip(before.blocks, after.blocks, strict=True)
        moved |= {new.index for old, new in pairs if old.parent != new.parent}
    # In reading order, each before the next block that stays: a heading is in its place before what goes under it.
    carried = with_descendants(before, moved)
    for place, index in enumerate(now):
        block = after.blocks[index]
        if block.parent in moved and block.parent == before.blocks[index].parent:
            continue  # it goes with its heading
        if index in moved:
            following = next((later for later in now[place + 1 :] if later not in carried), None)
            value = {
                "before": None if following is None else _name(after, following),
                "under": None if block.parent is None else _name(after, block.parent),
                "top": block.parent is None,
            }
            yield ReaderCorrection("order", value, before.blocks[index].start, before.blocks[index].end)


def _taken_out(was: Sequence[int], now: Sequence[int]) -> set[int]:
    """The fewest blocks that, moved, make the one order of the other: all but a longest rising row."""
    place = {index: rank for rank, index in enumerate(was)}
    ranks = [place[index] for index in now]
    if ranks == sorted(ranks):
        return set()
    ends: list[int] = []
    at: list[int] = []
    for rank in ranks:
        position = bisect_left(ends, rank)
        ends[position : position + 1] = [rank]
        at.append(position)
    kept, wanted = set(), len(ends) - 1
    for position in range(len(now) - 1, -1, -1):
        if at[position] == wanted:
            kept.add(now[position])
            wanted -= 1
    return set(now) - kept


def _name(report: Report, index: int) -> dict[str, Any]:
    """A block as another text version knows it: by its words, and which of several with those."""
    words = report.block_text(report.blocks[index])
    same = [b.index for b in report.blocks if report.block_text(b) == words]
    return {"words": words, "which": same.index(index)}


def _named(report: Report, name: Mapping[str, Any] | None) -> int | None:
    if name is None:
        return None
    same = [b.index for b in report.blocks if report.block_text(b) == name["words"]]
    if not same:
        raise Failure("这一段已不在新的文本里。")
    return same[min(int(name["which"]), len(same) - 1)]


def reapply(corrections: Iterable[ReaderCorrection], report: Report) -> Report:
    """A newly imported report with the reader's corrections, in the order they were made; spans lie in its text.

    One that no longer fits (its words are gone, its block is joined already) is left out.
    """
    steps: list[Revised] = []
    for _, group in groupby(corrections, key=lambda one: (one.kind, one.value if one.kind in _TOGETHER else None)):
        together = list(group)
        if together[0].kind in _TOGETHER:
            # Lines made headings at once do not stand under one another in between.
            spans = [_carried(steps, one) for one in together]
            report = _applied_together(report, together[0], spans)
            continue
        for correction in together:
            done = _applied(report, correction, *_carried(steps, correction))
            if isinstance(done, Revised):
                steps.append(done)
                report = done.report
            else:
                report = done
    return report


def _carried(steps: Sequence[Revised], correction: ReaderCorrection) -> tuple[int, int]:
    start, end = correction.start, correction.end
    for step in steps:
        start, end = step.carry(start, end)
    return start, end


def _applied(report: Report, correction: ReaderCorrection, start: int, end: int) -> Report | Revised:
    if correction.kind != "metadata" and start >= end:
        return report
    try:
        return _APPLY[correction.kind](report, correction.value, start, end)
    except (Failure, KeyError, TypeError, ValueError):
        return report


def _applied_together(report: Report, correction: ReaderCorrection, spans: Sequence[tuple[int, int]]) -> Report:
    blocks = []
    for start, end in spans:
        with suppress(Failure):
            blocks.append(_block_at(report, start, end).index)
    try:
        level = int(correction.value.get("level", 0))
        if correction.kind == "kind":
            kind = BlockKind(correction.value["kind"])
            report = set_kind(report, blocks, kind)
            level = level if kind is BlockKind.HEADING else 0
        return set_level(report, blocks, level) if level else report
    except (Failure, KeyError, TypeError, ValueError, AttributeError):
        return report


def _block_at(report: Report, start: int, end: int) -> Block:
    """The block that holds most of a span."""
    found = max(report.blocks, key=lambda b: min(b.end, end) - max(b.start, start), default=None)
    if found is None or min(found.end, end) <= max(found.start, start):
        raise Failure("这一段已不在新的文本里。")
    return found


def _apply_districts(report: Report, value: Any, start: int, end: int) -> Report:
    block = _block_at(report, start, end)
    span = None if value.get("whole") else (start, end)
    return set_districts(report, block.index, [str(name) for name in value["districts"]], span, value.get("zone"))


def _apply_order(report: Report, value: Any, start: int, end: int) -> Report:
    block = _block_at(report, start, end)
    before = _named(report, value["before"])
    under = _named(report, value["under"])
    return move_blocks(report, [block.index], before, under, top=bool(value.get("top")))


def _apply_characters(report: Report, value: Any, start: int, end: int) -> Report | Revised:
    replacement = str(value["replacement"])
    if report.text[start:end] == replacement:
        return report
    if value.get("record", True):
        return correct_characters(report, start, end, replacement)
    return replace_words(report, start, end, replacement)


def _apply_join(report: Report, value: Any, start: int, end: int) -> Revised:
    second = _block_at(report, start, end)
    if second.start != start:
        raise Failure("这两段已经合并。")
    first = _named(report, value["first"])
    if first is None:
        raise Failure("前面没有可以合并的段落。")
    return join_blocks(report, first, second.index)


def _apply_split(report: Report, _: Any, start: int, __: int) -> Revised:
    return split_block(report, start)


def _apply_metadata(report: Report, value: Any, _: int, __: int) -> Report:
    return set_metadata(report, str(value["field"]), value["value"])


_APPLY: Mapping[str, Callable[[Report, Any, int, int], Report | Revised]] = {
    "districts": _apply_districts,
    "order": _apply_order,
    "characters": _apply_characters,
    "join": _apply_join,
    "split": _apply_split,
    "metadata": _apply_metadata,
}
