"""导入结果: what became of each file, one line each."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QTableView, QVBoxLayout

from shkc_desktop.library.importing import Outcome
from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.controls.row_table import dress_rows
from shkc_desktop.ui.tabs import TabContent
from shkc_desktop.ui.wording import wording

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
STATUS = {
    "added": QT_TRANSLATE_NOOP("window", "已导入"),
    "updated": QT_TRANSLATE_NOOP("window", "已替换"),
    "duplicate": QT_TRANSLATE_NOOP("window", "已有"),
    "failed": QT_TRANSLATE_NOOP("window", "没有成功"),
}
_INK = {"added": "ok", "updated": "ok", "duplicate": "text2", "failed": "danger"}


class OutcomeModel(QAbstractTableModel):
    """A row for each file: name, status, message."""

    def __init__(self, outcomes: Sequence[Outcome], doubts: dict[str, int]) -> None:
        super().__init__()
        # What went wrong first, then what asks something.
        rank = {"failed": 0, "duplicate": 2}
        self.outcomes = sorted(
            outcomes, key=lambda one: (rank.get(one.status, 1 if doubts.get(one.report or "") else 3), one.file)
        )
        self.doubts = doubts

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.outcomes)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("文件"), self.tr("结果"), self.tr("说明"))[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        outcome = self.outcomes[index.row()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1:
            return theme.current().colour(_INK[outcome.status])
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if index.column() == 0:
            return Path(outcome.file).name
        if index.column() == 1:
            return wording(str(STATUS[outcome.status]))
        asked = self.doubts.get(outcome.report or "", 0) if outcome.status != "duplicate" else 0
        return outcome.message or (wording("{n} 处待看", n=asked) if asked else "")


class _Table(QTableView):
    """A table whose rows open with Enter or a double click."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class ImportResults(TabContent):
    """The tab.

    Signals:
        report_wanted: this report is to be opened (uuid).
        review_wanted: what this report leaves to be asked is to be looked through (uuid).
    """

    report_wanted = Signal(str)
    review_wanted = Signal(str)
    icon_name = "import"
    side_panel = ""

    def __init__(self, outcomes: Sequence[Outcome], doubts: dict[str, int]) -> None:
        super().__init__()
        self.title = self.tr("导入结果")
        theme.set_surface(self, "page")
        self.model = OutcomeModel(outcomes, doubts)
        self.table = _Table()
        dress_rows(self.table, self.model, 2)
        self.table.setColumnWidth(0, 360)
        self.table.activated.connect(self._open)
        self.table.doubleClicked.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._tell())
        counts = Counter(outcome.status for outcome in outcomes)
        words = "　".join(f"{wording(str(STATUS[status]))} {counts[status]}" for status in STATUS if counts[status])
        self.summary = Label(words, theme.INTERFACE, "text2")
        self.look = Button(self.tr("看疑问与结构"), pressed=self._review)
        row = QHBoxLayout()
        row.addWidget(Label(self.title, theme.PANEL_TITLE, serif=True, bold=True))
        row.addSpacing(16)
        row.addWidget(self.summary, 1)
        row.addWidget(self.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 22, 32, 0)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        if outcomes:
            self.table.selectRow(0)
        self._tell()

    def _report(self) -> str:
        row = self.table.currentIndex().row()
        return (self.model.outcomes[row].report or "") if 0 <= row < len(self.model.outcomes) else ""

    def _tell(self) -> None:
        self.look.setEnabled(bool(self._report()))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and self._report():
            self.report_wanted.emit(self._report())

    def _review(self) -> None:
        self.review_wanted.emit(self._report())
