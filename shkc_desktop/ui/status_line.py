"""The line at the bottom: where the reader is at the left, what holds at the right."""

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.card import rule
from shkc_desktop.ui.controls.label import ElidedLabel, Label


class StatusLine(QWidget):
    """26 px high, in small words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(theme.STATUS)
        theme.set_surface(self, "window")
        self._left = ElidedLabel("", theme.SECONDARY, "text2")
        self._quiet = Label("", theme.SECONDARY, "muted")
        self._saved = Label("", theme.SECONDARY, "text2")
        self._right = Label("", theme.SECONDARY, "text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(24)
        row.addWidget(self._left, 1)
        row.addWidget(self._quiet)
        row.addWidget(self._saved)
        row.addWidget(self._right)
        self._place = self._search = ""
        self._line = rule()
        self._line.setParent(self)
        self._line.setGeometry(0, 0, 100_000, 1)

    def say_left(self, parts: Iterable[str]) -> None:
        """Show where the reader is: `第 43 段 · 第 213 页 · 选中 13 字`; empty parts are left out."""
        self._place = "　·　".join(filter(None, parts))
        self._left.setText(self._search or self._place)

    def say_search(self, parts: Iterable[str]) -> None:
        """Show what is searched for in place of where the reader is, as long as there are any parts."""
        self._search = "　　".join(filter(None, parts))
        self._left.setText(self._search or self._place)

    def say_quietly(self, words: str) -> None:
        """Show what goes on in the background; "" when it is done."""
        self._quiet.setText(words)

    def say_saved(self, words: str) -> None:
        """Show when it was saved last."""
        self._saved.setText(words)

    def say_right(self, parts: Iterable[str]) -> None:
        """Show what holds: `本页 3 条标注   第 2 / 5 年   20 px   32 字`."""
        self._right.setText("　　".join(filter(None, parts)))

    def words(self) -> str:
        """All that stands on it."""
        return "　".join(filter(None, (self._left.text(), self._saved.text(), self._right.text())))
