"""Which part of the yearly report a file holds, and whether the passage through the districts is complete."""

from collections.abc import Sequence

from shkc_desktop.ingest.gazetteer import Gazetteer
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.report import Coverage, Section

# A whole report has several chapters.
_CHAPTERS = 4


def coverage(blocks: Sequence[Block], sections: Sequence[Section], gazetteer: Gazetteer) -> Coverage:
    """What the file holds; a passage that reaches every district or goes on to another section is complete."""
    held = tuple(f"{s.number} {s.title}".strip() for s in sections if s.level <= 2 and (s.number or s.level == 1))
    chapters = [s for s in sections if s.level == 1 and s.number]
    whole = len(chapters) >= _CHAPTERS
    return Coverage(held, whole, whole or _complete(blocks, sections, gazetteer))


def _complete(blocks: Sequence[Block], sections: Sequence[Section], gazetteer: Gazetteer) -> bool:
    """Whether the walk through the districts begins and ends inside this file."""
    named = [b for b in blocks if b.attributions and b.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)]
    districts = {a.district for b in named for a in b.attributions}
    if len(districts) == len(gazetteer.districts):
        return True
    if len(districts) < 4:
        return False
    numbered = [s for s in sections if s.number and s.level <= 2]
    first, last = named[0].index, named[-1].index
    opened = any(s.block < first for s in numbered)
    # It is followed by another numbered section, so nothing of it can be missing behind.
    return opened and any(s.block > last for s in numbered)
