"""A row of choices of which one is on: 按区 | 按年."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.focus import paint_focus


class Segments(QWidget):
    """A segmented control.

    Signals:
        chosen: the reader has chosen the segment of this index.
    """

    chosen = Signal(int)

    def __init__(self, words: Sequence[str], *, stretch: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = tuple(words)
        self._index = 0
        self._stretch = stretch
        self.setFont(theme.font())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        across = QSizePolicy.Policy.Expanding if stretch else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self._tell()

    def index(self) -> int:
        """The index of the segment that is on."""
        return self._index

    def set_index(self, index: int) -> None:
        """Turn a segment on without telling."""
        self._index = index
        self._tell()
        self.update()

    def choose(self, index: int) -> None:
        """Turn a segment on as the reader does."""
        if 0 <= index < len(self._words) and index != self._index:
            self.set_index(index)
            self.chosen.emit(index)

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()) + 6, 28)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _tell(self) -> None:
        """Say to screen readers what is on."""
        self.setAccessibleName(" / ".join(self._words))
        self.setAccessibleDescription(self._words[self._index] if self._words else "")

    def _widths(self) -> list[int]:
        metrics = QFontMetrics(self.font())
        return [metrics.horizontalAdvance(word) + 22 for word in self._words]

    def _rects(self) -> list[QRect]:
        widths = self._widths()
        if self._stretch:
            widths = [(self.width() - 6) // len(self._words)] * len(self._words)
        rects, x = [], 3
        for width in widths:
            rects.append(QRect(x, 3, width, self.height() - 6))
            x += width
        return rects

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("hover"))
        painter.drawRoundedRect(self.rect(), theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)
        for i, (rect, word) in enumerate(zip(self._rects(), self._words, strict=True)):
            if i == self._index:
                painter.setPen(tokens.colour("line"))
                painter.setBrush(tokens.colour("card"))
                painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            painter.setPen(tokens.colour("text" if i == self._index else "text2"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, word)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for i, rect in enumerate(self._rects()):
            if rect.contains(event.position().toPoint()):
                self.choose(i)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.choose(self._index + step)
