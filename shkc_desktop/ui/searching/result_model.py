"""The list of hits as Qt's views see it."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtGui import QStandardItem, QStandardItemModel

from shkc_desktop.model.hit import Hit
from shkc_desktop.ui.controls.list_item import list_item
from shkc_desktop.ui.searching.rows import Head, HitRow, More, RelatedHead, RelatedRow, Row, SubHead

HEIGHTS = {Head: 28, SubHead: 24, HitRow: 40, More: 34, RelatedHead: 46, RelatedRow: 54}


class ResultModel(QStandardItemModel):
    """Rows, which of them is the hit in front, and which are chosen to be tagged."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()
        self._row_of: dict[int, int] = {}
        self.current: int | None = None
        self.chosen: frozenset[int] = frozenset()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; what begins like before stays where it is."""
        same = 0
        while same < min(len(rows), len(self._rows)) and rows[same] == self._rows[same]:
            same += 1
        before, self._rows = len(self._rows), [*self._rows[:same], *rows[same:]]
        self._row_of = {row.index: at for at, row in enumerate(rows) if isinstance(row, HitRow)}
        if same < before:
            self.removeRows(same, before - same)
        if same < len(rows):
            self.invisibleRootItem().insertRows(same, list(map(_item, rows[same:])))

    def set_current(self, hit: int | None) -> None:
        """The hit in front, by its number among all."""
        before, self.current = self.current, hit
        if before != hit:
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

    def row(self, number: int) -> Row | None:
        """The row of this number; None outside."""
        return self._rows[number] if 0 <= number < len(self._rows) else None


def _item(row: Row) -> QStandardItem:
    return list_item(_spoken(row), HEIGHTS[type(row)], can_be_chosen=not isinstance(row, Head | SubHead | RelatedHead))


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
