"""A page as it stands on paper: which line is where, and which character under a point."""

from collections import OrderedDict
from time import perf_counter

from PySide6.QtCore import QRectF

from shkc_desktop.ui.page.columns import Columns
from shkc_desktop.ui.page.flow import Flow
from shkc_desktop.ui.page.heights import Heights
from shkc_desktop.ui.page.look import Look
from shkc_desktop.ui.page.paragraph_layout import ParagraphLayout, measure
from shkc_desktop.ui.page.style import BlockStyle, StyleSheet

_LAYOUTS_KEPT = 300
_BOTTOM = 96


class TypesetPage:
    """The pieces of a Flow set in a Look for a width.

    y counts from the top of the page, its head included; x from the left edge of the pane. Paragraphs are laid out
    when asked for and kept for a while; the heights of others are estimated until `settle_more` has measured them.
    """

    def __init__(self, flow: Flow, look: Look, sheet: StyleSheet, pane_width: int) -> None:
        self.flow, self.look, self.sheet = flow, look, sheet
        self.columns = Columns.fit(look, pane_width)
        self.head = 0
        self._layouts: OrderedDict[int, ParagraphLayout] = OrderedDict()
        self._exact = bytearray(len(flow))
        self._next = 0
        self.heights = Heights(self._estimates())

    # ---- heights

    def _estimates(self) -> list[int]:
        heights, before = [], None
        known: dict[tuple[str | None, str, int], tuple[int, int, int, int]] = {}
        for _, start, end, kind, level, *_ in self.flow.pieces:
            key = (before, kind, level)
            if key not in known:
                known[key] = self._measures(*key)
            per, indent, line, space = known[key]
            heights.append((-(-(end - start + indent) // per) or 1) * line + space)
            before = kind
        for n in self.flow.continued:
            row = self.flow.pieces[n]
            per, _, line, _ = self._measures(None, row.kind, row.level)
            heights[n] = (-(-(row.end - row.start) // per) or 1) * line
        return heights

    def _measures(self, before: str | None, kind: str, level: int) -> tuple[int, int, int, int]:
        """Characters a line, those of the indent, line height, and the space above behind a piece of kind `before`."""
        style = self.sheet.style(kind, level)
        per = max(1, int((self.columns.width - style.hang) / style.em))
        return per, round(style.indent / style.em), style.line, self.sheet.space(before, kind, level)

    def space(self, piece: int) -> int:
        """The space above a piece."""
        if piece in self.flow.continued:
            return 0
        row = self.flow.pieces[piece]
        before = self.flow.pieces[piece - 1].kind if piece else None
        return self.sheet.space(before, row.kind, row.level)

    @property
    def height(self) -> int:
        """The height of the page."""
        return self.head + self.heights.total + _BOTTOM

    def top(self, piece: int) -> int:
        """Where the space above a piece begins."""
        return self.head + self.heights.top(piece)

    def text_top(self, piece: int) -> int:
        """Where the first line of a piece begins."""
        return self.top(piece) + self.space(piece)

    def piece_at(self, y: float) -> int:
        """The piece that covers `y`, its space above included."""
        return self.heights.row_at(int(y) - self.head)

    def _settle(self, piece: int, height: int) -> int:
        self._exact[piece] = 1
        height += self.space(piece)
        change = height - self.heights[piece]
        if change:
            self.heights[piece] = height
        return change

    def settle(self, y: float, bottom: float) -> bool:
        """Lay out what stands between `y` and `bottom`; whether that changed a height."""
        if not len(self.flow):
            return False
        piece, changed = self.piece_at(y), False
        at = self.top(piece)
        while piece < len(self.flow) and at < bottom:
            if not self._exact[piece]:
                changed |= bool(self._settle(piece, self.layout(piece).height))
            at += self.heights[piece]
            piece += 1
        return changed

    def settle_more(self, seconds: float) -> bool:
        """Measure further pieces for at most `seconds`; False when all are measured."""
        end, count = perf_counter() + seconds, len(self.flow)
        while self._next < count:
            if not self._exact[self._next]:
                kept = self._layouts.get(self._next)
                self._settle(self._next, kept.height if kept is not None else self._measure(self._next))
            self._next += 1
            if perf_counter() > end:
                break
        return self._next < count

    # ---- layouts

    def style(self, piece: int) -> BlockStyle:
        """The style of a piece."""
        row = self.flow.pieces[piece]
        return self.sheet.style(row.kind, row.level)

    def _emphasis(self, piece: int) -> list[tuple[int, int]]:
        """The spans of a piece set in bold, counted from its start."""
        row, emphasis = self.flow.pieces[piece], self.flow.page.emphasis
        spans = emphasis.get((row.source, row.block), ()) if emphasis else ()
        inside = [(max(a, row.start) - row.start, min(b, row.end) - row.start) for a, b in spans]
        return [(a, b) for a, b in inside if a < b]

    def _make(self, piece: int) -> ParagraphLayout:
        text, first = self.flow.text_of(piece), piece not in self.flow.continued
        return ParagraphLayout(text, self.style(piece), self.columns.width, self._emphasis(piece), first=first)

    def _measure(self, piece: int) -> int:
        """The height of a piece's lines, without setting them for painting."""
        text, style = self.flow.text_of(piece), self.style(piece)
        first = piece not in self.flow.continued
        return measure(text, style, self.columns.width, self._emphasis(piece), first=first)

    def layout(self, piece: int) -> ParagraphLayout:
        """The lines of a piece."""
        layout = self._layouts.get(piece)
        if layout is None:
            layout = self._layouts[piece] = self._make(piece)
            if len(self._layouts) > _LAYOUTS_KEPT:
                self._layouts.popitem(last=False)
        else:
            self._layouts.move_to_end(piece)
        return layout

    # ---- lines and points

    def line_at(self, y: float) -> tuple[int, int]:
        """The piece and line at `y`; the nearest line of that piece."""
        piece = self.piece_at(y)
        layout = self.layout(piece)
        line = int((y - self.text_top(piece)) // layout.style.line)
        return piece, max(0, min(layout.line_count - 1, line))

    def line_top(self, piece: int, line: int) -> int:
        """Where a line begins."""
        return self.text_top(piece) + line * self.style(piece).line

    def line_of(self, position: int) -> tuple[int, int]:
        """The piece and line that hold the character at `position`."""
        piece = self.flow.piece_at(position)
        return piece, self.layout(piece).line_of(position - self.flow.bases[piece])

    def position_at(self, x: float, y: float) -> int:
        """The position nearest to a point."""
        piece, line = self.line_at(y)
        return self.position_in_line(piece, line, x)

    def position_in_line(self, piece: int, line: int, x: float) -> int:
        """The position nearest to `x` in a line."""
        offset = self.layout(piece).offset_at(x - self.columns.left, line)
        return self.flow.bases[piece] + min(offset, self.flow.length_of(piece))

    def caret(self, position: int) -> QRectF:
        """Where the caret stands before the character at `position`."""
        return self._caret_in(*self.line_of(position), position)

    def caret_behind(self, position: int) -> QRectF:
        """Where the caret stands behind the character before `position`, be it at the end of a line."""
        piece, line = self.line_of(position)
        if line and position - self.flow.bases[piece] == self.layout(piece).line_start(line):
            line -= 1
        return self._caret_in(piece, line, position)

    def _caret_in(self, piece: int, line: int, position: int) -> QRectF:
        layout = self.layout(piece)
        offset = min(position - self.flow.bases[piece], self.flow.length_of(piece))
        px = layout.style.px
        middle = self.line_top(piece, line) + layout.style.line / 2
        x = self.columns.left + layout.x_of(offset, line)
        return QRectF(x - 1, middle - px * 0.75, 2, px * 1.5)

    def bands(self, start: int, end: int, top: float, bottom: float) -> list[QRectF]:
        """One rectangle, a line high, for each line between two positions, as far as it lies in [top, bottom]."""
        found: list[QRectF] = []
        if start >= end or not len(self.flow):
            return found
        piece = max(self.flow.piece_at(start), self.piece_at(top))
        y = self.top(piece)
        while piece < len(self.flow) and y < bottom and self.flow.bases[piece] < end:
            base, layout, text_top = self.flow.bases[piece], self.layout(piece), self.text_top(piece)
            height = layout.style.line
            length = self.flow.length_of(piece)
            for line, left, right in layout.bands(max(0, start - base), min(length, end - base)):
                found.append(QRectF(self.columns.left + left, text_top + line * height, right - left, height))
            y += self.heights[piece]
            piece += 1
        return found
