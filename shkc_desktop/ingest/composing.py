"""The words of a block, mended: marks and stray spaces go, and all that was done is written down."""

import re
import unicodedata
from dataclasses import dataclass, field

from shkc_desktop.ingest.gazetteer import Gazetteer
from shkc_desktop.ingest.joining import Piece
from shkc_desktop.ingest.lines import Line

_HAN = r"\u3400-\u9fff\uf900-\ufaff\u3007\u2e80-\u2fdf\U00020000-\U0003ffff"
_WIDE = r"，。、；：！？“”‘’《》（）「」【】—…〔〕"
_BLANK = r"[ \t　\xa0\u2002\u2003\u2009\u200b\ufeff]+"
_STRAY = re.compile(
    rf"(?:(?<=[{_HAN}{_WIDE}])|(?<=[,;:!?)\]]))({_BLANK})(?=[{_HAN}{_WIDE}])"
    rf"|(?<=[{_WIDE}])({_BLANK})(?=[0-9A-Za-z(])|(?<=[{_HAN}])({_BLANK})(?=[,;:!?)\]])"
)
_HAN_RUN_BEFORE = re.compile(rf"[{_HAN}]+$")
_HAN_RUN_AFTER = re.compile(rf"[{_HAN}]+")
# Two phrases of equal length are set apart on purpose (错位发展 竞相创新); longer ones are no phrases.
_PHRASE = 16
_BOLD = re.compile(r"\*\*|__(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])__")
_RADICALS = re.compile("[\u2e80-\u2fdf]")
_WORDY = re.compile(r"[0-9A-Za-z]")
# Radicals that Unicode itself leads to no character.
_MORE_RADICALS = str.maketrans("⺠⻓⻔⻋⻚⻅⻉⻢⻥⻦⻨⻬⻰⺟", "民长门车页见贝马鱼鸟麦齐龙母")


@dataclass(frozen=True, slots=True)
class Mending:
    """What was done inside one block: `text[start:start + len(after)] == after`, as in a Repair."""

    kind: str
    lines: tuple[int, int]
    before: str
    after: str
    start: int


@dataclass(slots=True)
class Composed:
    """A block's text, its emphasised runs, what was mended, and the raw spans it is made of and freed from."""

    text: str = ""
    emphasis: list[tuple[int, int]] = field(default_factory=list)
    mendings: list[Mending] = field(default_factory=list)
    kept: list[tuple[int, int]] = field(default_factory=list)
    removed: list[tuple[int, int]] = field(default_factory=list)


def compose(raw: str, piece: Piece, gazetteer: Gazetteer) -> Composed:
    """The text of one piece, with its mendings; offsets count within the block."""
    composed = Composed()
    bold_from: int | None = None
    for index, line in enumerate(piece.lines):
        if index:
            _join(composed, raw, piece, index)
        elif line.content > line.start:
            mark = raw[line.start : line.content]
            composed.removed.append((line.start, line.content))
            kind = "heading_mark" if line.mark else "list_mark"
            composed.mendings.append(Mending(kind, (line.number, line.number), mark, "", 0))
        bold_from = _add_line(composed, raw, line, piece.dropped[index], bold_from, gazetteer if not index else None)
    return composed


def _join(composed: Composed, raw: str, piece: Piece, index: int) -> None:
    """Set the next line behind the text so far, and record the join and the word said twice."""
    before, line = piece.lines[index - 1], piece.lines[index]
    if line.content > line.start:
        composed.removed.append((line.start, line.content))
        mark = raw[line.start : line.content]
        composed.mendings.append(Mending("list_mark", (line.number, line.number), mark, "", len(composed.text)))
    numbers = (before.number, line.number)
    drop = piece.dropped[index]
    head, tail = composed.text[-6:], line.text[drop : drop + 6]
    blank = ""
    if index == 1 and before.label and not before.title and before.style:
        blank = " "  # 8.1 and its title
    elif _WORDY.match(head[-1:]) and _WORDY.match(tail):
        blank = " "
    start = len(composed.text) - len(head)
    if drop:
        word = line.text[:drop]
        composed.mendings.append(Mending("doubled_word", numbers, f"{word}\n{word}", word, len(composed.text) - drop))
    # The words around a join may still be mended; only what certainly stays is quoted.
    if _BOLD.search(raw, line.content, min(line.end, line.content + 12)) or _STRAY.search(
        raw[line.content : line.content + 10]
    ):
        tail = ""
    if not tail:
        composed.mendings.append(Mending("joined_lines", numbers, head + "\n", head + blank, start))
    else:
        composed.mendings.append(Mending("joined_lines", numbers, f"{head}\n{tail}", f"{head}{blank}{tail}", start))
    composed.text += blank


def _add_line(
    composed: Composed, raw: str, line: Line, drop: int, bold_from: int | None, gazetteer: Gazetteer | None
) -> int | None:
    """Add a line's words without marks and stray blanks; gives back where an open `**` began."""
    source = raw[line.content : line.end]
    cuts: list[tuple[int, int, str]] = [(m.start(), m.end(), "bold_mark") for m in _BOLD.finditer(source)]
    for match in _STRAY.finditer(source):
        if not _meant(source, match, line, gazetteer):
            cuts.append((match.start(), match.end(), "stray_space"))
    marks = re.search(r"\s*○\s*", source) if "○" in source else None
    if marks and marks.start():
        cuts = [c for c in cuts if c[1] <= marks.start() or c[0] >= marks.end()]
        at = source.index("○", marks.start())
        cuts.append((at, marks.end(), "list_mark"))
        if at == marks.start() or marks.end() == len(source):
            cuts[-1] = (marks.start(), marks.end(), "list_mark")
    cuts.sort()
    position, skip = 0, drop
    for start, end, kind in [*cuts, (len(source), len(source), "")]:
        if start < position:
            continue
        begin = position
        if skip:
            taken = min(skip, start - position)
            skip -= taken
            if taken:
                composed.removed.append((line.content + begin, line.content + begin + taken))
            begin += taken
        if begin < start:
            composed.kept.append((line.content + begin, line.content + start))
            composed.text += _characters(composed, source[begin:start], line)
        if not kind:
            break
        composed.removed.append((line.content + start, line.content + end))
        position = end
        if kind == "bold_mark":
            at = len(composed.text)
            if bold_from is None:
                bold_from = at
            else:
                if at > bold_from:
                    composed.emphasis.append((bold_from, at))
                    words = composed.text[bold_from:at]
                    numbers = (line.number, line.number)
                    composed.mendings.append(Mending("bold_mark", numbers, f"**{words}**", words, bold_from))
                bold_from = None
        else:
            numbers = (line.number, line.number)
            composed.mendings.append(Mending(kind, numbers, source[start:end], "", len(composed.text)))
    return bold_from


def _characters(composed: Composed, words: str, line: Line) -> str:
    """The words with radical code points become the characters meant."""
    if not _RADICALS.search(words):
        return words
    mended = []
    for at, sign in enumerate(words):
        meant = sign
        if _RADICALS.match(sign):
            meant = unicodedata.normalize("NFKC", sign).translate(_MORE_RADICALS)
            meant = meant if len(meant) == 1 else sign
        if meant != sign:
            numbers = (line.number, line.number)
            composed.mendings.append(Mending("radical", numbers, sign, meant, len(composed.text) + at))
        mended.append(meant)
    return "".join(mended)


def _meant(source: str, match: re.Match[str], line: Line, gazetteer: Gazetteer | None) -> bool:
    """Whether a blank between Han characters was set on purpose: behind a number, a name, or between two phrases."""
    before = _HAN_RUN_BEFORE.search(source, max(0, match.start() - _PHRASE), match.start())
    after = _HAN_RUN_AFTER.match(source, match.end(), match.end() + _PHRASE)
    if before is None or after is None:
        return bool(line.label) and match.start() == len(line.label)
    if line.label and match.start() == len(line.label):
        return True
    if gazetteer is not None and match.start() <= 12:
        place = gazetteer.place(source[: match.start()].replace("**", ""))
        if place is not None and place.territorial:
            return True
    return len(before.group()) == len(after.group()) >= 3
