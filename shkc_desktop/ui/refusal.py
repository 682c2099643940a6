"""What comes up when the reader's library cannot be opened at the start: a sentence, and what can be done."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout

from shkc_desktop.library import opening
from shkc_desktop.library.library import Library
from shkc_desktop.model.failure import Failure
from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.label import Label


class Refusal(QDialog):
    """Offers to restore a backup, to read without writing, to open another library, or to make a new one."""

    def __init__(self, sentence: str, path: Path) -> None:
        super().__init__()
        self.library: Library | None = None
        self._path = path
        self._kinds = self.tr("资料库 (*.shkc)")
        self.setWindowTitle(self.tr("上海科创报告阅读器"))
        self.setMinimumWidth(460)
        self.sentence = Label(sentence, wrap=True)
        self._kept = opening.restorable(path)
        self.offers = [
            Button(self.tr("只读打开"), pressed=self.read_only),
            Button(self.tr("打开另一个…"), pressed=self.open_other),
            Button(self.tr("新建资料库…"), pressed=self.make_new),
        ]
        if self._kept is not None:
            made = datetime.fromtimestamp(self._kept.stat().st_mtime).astimezone()
            words = self.tr("用备份恢复（{when}）").replace("{when}", f"{made:%Y-%m-%d %H:%M}")
            self.offers.insert(0, Button(words, pressed=self.restore))
            kept = self.tr("恢复时，打不开的文件改名留在原处。")
            self.sentence.setText(f"{sentence}{kept}")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for offer in (*self.offers, Button(self.tr("退出"), "primary", pressed=self.reject)):
            row.addWidget(offer)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(self.tr("资料库打不开"), theme.LEAD, serif=True, bold=True))
        column.addWidget(self.sentence)
        column.addSpacing(8)
        column.addLayout(row)

    def read_only(self) -> None:
        """Open the library for reading alone."""
        self._try(lambda: opening.open_library(self._path, read_only=True))

    def restore(self) -> None:
        """Put the newest sound backup in the library's place."""
        kept = self._kept
        if kept is not None:
            self._try(lambda: opening.restore(self._path, kept))

    def open_other(self) -> None:
        """Ask for another library file."""
        name, _ = QFileDialog.getOpenFileName(self, self.tr("打开资料库"), str(self._path.parent), self._kinds)
        if name:
            self._try(lambda: opening.open_library(Path(name)))

    def make_new(self) -> None:
        """Ask for a name and make an empty library."""
        name, _ = QFileDialog.getSaveFileName(self, self.tr("新建资料库"), str(self._path.parent), self._kinds)
        if name:
            path = Path(name)
            self._try(
                lambda: opening.new_library(path if path.suffix == ".shkc" else path.with_name(f"{path.name}.shkc"))
            )

    def _try(self, opened: Callable[[], Library]) -> None:
        try:
            self.library = opened()
        except Failure as failure:
            self.sentence.setText(str(failure))
            self.adjustSize()
        else:
            self.accept()
