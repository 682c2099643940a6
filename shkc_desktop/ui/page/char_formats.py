"""The formats that single characters are set in: half-width marks, gaps, tightened marks, bold."""

from functools import lru_cache

from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout

from shkc_desktop.ui.page.typography import gaps

# The gap between Han and Latin, in ems.
GAP = 0.18
_SPECIFIED = QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly


@lru_cache(maxsize=1)
def half() -> QTextCharFormat:
    """Half the width of a mark, by the font's own feature; nothing is inserted."""
    font = QFont()
    font.setFeature(QFont.Tag("halt"), 1)
    made = QTextCharFormat()
    made.setFont(font, _SPECIFIED)
    return made


@lru_cache(maxsize=1)
def bold() -> QTextCharFormat:
    """Emphasis."""
    made = QTextCharFormat()
    made.setFontWeight(QFont.Weight.Bold)
    return made


@lru_cache(maxsize=256)
def spaced(px: float) -> QTextCharFormat:
    """`px` more behind a character, or less."""
    made = QTextCharFormat()
    made.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
    made.setFontLetterSpacing(px)
    return made


def format_range(start: int, length: int, style: QTextCharFormat) -> QTextLayout.FormatRange:
    """`style` for `length` UTF-16 units from `start`."""
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, style
    return made


def gap_px(px: int) -> float:
    """The gap between Han and Latin at a size."""
    return round(px * GAP, 2)


def gap_ranges(text: str, px: int) -> list[QTextLayout.FormatRange]:
    """The formats that open gaps between Han and Latin in a line of the program's own words."""
    return [format_range(i, 1, spaced(gap_px(px))) for i in gaps(text)]
