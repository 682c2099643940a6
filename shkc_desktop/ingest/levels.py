"""The levels and parents of headings: the tree of chapters, sections, groups and districts."""

import itertools
import re

from shkc_desktop.ingest.kinds import Passage

CHAPTER, SECTION, SUBSECTION, ORDINAL, MARKED, NUMBERED, ITEM, GROUP, DISTRICT, BARE = (
    1.0,
    2.0,
    3.0,
    4.0,
    5.0,
    6.0,
    6.5,
    7.0,
    8.0,
    9.0,
)

_SECTION_STYLES = frozenset({"chapter", "part", "decimal", "zero"})


def set_levels(passages: list[Passage]) -> None:
    """Give each heading its level, and each passage the heading it stands under."""
    styles = {p.piece.first.style for p in passages if p.is_heading}
    numbered = bool(styles & _SECTION_STYLES)
    for index, passage in enumerate(passages):
        if passage.is_heading:
            passage.rank = _rank(passages, index)
    stack: list[int] = []
    for index, passage in enumerate(passages):
        if passage.is_heading:
            if passage.rank == GROUP:
                # It ends the district before it, whatever sign that one's heading bore.
                named = (passages[i].rank for i in stack if passages[i].naming.is_name)
                passage.rank = min(GROUP, next(named, GROUP))
            while stack and passages[stack[-1]].rank >= passage.rank:
                stack.pop()
            passage.parent = stack[-1] if stack else None
            above = passages[stack[-1]].level if stack else 0
            passage.level = _level(passage, above, numbered)
            stack.append(index)
        else:
            passage.parent = stack[-1] if stack else None


def _rank(passages: list[Passage], index: int) -> float:
    passage = passages[index]
    line = passage.piece.first
    depth = line.mark.count("#") if line.mark.startswith("#") else 0
    if not depth and line.hint is not None and line.hint.kind == "heading":
        depth = line.hint.level
    match line.style:
        case "zero" if passage.naming.is_name:
            return DISTRICT  # 01 张江, 02 临港 under 五、…
        case "chapter" | "zero":
            return CHAPTER
        case "part":
            return SECTION
        case "decimal":
            return 1.0 + len(re.findall(r"[.．]", line.label))
    if depth:
        return MARKED + depth / 10
    match line.style:
        case "han":
            return ORDINAL
        case "han_paren":
            return ORDINAL + 0.5
        case "arabic":
            return NUMBERED
        case "paren":
            return ITEM
    if line.mark:
        # A mark before each district's name ranks below one before other titles.
        return MARKED + (0.8 if passage.naming.is_name else 0.7)
    if passage.naming.is_name:
        return DISTRICT
    return GROUP if _ends_district(passages, index) else BARE


def _level(passage: Passage, above: int, numbered: bool) -> int:
    if passage.rank == CHAPTER:
        return 1
    if passage.rank == SECTION:
        return 2
    if not numbered and (depth := _depth(passage)):
        return depth
    if not numbered and passage.rank in (ORDINAL, ORDINAL + 0.5):
        return 1 if passage.rank == ORDINAL else 2
    return max(3, above + 1)


def _depth(passage: Passage) -> int:
    line = passage.piece.first
    if line.mark.startswith("#"):
        return line.mark.count("#")
    return line.hint.level if line.hint is not None and line.hint.kind == "heading" else 0


def _ends_district(passages: list[Passage], index: int) -> bool:
    """Whether a heading without mark and number opens a group of districts rather than a part of the one before."""
    passage = passages[index]
    if passage.naming.manner in ("led", "contains", "regional", "outward"):
        return True
    following = next((p for p in passages[index + 1 :] if not p.is_set_aside), None)
    if following is not None and following.naming.is_name:
        return True  # a title over the first of them
    before = next((p for p in reversed(passages[:index]) if not p.is_set_aside), None)
    if before is not None and before.is_heading:
        return False  # the first part of what the heading above opened
    # No district of the same kind comes after it in this section: what it opens is no part of the last one.
    for later in passages[index + 1 :]:
        if later.is_heading and later.piece.first.style in _SECTION_STYLES:
            break
        if later.is_heading and later.naming.is_name:
            return False
    return not subdivided(passages)


def subdivided(passages: list[Passage]) -> bool:
    """Whether districts here have parts: a bare heading right below a district's."""
    body = [p for p in passages if not p.is_set_aside]
    return any(
        a.is_heading and a.naming.is_name and b.is_heading and b.naming.manner == "none"
        for a, b in itertools.pairwise(body)
    )
