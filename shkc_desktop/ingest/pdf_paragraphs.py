"""The lines of a PDF page put together to paragraphs, as far as their place on the page tells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from shkc_desktop.ingest.pdf_layout import Line

_ENDS = tuple("。！？；：.!?;:")
_CLOSERS = "”’」』）)》"
# What begins a paragraph of its own wherever it stands: marks of lists and headings, numbers of sections.
_OPENERS = re.compile(
    r"[►▶▷◆◇●○■□▪•·※★☆✦➢➤>＞]|[-–—] |\d{1,2}\.\d{1,2}(?!\d|[%％亿万])\s*\S"
    r"|第[一二三四五六七八九十百\d]{1,3}[章节编篇]|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．]\s*[^\d\s]"
)
_LATIN = re.compile(r"[A-Za-z0-9,.;:)%]")


@dataclass(slots=True)
class Paragraph:
    """Lines of one column that belong together; `page` from 1."""

    page: int
    lines: list[Line]
    continues: bool = False
    _runs: list[tuple[str, bool]] = field(default_factory=list)

    @property
    def em(self) -> float:
        """The size of its first line."""
        return self.lines[0].em

    @property
    def runs(self) -> list[tuple[str, bool]]:
        """Its words with their weight; lines meet without a blank, but for Latin words."""
        if not self._runs:
            for line in self.lines:
                words = line.text
                before = self._runs[-1][0] if self._runs else ""
                if before and before[-1:] != "-" and _LATIN.match(before[-1:]) and _LATIN.match(words[:1]):
                    self._runs.append((" ", False))
                self._runs.extend(line.runs)
        return self._runs

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(words for words, _ in self.runs)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(bold for words, bold in self.runs if words.strip())


def paragraphs(lines: Sequence[Line], page: int) -> list[Paragraph]:
    """The lines of a page (in reading order, without its margins) put together."""
    found: list[Paragraph] = []
    pitch = _usual_pitch(lines)
    lefts = _left_edges(lines)
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None and _belongs(found[-1], before, line, pitch, lefts.get(line.column, line.left)):
            found[-1].lines.append(line)
        else:
            found.append(Paragraph(page, [line]))
    return found


def _usual_pitch(lines: Sequence[Line]) -> float:
    """The usual distance from line to line, in ems."""
    steps = [
        (after.y0 - line.y0) / line.em
        for line, after in pairwise(lines)
        if after.column == line.column and after.y0 > line.y0 and abs(after.em - line.em) < 0.08 * line.em
    ]
    steps = [step for step in steps if step < 4]
    # The smaller half: a page of headings and short paragraphs has more wide steps than narrow ones.
    return median(sorted(steps)[: max(1, (len(steps) + 1) // 2)]) if steps else 2.0


def _left_edges(lines: Sequence[Line]) -> dict[int, float]:
    """Where the lines of each column begin that are not indented."""
    by_column: dict[int, list[float]] = {}
    for line in lines:
        by_column.setdefault(line.column, []).append(line.x0)
    return {column: min(starts) for column, starts in by_column.items()}


def _belongs(paragraph: Paragraph, before: Line, line: Line, pitch: float, left: float) -> bool:
    em = before.em
    if (
        line.column != before.column
        or abs(line.em - em) > 0.08 * em
        or (before.bold != line.bold and before.x1 < line.x1 - em)
    ):
        return False
    if line.y0 - before.y0 > 1.3 * pitch * em + 0.5 or _OPENERS.match(line.text):
        return False
    if before.right - before.x1 > 2.5 * em:
        return False
    if "\t" in line.text or "\t" in before.text:
        return False
    hanging = len(paragraph.lines) == 1 and bool(_OPENERS.match(before.text)) and 0 <= line.x0 - before.x0 <= 3 * em
    indented = line.x0 - left > 0.8 * em
    # Lines of a paragraph that is indented as a whole stand below one another, after its first.
    as_before = len(paragraph.lines) > 1 and abs(line.x0 - before.x0) < 0.5 * em
    return hanging or as_before or not indented


def goes_on(before: Paragraph, after: Paragraph, left: float) -> bool:
    """Whether `after`, first in its column, plainly goes on with `before`, last in its own."""
    last, first = before.lines[-1], after.lines[0]
    return (
        last.right - last.x1 <= 2.5 * last.em
        and not before.text.rstrip(_CLOSERS).endswith(_ENDS)
        and abs(first.em - last.em) <= 0.05 * last.em
        and first.x0 - left <= 0.8 * first.em
        and not _OPENERS.match(after.text)
        and before.bold == after.bold
    )
