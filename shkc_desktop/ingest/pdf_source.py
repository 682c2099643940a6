"""A PDF becomes lines: in reading order, margins known, each with its page."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from shkc_desktop.chinese.folding import fold_text
from shkc_desktop.ingest.pdf_file import open_pdf, page_glyphs, page_size
from shkc_desktop.ingest.pdf_layout import Edges, Piece, gutter, in_reading_order, pieces_of, text_edges
from shkc_desktop.ingest.pdf_margins import margins
from shkc_desktop.ingest.pdf_paragraphs import Paragraph, goes_on, paragraphs
from shkc_desktop.ingest.source import LineHint, SourceText
from shkc_desktop.ingest.source_lines import SourceLines, with_bold_marks
from shkc_desktop.model.failure import NotReadable

_SAME_SIZE = 0.94  # of the other size at least
_LARGER = 1.12  # times the size of the text: a heading
_TITLE = 40  # characters
_HAN = re.compile("[\u4e00-\u9fff]")
_RADICAL = re.compile("[\u2e80-\u2fdf]")
# Radicals that folding leaves alone, and ⼾, which Unicode names after the character's old form.
_RARE_RADICALS = dict(
    zip(
        "⺂⺃⺄⺅⺇⺎⺏⺐⺑⺒⺓⺔⺕⺖⺚⺜⺞⺧⺨⺴⺵⺻⻞⼾",
        "乛乚乙亻几兀尣尢尣巳幺彑彐忄攵日歺牛犭冗羊聿飠户",
        strict=True,
    )
)


class Box(NamedTuple):
    """A rectangle on a page (from 1), in points from its top left corner."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class PdfText:
    """The lines of a PDF, and for each raw line the boxes of the printed lines it came from."""

    lines: SourceLines
    boxes: dict[int, tuple[Box, ...]]
    printed: dict[int, str]


def read_pdf(data: bytes, name: str) -> SourceText:
    """The text of a PDF. Raises NotReadable for one that is locked, damaged, or a scan without text."""
    found = extract(data, name)
    lines = found.lines
    raw = lines.raw
    return SourceText(
        raw=raw,
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        replaced_characters=raw.count("\ufffd") + lines.removed,
        media_type="application/pdf",
        original=data,
        line_pages=lines.pages,
        printed_pages=found.printed,
        artifacts=frozenset(lines.artifacts),
        hints=lines.hints,
    )


def extract(data: bytes, name: str) -> PdfText:
    """The lines of a PDF with their places. Raises NotReadable as `read_pdf` does."""
    with open_pdf(data, name) as document:
        pages, sizes = _pages(document, name)
    aside, printed = margins(pages, sizes)
    bodies = [
        [piece for index, piece in enumerate(pieces) if index not in heads]
        for pieces, heads in zip(pages, aside, strict=True)
    ]
    edges = _edges(bodies, sizes)
    known = _shared_gutters(bodies)
    texts = [
        paragraphs(in_reading_order(body, page_edges, known), page)
        for page, (body, page_edges) in enumerate(zip(bodies, edges, strict=True), 1)
    ]
    _find_continuations(texts)
    return _write(texts, pages, aside, sizes, printed)


def _pages(document: Any, name: str) -> tuple[list[list[Piece]], list[tuple[float, float]]]:
    pages: list[list[Piece]] = []
    sizes = []
    pictures = False
    signs: Counter[str] = Counter()
    for page in range(1, len(document) + 1):
        try:
            glyphs, has_pictures = page_glyphs(document, page)
            size = page_size(document, page)
        except Exception:  # a damaged page: the others are read
            glyphs, has_pictures, size = [], False, (595.0, 842.0)
        pictures = pictures or has_pictures
        signs.update(glyph.char for glyph in glyphs)
        pages.append(pieces_of(glyph._replace(char=to_ideographs(glyph.char)) for glyph in glyphs))
        sizes.append(size)
    letters = sum(times for char, times in signs.items() if char.isalnum())
    unknown = signs["\ufffd"] + sum(times for char, times in signs.items() if "\ue000" <= char <= "\uf8ff")
    if unknown > letters:
        raise NotReadable(f"“{name}”的文字没有可识别的编码，无法提取，请先用文字识别（OCR）处理。")
    if letters < 8 * (1 if not pictures else len(pages)) and pictures:
        raise NotReadable(f"“{name}”是扫描件，没有文字层，请先用文字识别（OCR）处理后再导入。")
    if not letters:
        raise NotReadable(f"“{name}”里没有文字。")
    return pages, sizes


def to_ideographs(text: str) -> str:
    """The text with the ideographs that its radical code points (U+2E80–2FDF) stand for."""
    return _RADICAL.sub(lambda radical: _RARE_RADICALS.get(radical[0]) or fold_text(radical[0]), text)


def _edges(bodies: Sequence[Sequence[Piece]], sizes: Sequence[tuple[float, float]]) -> list[Edges]:
    """Left and right end of the text of each page; a page of few lines takes those of the others."""
    own = []
    for body, (width, _) in zip(bodies, sizes, strict=True):
        # Margins are as a rule the same on either side.
        own.append(text_edges(body, width - min(piece.x0 for piece in body)) if body else (0.0, 0.0))
    full = [edges for edges, body in zip(own, bodies, strict=True) if len(body) >= 10]
    if not full:
        return own
    left, right = min(edge[0] for edge in full), max(edge[1] for edge in full)
    return [
        edges if len(body) >= 10 or not body else (min(left, edges[0]), right)
        for edges, body in zip(own, bodies, strict=True)
    ]


def _shared_gutters(bodies: Sequence[Sequence[Piece]]) -> list[float]:
    """Gutters that at least two pages have; others whose columns are hardly filled may have them too."""
    places = Counter(round(place / 10) for body in bodies if (place := gutter(body)) is not None)
    return [place * 10.0 for place, times in places.most_common(3) if times > 1]


def _find_continuations(texts: Sequence[Sequence[Paragraph]]) -> None:
    """Mark what goes on with the paragraph before it across a column or page."""
    before: Paragraph | None = None
    for on_page in texts:
        for paragraph in on_page:
            new_column = (
                before is None or before.page != paragraph.page or before.lines[-1].column != paragraph.lines[0].column
            )
            if before is not None and new_column:
                column = paragraph.lines[0].column
                left = min(line.x0 for other in on_page for line in other.lines if line.column == column)
                paragraph.continues = goes_on(before, paragraph, left)
            before = paragraph


def _write(
    texts: Sequence[Sequence[Paragraph]],
    pages: Sequence[Sequence[Piece]],
    aside: Sequence[set[int]],
    sizes: Sequence[tuple[float, float]],
    printed: dict[int, str],
) -> PdfText:
    lines = SourceLines()
    boxes: dict[int, tuple[Box, ...]] = {}
    hints = _Hints([paragraph for on_page in texts for paragraph in on_page])
    for page, on_page in enumerate(texts, 1):
        pieces = sorted((pages[page - 1][index] for index in aside[page - 1]), key=lambda piece: (piece.y0, piece.x0))
        half = sizes[page - 1][1] / 2
        for piece in (piece for piece in pieces if piece.middle < half):
            _note(boxes, lines.add(piece.text, artifact=True, page=page), page, [piece])
        for paragraph in on_page:
            hint = hints.of(paragraph)
            plain = hint is not None and hint.kind == "heading"
            text = paragraph.text if plain or hints.mostly_bold else with_bold_marks(paragraph.runs)
            _note(boxes, lines.add(text, hint, page=page), page, paragraph.lines)
        for piece in (piece for piece in pieces if piece.middle >= half):
            _note(boxes, lines.add(piece.text, artifact=True, page=page), page, [piece])
    return PdfText(lines, boxes, printed)


def _note(boxes: dict[int, tuple[Box, ...]], line: int, page: int, places: Sequence[Any]) -> None:
    if line:
        boxes[line] = tuple(Box(page, place.x0, place.y0, place.x1, place.y1) for place in places)


class _Hints:
    """What size and weight tell about the paragraphs of a document."""

    def __init__(self, found: Sequence[Paragraph]) -> None:
        sizes: Counter[float] = Counter()
        bold = 0
        for paragraph in found:
            words = len(paragraph.text)
            sizes[round(paragraph.em * 2) / 2] += words
            bold += words if paragraph.bold else 0
        self._body = sizes.most_common(1)[0][0] if sizes else 10.0
        self.mostly_bold = bold > sum(sizes.values()) / 2
        large = sorted({round(p.em * 2) / 2 for p in found if self._is_large(p)}, reverse=True)
        # The glyphs of 陈家镇 measure a little more than those of 五角场, set in the same size.
        kinds: list[list[float]] = []
        for size in large:
            if kinds and size > _SAME_SIZE * kinds[-1][0]:
                kinds[-1].append(size)
            else:
                kinds.append([size])
        # One size for all headings tells nothing about their levels.
        self._levels = {size: level if len(kinds) > 1 else 0 for level, alike in enumerate(kinds, 1) for size in alike}

    def of(self, paragraph: Paragraph) -> LineHint | None:
        """`heading` for what is set larger, or in bold, and is short; `continuation` for what goes on."""
        if paragraph.continues:
            return LineHint("continuation")
        if self._is_large(paragraph):
            return LineHint("heading", self._levels[round(paragraph.em * 2) / 2])
        if not self.mostly_bold and paragraph.bold and self._is_title(paragraph):
            return LineHint("heading")
        return None

    def _is_large(self, paragraph: Paragraph) -> bool:
        return paragraph.em > _LARGER * self._body and self._is_title(paragraph)

    def _is_title(self, paragraph: Paragraph) -> bool:
        text = paragraph.text.strip()
        return (
            len(text) <= _TITLE and len(_HAN.findall(text)) >= 2 and not text.endswith(("。", "；", "，", "、", "："))
        )
