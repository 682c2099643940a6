"""The scroll bar that maps where marks and hits lie."""

from collections.abc import Iterable, Iterator
from time import perf_counter

from PySide6.QtCore import QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QWidget

from shkc_desktop.model.page import Mark
from shkc_desktop.ui.page.look import PageColours
from shkc_desktop.ui.page.typeset_page import TypesetPage

WIDTH = 16
_HANDLE = (3, 9)  # left edge, width
_TICK = (4, 7, 3)  # left edge, width, height
_HIT = (1, 5)
# Marks are mapped in slices, so that ten thousand of them are not felt.
_SLICE = 0.005
_WAIT_MS = 80


class ScrollMap(QScrollBar):
    """A vertical scroll bar with a tick for each mark, in its colour, and for each hit."""

    def __init__(self, colours: PageColours, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._colours = colours
        self._typeset: TypesetPage | None = None
        self._spans: list[tuple[Iterable[Mark], bool]] = []
        self._work: Iterator[None] | None = None
        self._ticks: dict[tuple[int, bool], int] = {}
        self._picture: QPixmap | None = None
        self._timer = QTimer(self, interval=_WAIT_MS, singleShot=True)
        self._timer.timeout.connect(self._map_more)
        # No buttons at the ends; the rest is painted here.
        self.setStyleSheet(
            f"QScrollBar:vertical {{ background: transparent; width: {WIDTH}px; margin: 0; border: none; }}"
            "QScrollBar::handle:vertical { min-height: 32px; margin: 0; }"
            "QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical { height: 0; }"
        )
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("滚动条，标出标注与命中的位置")

    def set_colours(self, colours: PageColours) -> None:
        """Paint in other colours."""
        self._colours, self._picture = colours, None
        self.update()

    def show_spans(self, typeset: TypesetPage, marks: Iterable[Mark], hits: Iterable[Mark]) -> None:
        """Map these marks and hits of a page, soon."""
        self._typeset, self._spans, self._work = typeset, [(marks, False), (hits, True)], None
        self._timer.start(_WAIT_MS)

    def is_mapping(self) -> bool:
        """Whether the map is still being made."""
        return self._timer.isActive()

    @property
    def ticks(self) -> dict[tuple[int, bool], int]:
        """(pixel, whether it is a hit) to the colour shown there; what is mapped so far."""
        return dict(self._ticks)

    def _map_more(self) -> None:
        """Map for a slice of time; show the new map when it is complete."""
        if self._typeset is None:
            return
        if self._work is None:
            self._found: dict[tuple[int, bool], int] = {}
            self._work = self._map(self._typeset)
        end = perf_counter() + _SLICE
        for _ in self._work:
            if perf_counter() > end:
                self._timer.start(0)
                return
        self._ticks, self._picture, self._work = self._found, None, None
        self.update()

    def _map(self, typeset: TypesetPage) -> Iterator[None]:
        """Find the pixel of each span; yields now and then."""
        found, flow = self._found, typeset.flow
        if not len(flow):
            return
        tops, bases = typeset.heights.tops(), flow.bases
        scale = self.height() / max(1, typeset.height, self.pageStep())
        for spans, is_hit in self._spans:
            for n, mark in enumerate(list(spans)):
                if n % 200 == 199:
                    yield
                pieces = flow.pieces_of(mark.source, mark.start, mark.end)
                if not pieces:
                    # It lies in a part of its report that is not on this page.
                    continue
                piece = pieces[0]
                row = flow.pieces[piece]
                position = bases[piece] + max(0, mark.start - row[1])
                share = (position - bases[piece]) / (bases[piece + 1] - bases[piece])
                y = typeset.head + tops[piece] + share * (tops[piece + 1] - tops[piece])
                found[int(y * scale), is_hit] = mark.colour

    def _handle(self) -> QRect:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        style = self.style()
        return style.subControlRect(
            QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, self
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the handle and the map."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._colours.page))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.maximum() > 0:
            painter.setPen(Qt.PenStyle.NoPen)
            held = self.isSliderDown() or self.underMouse()
            painter.setBrush(QColor(self._colours.line if held else self._colours.hover))
            handle = QRectF(self._handle())
            painter.drawRoundedRect(QRectF(_HANDLE[0], handle.top(), _HANDLE[1], handle.height()), 4, 4)
        if self._ticks:
            painter.drawPixmap(0, 0, self._map_picture())
        painter.end()

    def _map_picture(self) -> QPixmap:
        if self._picture is None:
            ratio = self.devicePixelRatioF()
            picture = QPixmap(self.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for (y, is_hit), colour in sorted(self._ticks.items()):
                painter.setBrush(QColor(self._colours.accent if is_hit else self._colours.stroke(colour)))
                left, width = _HIT if is_hit else _TICK[:2]
                painter.drawRoundedRect(QRectF(left, y - 1, width, _TICK[2]), 1.2, 1.2)
            painter.end()
            self._picture = picture
        return self._picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height: the map is drawn anew."""
        super().resizeEvent(event)
        if self._typeset is not None:
            self._work = None
            self._timer.start(_WAIT_MS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On the handle: drag; elsewhere: go there."""
        if event.button() == Qt.MouseButton.LeftButton and not self._handle().contains(event.position().toPoint()):
            share = event.position().y() / max(1, self.height())
            self.setValue(round(share * (self.maximum() + self.pageStep()) - self.pageStep() / 2))
            event.accept()
            return
        super().mousePressEvent(event)
