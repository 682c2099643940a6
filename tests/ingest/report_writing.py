"""The same report as a text, a Word document, a web page and a PDF, as people would make them of it."""

import html
import io
import re
from collections.abc import Callable

import docx
from pdf_writing import Words, pdf_of

_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_SENTENCE_END = re.compile("[。；，、：;,:]$")


def word_document(text: str, *, styled: bool) -> bytes:
    """A paragraph for each line; `styled`: Markdown's headings and items become styles."""
    document = docx.Document()
    for line in filter(str.strip, text.split("\n")):
        heading = _HEADING.match(line)
        if styled and heading:
            document.add_heading(heading[2], len(heading[1]))
        elif styled and line.startswith("- "):
            document.add_paragraph(line[2:], style="List Bullet")
        else:
            paragraph = document.add_paragraph()
            for at, part in enumerate(line.split("**")):
                paragraph.add_run(part).bold = at % 2 == 1
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def web_page(text: str) -> bytes:
    """A block element for each line."""
    out = ["<!DOCTYPE html><html><head><meta charset=utf-8></head><body>"]
    for line in filter(str.strip, text.split("\n")):
        heading = _HEADING.match(line)
        if heading:
            out.append(f"<h{len(heading[1])}>{html.escape(heading[2])}</h{len(heading[1])}>")
        elif line.startswith("- "):
            out.append(f"<ul><li>{html.escape(line[2:])}</li></ul>")
        else:
            out.append("<p>" + re.sub(r"\*\*(.*?)\*\*", r"<b>\1</b>", html.escape(line)) + "</p>")
    return "\n".join(out).encode()


def printed(
    text: str, columns: int, drawn: Callable[[list[Words]], list[Words]] = list, headings: frozenset[str] | None = None
) -> bytes:
    """Pages with running heads and numbers; headings stand out in size, paragraphs are indented by two.

    headings: those lines that are; without it the short lines that end like no sentence.
    """
    wide = 40 if columns == 1 else 19
    starts = (80.0,) if columns == 1 else (70.0, 310.0)
    pages: list[list[Words]] = []
    column, y = columns, 1000.0

    def put(x: float, words: str, size: float, bold: bool) -> None:
        nonlocal column, y
        if y > 770:
            column, y = column + 1, 90.0
            if column >= columns:
                column = 0
                number = str(31 + len(pages))
                pages.append([Words(70, 50, "上海科技进步报告", 9), Words(290, 805, number, 9)])
        pages[-1].append(Words(starts[column] + x, y, words, size, bold))
        y += size * 1.7

    for line in filter(None, map(str.strip, text.split("\n"))):
        heading = _HEADING.match(line)
        item = line.startswith("- ")
        short = len(line) < 30 and not item and not _SENTENCE_END.search(line)
        if heading or (short if headings is None else line in headings):
            words = heading[2] if heading else line
            size = 15 if words[0].isdigit() or (heading and len(heading[1]) < 3) else 12.5
            y += 8
            put(0, words, min(size, wide * 10.5 / _width(words) - 0.01), True)
            continue
        for at, row in enumerate(_rows(line.replace("**", ""), wide, 0 if item else 2)):
            put(21 if at == 0 and not item else 10.5 if at and item else 0, row, 10.5, False)
        y += 3
    return pdf_of(*map(drawn, pages))


def _width(words: str) -> float:
    return sum(0.5 if char.isascii() else 1 for char in words)


def _rows(words: str, wide: int, indent: int) -> list[str]:
    """The rows of a paragraph; closing marks hang over the edge rather than begin a row."""
    rows = [""]
    for char in words:
        room = wide - (indent if len(rows) == 1 else 0)
        if _width(rows[-1] + char) > room and char not in "，。、；：！？”》）)】":
            rows.append("")
        rows[-1] += char
    return rows
