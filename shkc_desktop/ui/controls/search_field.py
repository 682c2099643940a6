"""A field with an icon at the left and, where it searches, the count and the steps at the right."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from shkc_desktop.ui import icons, theme
from shkc_desktop.ui.controls.button import tool_button
from shkc_desktop.ui.controls.label import Label


class FilterField(QLineEdit):
    """A field that narrows a list down; Esc empties it, Down goes to the list.

    Signals:
        left_downwards: the reader wants to go on into the list.
        escaped: Esc in the empty field.
    """

    left_downwards = Signal()
    escaped = Signal()

    def __init__(self, placeholder: str, picture: str = "filter", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self.setFont(theme.font())
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setTextMargins(28, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        icons.paint(QPainter(self), QRect(8, (self.height() - 16) // 2, 16, 16), self._picture, "muted")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.escaped.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


class SearchField(FilterField):
    """The one search field: while it holds words it shows `1 / 29` and the steps.

    Signals:
        next_wanted, previous_wanted: F3, Enter, or the arrows at the right.
        closed: the reader has left it with Esc or ×.
    """

    next_wanted = Signal()
    previous_wanted = Signal()
    closed = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(placeholder, "search", parent)
        self.count = Label("", theme.SECONDARY, "text2")
        self._steps = QWidget(self)
        row = QHBoxLayout(self._steps)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.count)
        row.addSpacing(6)
        for picture, words, signal in (
            ("up", self.tr("上一处 Shift+F3"), self.previous_wanted),
            ("down", self.tr("下一处 F3"), self.next_wanted),
        ):
            row.addWidget(self._small(picture, words, signal.emit))
        row.addWidget(self._small("close", self.tr("结束搜索 Esc"), self.leave))
        self._steps.hide()
        self.textChanged.connect(self._text_changed)

    def _small(self, picture: str, words: str, pressed: object) -> QWidget:
        button = tool_button(picture, words, pressed)  # type: ignore[arg-type] # bound signals are callable
        button.setIconSize(QSize(14, 14))
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.setProperty("kind", "tiny")
        button.setFixedSize(26, 24)
        return button

    def show_count(self, which: int, total: int) -> None:
        """Show `which / total`, counted from 1; 0 for which shows the total alone."""
        self.count.setText(f"{which} / {total}" if which else self.tr("共 {n} 处").replace("{n}", str(total)))
        self._lay_out()

    def leave(self) -> None:
        """End the search."""
        self.clear()
        self.closed.emit()

    def _text_changed(self, text: str) -> None:
        self._steps.setVisible(bool(text))
        if not text:
            self.count.setText("")
        self._lay_out()

    def _lay_out(self) -> None:
        self._steps.adjustSize()
        width = self._steps.width() if self._steps.isVisibleTo(self) else 0
        self._steps.move(self.width() - width - 6, (self.height() - self._steps.height()) // 2)
        self.setTextMargins(28, 0, width + 4 if width else 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.previous_wanted if back else self.next_wanted).emit()
        else:
            super().keyPressEvent(event)
