"""Joining what a page, a picture or a line's end broke, and nothing that belongs apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from shkc_desktop.ingest.gazetteer import Gazetteer
from shkc_desktop.ingest.lines import SHORT, Line
from shkc_desktop.ingest.wrapping import Layout, layout_of

LABEL = re.compile(
    r"(?:(?:19|20)\d\d\s*年\s*)?\d{1,2}\s*月(?:\s*[-–—~至]\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?|第?[一二三四]季度|[上下]半年"
    r"|[^\s○，。]{1,8}\s*○"
)
CAPTION = re.compile(
    r"(?:图|表|附图|附表|专栏图)\s*[\dA-Z一二三四五六七八九十]+(?:[-–—.．]\d+)*(?![\d年月日个项家条])|(?:图|表)\s*[：:]|(?:资料|图片|数据)?来源\s*[：:]|注\s*[：:]|[（(]?(?:供稿|撰稿|执笔|审稿)(?:人|单位)?[：:]|.{2,20}(?:供稿|撰稿|摄影)[)）]$|图为|(?:上|下|左|右)图|.{2,40}[（(][^（）()]{0,8}\s*摄[)）]$"
)
_PAIRS = {"“": "”", "《": "》", "（": "）", "(": ")", "「": "」", "【": "】", "‘": "’", "『": "』"}
# Signs and words that cannot open a sentence.
_NO_OPENING = re.compile(
    r"[，。、；：！？”’》）)」』】%％…,;]|的|了|等(?!级|离)|及其|和|与(?!此)|或|之[一间后前]|者[，、。]|[^\W\d一二三四五六七八九十][，。；]|性[，、。]|化[，、。]|地(?=[推提加建])"
)
# Words and signs after which a sentence goes on.
_GOES_ON = re.compile(
    r"(?:[，、：:,（(《“「—-]|[的和与及或在对向为把将被由从以于是至到]|以及|积极|着力|加快|进一步|持续|不断|全面|大力|深入|努力|重点|共同|加强|推进|推动|促进"
    r"|建设|打造|实现|开展|支持|完善|形成|提升|聚焦|围绕|通过|包括|关于|一批|首批|一个|首个|首次|成为|作为|根据|按照)$"
)
# Adverbs after which the verb is still to come.
_WAITS_FOR_VERB = re.compile(
    r"(?:积极|着力|加快|进一步|持续|不断|全面|大力|深入|努力|共同|稳步|有序|有效|充分|率先|逐步)$"
)
# Words with which a new paragraph likes to begin.
_BEGINS = re.compile(
    r"(?:打造|推进|推动|加快|建设|深化|强化|聚焦|围绕|实施|举办|发布|开展|完善|促进|支持|构建|优化|提升|形成|发挥|加强|落实|启动|制定|依托|积极|持续|全力|着力|"
    r"全面|大力|深入|不断|坚持|打响|探索|引进|培育|布局|年内|截至|同时|此外|为|在|以|各区|全市|本市|上海|我市|市|\d{1,2}月|\d{4}年|该区|两区|作为|随着|根据|按照)"
)
_FIGURE = re.compile(r"[-+]?\d+(?:[.,]\d+)+%?|\d+%")
# Numbers that a paragraph may begin with as well as a heading.
_ITEMS = frozenset({"han", "han_paren", "arabic", "paren"})


@dataclass(slots=True)
class Piece:
    """The lines of one block in order; `dropped[i]`: characters of line i that repeat the end of the line before.

    ends_full: it ends where the column does, so that the next piece may be the same paragraph.
    wrapped: its lines were broken by the column.
    """

    lines: list[Line]
    dropped: list[int] = field(default_factory=lambda: [0])
    guessed: bool = False
    ends_full: bool = False
    wrapped: bool = False

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1]

    @property
    def text(self) -> str:
        """Its words without marks, lines set one behind another."""
        if len(self.lines) == 1:  # most are; this is asked often
            return self.lines[0].text[self.dropped[0] :]
        return "".join(line.text[drop:] for line, drop in zip(self.lines, self.dropped, strict=True))

    @property
    def short(self) -> bool:
        """Whether it could be a heading, a caption or a bare item."""
        if self.last.terminal or not self.first.short or len(self.text) > SHORT + 6:
            return False
        if self.wrapped and re.search("[，,、；]", self.text):
            return False
        return all(line.short for line in self.lines)


def join_lines(lines: Sequence[Line], gazetteer: Gazetteer) -> list[Piece]:
    """The pieces of a text in the order of their first lines; artifacts are pieces of their own."""
    layout = layout_of(lines)
    fixed = [_stands_alone(line, gazetteer, layout) for line in lines]
    pieces: list[Piece] = []
    taken: set[int] = set()
    for start, line in enumerate(lines):
        if start in taken:
            continue
        piece = Piece([line])
        pieces.append(piece)
        at = start
        while (found := _continuation(lines, at, piece, fixed, taken, layout, gazetteer)) is not None:
            piece.wrapped = piece.wrapped or layout.is_full(lines[at])
            at, drop, guessed = found
            taken.add(at)
            piece.lines.append(lines[at])
            piece.dropped.append(drop)
            piece.guessed = piece.guessed or guessed
        piece.ends_full = layout.is_full(piece.last)
    return pieces


def _stands_alone(line: Line, gazetteer: Gazetteer, layout: Layout) -> bool:
    """A line that neither goes on nor is gone on with, whatever its neighbours are."""
    if (
        line.artifact
        or line.mark
        or line.list_mark
        or line.text.startswith(("|", "｜"))
        or LABEL.fullmatch(line.text)
        or CAPTION.match(line.text)
    ):
        return True
    if line.hint is not None and line.hint.kind not in ("paragraph", "continuation"):
        return True
    if line.style and line.short and line.title and not (line.style in _ITEMS and layout.is_full(line)):
        return True
    place = gazetteer.place(line.text.strip("【】〔〕：:")) if len(line.text) < 20 else None
    return place is not None and bool(place.districts)


def _continuation(
    lines: Sequence[Line],
    at: int,
    piece: Piece,
    fixed: Sequence[bool],
    taken: set[int],
    layout: Layout,
    gazetteer: Gazetteer,
) -> tuple[int, int, bool] | None:
    """Which line goes on where the piece stops: its index, its doubled characters, whether that is a guess."""
    last = lines[at]
    if last.artifact or last.mark:
        return None
    following = _next(lines, at, taken)
    if following is not None and _told_to_go_on(lines[following]):
        return following, _doubled(last.text, lines[following].text), False
    if len(piece.lines) == 1 and _is_number(last):
        # `8.1` on a line of its own, its title on the next; 6.81 and 5.2 in a row are the cells of a table.
        cell = at > 0 and not lines[at - 1].artifact and _FIGURE.fullmatch(lines[at - 1].text)
        joinable = (
            following is not None
            and not cell
            and lines[following].short
            and not (lines[following].style or lines[following].mark)
        )
        return (following, 0, False) if joinable and following is not None else None
    if fixed[at] and not last.list_mark:
        return None
    if len(piece.lines) == 2 and _is_number(piece.first):
        return None  # a number and its title
    if following is not None and (
        _is_row(lines[following], gazetteer) or (at and _is_row(last, gazetteer) and _is_row(lines[at - 1], gazetteer))
    ):
        return None
    if following is not None and not fixed[following] and _wrapped_on(lines, at, following, layout):
        return following, 0, False
    if last.terminal:
        return None
    if len(last.text) < 5 and len(piece.lines) == 1 and not _unclosed(last.text):
        return None
    skipped = 0
    for index in range(at + 1, min(at + 12, len(lines))):
        line = lines[index]
        if index in taken or line.artifact:
            continue
        if fixed[index] and not CAPTION.match(line.text):
            return None
        if not CAPTION.match(line.text):
            score, drop = _score(lines, at, index, piece, layout, skipped)
            if len(last.text) <= SHORT and _named_first(line, gazetteer):
                score = 0.0  # a short line over one that opens with a place's name is its heading
            if score >= 2 + (0.5 if skipped else 0):
                return index, drop, score < 3
            if not line.short or line.style:
                return None
        skipped += 1
        if skipped > 3:
            return None
    return None


def _is_row(line: Line, gazetteer: Gazetteer) -> bool:
    """Whether a line is a row of a table that lost its bars: 嘉定区 某某公司 医疗器械."""
    name, _, rest = line.text.partition(" ")
    place = gazetteer.place(name) if rest and len(name) < 8 else None
    return place is not None and place.kind in ("district", "former") and " " in rest.strip()


def _told_to_go_on(line: Line) -> bool:
    """Whether the source's format knows that a line goes on with the one before, across a column or a page."""
    return line.hint is not None and line.hint.kind == "continuation"


def _named_first(line: Line, gazetteer: Gazetteer) -> bool:
    found = gazetteer.find(line.text[:12])
    return bool(found) and found[0].start == 0 and bool(found[0].place.districts)


def _next(lines: Sequence[Line], at: int, taken: set[int]) -> int | None:
    return next((i for i in range(at + 1, len(lines)) if i not in taken and not lines[i].artifact), None)


def _is_number(line: Line) -> bool:
    """Whether a line is a chapter's or section's number and nothing else."""
    return line.style in ("decimal", "zero", "chapter", "part") and not line.title


def _wrapped_on(lines: Sequence[Line], at: int, following: int, layout: Layout) -> bool:
    """Whether the next line is the next of a wrapped paragraph."""
    last, line = lines[at], lines[following]
    if not layout.goes_on(last, line, over_page=_over_page(lines, at, following)):
        return False
    if layout.indented or layout.blank_separated:
        return True
    if last.terminal:
        return False  # a sentence may end with its line, but so may a paragraph
    return layout.is_full(line) or line.terminal or not _BEGINS.match(line.text)


def _over_page(lines: Sequence[Line], at: int, index: int) -> bool:
    """Whether nothing but running heads and page numbers stands between two lines."""
    return index > at + 1 and all(lines[i].artifact for i in range(at + 1, index))


def _score(lines: Sequence[Line], at: int, index: int, piece: Piece, layout: Layout, skipped: int) -> tuple[float, int]:
    """How strongly line `index` goes on where line `at` stops; 2 and more joins. And the doubled characters."""
    last, line = lines[at], lines[index]
    before, after = last.text, line.text
    adjacent = index == at + 1 and line.gap == 0
    if line.style and not line.short and line.style not in ("decimal", "zero"):
        return 0.0, 0
    fragment = line.terminal and len(after) <= 6  # 法。 is no paragraph
    drop = _doubled(before, after)
    # A heading is seldom the last line of a page.
    over_page = _over_page(lines, at, index) and len(before) >= 18
    cut = bool(fragment or over_page or _GOES_ON.search(before) or _NO_OPENING.match(after))
    broken = len(before) >= 14 and bool(drop or (cut and re.search("[，,]", before)))
    if len(before) <= SHORT and not before.endswith(("、", "，")) and not _unclosed(piece.text) and not broken:
        # Two short lines: a name on two lines, where blank lines part the paragraphs.
        if not adjacent or not line.short or not layout.blank_separated or last.list_mark or layout.width:
            return 0.0, 0
        return (3.0 if after.startswith(("（", "(")) else 2.0), 0
    if last.list_mark and line.short and not (drop or _unclosed(piece.text) or before.endswith(("、", "，"))):
        return 0.0, 0  # a short line below an item is a heading or an item itself
    score = 0.0
    if drop:
        score += 3
    closing = _unclosed(piece.text)
    if closing:
        score += 1 + 2 * any(sign in after for sign in closing)
    waits = bool(_WAITS_FOR_VERB.search(before))
    if waits or _GOES_ON.search(before):
        score += 2 if waits or before[-1] in "，、（(《“" or skipped == 0 else 1
    if fragment or _NO_OPENING.match(after):
        score += 2
    elif _BEGINS.match(after) and not (drop or closing or waits) and not before.endswith(("，", "、")):
        score -= 1
    if _usual_end(lines, at, index):
        score += 1
    if line.terminal or len(line.text) > SHORT:
        score += 1 if line.terminal else 0
    elif not adjacent:
        score -= 1
    if last.list_mark:
        score += 1 if adjacent else -1
    if line.indented and layout.indented:
        score -= 1.5
    if over_page and broken:
        score += 1
    if adjacent and line.terminal and len(before) > SHORT and re.search("[，,]", before) and not _BEGINS.match(after):
        score += 1  # a line of this length with a comma is no title
    return score, drop


def _doubled(before: str, after: str) -> int:
    """How many characters the new line repeats of the old one's end (服务|服务建设); one alone proves nothing."""
    for length in range(min(8, len(before), len(after) - 1), 1, -1):
        word = after[:length]
        if (
            before.endswith(word)
            and len(set(word)) > 1
            and not re.search(r"\s", word)
            and not before.endswith(word + word)
        ):
            return length
    return 0


def _unclosed(text: str) -> str:
    """The closing signs that a text still owes."""
    owed: list[str] = []
    for sign in text:
        if sign in _PAIRS:
            owed.append(_PAIRS[sign])
        elif owed and sign == owed[-1]:
            owed.pop()
    return "".join(owed)


def _usual_end(lines: Sequence[Line], at: int, index: int) -> bool:
    """Whether paragraphs hereabouts end with a full stop, so that one without is broken."""
    near = [
        line.terminal
        for i, line in enumerate(lines[max(0, at - 8) : index + 9], max(0, at - 8))
        if i not in (at, index) and len(line.text) > SHORT and not line.list_mark and not line.artifact
    ]
    return not near or sum(near) >= 0.7 * len(near)
