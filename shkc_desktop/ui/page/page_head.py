"""The head of a page: breadcrumb, title, facts and a rule."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from shkc_desktop.model.page import Page
from shkc_desktop.ui.page.char_formats import gap_ranges
from shkc_desktop.ui.page.columns import Columns
from shkc_desktop.ui.page.fonts import page_font
from shkc_desktop.ui.page.look import PageColours
from shkc_desktop.ui.page.typography import OPENING

_TOP = 28
_CRUMB_LINE = 24
_TITLE_PX = 30
_TITLE_LINE = 42
_FACTS_PX = 13
_RULE_ABOVE = 14
_RULE_BELOW = 20
_BETWEEN = 16
_CRUMB_MARK = "   ›   "


class PageHead:
    """The head of a page, set to a width; it scrolls with the page."""

    def __init__(self, page: Page, columns: Columns, actions_width: int = 0) -> None:
        """actions_width: room kept free right of the facts for buttons."""
        self._columns = columns
        self._crumbs = _lines(_CRUMB_MARK.join(page.breadcrumb), page_font("sans", 12), columns.width)
        self._title = _lines(page.title, page_font("serif", _TITLE_PX, bold=True), columns.width)
        facts = "　".join(page.facts)
        self._facts = _lines(facts, page_font("sans", _FACTS_PX), columns.width)
        last = self._title.lineAt(self._title.lineCount() - 1).naturalTextWidth() if self._title.lineCount() else 0.0
        wide = QFontMetricsF(page_font("sans", _FACTS_PX)).horizontalAdvance(facts) + 6 * len(page.facts)
        self._facts_beside = last + _BETWEEN + wide + actions_width <= columns.width
        self._facts_x = last + _BETWEEN if self._facts_beside else 0.0
        crumb_height = self._crumbs.lineCount() * _CRUMB_LINE if page.breadcrumb else 0
        self._title_top = _TOP + crumb_height + 7
        self.title_middle = round(self._title_top + max(1, self._title.lineCount()) * _TITLE_LINE - _TITLE_LINE / 2)
        below = 0 if self._facts_beside or not facts else 26 * self._facts.lineCount()
        self.rule = self.title_middle + _TITLE_LINE // 2 + below + _RULE_ABOVE
        self.height = self.rule + _RULE_BELOW

    def paint(self, painter: QPainter, y: float, colours: PageColours) -> None:
        """Paint the head whose top is at `y`."""
        left = self._columns.left
        painter.setPen(QColor(colours.muted))
        _draw(painter, self._crumbs, left, y + _TOP, _CRUMB_LINE, page_font("sans", 12))
        facts_font = page_font("sans", _FACTS_PX)
        if self._facts_beside:
            # A little above the title's baseline, where its strokes end to the eye.
            title = QFontMetricsF(page_font("serif", _TITLE_PX, bold=True))
            baseline = y + self.title_middle + (title.ascent() - title.descent()) / 2 - 2
            self._facts.draw(painter, QPointF(left + self._facts_x, baseline - QFontMetricsF(facts_font).ascent()))
        else:
            _draw(painter, self._facts, left, y + self.title_middle + _TITLE_LINE / 2, 26, facts_font)
        painter.setPen(QColor(colours.text))
        title_font = page_font("serif", _TITLE_PX, bold=True)
        # The bold glyphs have a pixel of white before them, an opening mark half a square.
        white = _TITLE_PX // 2 if self._title.text()[:1] in OPENING else 1
        _draw(painter, self._title, left - white, y + self._title_top, _TITLE_LINE, title_font)
        painter.setPen(QPen(QColor(colours.line), 1))
        rule = round(y + self.rule) + 0.5
        painter.drawLine(QPointF(left, rule), QPointF(self._columns.right, rule))


def _lines(text: str, font: QFont, width: float) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(gap_ranges(text, font.pixelSize()))
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, 0))
    layout.endLayout()
    return layout


def _draw(painter: QPainter, layout: QTextLayout, x: float, y: float, pitch: int, font: QFont) -> None:
    metrics = QFontMetricsF(font)
    lead = (pitch - metrics.height()) / 2
    for n in range(layout.lineCount()):
        layout.lineAt(n).draw(painter, QPointF(x, y + n * pitch + lead))
