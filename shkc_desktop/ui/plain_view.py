"""无障碍阅读: the page in front as plain text, in a widget that screen readers know."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout

from shkc_desktop.model.page import Page, Place
from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.label import ElidedLabel
from shkc_desktop.ui.page_place import row_at
from shkc_desktop.ui.tabs import TabContent
from shkc_desktop.ui.wording import wording


class PlainView(TabContent):
    """A page's words, a paragraph a line, with its number, read-only.

    Signals:
        left: the reader wants to go back to the page, to this Place.
    """

    left = Signal(object)
    icon_name = "access"

    def __init__(self, page: Page, place: Place | None, notes: dict[int, str]) -> None:
        """notes: row index to what the reader noted there."""
        super().__init__()
        self.title = self.tr("无障碍阅读　") + page.title
        theme.set_surface(self, "page")
        self._page = page
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.text.setFont(theme.font(theme.BODY))
        self.text.setAccessibleName(page.title)
        self.text.setPlainText("\n".join(line_of(page, i, notes.get(i, "")) for i in range(len(page.rows))))
        row = QHBoxLayout()
        row.addWidget(ElidedLabel(page.title, theme.PANEL_TITLE, serif=True, bold=True), 1)
        row.addWidget(Button(self.tr("回到原页　Esc"), "link", pressed=self._leave))
        column = QVBoxLayout(self)
        column.setContentsMargins(56, 24, 56, 16)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self.text)
        self.setFocusProxy(self.text)
        if place is not None:
            cursor = QTextCursor(self.text.document().findBlockByNumber(row_at(page, place)))
            self.text.setTextCursor(cursor)
            self.text.ensureCursorVisible()

    def _leave(self) -> None:
        number = self.text.textCursor().blockNumber()
        if not self._page.rows:
            return
        row = self._page.rows[min(number, len(self._page.rows) - 1)]
        self.left.emit(Place(self._page.sources[row.source].report, row.start))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)


def line_of(page: Page, number: int, note: str = "") -> str:
    """A row as one line: 标题 or 第12段 before its words, the reader's note behind."""
    row = page.rows[number]
    if row.kind == "year":
        return page.labels.get(number, "")
    words = page.sources[row.source].text[row.start : row.end].replace("\n", " ")
    head = ""
    if row.paragraph:
        head = wording("第 {n} 段　", n=row.paragraph)
    elif row.kind == "heading":
        head = wording("标题　")
    return f"{head}{words}" + (wording("　〔批注：{note}〕", note=note) if note else "")
