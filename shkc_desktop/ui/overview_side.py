"""The right column of 总览: 接着读, 待您处理, 常用标签."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from shkc_desktop.model.page import PageKey
from shkc_desktop.ui import icons, theme
from shkc_desktop.ui.controls.card import empty_layout
from shkc_desktop.ui.controls.chip import chip_width, paint_chip
from shkc_desktop.ui.controls.focus import paint_focus
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.overview_card import TagCount


class Unfinished(NamedTuple):
    """A page to go on reading. when: 今天 10:21; where: 第 43 段 …; share: 0 to 1."""

    key: PageKey
    title: str
    when: str
    where: str
    share: float


class ToDo(NamedTuple):
    """Something that waits for the reader; `open` shows it."""

    icon: str
    words: str
    number: int
    open: Callable[[], object]


class _Line(QWidget):
    """A line that can be pressed.

    Signals:
        pressed: the reader pressed it.
    """

    pressed = Signal()

    def __init__(self, height: int, name: str) -> None:
        super().__init__()
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(240, self._height)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()))

    def draw(self, painter: QPainter) -> None:
        """Paint the line."""
        raise NotImplementedError

    def words(self, painter: QPainter, rect: QRectF, text: str, size: int, token: str, right: bool = False) -> None:
        """Write words that end in … where the room ends."""
        painter.setFont(theme.font(size))
        painter.setPen(theme.current().colour(token))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)


def _bar(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)


class _UnfinishedLine(_Line):
    def __init__(self, page: Unfinished) -> None:
        super().__init__(66, f"{page.title}，{page.where}，{page.share:.0%}")
        self._page = page

    def draw(self, painter: QPainter) -> None:
        tokens, width = theme.current(), self.width()
        self.words(painter, QRectF(0, 2, width - 96, 20), self._page.title, theme.INTERFACE, "text")
        self.words(painter, QRectF(width - 96, 2, 96, 20), self._page.when, theme.MARGIN, "muted", right=True)
        self.words(painter, QRectF(0, 22, width, 18), self._page.where, theme.SECONDARY, "text2")
        _bar(painter, QRectF(0, 46, width, 3), tokens.colour("line"))
        if self._page.share > 0:
            _bar(painter, QRectF(0, 46, width * min(1.0, self._page.share), 3), tokens.colour("accent"))


class _ToDoLine(_Line):
    def __init__(self, to_do: ToDo) -> None:
        super().__init__(30, f"{to_do.words} {to_do.number}")
        self._to_do = to_do

    def draw(self, painter: QPainter) -> None:
        token = "warn" if self._to_do.icon == "warn" else "text2"
        icons.paint(painter, self.rect().adjusted(0, 6, -(self.width() - 18), -6), self._to_do.icon, token)
        self.words(painter, QRectF(24, 0, self.width() - 70, 30), self._to_do.words, theme.INTERFACE, "text")
        count = QRectF(self.width() - 50, 0, 50, 30)
        self.words(painter, count, str(self._to_do.number), theme.INTERFACE, "text2", right=True)


class _TagLine(_Line):
    def __init__(self, tag: TagCount, most: int, left: int) -> None:
        super().__init__(28, f"{tag.name} {tag.number}")
        self._tag, self._most, self._left = tag, most, left

    def draw(self, painter: QPainter) -> None:
        width = min(self._left, chip_width(self._tag.name))
        paint_chip(painter, QRectF(0, 4, width, 20), self._tag.name, f"mark-{self._tag.colour}")
        room = self.width() - self._left - 60
        share = self._tag.number / self._most if self._most else 0
        if share:
            bar = QRectF(self._left + 16, 12, max(4.0, room * share), 4)
            _bar(painter, bar, QColor(theme.current().steps[3]))
        count = QRectF(self.width() - 40, 0, 40, 28)
        self.words(painter, count, str(self._tag.number), theme.SECONDARY, "text2", right=True)


class OverviewSide(QWidget):
    """What the reader may want to do next.

    Signals:
        page_wanted: this page is to be opened where it was left.
        tag_pressed: the reader pressed this tag (its uuid).
    """

    page_wanted = Signal(object)
    tag_pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 0, 0, 0)
        self._column.setSpacing(2)

    def show_all(self, pages: Sequence[Unfinished], to_dos: Sequence[ToDo], tags: Sequence[TagCount]) -> None:
        """Show these; what is empty says so in a line."""
        empty_layout(self._column)
        self._head(self.tr("接着读"))
        for page in pages:
            self._add(_UnfinishedLine(page), partial(self.page_wanted.emit, page.key))
        if not pages:
            self._quiet(self.tr("还没有读过的页；点一格就开始。"))
        waiting = [to_do for to_do in to_dos if to_do.number]
        if waiting:
            self._head(self.tr("待您处理"))
        for to_do in waiting:
            self._add(_ToDoLine(to_do), to_do.open)
        self._head(self.tr("常用标签"))
        left = min(160, max((chip_width(tag.name) for tag in tags), default=0))
        for tag in tags:
            line = _TagLine(tag, tags[0].number, left)
            self._add(line, partial(self.tag_pressed.emit, tag.uuid))
        if not tags:
            self._quiet(self.tr("还没有标签；选中一段文字，按 T。"))
        self._column.addStretch(1)

    def _head(self, words: str) -> None:
        if self._column.count():
            self._column.addSpacing(20)
        self._column.addWidget(Label(words, theme.GROUP, bold=True))
        self._column.addSpacing(4)

    def _quiet(self, words: str) -> None:
        self._column.addWidget(Label(words, theme.SECONDARY, "muted", wrap=True))

    def _add(self, line: _Line, pressed: Callable[[], object]) -> None:
        line.pressed.connect(pressed)
        self._column.addWidget(line)
