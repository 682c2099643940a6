"""Paints the part of a page that is seen."""

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from shkc_desktop.model.page import Mark, Row
from shkc_desktop.ui.page.flow import YEAR
from shkc_desktop.ui.page.fonts import page_font
from shkc_desktop.ui.page.look import PageColours
from shkc_desktop.ui.page.mark_art import RADIUS, MarkArt, band_height
from shkc_desktop.ui.page.marks import MarkIndex
from shkc_desktop.ui.page.page_head import PageHead
from shkc_desktop.ui.page.paragraph_layout import ParagraphLayout
from shkc_desktop.ui.page.spans import SpanIndex
from shkc_desktop.ui.page.typeset_page import TypesetPage

_ARTS_KEPT = 300
# From the column's left edge to the right edge of the numbers in the margin.
_NUMBER_GAP = 26


@dataclass(frozen=True)
class Ends:
    """The two ends of a selection or mark with their handles, in page coordinates."""

    start: QRectF
    end: QRectF
    colour: str


class PagePainter:
    """Paints pieces of a TypesetPage with what lies on them.

    marks, hits, keywords: what is painted on the text. current_hit: the hit with an outline. selection: two
    positions. flash: two positions lit for a moment, and how strongly (0 to 1).
    """

    def __init__(self, typeset: TypesetPage, head: PageHead, marks: MarkIndex) -> None:
        self.typeset, self.head, self.marks = typeset, head, marks
        self.hits: SpanIndex[Mark] = SpanIndex()
        self.keywords: SpanIndex[Mark] = SpanIndex()
        self.current_hit: Mark | None = None
        self.selection = (0, 0)
        self.flash: tuple[int, int, float] | None = None
        self._arts: OrderedDict[int, MarkArt] = OrderedDict()
        self._small = QFontMetricsF(page_font("sans", 11))
        self._sign_white = self._small.horizontalAdvance("¶") - self._small.tightBoundingRect("¶").right()

    def for_page(self, typeset: TypesetPage, head: PageHead, marks: MarkIndex) -> "PagePainter":
        """A painter of the page as it is now set; what is painted on the text stays if it is the same page."""
        painter = PagePainter(typeset, head, marks)
        if typeset.flow is self.typeset.flow:
            painter.hits, painter.keywords, painter.current_hit = self.hits, self.keywords, self.current_hit
            painter.selection = self.selection
        return painter

    @property
    def colours(self) -> PageColours:
        """The colours in use."""
        return self.typeset.look.colours

    def forget(self, pieces: list[int] | None = None) -> None:
        """The marks on `pieces` have changed, None: on all."""
        if pieces is None:
            self._arts.clear()
        else:
            for piece in pieces:
                self._arts.pop(piece, None)

    def paint(self, painter: QPainter, scroll: int, area: QRectF) -> None:
        """Paint the page, scrolled by `scroll`, where it lies in `area` of the viewport."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(area, QColor(self.colours.page))
        if scroll + area.top() < self.head.height:
            self.head.paint(painter, -scroll, self.colours)
        typeset = self.typeset
        if not len(typeset.flow):
            return
        piece = typeset.piece_at(scroll + area.top())
        y = typeset.top(piece) - scroll
        while piece < len(typeset.flow) and y < area.bottom():
            self._paint_piece(painter, piece, y + typeset.space(piece), area)
            y += typeset.heights[piece]
            piece += 1

    def _paint_piece(self, painter: QPainter, piece: int, y: int, area: QRectF) -> None:
        typeset, colours = self.typeset, self.colours
        row, layout, left = typeset.flow.pieces[piece], typeset.layout(piece), typeset.columns.left
        if row.kind == YEAR:
            self._paint_year(painter, piece, y)
            return
        art = self._art(piece, row, layout)
        painter.save()
        painter.translate(left, y)
        if row.dimmed:
            painter.setOpacity(0.45)
        art.draw_fills(painter, colours)
        painter.setOpacity(1)
        self._paint_hits(painter, row, layout)
        self._paint_flash(painter, piece, layout)
        self._paint_selection(painter, piece, layout)
        painter.setOpacity(0.45 if row.dimmed else 1)
        art.draw_underlines(painter, colours)
        self._paint_keywords(painter, row, layout)
        if art.counts:
            font = page_font("sans", 10)
            art.draw_counts(painter, layout, typeset.columns.width, font, colours.muted)
        painter.restore()
        if layout.style.bulleted:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.muted))
            radius = layout.style.px * 0.13
            x = left + layout.style.hang - layout.style.px * 0.65
            painter.drawEllipse(QPointF(x, y + layout.style.line / 2), radius, radius)
        self._paint_margin(painter, piece, row, layout, y)
        colour = colours.dimmed if row.dimmed else getattr(colours, layout.style.colour)
        painter.setPen(QColor(colour))
        layout.draw(painter, left, y, area)

    def _art(self, piece: int, row: Row, layout: ParagraphLayout) -> MarkArt:
        art = self._arts.get(piece)
        if art is None:
            art = MarkArt.of(layout, self.marks.touching(row.source, row.start, row.end), row.start, row.end)
            self._arts[piece] = art
            if len(self._arts) > _ARTS_KEPT:
                self._arts.popitem(last=False)
        return art

    def _paint_year(self, painter: QPainter, piece: int, y: int) -> None:
        """A rule, the year, and on its baseline what this report is: 2022 原文."""
        columns, style = self.typeset.columns, self.typeset.style(piece)
        year, _, rest = self.typeset.flow.text_of(piece).replace("\u3000", " ").partition(" ")
        if piece:
            rule = y - round(style.px * 0.6) + 0.5
            painter.setPen(QPen(QColor(self.colours.line), 1))
            painter.drawLine(QPointF(columns.left, rule), QPointF(columns.right, rule))
        metrics = QFontMetricsF(style.font)
        baseline = y + style.lead + metrics.ascent()
        painter.setFont(style.font)
        painter.setPen(QColor(self.colours.text))
        painter.drawText(QPointF(columns.left, baseline), year)
        painter.setFont(page_font("sans", 13))
        painter.setPen(QColor(self.colours.text2))
        painter.drawText(QPointF(columns.left + metrics.horizontalAdvance(year) + 14, baseline), rest.strip())

    def _paint_margin(self, painter: QPainter, piece: int, row: Row, layout: ParagraphLayout, y: int) -> None:
        """The paragraph's number, and the page of the original where one begins."""
        columns, flow = self.typeset.columns, self.typeset.flow
        painter.setFont(page_font("sans", 11))
        painter.setPen(QColor(self.colours.muted))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        width = columns.left - min(_NUMBER_GAP, columns.left // 4)
        if row.paragraph and piece not in flow.continued:
            number = str(row.paragraph)
            painter.drawText(QRectF(0, y, width, layout.style.line), flags, number)
            # The sign stands in the middle of a square of white, which does not count here.
            room = width - self._small.horizontalAdvance(number) - 3 + self._sign_white
            painter.drawText(QRectF(0, y, room, layout.style.line), flags, "¶")
        for offset, printed in flow.pages_of(piece):
            line = layout.line_of(max(0, offset - row.start))
            top = y + line * layout.style.line + (14 if line == 0 and row.paragraph else 0)
            painter.drawText(QRectF(0, top, width, layout.style.line), flags, f"{printed} 页")

    def _bands(self, layout: ParagraphLayout, a: int, b: int, height: float) -> list[QRectF]:
        line = layout.style.line
        return [
            QRectF(round(x0), n * line + round(line / 2) - height / 2, round(x1) - round(x0), height)
            for n, x0, x1 in layout.bands(a, b)
        ]

    def _paint_hits(self, painter: QPainter, row: Row, layout: ParagraphLayout) -> None:
        height = band_height(layout.style.px)
        for hit in self.hits.touching(row.source, row.start, row.end):
            current = hit == self.current_hit
            painter.setBrush(QColor(self.colours.tint))
            painter.setPen(QPen(QColor(self.colours.accent), 2) if current else Qt.PenStyle.NoPen)
            for band in self._bands(layout, max(0, hit.start - row.start), min(hit.end, row.end) - row.start, height):
                painter.drawRoundedRect(band.adjusted(-1, 0, 1, 0), RADIUS, RADIUS)

    def _paint_flash(self, painter: QPainter, piece: int, layout: ParagraphLayout) -> None:
        if self.flash is None:
            return
        base, length = self.typeset.flow.bases[piece], self.typeset.flow.length_of(piece)
        colour = QColor(self.colours.accent)
        colour.setAlphaF(0.28 * self.flash[2])
        for band in self._bands(
            layout, max(0, self.flash[0] - base), min(length, self.flash[1] - base), band_height(layout.style.px) + 4
        ):
            painter.fillRect(band.adjusted(-2, 0, 2, 0), colour)

    def _paint_selection(self, painter: QPainter, piece: int, layout: ParagraphLayout) -> None:
        start, end = self.selection
        base, length = self.typeset.flow.bases[piece], self.typeset.flow.length_of(piece)
        if start >= end or start > base + length or end <= base:
            return
        for band in self._bands(layout, max(0, start - base), min(length, end - base), layout.style.px * 1.5):
            painter.fillRect(band, QColor(self.colours.select))

    def _paint_keywords(self, painter: QPainter, row: Row, layout: ParagraphLayout) -> None:
        line = layout.style.line
        for word in self.keywords.touching(row.source, row.start, row.end):
            painter.setPen(QPen(QColor(self.colours.stroke(word.colour)), 1))
            for n, x0, x1 in layout.bands(max(0, word.start - row.start), min(word.end, row.end) - row.start):
                y = n * line + round(line / 2) + band_height(layout.style.px) // 2 - 1.5
                painter.drawLine(QLineF(x0, y, x1, y))

    def paint_ends(self, painter: QPainter, ends: Ends, scroll: int) -> None:
        """Paint the handles at both ends of a selection or a mark."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ends.colour))
        for rect, at_top in ((ends.start, True), (ends.end, False)):
            place = rect.translated(0, -scroll)
            painter.drawRect(QRectF(round(place.left()), place.top(), 2, place.height()))
            tip = QPointF(round(place.left()) + 1, place.top() - 2 if at_top else place.bottom() + 3)
            painter.drawEllipse(tip, 4, 4)
