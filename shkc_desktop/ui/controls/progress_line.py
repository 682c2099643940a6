"""Progress of long work: a 4 px line, a count, and 取消."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.label import ElidedLabel, Label


class ProgressBar(QWidget):
    """A line that is filled from the left; `share` runs from 0 to 1."""

    def __init__(self, height: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setFixedHeight(height)

    def set_share(self, share: float) -> None:
        """Fill this share of the line."""
        self._share = min(1.0, max(0.0, share))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        painter.setBrush(tokens.colour("line"))
        painter.drawRoundedRect(self.rect(), radius, radius)
        painter.setBrush(tokens.colour("accent"))
        painter.drawRoundedRect(QRectF(0, 0, self.width() * self._share, self.height()), radius, radius)


class ProgressLine(QWidget):
    """What is being done, how far it is, and a way to stop it.

    Signals:
        cancelled: the reader pressed 取消.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ElidedLabel("", theme.SECONDARY, "text2")
        self.count = Label("", theme.SECONDARY, "text2")
        self.line = ProgressBar()
        self.cancel = Button(self.tr("取消"), "link", pressed=self.cancelled.emit)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.count)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 8)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.line)

    def show_progress(self, words: str, done: int, total: int) -> None:
        """Show `正在识别  32 / 100`; a total of 0 shows the words alone."""
        self.words.setText(words)
        self.count.setText(f"{done} / {total}" if total else "")
        self.line.set_share(done / total if total else 0.0)
        self.setAccessibleName(f"{words} {self.count.text()}".strip())
        self.show()
