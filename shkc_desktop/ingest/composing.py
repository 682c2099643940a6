"""The words of a block, mended: marks and stray spaces go, and all that was done is written down."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from shkc_desktop.ingest.gazetteer import Gazetteer
from shkc_desktop.ingest.joining import Piece
from shkc_desktop.ingest.lines import Line
from shkc_desktop.ingest.variants import has_radicals, radical_meant

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
_FIRST_BLANK = re.compile(_BLANK)
# Without one of these a line stands as it is.
_MENDABLE = re.compile(r"[*_○\s\u200b\ufeff\u2e80-\u2fdf]")
_WORDY = re.compile(r"[0-9A-Za-z]")


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


def compose(
    raw: str, piece: Piece, gazetteer: Gazetteer, reading: Mapping[int, str] = MappingProxyType({})
) -> Composed:
    """The text of one piece, with its mendings; offsets count within the block.

    reading: what a traditional text is translated with to be looked up in the gazetteer.
    """
    composed = Composed()
    bold: _Bold | None = None
    for index, line in enumerate(piece.lines):
        if line.content > line.start:
            composed.removed.append((line.start, line.content))
            kind = "heading_mark" if line.mark else "list_mark"
            mark = raw[line.start : line.content]
            composed.mendings.append(Mending(kind, (line.number, line.number), mark, "", len(composed.text)))
        if not index:
            bold = _add_line(composed, raw, line, 0, bold, _names_set_apart(raw, line, gazetteer, reading))
            continue
        end = len(composed.text)
        blank = _between(piece, index, composed.text)
        drop = piece.dropped[index]
        composed.text += blank
        bold = _add_line(composed, raw, line, drop, bold, _names_set_apart(raw, line, gazetteer, reading))
        _record_join(composed, piece, index, end, blank)
    if bold is not None:
        composed.mendings.append(Mending("bold_mark", (bold.line, bold.line), bold.mark, "", bold.at))
    return composed


def _names_set_apart(raw: str, line: Line, gazetteer: Gazetteer, reading: Mapping[int, str]) -> frozenset[int]:
    """Where in a line blanks begin that set a name apart: at its head (嘉定 推出…), or several names further on."""
    source = raw[line.content : line.end]
    found: list[tuple[int, int]] = []
    start = 0
    for blank in _FIRST_BLANK.finditer(source):
        word = source[start : blank.start()].replace("**", "")
        if 2 <= len(word) <= 8:
            place = gazetteer.place(word.translate(reading))
            if place is not None and place.territorial and place.district:
                found.append((start, blank.start()))
        start = blank.end()
    if not found or (found[0][0] > 0 and len(found) < 2):
        return frozenset()
    ends = {match.end(): match.start() for match in _FIRST_BLANK.finditer(source)}
    return frozenset(at for begin, end in found for at in (ends.get(begin, -1), end))


@dataclass(frozen=True, slots=True)
class _Bold:
    """A bold mark that waits for the one that closes it."""

    at: int
    mark: str
    line: int


def _between(piece: Piece, index: int, text: str) -> str:
    """What stands between two joined lines: a blank behind a number or between two Latin words, else nothing."""
    before, line = piece.lines[index - 1], piece.lines[index]
    if index == 1 and before.style and before.label and not before.title:
        return " "  # 8.1 and its title
    return " " if _WORDY.match(text[-1:]) and _WORDY.match(line.text[piece.dropped[index] :]) else ""


def _record_join(composed: Composed, piece: Piece, index: int, end: int, blank: str) -> None:
    """Write down that a line was joined, with the words on either side, and the word that was said twice."""
    before, line = piece.lines[index - 1], piece.lines[index]
    numbers = (before.number, line.number)
    head, tail = composed.text[max(0, end - 6) : end], composed.text[end + len(blank) : end + len(blank) + 6]
    composed.mendings.append(
        Mending("joined_lines", numbers, f"{head}\n{tail}", f"{head}{blank}{tail}", end - len(head))
    )
    if drop := piece.dropped[index]:
        word = line.text[:drop]
        composed.mendings.append(Mending("doubled_word", numbers, f"{word}\n{word}", word, end - drop))


def _add_line(
    composed: Composed, raw: str, line: Line, drop: int, bold: _Bold | None, kept: frozenset[int]
) -> _Bold | None:
    """Add a line's words without marks and stray blanks; gives back the bold mark that is still open."""
    source = raw[line.content : line.end]
    if not drop and not _MENDABLE.search(source):
        composed.kept.append((line.content, line.end))
        composed.text += source
        return bold
    cuts: list[tuple[int, int, str]] = [(m.start(), m.end(), "bold_mark") for m in _BOLD.finditer(source)]
    for match in _STRAY.finditer(source):
        if not _meant(source, match, line, kept):
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
        numbers = (line.number, line.number)
        words = source[start:end]
        if kind != "bold_mark":
            composed.mendings.append(Mending(kind, numbers, words, "", len(composed.text)))
        elif bold is None:
            bold = _Bold(len(composed.text), words, line.number)
        else:
            run = composed.text[bold.at :]
            if run:
                composed.emphasis.append((bold.at, len(composed.text)))
            marked = f"{bold.mark}{run}{words}"
            composed.mendings.append(Mending("bold_mark", (bold.line, line.number), marked, run, bold.at))
            bold = None
    return bold


def _characters(composed: Composed, words: str, line: Line) -> str:
    """The words with radical code points become the characters meant."""
    if not has_radicals(words):
        return words
    mended = []
    for at, sign in enumerate(words):
        meant = radical_meant(sign)
        if meant != sign:
            numbers = (line.number, line.number)
            composed.mendings.append(Mending("radical", numbers, sign, meant, len(composed.text) + at))
        mended.append(meant)
    return "".join(mended)


def _meant(source: str, match: re.Match[str], line: Line, kept: frozenset[int]) -> bool:
    """Whether a blank between Han characters was set on purpose: behind a number, a name, or between two phrases."""
    before = _HAN_RUN_BEFORE.search(source, max(0, match.start() - _PHRASE), match.start())
    after = _HAN_RUN_AFTER.match(source, match.end(), match.end() + _PHRASE)
    if before is None or after is None:
        return bool(line.label) and match.start() == len(line.label)
    if line.label and match.start() == len(line.label):
        return True
    if match.start() in kept:
        return True
    return len(before.group()) == len(after.group()) >= 4
