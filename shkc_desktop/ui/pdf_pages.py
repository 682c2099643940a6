"""Paragraphs set on the pages of a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPaintDevice,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from shkc_desktop.model.failure import Failure
from shkc_desktop.ui.page.fonts import SANS, SERIF
from shkc_desktop.ui.pdf_text_map import Drawn
from shkc_desktop.ui.positions import to_qt

RESOLUTION = 300
MARGIN_X, MARGIN_Y = 25.0, 22.0  # mm
_BAR = 2.2  # pt


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of paragraph is set; lengths in points. indent: of the whole, first: of its first line more."""

    size: float = 10.5
    serif: bool = True
    bold: bool = False
    colour: str = "#241F1B"
    before: float = 0.0
    indent: float = 0.0
    first: float = 0.0
    leading: float = 1.7
    keeps: bool = False


LOOKS = {
    "title": Look(19, serif=False, bold=True, leading=1.4),
    "facts": Look(9, serif=False, colour="#574F47", before=4),
    "notice": Look(9, serif=False, colour="#765000", before=2),
    "heading": Look(13, serif=False, bold=True, before=20, leading=1.5, keeps=True),
    "subheading": Look(11, serif=False, bold=True, before=12, leading=1.5, keeps=True),
    "excerpt": Look(10.5, before=12, indent=11),
    "detail": Look(8.5, serif=False, colour="#574F47", before=1, indent=11, leading=1.6),
    "own": Look(10.5, before=6, first=21),
    "item": Look(10.5, before=4, indent=10.5),
    "aside": Look(8.5, serif=False, colour="#574F47", before=2, indent=26, leading=1.6),
    "set-aside": Look(8.5, serif=False, colour="#6A6257", before=2),
    "reference": Look(9, before=3, indent=22, first=-22, leading=1.6),
}


@dataclass(frozen=True, slots=True)
class Run:
    """Words set alike. tone: another colour; ground: a highlight behind them."""

    text: str
    raised: bool = False
    tone: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """look: a name of LOOKS. bar: colour of a bar at its left. listed: stands in the PDF's outline."""

    look: str
    runs: Sequence[Run]
    bar: str = ""
    listed: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(run.text for run in self.runs)


def plain(look: str, text: str, *, bar: str = "", listed: bool = False) -> Paragraph:
    """A paragraph of one run."""
    return Paragraph(look, (Run(text),), bar, listed)


def _families(look: Look) -> tuple[str, ...]:
    return SERIF + SANS if look.serif else SANS + SERIF


@dataclass(slots=True)
class _Cursor:
    page: int = 0
    y: float = 0.0
    empty: bool = True


class Paper(Protocol):
    """What pages are painted on: a PDF, or pictures for a preview; lengths in 1/300 inch within the margins."""

    @property
    def device(self) -> QPaintDevice:
        """By whose measure lines are broken."""

    @property
    def width(self) -> float:
        """Of the printed part."""

    @property
    def height(self) -> float:
        """Of the printed part; endless where pages are not turned."""

    def begin(self, painter: QPainter) -> bool:
        """Start the first page; False where that cannot be."""

    def turn(self, painter: QPainter) -> None:
        """Start another page."""


class PdfPaper:
    """The pages of a PDF file."""

    def __init__(self, path: Path, title: str) -> None:
        self.device = QPdfWriter(str(path))
        self.device.setResolution(RESOLUTION)
        self.device.setTitle(title)
        self.device.setCreator("SHKC Desktop")
        margins = QMarginsF(MARGIN_X, MARGIN_Y, MARGIN_X, MARGIN_Y)
        self.device.setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4),
                QPageLayout.Orientation.Portrait,
                margins,
                QPageLayout.Unit.Millimeter,
            )
        )
        self.width = float(self.device.width())
        self.height = float(self.device.height())

    def begin(self, painter: QPainter) -> bool:
        """Start the first page; False where the file cannot be written."""
        return painter.begin(self.device)

    def turn(self, _painter: QPainter) -> None:
        """Start another page."""
        self.device.newPage()


@dataclass(slots=True)
class Pages:
    """Paragraphs being set on paper. outline: (heading, page from 0) as they come; drawn: what was set."""

    paper: Paper
    numbered: bool = True
    outline: list[tuple[str, int]] = field(default_factory=list)
    drawn: Drawn = field(default_factory=Drawn)
    _painter: QPainter = field(init=False)
    _cursor: _Cursor = field(default_factory=_Cursor)
    _fonts: dict[str, QFont] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Start the first page. Raises Failure where it cannot be written."""
        self._painter = QPainter()
        if not self.paper.begin(self._painter):
            raise Failure("无法写入文件，请检查文件夹是否存在、可写，磁盘是否已满。")

    @property
    def number(self) -> int:
        """How many pages there are."""
        return self._cursor.page + 1

    @property
    def bottom(self) -> float:
        """Where the last page ends so far."""
        return self._cursor.y

    def close(self) -> None:
        """Finish the last page and the file."""
        if self._painter.isActive():
            self._number_page()
            self._painter.end()

    def add(self, paragraph: Paragraph) -> None:
        """Set a paragraph below the last one; a heading keeps to what follows."""
        look = LOOKS[paragraph.look]
        layout = self._laid_out(paragraph, look)
        self.drawn.add(paragraph.text, _families(look), look.bold)
        if not self._cursor.empty:
            self._cursor.y += self._px(look.before)
        need = self._line_height(look) + (self._px(60) if look.keeps else 0)
        if self._cursor.y + need > self._height and not self._cursor.empty:
            self._turn()
        if paragraph.listed:
            self.outline.append((" ".join(paragraph.text.split()), self._cursor.page))
        self._draw(layout, look, paragraph.bar)

    def _draw(self, layout: QTextLayout, look: Look, bar: str) -> None:
        """Line by line, each on the page it fits on: Qt's own paging draws a cut line on both pages."""
        height = self._line_height(look)
        top = self._cursor.y
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            if self._cursor.y + height > self._height and not self._cursor.empty:
                self._draw_bar(bar, top, self._cursor.y)
                self._turn()
                top = 0.0
            line.setPosition(QPointF(line.x(), 0))
            line.draw(self._painter, QPointF(0, self._cursor.y + (height - line.height()) / 2))
            self._cursor.y += height
            self._cursor.empty = False
        self._draw_bar(bar, top, self._cursor.y)

    def _draw_bar(self, colour: str, top: float, bottom: float) -> None:
        if colour and bottom > top:
            inset = self._px(2)
            self._painter.fillRect(QRectF(0, top + inset, self._px(_BAR), bottom - top - 2 * inset), QColor(colour))

    def _laid_out(self, paragraph: Paragraph, look: Look) -> QTextLayout:
        # U+2028 breaks a line within a paragraph; a form feed would be drawn as a box.
        text = paragraph.text.replace("\n", "\u2028").replace("\x0c", " ")
        layout = QTextLayout(text, self._font(paragraph.look, look), self.paper.device)
        option = QTextOption()
        option.setAlignment(Qt.AlignmentFlag.AlignJustify)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(list(self._formats(paragraph, look)))
        width, indent = self._width - self._px(look.indent), self._px(look.indent)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            first = self._px(look.first) if line.textStart() == 0 else 0.0
            line.setLineWidth(width - first)
            line.setPosition(QPointF(indent + first, 0))
        layout.endLayout()
        return layout

    def _formats(self, paragraph: Paragraph, look: Look) -> Sequence[QTextLayout.FormatRange]:
        ranges = []
        start = 0
        for run in paragraph.runs:
            made = QTextLayout.FormatRange()
            end = start + to_qt(run.text, len(run.text))
            made.start, made.length = start, end - start
            form = QTextCharFormat()
            form.setForeground(QBrush(QColor(run.tone or look.colour)))
            if run.raised:
                form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
            if run.ground:
                form.setBackground(QBrush(QColor(run.ground)))
            made.format = form
            ranges.append(made)
            start = end
        return ranges

    def _font(self, name: str, look: Look) -> QFont:
        font = self._fonts.get(name)
        if font is None:
            font = self._fonts[name] = QFont()
            font.setFamilies(_families(look))
            font.setPointSizeF(look.size)
            font.setBold(look.bold)
            # Else the digits of G60 or IPv6 take glyphs without a code point, and are lost to search.
            font.setFeature(QFont.Tag("locl"), 0)
        return font

    def _turn(self) -> None:
        self._number_page()
        self.paper.turn(self._painter)
        self._cursor.page += 1
        self._cursor.y, self._cursor.empty = 0.0, True

    def _number_page(self) -> None:
        """As a shape, not as text: who copies across a page gets the words alone."""
        if not self.numbered:
            return
        path = QPainterPath()
        font = QFont(self._font("facts", LOOKS["facts"]))
        font.setPixelSize(round(self._px(8)))
        path.addText(QPointF(0, 0), font, str(self._cursor.page + 1))
        size: QSizeF = path.boundingRect().size()
        path.translate((self._width - size.width()) / 2, self._height + self._px(26))
        self._painter.fillPath(path, QBrush(QColor("#6A6257")))

    def _line_height(self, look: Look) -> float:
        return self._px(look.size * look.leading)

    @property
    def _width(self) -> float:
        return self.paper.width

    @property
    def _height(self) -> float:
        return self.paper.height

    @staticmethod
    def _px(points: float) -> float:
        return points * RESOLUTION / 72
