"""The list of hits as Qt's views see it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from shkc_desktop.model.hit import Hit
from shkc_desktop.ui.searching.rows import Head, HitRow, More, RelatedHead, RelatedRow, Row, SubHead

ROW_ROLE = Qt.ItemDataRole.UserRole
CURRENT_ROLE = Qt.ItemDataRole.UserRole + 1
CHOSEN_ROLE = Qt.ItemDataRole.UserRole + 2

_Index = QModelIndex | QPersistentModelIndex


class ResultModel(QAbstractListModel):
    """Rows, which of them is the hit in front, and which are chosen to be tagged."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()
        self._row_of: dict[int, int] = {}
        self._current: int | None = None
        self.chosen: frozenset[int] = frozenset()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; what begins like before stays where it is."""
        same = 0
        while same < min(len(rows), len(self._rows)) and rows[same] == self._rows[same]:
            same += 1
        if same < len(self._rows):
            self.beginRemoveRows(QModelIndex(), same, len(self._rows) - 1)
            self._rows = self._rows[:same]
            self.endRemoveRows()
        if same < len(rows):
            self.beginInsertRows(QModelIndex(), same, len(rows) - 1)
            self._rows = rows
            self.endInsertRows()
        self._row_of = {row.index: at for at, row in enumerate(rows) if isinstance(row, HitRow)}

    def set_current(self, hit: int | None) -> None:
        """The hit in front, by its number among all."""
        before, self._current = self._current, hit
        for number in (before, hit):
            self._changed(number)

    def set_chosen(self, chosen: frozenset[int]) -> None:
        """The hits that are chosen, by their numbers."""
        before, self.chosen = self.chosen, chosen
        for number in before ^ chosen:
            self._changed(number)

    def _changed(self, hit: int | None) -> None:
        if hit is not None and hit in self._row_of:
            index = self.index(self._row_of[hit], 0)
            self.dataChanged.emit(index, index)

    def index_of(self, hit: int | None) -> QModelIndex:
        """Where a hit stands; an invalid index if it is not in the list."""
        at = self._row_of.get(hit) if hit is not None else None
        return QModelIndex() if at is None else self.index(at, 0)

    def rows(self) -> Sequence[Row]:
        """All rows."""
        return self._rows

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == CURRENT_ROLE:
            return isinstance(row, HitRow) and row.index == self._current
        if role == CHOSEN_ROLE:
            return isinstance(row, HitRow) and row.index in self.chosen
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _spoken(row)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if isinstance(self._rows[index.row()], Head | SubHead | RelatedHead):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _spoken(row: Row) -> str:
    """What a screen reader says of a row."""
    match row:
        case HitRow(_, hit, _) | RelatedRow(hit, _):
            return _sentence(hit)
        case More(count):
            return f"再显示 {count} 处"
        case RelatedHead(_, words):
            return f"相关　{words}"
        case Head(words, count) | SubHead(words, count):
            return words if count is None else f"{words}　{count}"


def _sentence(hit: Hit) -> str:
    number = f"第 {hit.paragraph} 段　" if hit.paragraph else ""
    return f"{number}{hit.before}{hit.match}{hit.after}".replace("\n", " ")
