"""The form of one tag: name, colour, definition, criteria, example, digit key."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from shkc_desktop.model.annotation import COLOURS
from shkc_desktop.model.tag import Tag
from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.chip import Chip
from shkc_desktop.ui.controls.label import Label


class TagForm(QDialog):
    """Asks for everything about a tag; `tag()` is what the reader wrote."""

    def __init__(self, tag: Tag, colour_names: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._tag = tag
        self._colour = tag.colour
        self.setWindowTitle(self.tr("标签"))
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        column.addWidget(Label(self.tr("标签"), theme.PANEL_TITLE, serif=True, bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        self.name = QLineEdit(tag.name)
        self.name.setFont(theme.font())
        self._chips = [Chip(f"{c}　{name}", f"mark-{c}") for c, name in zip(COLOURS, colour_names, strict=True)]
        colours = QHBoxLayout()
        colours.setSpacing(8)
        for colour, chip in zip(COLOURS, self._chips, strict=True):
            chip.pressed.connect(lambda c=colour: self._choose(c))
            colours.addWidget(chip)
        colours.addStretch(1)
        self.key = QComboBox()
        self.key.setFont(theme.font())
        self.key.addItem(self.tr("不设"), None)
        for digit in range(1, 10):
            self.key.addItem(f"Ctrl+{digit}", digit)
        self.key.setCurrentIndex(tag.favourite or 0)
        self.definition, self.inclusion = self._area(tag.definition), self._area(tag.inclusion)
        self.exclusion, self.example = self._area(tag.exclusion), self._area(tag.example)
        rows: tuple[tuple[str, QWidget | QHBoxLayout], ...] = (
            (self.tr("名称"), self.name),
            (self.tr("颜色"), colours),
            (self.tr("定义"), self.definition),
            (self.tr("纳入标准"), self.inclusion),
            (self.tr("排除标准"), self.exclusion),
            (self.tr("示例"), self.example),
            (self.tr("常用键"), self.key),
        )
        for at, (words, field) in enumerate(rows):
            label = Label(words, theme.SECONDARY, "muted")
            grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
            if isinstance(field, QWidget):
                label.setBuddy(field)
                grid.addWidget(field, at, 1)
            else:
                grid.addLayout(field, at, 1)
        column.addLayout(grid)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(Button(self.tr("取消"), pressed=self.reject))
        self.ok = Button(self.tr("存下"), "primary", pressed=self.accept)
        self.ok.setDefault(True)
        foot.addWidget(self.ok)
        column.addLayout(foot)
        self.name.textChanged.connect(lambda words: self.ok.setEnabled(bool(words.strip()) and "/" not in words))
        self._choose(tag.colour)
        self.name.setFocus()

    def _area(self, words: str) -> QPlainTextEdit:
        area = QPlainTextEdit(words)
        area.setFont(theme.font())
        area.setProperty("field", "true")
        area.setTabChangesFocus(True)
        area.setFixedHeight(54)
        return area

    def _choose(self, colour: int) -> None:
        self._colour = colour
        for at, chip in zip(COLOURS, self._chips, strict=True):
            chip.set_words(f"{'✓' if at == colour else ''} {chip.words().lstrip('✓ ')}".strip())

    def tag(self) -> Tag:
        """The tag as it is written now."""
        return replace(
            self._tag,
            name=self.name.text().strip(),
            colour=self._colour,
            definition=self.definition.toPlainText().strip(),
            inclusion=self.inclusion.toPlainText().strip(),
            exclusion=self.exclusion.toPlainText().strip(),
            example=self.example.toPlainText().strip(),
        )

    def favourite(self) -> int | None:
        """The digit key the reader chose."""
        digit = self.key.currentData()
        return int(digit) if digit is not None else None
