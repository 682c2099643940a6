"""What each piece of a text is: heading, paragraph, list item, caption, label or page artifact."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from shkc_desktop.ingest.artifacts import TITLE
from shkc_desktop.ingest.districts.naming import NOTHING, Naming, name_heading
from shkc_desktop.ingest.gazetteer import Gazetteer
from shkc_desktop.ingest.joining import CAPTION, LABEL, Piece
from shkc_desktop.ingest.lines import SHORT
from shkc_desktop.model.block import BlockKind

_KEY_VALUE = re.compile(r"[^\s：:，。○]{1,10}\s*(?:○\s*\S|[：:]\s*\S)")
_HINTS = {
    "heading": BlockKind.HEADING,
    "list_item": BlockKind.LIST_ITEM,
    "caption": BlockKind.CAPTION,
    "paragraph": BlockKind.PARAGRAPH,
}
# A line with several of these is no title.
_STOPS = re.compile(r"[，、；;]|,(?!\d)")
_FIRST_WORD = re.compile(r"[【（(]?([^\s：:|｜，。]{2,8}?)[】）)]?(?:[\s：:|｜]|——)\s*")
_ANNOUNCES = re.compile(r"[，,]|如下|以下|下列|包括|分别|主要有|下面")
# A name of so many characters (上海杨浦科技创业中心) may be one of a list as well as a title.
_INSTITUTION = 7
_NAME = 8
# A picture, a page's end: more blank lines than part two paragraphs.
GAP = 2


@dataclass(slots=True)
class Passage:
    """A piece with its kind; headings also with what they name and with their rank (the smaller the higher)."""

    piece: Piece
    kind: BlockKind
    naming: Naming = NOTHING
    rank: float = 0.0
    level: int = 0
    parent: int | None = None
    certain: bool = True

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return self.kind is BlockKind.HEADING

    @property
    def is_set_aside(self) -> bool:
        """Whether it is a caption or belongs to the page."""
        return self.kind in (BlockKind.CAPTION, BlockKind.PAGE_ARTIFACT)

    @property
    def names_district(self) -> bool:
        """Whether it is a heading whose section is dedicated to a district."""
        return self.is_heading and self.naming.manner in ("exact", "led", "contains")


def classify(pieces: list[Piece], gazetteer: Gazetteer) -> list[Passage]:
    """Each piece with its kind; headings with what they name."""
    passages = [Passage(piece, BlockKind.PARAGRAPH) for piece in pieces]
    open_pieces: list[int] = []
    for index, passage in enumerate(passages):
        kind = _by_itself(passage, gazetteer)
        if kind is None:
            open_pieces.append(index)
        else:
            passage.kind = kind
    # From the end, so that what follows an open piece is known.
    for index in reversed(open_pieces):
        passages[index].kind = _by_neighbours(passages, index, gazetteer)
    _list_runs(passages, open_pieces)
    _marked_runs(passages)
    _marked_names(passages, gazetteer)
    for passage in passages:
        if passage.is_heading and passage.naming.manner == "none":
            passage.naming = name_heading(passage.piece.first.title or passage.piece.text, gazetteer)
    return passages


def _by_itself(passage: Passage, gazetteer: Gazetteer) -> BlockKind | None:
    """The kind that a piece shows without its neighbours; None for a short bare one."""
    piece = passage.piece
    line, text = piece.first, piece.text
    if line.artifact:
        return BlockKind.PAGE_ARTIFACT
    if len(text) < 2 and not (line.mark or line.list_mark or line.hint):
        return None
    if LABEL.fullmatch(text):
        return BlockKind.LABEL
    if CAPTION.match(text) and len(text) <= 60:
        return BlockKind.CAPTION
    if line.hint is not None and not (line.hint.kind in ("paragraph", "continuation") and piece.short):
        return _HINTS.get(line.hint.kind, BlockKind.PARAGRAPH)
    if line.list_mark:
        return BlockKind.LIST_ITEM
    if line.style == "decimal" and not line.title and len(piece.lines) == 1:
        return BlockKind.LIST_ITEM  # a figure, no section's number, as no title follows
    title = _title(passage)
    if piece.short and not _ends_open(text):
        naming = name_heading(title, gazetteer)
        if naming.is_name:
            passage.naming = naming
            return BlockKind.HEADING
    if line.mark or line.style:
        heading = piece.short or (len(text) <= 48 and not piece.last.terminal and bool(line.mark))
        if heading and line.style == "paren" and "，" in text:
            heading = False
        if heading:
            return BlockKind.HEADING
        return BlockKind.LIST_ITEM if line.mark and not line.mark.startswith(("#", ">")) else BlockKind.PARAGRAPH
    if not piece.short:
        return BlockKind.PARAGRAPH
    if _KEY_VALUE.match(text) and not text.endswith(("：", ":")) and "○" in text:
        return BlockKind.LIST_ITEM
    if TITLE.fullmatch(text) and re.search(r"(?:19|20)\d\d", text):
        return BlockKind.HEADING
    return None


def _title(passage: Passage) -> str:
    """A heading's words without its number, also where number and title stood on two lines."""
    first = passage.piece.first
    return first.title + "".join(line.text for line in passage.piece.lines[1:])


def _ends_open(text: str) -> bool:
    return text.endswith(("，", "、", ",", "和", "与"))


def _gap_after(passages: list[Passage], index: int) -> int:
    return passages[index + 1].piece.first.gap if index + 1 < len(passages) else 99


def _by_neighbours(passages: list[Passage], index: int, gazetteer: Gazetteer) -> BlockKind:
    """The kind of a short bare piece: a heading stands before its text, a caption beside a picture."""
    passage = passages[index]
    text = passage.piece.text
    after = _beside(passages, range(index + 1, len(passages)))
    gap_before, gap_after = passage.piece.first.gap, _gap_after(passages, index)
    if len(text) < 2:
        return BlockKind.CAPTION if after is None or gap_after >= GAP else BlockKind.PARAGRAPH
    before = _beside(passages, range(index - 1, -1, -1))
    if text.endswith(("：", ":")) and _ANNOUNCES.search(text):
        return BlockKind.PARAGRAPH
    if _ends_open(text) or len(_STOPS.findall(text)) >= 2:
        return BlockKind.PARAGRAPH
    if _KEY_VALUE.match(text) and not text.endswith(("：", ":")) and not _leads(text, gazetteer):
        neighbours = [other.piece.text for other in (before, after) if other is not None]
        if any(_KEY_VALUE.match(other) and len(other) <= SHORT + 20 for other in neighbours):
            return BlockKind.LIST_ITEM
    if _KEY_VALUE.match(text) and len(text) > 24 and "、" in text and not _leads(text, gazetteer):
        return BlockKind.PARAGRAPH  # 一等奖：某某医院、某某大学
    prose_below = (
        after is not None and after.kind is BlockKind.PARAGRAPH and not _is_labelled(after.piece.text, gazetteer)
    )
    row = before is not None and gap_before < GAP and before.piece.short and _is_labelled(before.piece.text, gazetteer)
    if (row or not prose_below) and _is_labelled(text, gazetteer):
        return BlockKind.PARAGRAPH
    if after is None:
        return BlockKind.CAPTION if before is not None else BlockKind.PARAGRAPH
    if after.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.LABEL):
        if gap_after < GAP:
            return BlockKind.HEADING
        if before is None or before.is_heading or passage.piece.first.number <= 4:
            return BlockKind.HEADING
        return BlockKind.CAPTION
    if not after.is_heading:
        return BlockKind.CAPTION
    # A heading over a heading: the title of a group of districts, or a caption at the end of what is above.
    if gap_after >= GAP:
        return BlockKind.CAPTION
    if before is not None and _shares(text, before.piece.text):
        # It repeats words of the paragraph above, and is set off from it or speaks of the same place.
        named = name_heading(text, gazetteer).manner in ("led", "contains")
        if named or gap_before >= GAP:
            return BlockKind.CAPTION
    if gap_before > GAP and not after.names_district:
        return BlockKind.CAPTION
    return BlockKind.HEADING


def _beside(passages: list[Passage], places: Iterable[int]) -> Passage | None:
    """The first passage at some places that belongs to the text and not to the page."""
    for place in places:
        if passages[place].kind is not BlockKind.PAGE_ARTIFACT:
            return passages[place]
    return None


def _leads(text: str, gazetteer: Gazetteer) -> bool:
    return name_heading(text, gazetteer).manner in ("exact", "led")


def _is_labelled(text: str, gazetteer: Gazetteer) -> bool:
    """Whether a place's name set apart opens a line of some length: 嘉定 推出…, 嘉定：…"""
    word = _FIRST_WORD.match(text)
    if word is None or len(text) - word.end() < 6:
        return False
    place = gazetteer.place(word.group(1))
    return place is not None and place.territorial and place.district is not None


def _shares(text: str, above: str) -> bool:
    """Whether four characters in a row of a short text stand in the paragraph above, as a caption's do."""
    return any(text[i : i + 4] in above for i in range(max(1, len(text) - 3)))


def _list_runs(passages: list[Passage], open_pieces: list[int]) -> None:
    """Short lines one below another are items: under a label (构成 ○), or three and more in a row."""
    bare = set(open_pieces)
    index = 0
    while index < len(passages):
        if index not in bare:
            index += 1
            continue
        end = index
        while end < len(passages) and end in bare and passages[end].kind is not BlockKind.PARAGRAPH:
            end += 1
        above = _beside(passages, range(index - 1, -1, -1))
        labelled = above is not None and above.kind is BlockKind.LABEL
        items = range(index, end)
        if (
            items
            and passages[items[-1]].is_heading
            and end < len(passages)
            and passages[end].kind is BlockKind.PARAGRAPH
        ):
            items = items[:-1]  # the last stands before its text
        if (labelled and items) or len(items) >= 3:
            for i in items:
                if not (passages[i].is_heading and passages[i].piece.text.endswith(("：", ":"))):
                    passages[i].kind = BlockKind.LIST_ITEM
        index = max(end, index + 1)


def _alike(one: Passage, other: Passage) -> bool:
    """Whether two pieces bear the same sign, or numbers of one style."""
    return one.piece.first.mark == other.piece.first.mark and one.piece.first.style == other.piece.first.style


def _marked_names(passages: list[Passage], gazetteer: Gazetteer) -> None:
    """▪ 近郊 over a district's heading, and ▪ 嘉定 over a paragraph, are headings though ▪ marks items as well."""
    body = [p for p in passages if p.kind is not BlockKind.PAGE_ARTIFACT]
    for passage, following in itertools.pairwise(body):
        line = passage.piece.first
        if passage.kind is not BlockKind.LIST_ITEM or not line.list_mark or len(line.text) > _NAME or line.terminal:
            continue
        naming = name_heading(line.text, gazetteer)
        group = naming.manner == "regional" and following.is_heading
        if group or (naming.is_name and following.kind is BlockKind.PARAGRAPH and not following.piece.short):
            passage.kind, passage.naming = BlockKind.HEADING, naming


def _marked_runs(passages: list[Passage]) -> None:
    """Lines with the same sign (●, 1.) one below another, with no text below any of them, are items."""
    body = [p for p in passages if p.kind is not BlockKind.PAGE_ARTIFACT]
    for index, passage in enumerate(body):
        mark = passage.piece.first.mark
        style = passage.piece.first.style if passage.piece.first.style in ("arabic", "paren") else ""
        if not passage.is_heading or not (mark or style) or mark.startswith(("#", ">")):
            continue
        if passage.naming.is_name and not (style and len(passage.piece.first.title) >= _INSTITUTION):
            continue
        following = body[index + 1] if index + 1 < len(body) else None
        before = body[index - 1] if index else None
        alone = following is None or following.is_heading
        same = [p for p in (before, following) if p is not None and _alike(p, passage)]
        goes_on = before is not None and before.kind is BlockKind.LIST_ITEM and _alike(before, passage)
        if (goes_on and (mark or alone)) or (alone and any(not p.naming.is_name for p in same)):
            passage.kind = BlockKind.LIST_ITEM
