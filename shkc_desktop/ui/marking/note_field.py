"""The field in which a note is written beside its passage."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.card import Card
from shkc_desktop.ui.controls.label import ElidedLabel

REST_MS = 500


class NoteField(Card):
    """Floats beside a passage; what is typed is told after 500 ms of rest, and when the field is left.

    Signals:
        written: (annotation uuid, note) whenever typing rests.
        closed: the field went away.
    """

    written = Signal(str, str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(floats=True, parent=parent)
        self._host = parent
        self._uuid = ""
        self._stored = ""
        self.setObjectName("note_field")
        self.setFixedWidth(320)
        self.body.setContentsMargins(12, 10, 12, 10)
        self._quote = ElidedLabel("", size=theme.SECONDARY, ink="muted")
        self.edit = QPlainTextEdit()
        self.edit.setFont(theme.font())
        self.edit.setPlaceholderText(self.tr("批注，随写随存；Esc 收起"))
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(110)
        self.body.addWidget(self._quote)
        self.body.addWidget(self.edit)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.store)
        self.edit.textChanged.connect(self._rest.start)
        self.edit.installEventFilter(self)
        self.hide()

    @property
    def annotation(self) -> str:
        """Whose note is being written, "" when the field is away."""
        return self._uuid

    def open_at(self, point: QPoint, annotation: str, quote: str, note: str) -> None:
        """Open for an annotation with its top left at `point`, moved so that it lies within the parent."""
        self.store()
        self._uuid, self._stored = annotation, note
        self._quote.setText(quote.replace("\n", " "))
        self.edit.setPlainText(note)
        self._rest.stop()
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)
        self.adjustSize()
        x = max(8, min(point.x(), self._host.width() - self.width() - 8))
        y = max(8, min(point.y(), self._host.height() - self.sizeHint().height() - 8))
        self.move(x, y)
        self.show()
        self.raise_()
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def store(self) -> None:
        """Tell what has been typed and not been told yet."""
        self._rest.stop()
        note = self.edit.toPlainText()
        if self._uuid and note != self._stored:
            self._stored = note
            self.written.emit(self._uuid, note)

    def close_field(self) -> None:
        """Store and go away."""
        if self.isVisible():
            self.store()
            self._uuid = ""
            self.hide()
            self.closed.emit()

    def eventFilter(self, _watched: object, event: object) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            done = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
                event.modifiers() & Qt.KeyboardModifier.ControlModifier
            )
            if event.key() == Qt.Key.Key_Escape or done:
                self.close_field()
                return True
        elif getattr(event, "type", lambda: None)() == QKeyEvent.Type.FocusOut:
            self.store()
        return False
