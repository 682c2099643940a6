"""The tags as a tree for a view: counts, colours, drag and drop."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from shkc_desktop.chinese.initials import matches_initials
from shkc_desktop.library.codebook import TagCount

NODE_ROLE = Qt.ItemDataRole.UserRole
MIME = "application/x-shkc-tag"
_Index = QModelIndex | QPersistentModelIndex


@dataclass(eq=False)
class Node:
    """A tag in the tree."""

    count: TagCount | None = None
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)

    @property
    def row(self) -> int:
        """Its place among its siblings."""
        return self.parent.children.index(self) if self.parent is not None else 0


class CodebookModel(QAbstractItemModel):
    """All living tags.

    move: asked when one is dropped (uuid, new parent, place among its siblings). rename: when a name was written over
    (uuid, name).
    """

    def __init__(
        self,
        move: Callable[[str, str | None, int], None],
        rename: Callable[[str, str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._rename = rename
        self._root = Node()
        self._nodes: dict[str, Node] = {}
        self._all: Sequence[TagCount] = ()
        self._words = ""
        self._move = move

    def set_tags(self, tags: Sequence[TagCount]) -> None:
        """Show these tags, depth first as `codebook` gives them."""
        self._all = tags
        self._build()

    def set_filter(self, words: str) -> None:
        """Show only tags that hold the words or have these initials, and those above them."""
        self._words = words.strip().casefold()
        self._build()

    def _build(self) -> None:
        self.beginResetModel()
        self._root, self._nodes = Node(), {}
        wanted = {c.tag.uuid for c in self._all if self._fits(c)}
        parents = {c.tag.uuid: c.tag.parent for c in self._all}
        for uuid in list(wanted):
            at = parents[uuid]
            while at is not None and at in parents and at not in wanted:
                wanted.add(at)
                at = parents[at]
        for count in self._all:
            if count.tag.uuid in wanted:
                above = self._nodes.get(count.tag.parent or "", self._root)
                node = Node(count, above)
                above.children.append(node)
                self._nodes[count.tag.uuid] = node
        self.endResetModel()

    def _fits(self, count: TagCount) -> bool:
        name = count.tag.name
        return not self._words or self._words in name.casefold() or matches_initials(self._words, name)

    def node(self, index: _Index) -> Node:
        """The node of an index, the root for an invalid one."""
        found: Any = index.internalPointer() if index.isValid() else self._root
        return found if isinstance(found, Node) else self._root

    def index_of(self, uuid: str) -> QModelIndex:
        """Where a tag stands; invalid if it is not shown."""
        node = self._nodes.get(uuid)
        return QModelIndex() if node is None else self.createIndex(node.row, 0, node)

    # Qt's questions

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's signature
        children = self.node(parent).children
        return (
            self.createIndex(row, column, children[row]) if 0 <= row < len(children) and not column else QModelIndex()
        )

    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override]  # the other overload has no argument
        above = self.node(index).parent
        return QModelIndex() if above is None or above is self._root else self.createIndex(above.row, 0, above)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return len(self.node(parent).children)

    def columnCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        count = self.node(index).count
        if count is None:
            return None
        if role == NODE_ROLE:
            return self.node(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return count.tag.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{count.path} {count.total}"
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        count = self.node(index).count
        name = str(value).strip()
        if count is None or role != Qt.ItemDataRole.EditRole or not name or name == count.tag.name:
            return False
        # The rows are read anew from the library, when the field of the old name has gone.
        uuid = count.tag.uuid
        QTimer.singleShot(0, self, lambda: self._rename(uuid, name))
        return True

    def flags(self, _index: _Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
        return plain | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        uuids = [c.tag.uuid for index in indexes if (c := self.node(index).count) is not None]
        data.setData(MIME, ",".join(uuids).encode())
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, _column: int, parent: _Index) -> bool:
        if action is not Qt.DropAction.MoveAction or not data.hasFormat(MIME):
            return False
        above = self.node(parent).count
        place = row if row >= 0 else self.rowCount(parent)
        for uuid in bytes(data.data(MIME).data()).decode().split(","):
            self._move(uuid, above.tag.uuid if above is not None else None, place)
        return False  # the rows are read anew from the library; the view must not take them away itself
