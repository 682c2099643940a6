"""The annotations in groups as one flat list: heads, rows, and what is still folded away."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from shkc_desktop.library.table import AnnotationRow, Group

ENTRY_ROLE = Qt.ItemDataRole.UserRole
# Rows of a group that are shown at first; the rest is one press away.
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a group."""

    group: Group
    is_open: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An annotation in its group."""

    row: AnnotationRow
    group: str


@dataclass(frozen=True, slots=True)
class More:
    """还有 N 条."""

    group: str
    number: int


Entry = Head | Line | More


class AnnotationModel(QAbstractListModel):
    """What the list shows; 10,000 rows cost one list of references."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: Sequence[Group] = ()
        self._entries: list[Entry] = []
        self._first: dict[str, int] = {}  # where an annotation stands first
        self._folded: set[str] = set()
        self._whole: set[str] = set()

    def set_groups(self, groups: Sequence[Group]) -> None:
        """Show these groups; what the reader folded or unfolded stays so."""
        self.beginResetModel()
        self._groups = groups
        self._entries = self._listed()
        self._first = {}
        for at, entry in enumerate(self._entries):
            if isinstance(entry, Line):
                self._first.setdefault(entry.row.uuid, at)
        self.endResetModel()

    def toggle(self, key: str) -> None:
        """Fold a group, or unfold it."""
        self._folded ^= {key}
        self.set_groups(self._groups)

    def show_all(self, key: str) -> None:
        """Show every row of a group."""
        self._whole.add(key)
        self.set_groups(self._groups)

    def _listed(self) -> list[Entry]:
        entries: list[Entry] = []
        for group in self._groups:
            is_open = group.key not in self._folded
            entries.append(Head(group, is_open))
            if not is_open:
                continue
            whole = group.key in self._whole or len(self._groups) == 1
            shown = group.rows if whole else group.rows[:SHOWN]
            entries += [Line(row, group.key) for row in shown]
            if len(shown) < len(group.rows):
                entries.append(More(group.key, len(group.rows) - len(shown)))
        return entries

    def entry(self, index: QModelIndex | QPersistentModelIndex) -> Entry | None:
        """What stands in a row."""
        return self._entries[index.row()] if index.isValid() else None

    def index_of(self, uuid: str) -> QModelIndex:
        """The first row of an annotation; invalid if it is not shown."""
        at = self._first.get(uuid)
        return QModelIndex() if at is None else self.index(at)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entry(index)
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            match entry:
                case Head(group, _):
                    return f"{group.name} {len(group.rows)}"
                case Line(row, _):
                    return f"{row.words} {row.note}".strip()
                case More(_, number):
                    return self.tr("还有 {} 条").format(number)
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if isinstance(self.entry(index), Line):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.ItemIsEnabled
