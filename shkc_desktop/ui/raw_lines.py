"""The raw lines of a source as they came, with those of one block lit up."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from shkc_desktop.ui import theme

# A longer source is shown in stretches: setting a million characters at once holds the window up.
_SHOWN = 120_000


class RawLines(QPlainTextEdit):
    """Read only; a click on a line tells which.

    Signals:
        line_pressed: the reader clicked on this raw line, from 1.
    """

    line_pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFont(theme.font(theme.INTERFACE + 1))
        self.setAccessibleName(self.tr("原件的文字"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._raw: list[str] = []
        self._first = 1
        self._last = 0
        self._lit: tuple[int, ...] = ()
        self._corrected: tuple[str, ...] = ()

    def lit_lines(self) -> tuple[int, ...]:
        """The raw lines that are lit up, from 1."""
        return self._lit

    def show_lines(self, raw: str) -> None:
        """Show a source from its beginning."""
        self._raw = raw.split("\n")
        self._lit = ()
        self._show_from(1)

    def _show_from(self, first: int) -> None:
        number, room = first - 1, _SHOWN
        while number < len(self._raw) and room > 0:
            room -= len(self._raw[number]) + 1
            number += 1
        self._first, self._last = first, number
        self.setPlainText("\n".join(self._raw[first - 1 : number]))

    def light(self, lines: Sequence[int], corrected: Sequence[str] = ()) -> None:
        """Light these lines up and bring them into sight; words in them that the reader has corrected stand out."""
        if tuple(lines) == self._lit and tuple(corrected) == self._corrected:
            return
        self._lit, self._corrected = tuple(lines), tuple(corrected)
        if lines and not (self._first <= lines[0] and lines[-1] <= self._last):
            # Some of what stands before is shown as well.
            start, room = lines[0], _SHOWN // 3
            while start > 1 and room > 0:
                start -= 1
                room -= len(self._raw[start - 1]) + 1
            self._show_from(start)
        marked = []
        for line in self._lit:
            cursor = self._cursor(line)
            words = cursor.block().text()
            # Without a selection only the first of the rows on which a long line stands would be lit.
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            marked.append(self._mark(cursor, "tint", whole=True))
            for original in self._corrected:
                at = words.find(original)
                if at >= 0:
                    found = QTextCursor(cursor.block())
                    found.setPosition(cursor.block().position() + at)
                    found.setPosition(found.position() + _units(original), QTextCursor.MoveMode.KeepAnchor)
                    marked.append(self._mark(found, "warn_tint", whole=False))
        self.setExtraSelections(marked)
        if self._lit:
            self.setTextCursor(self._cursor(self._lit[0]))
            self.centerCursor()

    def _cursor(self, line: int) -> QTextCursor:
        return QTextCursor(self.document().findBlockByNumber(line - self._first))

    def _mark(self, cursor: QTextCursor, token: str, *, whole: bool) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        made.cursor = cursor
        made.format.setBackground(theme.current().colour(token))
        if whole:
            made.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        else:
            made.format.setForeground(theme.current().colour("warn"))
            made.format.setFontUnderline(True)
        return made

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        cursor = self.cursorForPosition(event.position().toPoint())
        if not self.textCursor().hasSelection():
            self.line_pressed.emit(cursor.blockNumber() + self._first)


def _units(words: str) -> int:
    """How long words are as Qt counts them."""
    return len(words.encode("utf-16-le")) // 2
