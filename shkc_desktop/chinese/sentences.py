"""Sentences: where they begin and end, closing quotes and brackets included."""

import re
from collections.abc import Iterator

# A full stop of the Latin kind ends a sentence only before a blank or a Han character, never within 22.83 or v2.0.
_STOP = re.compile(r"""[。！？；!?;]|…{2}|\.(?=\s|$|[\u4e00-\u9fff])""")
_CLOSERS = "”’」』）)】〕〉》]"
# Within brackets a ； or 。 belongs to the sentence around it; quotes may hold whole sentences of their own.
_OPENING = {"（": "）", "(": ")", "【": "】", "〔": "〕", "《": "》", "[": "]"}
_MARK = re.compile(r"[（(【〔《\[）)】〕》\]\"]|" + _STOP.pattern)


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of text[start:end] in order, blanks around them left out; a line end ends one."""
    end = len(text) if end is None else end
    while start < end:
        line_end = text.find("\n", start, end)
        line_end = end if line_end < 0 else line_end
        yield from _sentences_of_line(text, start, line_end)
        start = line_end + 1


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """The span of the sentence that holds `offset`; between two sentences the one before it."""
    line_start = text.rfind("\n", 0, offset) + 1
    line_end = text.find("\n", offset)
    found = (line_start, line_start)
    for span in _sentences_of_line(text, line_start, len(text) if line_end < 0 else line_end):
        if span[0] > offset and found != (line_start, line_start):
            break
        found = span
        if offset < span[1]:
            break
    return found


def _sentences_of_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = at = start
    while at < end:
        mark = _MARK.search(text, at, end)
        if mark is None:
            break
        char, at = mark.group(), mark.end()
        if char in _OPENING:
            at = _closing(text, at, end, char) or at
        elif char != '"' and _STOP.fullmatch(char):
            at = _after_stop(text, begin, at, end)
            yield from _trimmed(text, begin, at)
            begin = at
    yield from _trimmed(text, begin, end)


def _closing(text: str, start: int, end: int, opening: str) -> int | None:
    """The offset after the bracket that closes `opening`, None where it stays open."""
    closing, depth = _OPENING[opening], 1
    for at in range(start, end):
        if text[at] == opening:
            depth += 1
        elif text[at] == closing:
            depth -= 1
            if not depth:
                return at + 1
    return None


def _after_stop(text: str, begin: int, at: int, end: int) -> int:
    """The offset after what still belongs to a sentence that stopped before `at`."""
    while at < end:
        char = text[at]
        straight = char == '"' and text.count('"', begin, at) % 2 == 1
        if char not in _CLOSERS and not straight and not _STOP.match(text, at, end):
            break
        at += 1
    return at


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
