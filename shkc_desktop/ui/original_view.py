"""原件对照: the raw lines a report was read from, beside its page."""

from bisect import bisect_right

from PySide6.QtGui import QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QVBoxLayout

from shkc_desktop.model.page import Place
from shkc_desktop.model.report import Report
from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.label import ElidedLabel, Label
from shkc_desktop.ui.tabs import TabContent
from shkc_desktop.ui.wording import wording


class OriginalView(TabContent):
    """The source of a report as it came, the lines of the block at the reader's place lit up."""

    icon_name = "original"

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report.uuid
        self.title = self.tr("原件 · ") + report.title
        theme.set_surface(self, "window")
        blocks = sorted(report.blocks, key=lambda block: block.start)
        self._starts = [block.start for block in blocks]
        self._lines = [block.lines for block in blocks]
        self._lit: tuple[int, ...] = ()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFont(theme.font(theme.INTERFACE + 1))
        self.text.setAccessibleName(self.title)
        self.text.setPlainText(report.raw)
        replaced = wording("替换字符 {n}", n=report.replaced_characters)
        facts = f"{report.source_name}　{report.encoding}　{replaced}"
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        column.addWidget(Label(self.tr("原件"), theme.GROUP, bold=True))
        column.addWidget(ElidedLabel(facts, theme.SECONDARY, "muted"))
        column.addWidget(self.text, 1)
        self.setFocusProxy(self.text)

    def lit_lines(self) -> tuple[int, ...]:
        """The raw lines that are lit up, counted from 1."""
        return self._lit

    def follow(self, place: Place) -> None:
        """Light up the raw lines of the block at a place of this report."""
        number = bisect_right(self._starts, place.offset) - 1
        if place.report != self.report or number < 0 or self._lines[number] == self._lit:
            return
        self._lit = self._lines[number]
        document, marked = self.text.document(), []
        for line in self._lit:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(document.findBlockByNumber(line - 1))
            selection.format.setBackground(theme.current().colour("tint"))
            selection.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            marked.append(selection)
        self.text.setExtraSelections(marked)
        if self._lit:
            self.text.setTextCursor(QTextCursor(document.findBlockByNumber(self._lit[0] - 1)))
            self.text.centerCursor()
