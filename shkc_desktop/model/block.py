"""A block: one heading, paragraph, list item, caption, label or page artifact of a report."""

from dataclasses import dataclass
from enum import StrEnum

from shkc_desktop.model.attribution import Attribution


class BlockKind(StrEnum):
    """What a block is; the last three are set aside from the running text."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    LABEL = "label"
    PAGE_ARTIFACT = "page_artifact"

    @property
    def is_numbered(self) -> bool:
        """Whether the block counts in the report's paragraph numbers (第12段)."""
        return self in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


@dataclass(frozen=True, slots=True)
class Block:
    """`Report.text[start:end]` is the block's text; the blocks' texts, joined by LF, are the report's text.

    index: its number in text order, from 0; it names the block within one text version.
    order: its place in reading order, from 0; differs from `index` only where the reader moved it.
    level: headings: 1 chapter, 2 section, 3 and deeper below it; list items: depth from 1; else 0.
    parent: index of the heading it stands under, None at the top.
    lines: the raw lines it came from, counted from 1, in order.
    emphasis: spans [start, end) of `Report.text` that the source set in bold.
    page: page of the original counted from 1; printed_page: the number printed on it.
    reader_set: the reader has set this block's districts; `attributions` are then hers alone, and may be empty.
    mentions: districts and zones that the block only names.
    """

    index: int
    kind: BlockKind
    start: int
    end: int
    level: int = 0
    parent: int | None = None
    order: int = -1
    lines: tuple[int, ...] = ()
    emphasis: tuple[tuple[int, int], ...] = ()
    page: int | None = None
    printed_page: str | None = None
    attributions: tuple[Attribution, ...] = ()
    reader_set: bool = False
    mentions: tuple[str, ...] = ()

    @property
    def districts(self) -> tuple[str, ...]:
        """The names of the districts it is dedicated to, in order of first attribution."""
        return tuple(dict.fromkeys(a.district for a in self.attributions))
