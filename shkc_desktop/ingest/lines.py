"""The raw lines of a source, each with its marks, its number and what its shape tells."""

import re
from dataclasses import dataclass

from shkc_desktop.ingest.source import LineHint, SourceText

# `## `, `>> `, `►`, `◆`, also one behind another as in `## ◆ `.
_HEADING_MARK = re.compile(r"(?:#{1,6}[ \t]*|>{2,}[ \t]*|[►▶▷◆◇◈■□●▲△★☆※➤➢❖✦][ \t]*)+")
_LIST_MARK = re.compile(r"(?:[-–—*+•·○◦▪▫‣✓√][ \t]+(?:>\|[ \t]*)?|[•○◦▪▫‣✓√](?=\S)|-?[ \t]*>\|[ \t]*)")
_NUMBER = re.compile(
    r"""(?P<chapter>第[〇一二三四五六七八九十百\d]{1,4}(?:章|编|篇|部分|卷))
      | (?P<part>第[〇一二三四五六七八九十百\d]{1,4}节)
      | (?P<decimal>\d{1,2}(?:[.．]\d{1,2}){1,3})(?![\d.．%％])(?=[ \t　]|[^\W\d]|$|[“《（「【])
      | (?P<zero>0\d)(?=[ \t　]|$|[^\W\d])
      | (?P<han>[一二三四五六七八九十]{1,3}[、．.])
      | (?P<han_paren>[（(][一二三四五六七八九十]{1,3}[)）])
      | (?P<arabic>\d{1,2}[.．、](?!\d))
      | (?P<paren>[（(]\d{1,2}[)）]|\d{1,2}[)）]|[①-⑳])
    """,
    re.X,
)
_TERMINAL = re.compile(r"[。！？；!?;…][”’」』）)】\]》*]*$")
_FULL_STOP = re.compile(r"(?:[\u4e00-\u9fff)）”%]|[A-Za-z]{2})\.$")
_UNIT = re.compile(r"(?:万|亿|元|个|家|项|倍|米|吨|公里|平方|寸|版|千|百|年|月|日|%|％)")
# Figures that begin a sentence (4.5万平方米…), not a section.
SHORT = 38


@dataclass(slots=True)
class Line:
    """One non-blank raw line: `raw[start:end]` without the blanks around it.

    number: counted from 1. gap: blank lines before it. indent: width of the blanks it began with.
    mark: its heading mark, list_mark: its list mark; content: raw offset behind both.
    terminal: it ends as a sentence does. short: it could be a heading, a caption or a bare item by its length and end.
    label, style: its number (`4.2`, `第六章`, `（一）`) and the name of that style. text: content without `**`.
    whole: the line with its marks.
    """

    number: int
    start: int
    end: int
    gap: int
    indent: float
    hint: LineHint | None = None
    mark: str = ""
    list_mark: str = ""
    content: int = 0
    label: str = ""
    style: str = ""
    title: str = ""
    text: str = ""
    whole: str = ""
    artifact: bool = False
    terminal: bool = False
    short: bool = False

    @property
    def indented(self) -> bool:
        """Whether it begins as a paragraph does, two characters in."""
        return self.indent >= 1.5

    @property
    def width(self) -> float:
        """Its width in full-width characters, indent included."""
        return self.indent + sum(1.0 if ord(c) > 0x2000 else 0.5 for c in self.text)


def read_lines(source: SourceText) -> list[Line]:
    """The non-blank lines behind the front matter, in order."""
    raw, lines, position, gap = source.raw, [], 0, 0
    for number, content in enumerate(raw.split("\n"), 1):
        start, position = position, position + len(content) + 1
        stripped = content.strip(" \t\r\f\v　\xa0\ufeff\u200b")
        if number <= source.front_matter_lines:
            continue
        if not stripped:
            gap += 1
            continue
        begin = start + content.index(stripped)
        indent = sum(1.0 if sign == "　" else 0.5 for sign in content[: begin - start])
        line = Line(number, begin, begin + len(stripped), gap, indent)
        line.hint = source.hints.get(number)
        _read_marks(line, stripped)
        line.artifact = number in source.artifacts or not line.text  # `**` alone says nothing
        lines.append(line)
        gap = 0
    return lines


def _read_marks(line: Line, text: str) -> None:
    """Set mark, list mark, number, title and text of a line."""
    at, line.whole = 0, text
    if match := _HEADING_MARK.match(text):
        line.mark, at = match.group().strip(), match.end()
    elif (match := _LIST_MARK.match(text)) and match.end() < len(text):
        line.list_mark, at = match.group().strip(), match.end()
    if at >= len(text):
        line.mark, at = "", 0
    line.content = line.start + at
    line.text = text[at:].replace("**", "").strip()
    line.title = line.text
    line.terminal = is_terminal(line.text)
    line.short = len(line.text) <= SHORT and not line.terminal
    if match := _NUMBER.match(line.text):
        rest = line.text[match.end() :]
        if match.lastgroup == "decimal" and _UNIT.match(rest):
            return
        line.style, line.label = match.lastgroup or "", match.group()
        line.title = rest.lstrip(" \t　:：、.．-—")


def is_terminal(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return bool(_TERMINAL.search(text)) or (len(text) >= 12 and bool(_FULL_STOP.search(text)))
