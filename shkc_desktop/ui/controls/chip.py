"""Chips: a tag in its colour, a condition that can be on, a word of evidence."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.focus import paint_focus

HEIGHT = 22
PADDING = 8


def chip_width(words: str, size: int = theme.SECONDARY) -> int:
    """How wide a chip with these words is, in px."""
    return QFontMetrics(theme.font(size)).horizontalAdvance(words) + 2 * PADDING


def paint_chip(painter: QPainter, rect: QRectF, words: str, fill: str, size: int = theme.SECONDARY) -> None:
    """Paint a chip; `fill` is `mark-1` … `mark-4`, `tint`, `warn_tint`, `accent` or `outline`."""
    tokens = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = {"tint": "accent", "warn_tint": "warn", "accent": "on_accent"}.get(fill, "text")
    if fill == "outline":
        painter.setPen(QPen(tokens.colour("edge"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        rect = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour(fill))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setPen(tokens.colour(ink))
    painter.setFont(theme.font(size))
    room = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, int(rect.width()) - PADDING)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, room)
    painter.restore()


class Chip(QWidget):
    """A chip that can be pressed; as a condition (`checkable`) it is an outline that turns to tint.

    Signals:
        pressed: the reader pressed it, or Enter or blank on it.
        toggled: a condition is now on, or off.
        removed: the reader pressed its ×.
    """

    pressed = Signal()
    toggled = Signal(bool)
    removed = Signal()

    def __init__(
        self,
        words: str,
        fill: str = "tint",
        *,
        checkable: bool = False,
        removable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._fill = fill
        self._checkable = checkable
        self._removable = removable
        self._on = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(words)

    def words(self) -> str:
        """What stands on it."""
        return self._words

    def set_words(self, words: str) -> None:
        """Write something else on it."""
        self._words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def is_on(self) -> bool:
        """Whether the condition holds."""
        return self._on

    def set_on(self, on: bool) -> None:
        """Turn the condition on or off without telling."""
        self._on = on
        self.update()

    def sizeHint(self) -> QSize:
        height = HEIGHT + 4 if self._checkable else HEIGHT
        more = 16 if self._removable else 0
        return QSize(chip_width(self._words) + more + (8 if self._checkable else 0), height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        fill = ("tint" if self._on else "outline") if self._checkable else self._fill
        words = f"{self._words}  ×" if self._removable else self._words
        paint_chip(painter, rect, words, fill)
        if self._on:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.current().colour("accent"))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), rect.height() / 2, rect.height() / 2)
        if self.hasFocus():
            paint_focus(painter, rect, rect.height() / 2)

    def _press(self) -> None:
        if self._checkable:
            self.set_on(not self._on)
            self.toggled.emit(self._on)
        self.pressed.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._removable and event.position().x() > self.width() - 20:
            self.removed.emit()
        elif self.rect().contains(event.position().toPoint()):
            self._press()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._press()
        elif self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)
