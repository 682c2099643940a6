"""Texts whose paragraphs are wrapped into lines of one width, as PDF programs and old editors leave them."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from shkc_desktop.ingest.lines import Line

# Full-width characters of a wrapped line; a column of a report has some eighteen.
NARROWEST, WIDEST = 12.0, 60.0
# A line may end early where a sign or a Latin word would not fit.
_RAGGED = 2.6


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is laid out.

    width: of a full line in full-width characters, 0 where lines are not wrapped. gap: blank lines inside a wrapped
    paragraph. blank_separated: blank lines part paragraphs. indented: paragraphs begin two characters in.
    """

    width: float = 0.0
    gap: int = 0
    blank_separated: bool = False
    indented: bool = False

    def is_full(self, line: Line) -> bool:
        """Whether a line ends only because the column does."""
        return bool(self.width) and line.width >= self.width - _RAGGED

    def goes_on(self, last: Line, line: Line, over_page: bool) -> bool:
        """Whether a wrapped paragraph may go on in the next line. over_page: only the page's own lines between."""
        if not self.is_full(last) or (line.gap > self.gap and not over_page):
            return False
        return not (self.indented and line.indented)


def layout_of(lines: Sequence[Line]) -> Layout:
    """The layout of a text, by the widths and gaps of its lines."""
    prose = [line for line in lines if not line.artifact and not line.mark]
    if not prose:
        return Layout()
    indented = sum(line.indented for line in prose) >= max(2, 0.1 * len(prose))
    apart = sum(line.gap > 0 for line in prose)
    width = _width(prose)
    if not width:
        return Layout(0.0, 0, len(prose) >= 4 and apart >= 0.5 * len(prose), indented)
    layout = Layout(width)
    gaps = [line.gap for before, line in itertools.pairwise(prose) if _runs_on(layout, before)]
    gap = Counter(gaps).most_common(1)[0][0] if gaps else 0
    return Layout(width, gap, sum(line.gap > gap for line in prose) >= 0.1 * len(prose), indented)


def _runs_on(layout: Layout, line: Line) -> bool:
    return layout.is_full(line) and not line.terminal


def _width(prose: Sequence[Line]) -> float:
    """The width at which the lines of a text break, 0 if they do not: that of most lines, with few longer ones."""
    widths = [round(line.width * 2) for line in prose]
    every = Counter(widths)
    broken = Counter(width for width, line in zip(widths, prose, strict=True) if not line.terminal)
    ragged = round(2 * _RAGGED)
    best = (0, 0)
    for width in broken:
        if not 2 * NARROWEST <= width <= 2 * WIDEST:
            continue
        longer = sum(count for other, count in every.items() if other > width + 4)  # two signs may hang over
        near = sum(broken[other] for other in range(width - ragged, width + 5))
        full = sum(every[other] for other in range(width - ragged, width + 5))
        if near >= max(3, 0.15 * len(prose)) and near >= 0.6 * full and longer <= 0.1 * len(prose):
            best = max(best, (broken[width - 1] + broken[width] + broken[width + 1] - 2 * longer, width))
    sentences = sum(sign in "。；！？" for line in prose for sign in line.text)
    return best[1] / 2 if sentences >= 2 else 0.0
