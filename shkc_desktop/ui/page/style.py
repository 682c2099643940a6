"""How each kind of block is set: its font, line, indents and the space around it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

from shkc_desktop.model.block import BlockKind
from shkc_desktop.ui.page.flow import YEAR
from shkc_desktop.ui.page.fonts import page_font
from shkc_desktop.ui.page.look import Look

_LEFT, _JUSTIFY, _CENTRE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignJustify, Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True)
class BlockStyle:
    """line: height of a line. lead: from the top of a line to that of its glyphs. em: width of a Han character.

    hang: distance of every line from the column's left edge. indent: further distance of the first line.
    above: space above the block. colour: a token of PageColours. small: set beside the running text.
    """

    font: QFont
    line: int
    lead: float
    em: float
    px: int
    hang: int = 0
    indent: float = 0
    above: int = 0
    alignment: Qt.AlignmentFlag = _LEFT
    colour: str = "text"
    bulleted: bool = False


class StyleSheet:
    """The styles of one Look."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._styles: dict[tuple[str, int], BlockStyle] = {}
        px = look.px
        self.line = round(px * look.line_height)
        self.em = QFontMetricsF(page_font(look.family, px)).horizontalAdvance("国")
        self.gap = round(px * 0.45)

    def style(self, kind: str, level: int) -> BlockStyle:
        """How a block of `kind` and `level` is set."""
        found = self._styles.get((kind, level))
        if found is None:
            found = self._styles[kind, level] = self._make(kind, level)
        return found

    def _make(self, kind: str, level: int) -> BlockStyle:
        look, px, line = self._look, self._look.px, self.line
        match kind:
            case BlockKind.HEADING if level <= 1:
                return self._set(look.family, round(px * 1.3), round(px * 2.1), bold=True, above=px * 2.4)
            case BlockKind.HEADING if level == 2:
                return self._set("sans", round(px * 1.2), round(px * 1.9), above=px * 1.6)
            case BlockKind.HEADING if level == 3:
                return self._set("sans", round(px * 1.1), line, above=px * 1.15)
            case BlockKind.HEADING:
                return self._set("sans", px, line, above=px * 0.9, colour="text2")
            case BlockKind.LIST_ITEM:
                hang = round(px * (1.4 + 1.2 * (max(1, level) - 1)))
                return self._set(look.family, px, line, hang=hang, alignment=_JUSTIFY, bulleted=True)
            case BlockKind.CAPTION:
                small = round(px * 0.75)
                return self._set("sans", small, round(small * 1.6), above=px * 0.6, alignment=_CENTRE, colour="muted")
            case BlockKind.LABEL:
                small = round(px * 0.8)
                return self._set("sans", small, round(small * 1.8), above=px * 0.6, colour="muted")
            case BlockKind.PAGE_ARTIFACT:
                small = round(px * 0.6)
                return self._set("sans", small, round(small * 1.8), above=self.gap, colour="muted")
            case _ if kind == YEAR:
                return self._set("serif", round(px * 1.2), round(px * 2), bold=True, above=px * 2.6)
            case _:
                return self._set(look.family, px, line, indent=2 * self.em, above=self.gap, alignment=_JUSTIFY)

    def _set(
        self,
        family: str,
        px: int,
        line: int,
        *,
        bold: bool = False,
        hang: int = 0,
        indent: float = 0,
        above: float = 0,
        alignment: Qt.AlignmentFlag = _LEFT,
        colour: str = "text",
        bulleted: bool = False,
    ) -> BlockStyle:
        font = page_font(family, px, bold)
        metrics = QFontMetricsF(font)
        lead = (line - metrics.ascent() - metrics.descent()) / 2
        em = metrics.horizontalAdvance("国")
        return BlockStyle(font, line, lead, em, px, hang, indent, round(above), alignment, colour, bulleted)

    def space(self, before: str | None, kind: str, level: int) -> int:
        """The space between a block and the one before it, None at the top of the page."""
        if before is None:
            return round(self._look.px * 0.6) if kind == BlockKind.HEADING else 0
        above = self.style(kind, level).above
        if kind == BlockKind.LIST_ITEM:
            return 0 if before in (BlockKind.LIST_ITEM, BlockKind.LABEL) else self.gap
        if before in (BlockKind.HEADING, YEAR):
            # Headings in a row keep together, and to what they head.
            return round(above * 0.4) if kind == BlockKind.HEADING else max(self.gap, round(above * 0.5))
        if before == BlockKind.CAPTION:
            return max(above, round(self._look.px * 0.9))
        return above
