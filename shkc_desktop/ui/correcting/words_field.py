"""The field in which wrong characters are corrected (校订), and a paragraph is split at the cursor."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.beside import open_beside
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.card import Card
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.positions import from_qt, to_qt

WIDTH = 460
_QUOTED = 160  # characters of the original that are shown above the field


class WordsField(Card):
    """Floats over the window: above the words as they are, below them the field.

    Signals:
        closed: it has gone away.
    """

    closed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(floats=True, parent=host)
        self._host = host
        self._then: Callable[[str], object] = lambda _words: None
        self._split: Callable[[int], object] | None = None
        self._words = ""
        self.setObjectName("words_field")
        self.setFixedWidth(WIDTH)
        self.body.setContentsMargins(14, 10, 14, 10)
        self._title = Label(self.tr("校订"), theme.INTERFACE, bold=True)
        self.original = Label("", theme.SECONDARY, "muted", wrap=True)
        self.edit = QPlainTextEdit()
        self.edit.setFont(theme.font(theme.GROUP, serif=True))
        self.edit.setTabChangesFocus(True)
        self.edit.installEventFilter(self)
        self._hint = Label(self.tr("原字留存，可查可撤"), theme.SECONDARY, "muted")
        self.split = Button(self.tr("在光标处拆段"), pressed=self._split_here)
        self.take = Button(self.tr("校订"), "primary", pressed=self._take)
        foot = QHBoxLayout()
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.split)
        foot.addWidget(self.take)
        for widget in (self._title, self.original, self.edit):
            self.body.addWidget(widget)
        self.body.addLayout(foot)
        self.hide()

    def open_at(
        self,
        point: QPoint,
        words: str,
        then: Callable[[str], object],
        split: Callable[[int], object] | None = None,
    ) -> None:
        """Open near a point of the host. then: called with the corrected words; split: with an offset in `words`."""
        self._words, self._then, self._split = words, then, split
        shown = words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"
        self.original.setText(self.tr("原字：") + shown)
        self.split.setVisible(split is not None)
        self.edit.setPlainText(words)
        self.edit.setFixedHeight(56 if len(words) <= 24 else 150)
        self.edit.selectAll() if len(words) <= 24 else self.edit.moveCursor(QTextCursor.MoveOperation.Start)
        open_beside(self, self._host, point)
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def cursor_offset(self) -> int:
        """Where the cursor stands in the words, in code points."""
        return from_qt(self.edit.toPlainText(), self.edit.textCursor().position())

    def set_cursor(self, offset: int) -> None:
        """Put the cursor at an offset of the words."""
        cursor = self.edit.textCursor()
        cursor.setPosition(to_qt(self.edit.toPlainText(), offset))
        self.edit.setTextCursor(cursor)

    def _take(self) -> None:
        words, then = self.edit.toPlainText(), self._then
        self.close_field()
        then(words)

    def _split_here(self) -> None:
        at, split = self.cursor_offset(), self._split
        if self.edit.toPlainText() != self._words:
            self._hint.setText(self.tr("请先校订，再拆段"))
        elif split is not None:
            self.close_field()
            split(at)

    def close_field(self) -> None:
        """Go away; what was typed is forgotten."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.close_field()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # A correction has no line ends: Enter takes it, Ctrl+Enter splits the paragraph.
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._split is not None:
                self._split_here()
            else:
                self._take()
        else:
            return False
        return True
