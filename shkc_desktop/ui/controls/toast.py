"""A line that comes up after something was done, with 撤销; it takes the place of message boxes."""

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPropertyAnimation, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QHBoxLayout, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.label import Label

SHOWN_MS = 6000
FADE_MS = 120


class _Offer(Label):
    """What the toast offers to do; a click or Enter does it."""

    pressed = Signal()

    def mouseReleaseEvent(self, _event: object) -> None:
        self.pressed.emit()


class Toast(QWidget):
    """At the bottom of its parent for 6 seconds, longer while the pointer is on it.

    Signals:
        closed: it has gone.
    """

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self._do: Callable[[], object] | None = None
        self.words = Label("", bold=True)
        self.offer = _Offer("", bold=True)
        self.offer.setCursor(Qt.CursorShape.PointingHandCursor)
        self.offer.pressed.connect(self._accept)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(48)
        row.addWidget(self.words, 1)
        row.addWidget(self.offer)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.dismiss)
        self._opacity = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(self._opacity)
        self._fade = QPropertyAnimation(self._opacity, b"opacity", self)
        self._fade.setDuration(FADE_MS)
        self._fade.setEasingCurve(QEasingCurve.Type.OutCubic)
        parent.installEventFilter(self)
        self.hide()

    def say(self, words: str, offer: str = "", do: Callable[[], object] | None = None) -> None:
        """Show `words`, and at the right what can be done about it (`撤销  Ctrl+Z`)."""
        self._do = do
        self.words.setText(words)
        self.offer.setText(offer)
        self.offer.setVisible(bool(offer))
        self._dress()
        self.setAccessibleName(f"{words} {offer}".strip())
        room = self._host.width() - 48
        self.words.setWordWrap(self.words.sizeHint().width() + self.offer.sizeHint().width() + 80 > room)
        self.adjustSize()
        self.resize(min(max(self.width(), 320), room), self.sizeHint().height())
        self._place()
        if theme.animations_wanted(self):
            self._fade.stop()
            self._fade.setStartValue(0.0)
            self._fade.setEndValue(1.0)
            self._fade.start()
        else:
            self._opacity.setOpacity(1.0)
        self.show()
        self.raise_()
        self._timer.start()

    def dismiss(self) -> None:
        """Take it away."""
        self._timer.stop()
        self._do = None
        self.hide()
        self.closed.emit()

    def is_waiting(self) -> bool:
        """Whether it will go by itself; not while the pointer is on it."""
        return self._timer.isActive()

    def _accept(self) -> None:
        do = self._do
        self.dismiss()
        if do is not None:
            do()

    def _dress(self) -> None:
        tokens = theme.current()
        # A toast is inverse: ink becomes its ground, page its ink.
        self.words.setStyleSheet(f"color: {tokens.page}")
        self.offer.setStyleSheet(f"color: {tokens.selection if not tokens.dark else tokens.tint}")

    def _place(self) -> None:
        parent = self._host
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - theme.STATUS - 20)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # It is dark on light and light on dark: another theme turns it round while it is shown.
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "offer"):
            self._dress()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def enterEvent(self, _event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, _event: QEvent) -> None:
        if self.isVisible():
            self._timer.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colour("text"))
        painter.drawRoundedRect(self.rect(), theme.CARD_RADIUS, theme.CARD_RADIUS)
