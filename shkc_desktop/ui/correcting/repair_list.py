"""自动修复: everything the import mended, one line each, each to be undone."""

from collections import Counter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from shkc_desktop.library import amending
from shkc_desktop.model.report import Repair, Report
from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.controls.row_table import dress_rows
from shkc_desktop.ui.correcting.reviser import Reviser
from shkc_desktop.ui.correcting.words import REPAIRS, spoken
from shkc_desktop.ui.wording import wording

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
# A blank or a mark tells nothing by itself: so many characters stand on either side of it.
_SHORT, _AROUND = 4, 8


def summary(report: Report) -> str:
    """`自动修复 41 处：拼段 12　去空格 11`, "" where nothing was mended."""
    counts = Counter(repair.kind for repair in report.repairs)
    parts = [f"{spoken(REPAIRS.get(kind, kind))} {number}" for kind, number in counts.most_common()]
    if not parts:
        return wording("没有自动修复")
    return wording("自动修复 {n} 处：", n=len(report.repairs)) + "　".join(parts)


class RepairModel(QAbstractTableModel):
    """The repairs of a report: kind, raw lines, before, after."""

    def __init__(self) -> None:
        super().__init__()
        self.repairs: tuple[Repair, ...] = ()
        self._report: Report | None = None

    def show(self, report: Report) -> None:
        """Show the repairs of a report."""
        self.beginResetModel()
        self.repairs, self._report = report.repairs, report
        self.endResetModel()

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.repairs)

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("修复"), self.tr("原文行"), self.tr("原来"), self.tr("现在"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        repair = self.repairs[index.row()]
        if role == Qt.ItemDataRole.ForegroundRole and not amending.undoable(repair):
            return theme.current().colour("muted")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        first, last = repair.lines
        aside = repair.kind == "set_aside"
        before, after = around(self._report, repair) if self._report is not None else ("", "")
        return (
            spoken(REPAIRS.get(repair.kind, repair.kind)),
            str(first) if first == last else f"{first}—{last}",
            before + _visible(repair.before) + after,
            self.tr("（不入正文）") if aside else before + _visible(repair.after) + after or self.tr("（去掉）"),
        )[index.column()]


def around(report: Report, repair: Repair) -> tuple[str, str]:
    """The words of its block before and after a short repair, "" and "" for a long one or one of no place."""
    short = max(len(repair.before), len(repair.after)) <= _SHORT
    if repair.start is None or repair.block is None or not short or repair.kind == "set_aside":
        return "", ""
    block, end = report.blocks[repair.block], repair.start + len(repair.after)
    return (
        report.text[max(block.start, repair.start - _AROUND) : repair.start],
        report.text[end : min(block.end, end + _AROUND)],
    )


def _visible(words: str) -> str:
    """Words with their blanks and line ends made visible."""
    shown = words.replace("\n", "⏎").replace("　", "□").replace(" ", "␣")
    return shown if len(shown) <= 60 else shown[:59] + "…"


class RepairList(QDialog):
    """The list, with 撤销这处修复.

    Signals:
        block_wanted: the block of a repair is to be shown (its index).
    """

    block_wanted = Signal(int)

    def __init__(self, reviser: Reviser, parent: QWidget) -> None:
        super().__init__(parent)
        self._reviser = reviser
        self.setWindowTitle(self.tr("自动修复"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 480)
        self.model = RepairModel()
        self.table = QTableView()
        dress_rows(self.table, self.model, 2, 3)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.words = Label("", theme.SECONDARY, "muted", wrap=True)
        self.undo = Button(self.tr("撤销这处修复"), picture="undo", pressed=self.undo_current)
        foot = QHBoxLayout()
        foot.addWidget(self.words, 1)
        foot.addWidget(self.undo)
        foot.addWidget(Button(self.tr("关闭"), pressed=self.accept))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(self.tr("自动修复"), theme.LEAD, serif=True, bold=True))
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._chosen(now.row()))
        reviser.revised.connect(self._read)
        reviser.failed.connect(self.words.setText)
        self._read()

    def _read(self) -> None:
        self._reviser.with_report(self._show)

    def _show(self, report: Report) -> None:
        row = max(0, self.table.currentIndex().row())
        self.model.show(report)
        self.words.setText(summary(report))
        if self.model.repairs:
            self.table.selectRow(min(row, len(self.model.repairs) - 1))
        self._chosen(self.table.currentIndex().row())

    def _chosen(self, row: int) -> None:
        repair = self.model.repairs[row] if 0 <= row < len(self.model.repairs) else None
        self.undo.setEnabled(repair is not None and amending.undoable(repair))
        if repair is not None and repair.block is not None:
            self.block_wanted.emit(repair.block)

    def undo_current(self) -> None:
        """Undo the repair that is selected."""
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.model.repairs):
            repair = self.model.repairs[row]
            self._reviser.revise(self.tr("撤销一处修复"), lambda report: amending.undo_repair(report, repair))
