"""One paragraph, broken into justified lines."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QTextLine

from shkc_desktop.ui.page.line_breaker import LineBreaker
from shkc_desktop.ui.page.style import BlockStyle
from shkc_desktop.ui.page.typography import display_form
from shkc_desktop.ui.positions import is_wide, units_before


def measure(
    source: str, style: BlockStyle, width: float, emphasis: Sequence[tuple[int, int]] = (), *, first: bool = True
) -> int:
    """The height of the ParagraphLayout made of the same; costs a third."""
    before = units_before(source) if is_wide(source) else None
    return max(1, LineBreaker(display_form(source), before, style, width, first).count(emphasis)) * style.line


class ParagraphLayout:
    """The lines of one paragraph; offsets count the code points of its source text.

    `starts` holds the first UTF-16 unit of each line; lines stand on the grid of the style's line height.
    """

    __slots__ = ("_before", "_gap_px", "_gaps", "_text", "layout", "starts", "style")

    def __init__(
        self,
        source: str,
        style: BlockStyle,
        width: float,
        emphasis: Sequence[tuple[int, int]] = (),
        *,
        first: bool = True,
    ) -> None:
        """first: whether the paragraph begins here; a very long one is set in pieces."""
        self._text, self.style = source, style
        self._before = units_before(source) if is_wide(source) else None
        breaker = LineBreaker(display_form(source), self._before, style, width, first)
        self.layout, self.starts = breaker.set(emphasis)
        self._gaps, self._gap_px = breaker.gaps, breaker.gap_px

    def _units(self, offset: int) -> int:
        return offset if self._before is None else self._before[offset]

    def _offset(self, units: int) -> int:
        return units if self._before is None else bisect_right(self._before, units) - 1

    @property
    def line_count(self) -> int:
        """The number of lines, at least 1."""
        return max(1, len(self.starts))

    @property
    def height(self) -> int:
        """The height of all lines."""
        return self.line_count * self.style.line

    def line_of(self, offset: int) -> int:
        """The line that holds the character at `offset`."""
        return max(0, bisect_right(self.starts, self._units(offset)) - 1)

    def line_start(self, line: int) -> int:
        """The offset of the first character of a line."""
        if not self.starts:
            return 0
        return self._offset(self.starts[line])

    def line_end(self, line: int) -> int:
        """The offset behind the last character of a line."""
        return self.line_start(line + 1) if line + 1 < len(self.starts) else len(self._text)

    def x_of(self, offset: int, line: int | None = None) -> float:
        """Where the character at `offset` begins, or ends if it is the end of `line`."""
        if not self.starts:
            return self.style.hang + self.style.indent
        return self._x(self.layout.lineAt(self.line_of(offset) if line is None else line), self._units(offset))

    @staticmethod
    def _x(line: QTextLine, units: int) -> float:
        x = line.cursorToX(units)
        # Some releases of PySide6 return (x, position).
        return x[0] if isinstance(x, tuple) else x  # type: ignore[return-value]

    def offset_at(self, x: float, line: int) -> int:
        """The offset nearest to `x` in a line."""
        if not self.starts:
            return 0
        row = self.layout.lineAt(max(0, min(line, len(self.starts) - 1)))
        return self._offset(row.xToCursor(x))

    def bands(self, start: int, end: int, *, joined: bool = False) -> list[tuple[int, float, float]]:
        """(line, left, right) for each line that [start, end) touches.

        joined: what follows is painted too, so the gap between Han and Latin at the end is painted with it.
        """
        if start >= end or not self.starts:
            return []
        a, b = self._units(start), self._units(end)
        found = []
        starts, hang = self.starts, self.style.hang
        first = max(0, bisect_right(starts, a) - 1)
        for n in range(first, len(starts)):
            if starts[n] >= b:
                break
            line = self.layout.lineAt(n)
            stop = starts[n + 1] if n + 1 < len(starts) else b
            left, right = self._x(line, max(a, starts[n])), self._x(line, min(b, stop))
            if b <= stop and not joined and b - 1 in self._gaps:
                # The gap between Han and Latin belongs to neither.
                right -= self._gap_px
            found.append((n, max(left, hang), right))
        return found

    def draw(self, painter: QPainter, x: float, y: float, clip: QRectF) -> None:
        """Paint the text with the painter's pen."""
        self.layout.draw(painter, QPointF(x, y), [], clip)
