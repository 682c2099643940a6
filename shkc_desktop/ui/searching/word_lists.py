"""The dialog for what the reader names herself: 词组, and lists of keywords that are painted in the text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from shkc_desktop.library.saving import Kept
from shkc_desktop.model.annotation import COLOURS
from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.chip import Chip
from shkc_desktop.ui.controls.label import Label


@dataclass(frozen=True, slots=True)
class WordList:
    """What the form holds. uuid: None for one that is new."""

    uuid: str | None
    name: str
    words: tuple[str, ...]
    colour: int = 1
    is_on: bool = True

    def value(self, painted: bool) -> Any:
        """As it is saved: 词组 are their variants alone."""
        return {"words": list(self.words), "colour": self.colour, "on": self.is_on} if painted else list(self.words)


def read(kept: Kept) -> WordList:
    """What was saved, whoever saved it."""
    value = kept.value if isinstance(kept.value, dict) else {"words": kept.value}
    words = tuple(str(word) for word in value.get("words", ()))
    colour = value.get("colour", 1)
    return WordList(kept.uuid, kept.name, words, colour if colour in COLOURS else 1, bool(value.get("on", True)))


class WordLists(QDialog):
    """Lists at the left, the chosen one at the right.

    Signals:
        kept: this WordList is to be stored.
        dropped: the one of this uuid is to be forgotten.
    """

    kept = Signal(object)
    dropped = Signal(str)

    def __init__(self, title: str, about: str, painted: bool, colours: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumSize(600, 420)
        self._lists: list[WordList] = []
        self._colour = 1
        self.names = QListWidget()
        self.names.setFont(theme.font())
        self.names.setFixedWidth(170)
        self.names.setAccessibleName(title)
        self.name = QLineEdit()
        self.name.setFont(theme.font())
        self.name.setPlaceholderText(self.tr("名称"))
        self.words = QPlainTextEdit()
        self.words.setFont(theme.font())
        self.words.setTabChangesFocus(True)
        self.words.setPlaceholderText(self.tr("一行一个"))
        for field in (self.names, self.words):
            field.setProperty("field", "true")
        self.is_on = QCheckBox(self.tr("在正文里标出"))
        self.is_on.setFont(theme.font())
        self._chips = [Chip(name, f"mark-{colour}") for colour, name in zip(COLOURS, colours, strict=True)]
        self.keep = Button(self.tr("存下"), "primary", pressed=self._keep)
        self.drop = Button(self.tr("删去"), "danger", pressed=self._drop)
        self._arrange(title, about, painted)
        self.names.currentRowChanged.connect(self._fill)
        self.name.textChanged.connect(self._look)
        self.words.textChanged.connect(self._look)

    def _arrange(self, title: str, about: str, painted: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(Label(title, theme.PANEL_TITLE, serif=True, bold=True))
        column.addWidget(Label(about, theme.SECONDARY, "muted", wrap=True))
        form = QVBoxLayout()
        form.addWidget(self.name)
        form.addWidget(self.words, 1)
        colours = QHBoxLayout()
        colours.setSpacing(8)
        for colour, chip in zip(COLOURS, self._chips, strict=True):
            chip.pressed.connect(lambda c=colour: self._choose(c))
            colours.addWidget(chip)
            chip.setVisible(painted)
        colours.addStretch(1)
        colours.addWidget(self.is_on)
        self.is_on.setVisible(painted)
        form.addLayout(colours)
        both = QHBoxLayout()
        both.setSpacing(16)
        left = QVBoxLayout()
        left.addWidget(self.names, 1)
        left.addWidget(Button(self.tr("新建"), "link", pressed=self.begin), 0, Qt.AlignmentFlag.AlignLeft)
        both.addLayout(left)
        both.addLayout(form, 1)
        column.addLayout(both, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.drop)
        foot.addStretch(1)
        foot.addWidget(Button(self.tr("关闭"), pressed=self.accept))
        foot.addWidget(self.keep)
        column.addLayout(foot)

    def set_lists(self, lists: Sequence[WordList], chosen: str | None = None) -> None:
        """Show these lists; the one of that name, else the first, is chosen."""
        self._lists = list(lists)
        self.names.blockSignals(True)
        self.names.clear()
        self.names.addItems([each.name for each in lists])
        at = next((n for n, each in enumerate(lists) if each.name == chosen), 0 if lists else -1)
        self.names.setCurrentRow(at)
        self.names.blockSignals(False)
        self._fill(at)

    def begin(self) -> None:
        """Begin a new list."""
        self.names.setCurrentRow(-1)
        self._fill(-1)
        self.name.setFocus()

    def written(self) -> WordList:
        """What stands in the form."""
        row = self.names.currentRow()
        uuid = self._lists[row].uuid if 0 <= row < len(self._lists) else None
        lines = (line.strip() for line in self.words.toPlainText().split("\n"))
        words = tuple(dict.fromkeys(line for line in lines if line))
        return WordList(uuid, self.name.text().strip(), words, self._colour, self.is_on.isChecked())

    def _fill(self, row: int) -> None:
        shown = self._lists[row] if 0 <= row < len(self._lists) else WordList(None, "", ())
        self.name.setText(shown.name)
        self.words.setPlainText("\n".join(shown.words))
        self.is_on.setChecked(shown.is_on)
        self.drop.setEnabled(shown.uuid is not None)
        self._choose(shown.colour)
        self._look()

    def _choose(self, colour: int) -> None:
        self._colour = colour
        for at, chip in zip(COLOURS, self._chips, strict=True):
            chip.set_words(f"{'✓' if at == colour else ''} {chip.words().lstrip('✓ ')}".strip())

    def _look(self) -> None:
        written = self.written()
        self.keep.setEnabled(bool(written.name and written.words))

    def _keep(self) -> None:
        self.kept.emit(self.written())

    def _drop(self) -> None:
        uuid = self.written().uuid
        if uuid is not None:
            self.dropped.emit(uuid)


def edit(dialog: WordLists, lists: Callable[[], Sequence[WordList]]) -> None:
    """Show the dialog; it shows what is stored after each change."""
    dialog.kept.connect(lambda written: dialog.set_lists(lists(), written.name))
    dialog.dropped.connect(lambda _uuid: dialog.set_lists(lists()))
    dialog.set_lists(lists())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
