"""The field in which a note is written beside its passage."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.beside import open_beside
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.card import Card
from shkc_desktop.ui.controls.label import ElidedLabel, Label

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
        self._theirs: str | None = None
        self._conflict = QWidget()
        both = QVBoxLayout(self._conflict)
        both.setContentsMargins(0, 0, 0, 0)
        self._other = Label("", theme.SECONDARY, wrap=True)
        both.addWidget(self._other)
        choices = QHBoxLayout()
        choices.addWidget(Button(self.tr("用我写的"), "link", pressed=lambda: self._settle(self.edit.toPlainText())))
        choices.addWidget(Button(self.tr("用那边的"), "link", pressed=lambda: self._settle(self._theirs or "")))
        choices.addWidget(Button(self.tr("两边都留"), "link", pressed=lambda: self._settle(self._both())))
        both.addLayout(choices)
        self.body.addWidget(self._conflict)
        self._conflict.hide()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.store)
        self.edit.textChanged.connect(self._rest.start)
        self.edit.installEventFilter(self)
        self.hide()

    @property
    def annotation(self) -> str:
        """Whose note is being written, "" when the field is away."""
        return self._uuid

    def open_at(self, point: QPoint, annotation: str, quote: str, note: str, typed: str | None = None) -> None:
        """Open for an annotation with its top left at `point`, moved so that it lies within the parent.

        typed: what the reader wrote already and is not stored yet.
        """
        if self._uuid:
            self._finish()
        self._uuid, self._stored = annotation, note
        self._show_choice(None)
        self._quote.setText(quote.replace("\n", " "))
        self.edit.setPlainText(note if typed is None else typed)
        self._rest.stop()
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)
        open_beside(self, self._host, point)
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def store(self) -> None:
        """Tell what has been typed and not been told yet; not while the reader has to choose between two notes."""
        self._rest.stop()
        note = self.edit.toPlainText()
        if self._uuid and note != self._stored and self._theirs is None:
            self._stored = note
            self.written.emit(self._uuid, note)

    def take(self, note: str) -> bool:
        """Show a note that was written elsewhere, unless something here is not stored yet; whether it is shown."""
        if self.edit.toPlainText() != self._stored or self._theirs is not None:
            return False
        self._stored = note
        if self.edit.toPlainText() != note:
            self.edit.setPlainText(note)
            self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)
            self._rest.stop()
        return True

    # ---- two notes for one passage ------------------------------------------------------------------

    def show_conflict(self, theirs: str) -> None:
        """The note was changed elsewhere meanwhile: show both and let the reader choose; nothing is lost."""
        self._stored = theirs
        self._show_choice(theirs)

    def _show_choice(self, theirs: str | None) -> None:
        self._theirs = theirs
        self._conflict.setVisible(theirs is not None)
        if theirs is not None:
            self._other.setText(self.tr("这条批注在另一处已改成：“{}”").format(theirs))
        self.body.invalidate()
        height = self.body.totalHeightForWidth(self.width()) if self.body.hasHeightForWidth() else -1
        self.resize(self.width(), height if height > 0 else self.body.totalSizeHint().height())

    def _both(self) -> str:
        mine = self.edit.toPlainText()
        return "\n".join(part for part in (self._theirs, mine) if part) if mine != self._theirs else mine

    def _settle(self, note: str) -> None:
        self._show_choice(None)
        self.edit.setPlainText(note)
        self.store()
        self.edit.setFocus()

    def _finish(self) -> None:
        self.store()
        if self._theirs is not None:
            # She goes without having chosen: both notes are kept.
            both = self._both()
            self._show_choice(None)
            self.edit.setPlainText(both)
            self.store()

    def close_field(self, back: bool = True) -> None:
        """Store and go away; back: the focus belongs to the page again."""
        if self._uuid:
            self._finish()
            self._uuid = ""
            self._show_choice(None)
            self.hide()
            if back:
                self.closed.emit()

    def eventFilter(self, _watched: object, event: object) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            done = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
                event.modifiers() & Qt.KeyboardModifier.ControlModifier
            )
            if event.key() == Qt.Key.Key_Escape or done:
                self.close_field()
                return True
        elif isinstance(event, QFocusEvent) and event.lostFocus():
            self.store()
            if event.reason() is Qt.FocusReason.MouseFocusReason:
                QTimer.singleShot(0, self._close_if_left)
        return False

    def _close_if_left(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self.close_field(back=False)
