"""The original of a report: the page image of a PDF with the place marked, else the raw lines."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from shkc_desktop.library import originals
from shkc_desktop.library.originals import Frame
from shkc_desktop.model.block import Block
from shkc_desktop.model.report import Report
from shkc_desktop.ui import theme
from shkc_desktop.ui.background import Background, Job
from shkc_desktop.ui.controls.button import tool_button
from shkc_desktop.ui.controls.label import ElidedLabel, Label
from shkc_desktop.ui.raw_lines import RawLines
from shkc_desktop.ui.wording import wording

_MARGIN = 18
_REST_MS = 120  # a page is drawn anew when the width has come to rest


class _Sheet(QWidget):
    """One page as a picture, with frames around the place.

    Signals:
        pressed: a point of the page was clicked, in points from its top left corner.
    """

    pressed = Signal(float, float)

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPixmap()
        self._scale = 1.0
        self._frames: list[Frame] = []
        self._tag = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_picture(self, picture: QPixmap, scale: float) -> None:
        """Show a page; scale: logical px to a point."""
        self._picture, self._scale = picture, scale
        size = picture.deviceIndependentSize().toSize()
        self.setFixedSize(max(1, size.width()), max(1, size.height()))
        self.update()

    def show_frames(self, frames: Sequence[Frame]) -> None:
        """Mark these places."""
        self._frames = list(frames)
        self.update()

    def frame_rect(self) -> QRectF:
        """What the frames on this page cover, in px."""
        united = QRectF()
        for frame in self._frames:
            united = united.united(self._rect(frame))
        return united

    def _rect(self, frame: Frame) -> QRectF:
        scale = self._scale
        return QRectF(
            frame.x0 * scale, frame.y0 * scale, (frame.x1 - frame.x0) * scale, (frame.y1 - frame.y0) * scale
        ).adjusted(-5, -4, 5, 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # The page is white in every theme, so the frame is drawn in the light one's accent.
        accent = theme.load_tokens("light").colour("accent")
        ground = QColor(accent)
        ground.setAlpha(22)
        painter.setPen(QPen(accent, 2))
        painter.setBrush(ground)
        for frame in self._frames:
            painter.drawRoundedRect(self._rect(frame), 3, 3)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit(event.position().x() / self._scale, event.position().y() / self._scale)


class OriginalPane(QWidget):
    """Shows the original of one report and marks where a block stands in it.

    Signals:
        block_pressed: the reader clicked on a place of the original that this block came from (its index).
    """

    block_pressed = Signal(int)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._report: Report | None = None
        self._block: Block | None = None
        self._places: Mapping[int, Sequence[Frame]] = {}
        self._source: tuple[str, str] = ("", "")
        self._pages = self._page = 0
        self._drawn: tuple[int, int] | None = None
        self._jobs: set[Job] = set()
        theme.set_surface(self, "window")
        self.facts = ElidedLabel("", theme.SECONDARY, "muted")
        self._back = tool_button("back", self.tr("上一页"), partial(self.step, -1))
        self._on = tool_button("forward", self.tr("下一页"), partial(self.step, 1))
        self.page_words = Label("", theme.SECONDARY, "text2")
        self._stepper = QWidget()
        row = QHBoxLayout(self._stepper)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._back, self.page_words, self._on):
            row.addWidget(widget)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(self.tr("原件"), theme.GROUP, bold=True))
        head.addWidget(self.facts, 1)
        head.addWidget(self._stepper)
        self.sheet = _Sheet()
        self.sheet.pressed.connect(self._page_pressed)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self.sheet)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self.lines = RawLines()
        self.lines.line_pressed.connect(self._line_pressed)
        self._body = QWidget()
        self._stack = QStackedLayout(self._body)
        self._stack.addWidget(self.lines)
        self._stack.addWidget(self._scroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 16, _MARGIN, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._body, 1)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._draw)
        self._stepper.hide()

    # ---- what is shown ------------------------------------------------------------------------------

    def show_report(self, report: Report) -> None:
        """Show the original of a report; of the one on show already, take note of how it is now."""
        same = self._source == (report.uuid, report.sha256)
        self._report = report
        self._source = (report.uuid, report.sha256)
        if self._block is not None and self._block.index < len(report.blocks):
            self._block = report.blocks[self._block.index] if same else None
        if same:
            return
        self._block, self._places, self._drawn = None, {}, None
        replaced = wording("替换字符 {n}", n=report.replaced_characters)
        self.facts.setText(f"{report.source_name}　{report.encoding.upper()}　{replaced}")
        self._pages = self._page = 0
        paged = originals.has_pages(report)
        self._stepper.setVisible(paged)
        self._stack.setCurrentWidget(self._scroll if paged else self.lines)
        if paged and report.original is not None:
            self._read_pages(report, report.original)
        else:
            self.lines.show_lines(report.raw)

    def show_block(self, index: int) -> None:
        """Mark the place of a block, and bring it into sight."""
        report = self._report
        if report is None or not 0 <= index < len(report.blocks):
            return
        self._block = report.blocks[index]
        if originals.has_pages(report):
            self._go_to_block()
        else:
            corrected = [
                correction.original
                for correction in report.corrections
                if correction.original and self._block.start <= correction.start <= self._block.end
            ]
            self.lines.light(self._block.lines, corrected)

    def block(self) -> int | None:
        """The block whose place is marked."""
        return None if self._block is None else self._block.index

    def page(self) -> int:
        """The page on show, from 1; 0 while there is none."""
        return self._page

    def step(self, by: int) -> None:
        """Turn the page."""
        if 1 <= self._page + by <= self._pages:
            self._page += by
            self._draw()

    # ---- pages --------------------------------------------------------------------------------------

    def _start(self, job: Job) -> None:
        self._jobs.add(job)
        job.ended.connect(lambda: self._jobs.discard(job))

    def _read_pages(self, report: Report, original: bytes) -> None:
        self.page_words.setText(self.tr("正在打开原件"))
        job = self._background.start(lambda _job: originals.page_count(original))
        job.done.connect(partial(self._counted, self._source))
        job.failed.connect(self.page_words.setText)
        self._start(job)
        raw = report.raw
        places = self._background.start(lambda _job: originals.frames_of_lines(original, raw))
        places.done.connect(partial(self._placed, self._source))
        self._start(places)

    def _counted(self, source: tuple[str, str], pages: int) -> None:
        if source == self._source:
            self._pages, self._page = pages, self._page or 1
            self._go_to_block()
            if self._block is None:
                self._draw()

    def _placed(self, source: tuple[str, str], places: Mapping[int, Sequence[Frame]]) -> None:
        if source == self._source:
            self._places = places
            self._go_to_block()

    def _frames(self) -> list[Frame]:
        return [] if self._block is None else originals.frames(self._places, self._block.lines)

    def _go_to_block(self) -> None:
        if self._block is None or not self._pages:
            return
        frames = self._frames()
        page = frames[0].page if frames else self._block.page
        if page is not None:
            self._page = min(page, self._pages)
        self._draw()

    def _draw(self) -> None:
        report = self._report
        if report is None or report.original is None or not self._page:
            return
        self.page_words.setText(self.tr("第 {} 页，共 {} 页").format(self._page, self._pages))
        self._back.setEnabled(self._page > 1)
        self._on.setEnabled(self._page < self._pages)
        width = self._scroll.viewport().width()
        if self._drawn == (self._page, width):
            self._show_place()
            return
        self._drawn = (self._page, width)
        original, page, ratio = report.original, self._page, self.devicePixelRatioF()

        def draw(_job: Job) -> tuple[bytes, float]:
            scale = originals.scale_for(original, page, width)
            return originals.page_picture(original, page, scale * ratio), scale

        job = self._background.start(draw)
        job.done.connect(partial(self._show_picture, self._drawn))
        job.failed.connect(self.page_words.setText)
        self._start(job)

    def _show_picture(self, drawn: tuple[int, int], found: tuple[bytes, float]) -> None:
        if drawn != self._drawn:
            return
        picture = QPixmap()
        picture.loadFromData(found[0])
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self.sheet.show_picture(picture, found[1])
        self._show_place()

    def _show_place(self) -> None:
        self.sheet.show_frames([frame for frame in self._frames() if frame.page == self._page])
        rect = self.sheet.frame_rect().toRect()
        if not rect.isEmpty():
            self._scroll.ensureVisible(rect.center().x(), rect.top(), 0, 40)
            self._scroll.ensureVisible(rect.center().x(), min(rect.bottom(), rect.top() + 200), 0, 40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._page:
            self._rest.start()

    # ---- from the original to the block -------------------------------------------------------------

    def _page_pressed(self, x: float, y: float) -> None:
        for line, frames in self._places.items():
            if any(f.page == self._page and f.x0 - 4 <= x <= f.x1 + 4 and f.y0 - 4 <= y <= f.y1 + 4 for f in frames):
                self._line_pressed(line)
                return

    def _line_pressed(self, line: int) -> None:
        if self._report is None:
            return
        found = next((block for block in self._report.blocks if line in block.lines), None)
        if found is None:
            # An empty line belongs to what stands above it.
            above = [(block.lines[0], block.index) for block in self._report.blocks if block.lines]
            at = bisect_right(sorted(above), (line, len(above))) - 1
            if at < 0:
                return
            found = self._report.blocks[sorted(above)[at][1]]
        self.show_block(found.index)
        self.block_pressed.emit(found.index)
