"""The reader changes kind, level, parent and order of blocks; the text stays as it is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from shkc_desktop.model.attribution import Attribution, Evidence
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.report import Report, Section

_NUMBER = re.compile(
    r"\s*(第[一二三四五六七八九十百\d]{1,4}[章节编篇]|\d{1,2}(?:\.\d{1,2}){1,3}|\d{2}(?=\s)|[一二三四五六七八九十]{1,3}(?=、))[、.．\s]*"
)


def set_kind(report: Report, blocks: Iterable[int], kind: BlockKind) -> Report:
    """The report with these blocks (indices) of that kind; what stands below them finds its heading anew."""
    chosen = set(_existing(report, blocks))
    changed = []
    for block in report.blocks:
        if block.index not in chosen or block.kind is kind:
            changed.append(block)
        elif kind is BlockKind.HEADING:
            changed.append(replace(block, kind=kind, level=_level_below(report, block)))
        else:
            changed.append(replace(block, kind=kind, level=1 if kind is BlockKind.LIST_ITEM else 0))
    return _regrown(report, changed, _reading_order(report.blocks))


def set_level(report: Report, blocks: Iterable[int], level: int) -> Report:
    """The report with these headings or list items at that level, from 1."""
    if level < 1:
        raise Failure("层级从 1 开始。")
    chosen = {
        index
        for index in _existing(report, blocks)
        if report.blocks[index].kind in (BlockKind.HEADING, BlockKind.LIST_ITEM)
    }
    if not chosen:
        raise Failure("只有标题和列表项有层级。")
    changed = [replace(block, level=level) if block.index in chosen else block for block in report.blocks]
    return _regrown(report, changed, _reading_order(report.blocks))


def move_blocks(
    report: Report, blocks: Iterable[int], before: int | None, under: int | None = None, *, top: bool = False
) -> Report:
    """The report with these blocks, and what stands below the headings among them, read before the block `before`.

    before: None puts them at the end. under: the heading they are then to stand under, headings below its level;
    None leaves that to the place and the levels, or with `top` means none at all. Raises Failure for a place within
    what is moved.
    """
    moved = with_descendants(report, _existing(report, blocks))
    if before is not None and not 0 <= before < len(report.blocks):
        raise Failure("要移到的位置已不在。")
    if before in moved or under in moved:
        raise Failure("不能把段落移到它自己里面。")
    order = [index for index in _reading_order(report.blocks) if index not in moved]
    place = len(order) if before is None else order.index(before)
    carried = [index for index in _reading_order(report.blocks) if index in moved]
    order[place:place] = carried
    changed = list(report.blocks)
    roots = [index for index in carried if report.blocks[index].parent not in moved]
    if under is not None:
        _hang(changed, roots, moved, under)
    return _regrown(report, changed, order, roots, under, top=top)


def set_parent(report: Report, blocks: Iterable[int], parent: int | None) -> Report:
    """The report with these blocks at the end of what stands under the heading `parent`; None: at the top level."""
    indices = list(_existing(report, blocks))
    if parent is None:
        moved = with_descendants(report, indices)
        roots = [index for index in _reading_order(report.blocks) if index in moved]
        roots = [index for index in roots if report.blocks[index].parent not in moved]
        changed = list(report.blocks)
        _shift_levels(changed, roots, moved, 1)
        return _regrown(report, changed, _reading_order(report.blocks), roots, None, top=True)
    if not 0 <= parent < len(report.blocks) or report.blocks[parent].kind is not BlockKind.HEADING:
        raise Failure("只能移到标题之下。")
    below = with_descendants(report, [parent])
    order = _reading_order(report.blocks)
    last = max(position for position, index in enumerate(order) if index in below)
    moved = with_descendants(report, indices)
    before = next((index for index in order[last + 1 :] if index not in moved), None)
    return move_blocks(report, indices, before, parent)


def with_descendants(report: Report, blocks: Iterable[int]) -> set[int]:
    """These blocks and all that stand below them."""
    children: dict[int, list[int]] = {}
    for block in report.blocks:
        if block.parent is not None:
            children.setdefault(block.parent, []).append(block.index)
    found: set[int] = set()
    waiting = list(blocks)
    while waiting:
        index = waiting.pop()
        if index not in found:
            found.add(index)
            waiting.extend(children.get(index, ()))
    return found


def _existing(report: Report, blocks: Iterable[int]) -> list[int]:
    indices = list(dict.fromkeys(blocks))
    if not indices:
        raise Failure("没有选中任何段落。")
    if any(not 0 <= index < len(report.blocks) for index in indices):
        raise Failure("选中的段落已不在这份报告里。")
    return indices


def _reading_order(blocks: Sequence[Block]) -> list[int]:
    return [b.index for b in sorted(blocks, key=lambda b: (b.order if b.order >= 0 else b.index, b.index))]


def _level_below(report: Report, block: Block) -> int:
    """The level of a new heading: that of the other headings under the same one, else one below it."""
    siblings = [other.level for other in report.headings() if other.parent == block.parent and other.level > 0]
    if siblings:
        return max(set(siblings), key=siblings.count)
    return 1 if block.parent is None else report.blocks[block.parent].level + 1


def _hang(changed: list[Block], roots: Sequence[int], moved: set[int], under: int) -> None:
    if changed[under].kind is not BlockKind.HEADING:
        raise Failure("只能移到标题之下。")
    level = changed[under].level
    _shift_levels(changed, [root for root in roots if changed[root].level <= level], moved, level + 1)


def _shift_levels(changed: list[Block], roots: Sequence[int], moved: set[int], level: int) -> None:
    """Give the headings among the roots that level, and those below them as many levels more or less."""
    steps = {root: level - changed[root].level for root in roots if changed[root].kind is BlockKind.HEADING}
    for index in sorted(moved):
        root: int | None = index
        seen: set[int] = set()
        while root is not None and root not in steps and root not in seen:
            seen.add(root)
            root = changed[root].parent if changed[root].parent in moved else None
        if root is not None and root in steps and changed[index].kind is BlockKind.HEADING:
            changed[index] = replace(changed[index], level=max(1, changed[index].level + steps[root]))


def _derived_parents(blocks: Sequence[Block], order: Sequence[int]) -> dict[int, int | None]:
    """The heading each block stands under, as order and levels tell."""
    parents: dict[int, int | None] = {}
    above: list[Block] = []
    for index in order:
        block = blocks[index]
        if block.kind is BlockKind.HEADING:
            while above and above[-1].level >= block.level:
                above.pop()
        parents[index] = above[-1].index if above else None
        if block.kind is BlockKind.HEADING:
            above.append(block)
    return parents


def _regrown(
    report: Report,
    changed: Sequence[Block],
    order: Sequence[int],
    roots: Sequence[int] = (),
    under: int | None = None,
    *,
    top: bool = False,
) -> Report:
    """The report with changed blocks in that order. Only those blocks get another parent whose place in the outline
    has changed: what the import knew better than order and levels tell stays."""
    was = _derived_parents(report.blocks, _reading_order(report.blocks))
    now = _derived_parents(changed, order)
    wanted: dict[int, int | None] = {
        index: parent
        for index, parent in now.items()
        if parent != was[index]
        or (changed[index].parent is not None and not _is_heading(changed, changed[index].parent))
    }
    wanted |= {root: now[root] for root in roots}
    if under is not None or top:
        wanted |= dict.fromkeys(roots, under)
    rank = {index: position for position, index in enumerate(order)}
    plain = all(index == position for index, position in rank.items()) and all(b.order < 0 for b in report.blocks)
    grown = []
    for block in changed:
        parent = wanted.get(block.index, block.parent)
        new = block if parent == block.parent else replace(block, parent=parent)
        grown.append(new if plain else replace(new, order=rank[block.index]))
    inherited = tuple(_inheriting(report, block, grown) for block in grown)
    result = replace(report, blocks=inherited)
    return replace(result, sections=sections_of(report, result))


def _is_heading(blocks: Sequence[Block], index: int | None) -> bool:
    return index is not None and blocks[index].kind is BlockKind.HEADING


def _inheriting(report: Report, block: Block, grown: Sequence[Block]) -> Block:
    """A block under another heading than before takes the districts of that, if it had those of the one before."""
    before = report.blocks[block.index]
    if block.parent == before.parent or block.reader_set or not inherits(before, report.blocks):
        return block
    heading = None if block.parent is None else grown[block.parent]
    return replace(block, attributions=() if heading is None else as_heading(heading, block))


def inherits(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether a block that is no heading has its heading's districts, or neither has any."""
    if block.kind is BlockKind.HEADING:
        return False
    if any(
        a.evidence is not Evidence.HEADING or (a.start, a.end) != (block.start, block.end) for a in block.attributions
    ):
        return False
    above = () if block.parent is None else blocks[block.parent].districts
    return block.districts == above


def as_heading(heading: Block, block: Block) -> tuple[Attribution, ...]:
    """The districts of a heading, attributed to all of a block under it."""
    return tuple(
        Attribution(block.start, block.end, one.district, Evidence.HEADING, one.confidence, one.zone)
        for one in {a.district: a for a in reversed(heading.attributions)}.values()
    )[::-1]


def sections_of(before: Report, after: Report) -> tuple[Section, ...]:
    """The sections of the changed report: those that it had and whose headings still are, and new headings."""
    known = {section.block: section for section in before.sections}
    was_heading = {block.index for block in before.headings()}
    found = []
    for block in after.in_reading_order():
        if block.kind is not BlockKind.HEADING:
            continue
        section = known.get(block.index)
        if section is not None:
            found.append(replace(section, level=block.level) if section.level != block.level else section)
        elif block.index not in was_heading:
            found.append(new_section(after.block_text(block), block))
    return tuple(found)


def new_section(text: str, block: Block) -> Section:
    """The section that a heading with these words opens."""
    number = _NUMBER.match(text)
    if number is None:
        return Section("", text.strip(), block.level, block.index)
    return Section(number[1], text[number.end() :].strip(), block.level, block.index)
