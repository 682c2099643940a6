"""阅读设置: the small panel for type and theme, with live effect."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.button import tool_button
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.controls.segments import Segments
from shkc_desktop.ui.page.fonts import chinese_font_available, font_advice
from shkc_desktop.ui.reading_look import COLUMNS, FAMILIES, LINE_HEIGHTS, THEME_CHOICES, ReadingLook
from shkc_desktop.ui.wording import wording

_T = TypeVar("_T")


class ReadingSettings(QFrame):
    """Comes up below its button and goes with Esc or a click beside it."""

    def __init__(self, look: ReadingLook, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._look = look
        self.setProperty("card", "true")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(Label(self.tr("阅读设置"), theme.GROUP, bold=True))
        column.addLayout(self._grid)
        if not chinese_font_available():
            column.addWidget(Label(font_advice(), theme.SECONDARY, "warn", wrap=True))
        self.families = self._choice(self.tr("字体"), [self.tr("宋体"), self.tr("黑体")], FAMILIES, look.set_family)
        self.px = self._size_row()
        heights = [f"{height:.1f}" for height in LINE_HEIGHTS]
        self.line_heights = self._choice(self.tr("行距"), heights, LINE_HEIGHTS, look.set_line_height)
        self.columns = self._choice(
            self.tr("栏宽"), [wording("{n} 字", n=n) for n in COLUMNS], COLUMNS, look.set_column
        )
        themes = [*(theme.load_tokens(name).title for name in theme.THEMES), self.tr("跟随系统")]
        self.themes = self._choice(self.tr("主题"), themes, THEME_CHOICES, look.set_theme)
        look.changed.connect(lambda _look: self._show_choices())
        self._show_choices()

    def _choice(self, words: str, names: Sequence[str], values: Sequence[_T], choose: Callable[[_T], None]) -> Segments:
        segments = Segments(names)
        segments.chosen.connect(lambda index: choose(values[index]))
        self._row(words, segments)
        return segments

    def _size_row(self) -> Label:
        row = QHBoxLayout()
        row.setSpacing(8)
        size = Label("", theme.INTERFACE)
        size.setMinimumWidth(52)
        size.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(tool_button("minus", self.tr("缩小 Ctrl+-"), lambda: self._look.zoom(-1)))
        row.addWidget(size)
        row.addWidget(tool_button("plus", self.tr("放大 Ctrl+="), lambda: self._look.zoom(1)))
        row.addStretch(1)
        holder = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        self._row(self.tr("字号"), holder)
        return size

    def _row(self, words: str, widget: QWidget) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(Label(words, theme.INTERFACE, "text2"), row, 0)
        self._grid.addWidget(widget, row, 1, Qt.AlignmentFlag.AlignLeft)

    def _show_choices(self) -> None:
        look = self._look
        self.families.set_index(FAMILIES.index(look.family))
        self.px.setText(f"{look.px} px")
        self.line_heights.set_index(min(range(3), key=lambda i: abs(LINE_HEIGHTS[i] - look.line_height)))
        self.columns.set_index(min(range(4), key=lambda i: abs(COLUMNS[i] - look.column)))
        self.themes.set_index(THEME_CHOICES.index(look.theme))

    def show_below(self, button: QWidget) -> None:
        """Show the panel below a button, its right edge below the button's."""
        self.adjustSize()
        corner = button.mapToGlobal(QPoint(button.width(), button.height() + 6))
        self.move(corner.x() - self.width(), corner.y())
        self.show()
        self.families.setFocus()
