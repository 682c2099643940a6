"""The field in which a note is written on its card."""

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from shkc_desktop.ui.page.card_face import NOTE_LINE, NOTE_PX
from shkc_desktop.ui.page.fonts import page_font
from shkc_desktop.ui.page.look import PageColours

# A note is saved when the reader has rested for so long.
_REST_MS = 500


class CardEditor(QTextEdit):
    """Edits the note of one annotation; it takes plain text.

    Signals:
        edited: the note is now another (uuid, note), after a rest and when the reader leaves.
        left: the reader has finished.
        height_changed: the text needs another height.
    """

    edited = Signal(str, str)
    left = Signal()
    height_changed = Signal(float)

    def __init__(self, uuid: str, note: str, width: float, colours: PageColours, parent: QWidget) -> None:
        super().__init__(parent)
        self.uuid, self._saved = uuid, note
        self._left = False
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(page_font("sans", NOTE_PX))
        self.setStyleSheet(
            f"QTextEdit {{ background: {colours.card}; color: {colours.text}; border: none; padding: 0; }}"
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPlaceholderText("批注…")
        self.setAccessibleName("批注")
        self.document().setDocumentMargin(0)
        self.document().setDefaultFont(page_font("sans", NOTE_PX))
        self.document().setTextWidth(width)
        self.setPlainText(note)
        block = QTextBlockFormat()
        block.setLineHeight(NOTE_LINE, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(block)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self.save)
        self.textChanged.connect(self._rest.start)
        self.document().documentLayout().documentSizeChanged.connect(self._tell_height)

    @property
    def wanted_height(self) -> float:
        """The height of the text."""
        return max(float(NOTE_LINE), self.document().size().height())

    def _tell_height(self) -> None:
        self.height_changed.emit(self.wanted_height)

    def stand_at(self, rect: QRectF) -> None:
        """Stand where the note would be painted."""
        self.setGeometry(rect.toAlignedRect())

    def save(self) -> None:
        """Tell the note if it is not the one last told."""
        self._rest.stop()
        note = self.toPlainText()
        if note != self._saved:
            self._saved = note
            self.edited.emit(self.uuid, note)

    def take(self, note: str) -> bool:
        """Show a note that was written elsewhere, unless something here is not told yet; whether it is shown."""
        if self.toPlainText() != self._saved:
            return False
        self._saved = note
        if self.toPlainText() != note:
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(note)
            self.setTextCursor(cursor)
            self._rest.stop()
        return True

    def finish(self) -> None:
        """Save and leave."""
        if not self._left:
            self._left = True
            self.save()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, or Ctrl and Enter, leaves."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.finish()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The reader went elsewhere; a menu or another window is no elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.finish()
        else:
            self.save()
