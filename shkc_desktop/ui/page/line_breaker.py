"""Breaks a paragraph into lines on the grid, with straight edges and without visible stretching."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QTextLayout, QTextLine, QTextOption

from shkc_desktop.ui.page.char_formats import bold, format_range, gap_px, half, spaced
from shkc_desktop.ui.page.style import BlockStyle
from shkc_desktop.ui.page.typography import CLOSING, OPENING, gaps, squeezed

# A line short by so many ems would be stretched for the eye to see.
_SLACK = 1.2
# The most a mark gives of its own width to let one more number into a line, in ems.
_GIVES = 0.5
_OPENING = re.compile(f"[{OPENING}]")
_CLOSING = re.compile(f"[{CLOSING}]")
# Letters of a word, figures of a number and the halves of a dash keep together when a line is stretched.
_STIFF = re.compile(r"[!-~]{2,}|——|……")
# What comes to the line as a whole: a number or word, or one Han, with the marks that cling to it.
_NEXT = re.compile(rf"(?:[A-Za-z0-9.,:/%‰+-]+|.)[{CLOSING}]*")
# Qt breaks a line neither before nor behind a quotation mark, whatever stands there: 持。“嘉 is one word to it.
_BESIDE_QUOTES = re.compile(rf"(?<=[^{OPENING}])(?=[“‘])|(?<=[”’])(?=[^{CLOSING}!-~])")
_QUOTES_REACH = 12


@dataclass(slots=True)
class _Line:
    """A broken line, in UTF-16 units; x: where it begins; slack: what justification has to fill."""

    start: int
    end: int
    x: float
    slack: float


class LineBreaker:
    """Sets one paragraph; `text` is what the eye sees, counted in UTF-16 units by Qt and here alike."""

    def __init__(self, text: str, units: Sequence[int] | None, style: BlockStyle, width: float, first: bool) -> None:
        """units: for each offset the UTF-16 units before it, None where they are equal. first: see ParagraphLayout."""
        self._text, self._units, self._style, self._width = text, units, style, width
        self._indent = style.indent if first else 0.0
        halves = squeezed(text)
        if halves and halves[0] == 0 and not first:
            halves = halves[1:]
        self._half = {self._unit(i) for i in halves}
        self.gaps = {self._unit(i) for i in gaps(text)}
        self._opening = {self._unit(m.start()) for m in _OPENING.finditer(text)} - self._half
        self.gap_px = gap_px(style.px)
        self._justified = style.alignment == Qt.AlignmentFlag.AlignJustify

    def _unit(self, offset: int) -> int:
        return self._units[offset] if self._units is not None else offset

    def set(self, emphasis: Sequence[tuple[int, int]]) -> tuple[QTextLayout, list[int]]:
        """The layout, and the first unit of each line. emphasis: spans set in bold."""
        layout, lines, ranges = self._fill(emphasis)
        if self._justified and len(lines) > 1 and self._units is None and _STIFF.search(self._text):
            layout = self._justify(ranges, lines) or layout
        return layout, [line.start for line in lines]

    def count(self, emphasis: Sequence[tuple[int, int]]) -> int:
        """The number of lines that `set` would make."""
        return len(self._fill(emphasis)[1])

    def _fill(
        self, emphasis: Sequence[tuple[int, int]]
    ) -> tuple[QTextLayout, list[_Line], list[QTextLayout.FormatRange]]:
        unit = self._unit
        ranges = [format_range(unit(a), unit(b) - unit(a), bold()) for a, b in emphasis]
        ranges += [format_range(i, 1, half()) for i in self._half]
        ranges += [format_range(i, 1, spaced(self.gap_px)) for i in self.gaps]
        layout, lines = self._break(ranges)
        # Each attempt sets the whole paragraph again; long ones may try less often.
        seen = 0
        for _ in range(max(1, min(4, 4000 // (len(self._text) + 1)))):
            found = self._tighten(lines, seen)
            if found is None:
                break
            seen, tightened = found
            ranges += tightened
            layout, lines = self._break(ranges)
        return layout, lines, ranges

    def _layout(self, ranges: list[QTextLayout.FormatRange], alignment: Qt.AlignmentFlag) -> QTextLayout:
        layout = QTextLayout(self._text, self._style.font)
        layout.setTextOption(_option(alignment))
        layout.setCacheEnabled(True)
        if ranges:
            layout.setFormats(ranges)
        return layout

    def _break(self, ranges: list[QTextLayout.FormatRange]) -> tuple[QTextLayout, list[_Line]]:
        style = self._style
        layout = self._layout(ranges, style.alignment)
        hang, y = float(style.hang), style.lead
        lines: list[_Line] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            start = line.textStart()
            x = hang if lines else hang + self._indent
            if lines and self._justified and start in self._opening:
                # The empty half of an opening mark hangs out, so that the edge is straight to the eye.
                x -= style.em / 2
            room = self._width - x
            line.setLineWidth(room)
            end = start + line.textLength()
            if end < len(self._text) and room - line.naturalTextWidth() > style.em:
                end = self._reach_quotes(layout, line, end, room)
            outside = 0.0
            if self._justified and end - 1 in self.gaps:
                # The gap after the last character lies outside, else the line would end short of the edge.
                line.setLineWidth(room + self.gap_px)
                outside = self.gap_px
                if start + line.textLength() != end:
                    line.setLineWidth(room)
                    outside = 0.0
            line.setPosition(QPointF(x, y))
            lines.append(_Line(start, end, x, room + outside - line.naturalTextWidth()))
            y += style.line
        layout.endLayout()
        return layout, lines

    def _reach_quotes(self, layout: QTextLayout, line: QTextLine, end: int, room: float) -> int:
        """Let a loose line end later, beside a quotation mark, if what comes before that fits in; the end then."""
        if self._units is not None:
            return end
        ends = [m.start() for m in _BESIDE_QUOTES.finditer(self._text, end, end + _QUOTES_REACH) if m.start() > end]
        if not ends:
            return end
        layout.setTextOption(_option(self._style.alignment, QTextOption.WrapMode.WrapAnywhere))
        for later in reversed(ends):
            line.setNumColumns(later - line.textStart(), room)
            if line.textStart() + line.textLength() == later and line.naturalTextWidth() <= room:
                end = later
                break
        layout.setTextOption(_option(self._style.alignment))
        if line.textStart() + line.textLength() != end:
            line.setLineWidth(room)
        return end

    def _tighten(self, lines: list[_Line], seen: int) -> tuple[int, list[QTextLayout.FormatRange]] | None:
        """Formats that take so much from the marks of the first loose line after `seen` that the next word fits in.

        With them the end of that line, for the next attempt to go on from. None if no line can be helped.
        """
        if self._units is not None:
            return None
        em, metrics = self._style.em, None
        for line in lines[:-1]:
            if line.start < seen or line.slack < _SLACK * em:
                continue
            following = _NEXT.match(self._text, line.end)
            if following is None:
                continue
            metrics = metrics or QFontMetricsF(self._style.font)
            # With the gap behind it: the line has to hold it before the gap is let out.
            outside = self.gap_px if line.end - 1 in self.gaps else 0.0
            needed = metrics.horizontalAdvance(following.group()) + self.gap_px - (line.slack - outside)
            marks = [
                m.start()
                for m in _CLOSING.finditer(self._text, line.start, line.end)
                if m.start() not in self._half and m.start() not in self.gaps
            ]
            if 0 < needed <= len(marks) * _GIVES * em:
                less = spaced(-round(needed / len(marks) + 0.05, 1))
                return line.start + 1, [format_range(i, 1, less) for i in marks]
        return None

    def _justify(self, ranges: list[QTextLayout.FormatRange], lines: list[_Line]) -> QTextLayout | None:
        """The same lines, stretched between Han only: Qt would also stretch words and numbers.

        None if they come out otherwise, as odd characters of a user's file may have it.
        """
        stiff = {i for m in _STIFF.finditer(self._text) for i in range(m.start(), m.end() - 1)}
        spacing = {r.start: r.format.fontLetterSpacing() for r in ranges if r.format.fontLetterSpacing()}
        for line in lines[:-1]:
            free = [i for i in range(line.start, line.end - 1) if i not in stiff]
            if not free or line.slack <= 0:
                continue
            extra = line.slack / len(free)
            begin = before = None
            for i in free:
                own = spacing.get(i)
                if own is not None:
                    ranges.append(format_range(i, 1, spaced(_fixed(own + extra))))
                elif begin is not None and before == i - 1:
                    before = i
                    continue
                if begin is not None and before is not None:
                    ranges.append(format_range(begin, before - begin + 1, spaced(_fixed(extra))))
                begin = before = i if own is None else None
            if begin is not None and before is not None:
                ranges.append(format_range(begin, before - begin + 1, spaced(_fixed(extra))))
        layout = self._layout(ranges, Qt.AlignmentFlag.AlignLeft)
        # Where the lines end is known, beside quotation marks too.
        layout.setTextOption(_option(Qt.AlignmentFlag.AlignLeft, QTextOption.WrapMode.WrapAnywhere))
        y = self._style.lead
        layout.beginLayout()
        for line in lines:
            row = layout.createLine()
            if not row.isValid() or row.textStart() != line.start:
                return None
            row.setNumColumns(line.end - line.start)
            row.setPosition(QPointF(line.x, y))
            y += self._style.line
        layout.endLayout()
        return layout


def _option(
    alignment: Qt.AlignmentFlag, wrap: QTextOption.WrapMode = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
) -> QTextOption:
    option = QTextOption(alignment)
    option.setWrapMode(wrap)
    return option


def _fixed(px: float) -> float:
    """`px` as Qt keeps it, in 64ths."""
    return round(px * 64) / 64
