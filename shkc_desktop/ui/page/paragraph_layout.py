"""One paragraph, broken into justified lines."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from shkc_desktop.ui.page.style import BlockStyle
from shkc_desktop.ui.page.typography import OPENING, display_form, gaps, squeezed
from shkc_desktop.ui.positions import from_qt, is_wide, to_qt

# The gap between Han and Latin, in ems.
_GAP = 0.18
_SPECIFIED = QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly


def _half() -> QTextCharFormat:
    font = QFont()
    font.setFeature(QFont.Tag("halt"), 1)
    made = QTextCharFormat()
    made.setFont(font, _SPECIFIED)
    return made


def _gap(px: float) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
    made.setFontLetterSpacing(px)
    return made


def _bold() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontWeight(QFont.Weight.Bold)
    return made


_FORMATS: dict[object, QTextCharFormat] = {}


def _format(key: object) -> QTextCharFormat:
    found = _FORMATS.get(key)
    if found is None:
        found = _half() if key == "half" else _bold() if key == "bold" else _gap(float(str(key)))
        _FORMATS[key] = found
    return found


def _range(start: int, length: int, style: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, style
    return made


def gap_ranges(text: str, px: int) -> list[QTextLayout.FormatRange]:
    """The formats that open gaps between Han and Latin in a line of the program's own words."""
    return [_range(i, 1, _format(round(px * _GAP, 2))) for i in gaps(text)]


class ParagraphLayout:
    """The lines of one paragraph; offsets count the code points of its source text.

    `starts` holds the first UTF-16 unit of each line; lines stand on the grid of the style's line height.
    """

    __slots__ = ("_text", "_wide", "layout", "starts", "style")

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
        self._wide = is_wide(source) if source else False
        shown = display_form(source)
        half, gap = squeezed(shown), gaps(shown)
        if half and half[0] == 0 and not first:
            half = half[1:]
        units = self._units
        gap_px = round(style.px * _GAP, 2)
        formats = [_range(units(a), units(b) - units(a), _format("bold")) for a, b in emphasis]
        formats += [_range(units(i), 1, _format("half")) for i in half]
        gap_at = {units(i) for i in gap}
        formats += [_range(i, 1, _format(gap_px)) for i in gap_at]
        self.layout = QTextLayout(shown, style.font)
        option = QTextOption(style.alignment)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.layout.setTextOption(option)
        self.layout.setCacheEnabled(True)
        if formats:
            self.layout.setFormats(formats)
        hanging = {units(i) for i, c in enumerate(shown) if c in OPENING} - {units(i) for i in half}
        self._break(width, gap_at, gap_px, hanging, style.indent if first else 0.0)

    def _break(self, width: float, gap_at: set[int], gap: float, opening: set[int], indent: float) -> None:
        """Break into lines; every line stands on the grid."""
        layout, style = self.layout, self.style
        hang, y = float(style.hang), style.lead
        starts: list[int] = []
        self.starts = starts
        justified = style.alignment == Qt.AlignmentFlag.AlignJustify
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            start = line.textStart()
            x = hang if starts else hang + indent
            if starts and justified and start in opening:
                # The empty half of an opening mark hangs out, so that the edge is straight to the eye.
                x -= style.em / 2
            room = width - x
            line.setLineWidth(room)
            end = start + line.textLength()
            if end - 1 in gap_at and justified:
                # The gap after the last character lies outside, else the line would end short of the edge.
                line.setLineWidth(room + gap)
                if start + line.textLength() != end:
                    line.setLineWidth(room)
            line.setPosition(QPointF(x, y))
            starts.append(start)
            y += style.line
        layout.endLayout()

    def _units(self, offset: int) -> int:
        return to_qt(self._text, offset) if self._wide else offset

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
        start = self.starts[line]
        return from_qt(self._text, start) if self._wide else start

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
        units = row.xToCursor(x)
        return from_qt(self._text, units) if self._wide else units

    def bands(self, start: int, end: int) -> list[tuple[int, float, float]]:
        """(line, left, right) for each line that [start, end) touches."""
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
            found.append((n, max(left, hang), right))
        return found

    def draw(self, painter: QPainter, x: float, y: float, clip: QRectF) -> None:
        """Paint the text with the painter's pen."""
        self.layout.draw(painter, QPointF(x, y), [], clip)
