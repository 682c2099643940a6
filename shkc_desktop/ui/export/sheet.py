"""A dialog within the window: a scrim over all the rest, a card on it, a line of buttons at its foot."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shkc_desktop.ui.controls.button import tool_button
from shkc_desktop.ui.controls.card import cast_shadow, rule

_SCRIM = QColor(36, 31, 27, 110)
_MARGIN = 16


class Sheet(QWidget):
    """Covers its window while it is open: no key and no click gets past it, Tab stays within it, Escape closes it.

    Signals:
        closed: it is gone; the focus is back where it was.
    """

    closed = Signal()

    def __init__(self, window: QWidget, name: str, width: int, height: int) -> None:
        super().__init__(window)
        self._window = window
        self._wanted = width, height
        self._focus_before: QWidget | None = None
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.card = QFrame(self)
        self.card.setProperty("card", "sheet")
        cast_shadow(self.card)
        self.close_button = tool_button("close", self.tr("关闭 Esc"), self.leave)
        self.content = QVBoxLayout()
        self.content.setContentsMargins(0, 0, 0, 0)
        self.footer = QHBoxLayout()
        self.footer.setContentsMargins(28, 12, 28, 14)
        self.footer.setSpacing(8)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.content, 1)
        column.addWidget(rule())
        column.addLayout(self.footer)
        self.hide()

    def enter(self) -> None:
        """Come up over the window."""
        self._focus_before = QApplication.focusWidget()
        self._window.installEventFilter(self)
        self._cover()
        self.show()
        self.raise_()
        self.setFocus()

    def leave(self) -> None:
        """Go away."""
        if self.isVisible():
            self._window.removeEventFilter(self)
            self.hide()
            if self._focus_before is not None and self._focus_before.isVisible():
                self._focus_before.setFocus()
            self._focus_before = None
            self.closed.emit()

    def _cover(self) -> None:
        self.setGeometry(self._window.rect())
        width, height = (
            min(wanted, room - 2 * _MARGIN)
            for wanted, room in zip(self._wanted, (self.width(), self.height()), strict=True)
        )
        self.card.setGeometry(QRect((self.width() - width) // 2, (self.height() - height) // 2, width, height))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() is QEvent.Type.Resize:
            self._cover()
        return False

    def event(self, event: QEvent) -> bool:
        # What no field takes for itself would be a shortcut of the window: nothing there is to be done now.
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        here = QApplication.focusWidget()
        at: QWidget = here if here is not None and self.isAncestorOf(here) else self
        found = at
        while True:
            found = (found.nextInFocusChain() if forwards else found.previousInFocusChain()) or at
            if found is at:
                return True
            wants = found.focusPolicy() & Qt.FocusPolicy.TabFocus and found.isEnabled()
            if wants and self.isAncestorOf(found) and found.isVisibleTo(self):
                reason = Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason
                found.setFocus(reason)
                return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), _SCRIM)
