"""The model of the library tree: 按区 and 按年, filled only where the reader looks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt

from shkc_desktop.model.district import UNATTRIBUTED
from shkc_desktop.model.page import PageKey, PageKind, Place
from shkc_desktop.ui.matrix import Matrix, MatrixCell, Presence, matches, spoken
from shkc_desktop.ui.wording import wording

# Rows that come at once where a branch is long.
BATCH = 200

NODE_ROLE = Qt.ItemDataRole.UserRole


class Heading(NamedTuple):
    """A heading of a report as the tree shows it. offset: where it begins."""

    title: str
    level: int
    offset: int
    district: str = ""


class ReportEntry(NamedTuple):
    """A report as the tree shows it."""

    uuid: str
    title: str
    year: int | None
    edition: str
    annotations: int


class Sort(Enum):
    """What a row of the tree stands for."""

    DISTRICT = "district"
    CELL = "cell"
    YEAR = "year"
    REPORT = "report"
    HEADING = "heading"
    RULE = "rule"


@dataclass(eq=False, slots=True)
class Node:
    """One row. cells: the years of a district. make: gives the rows below, called when they are wanted first."""

    sort: Sort
    words: str
    parent: "Node | None" = None
    key: PageKey | None = None
    place: Place | None = None
    count: int = 0
    cell: MatrixCell | None = None
    cells: tuple[MatrixCell, ...] = ()
    note: str = ""
    empty: bool = False
    make: "Callable[[Node], Sequence[Node]] | None" = None
    children: "list[Node]" = field(default_factory=list)
    waiting: "list[Node]" = field(default_factory=list)
    asked: bool = False
    row: int = 0


Index = QModelIndex | QPersistentModelIndex


class LibraryTreeModel(QAbstractItemModel):
    """The rows of the library tree.

    outline: gives the headings of a report; asked only when the report is unfolded.
    """

    def __init__(self, outline: Callable[[str], Sequence[Heading]]) -> None:
        super().__init__()
        self._outline = outline
        self._matrix: Matrix | None = None
        self._reports: Sequence[ReportEntry] = ()
        self._by_year = False
        self._query = ""
        self._root = Node(Sort.RULE, "")

    def set_contents(self, matrix: Matrix, reports: Sequence[ReportEntry]) -> None:
        """Show another state of the library."""
        self._matrix, self._reports = matrix, reports
        self._fill()

    def set_by_year(self, by_year: bool) -> None:
        """Order by year rather than by district."""
        if by_year != self._by_year:
            self._by_year = by_year
            self._fill()

    def set_filter(self, query: str) -> None:
        """Show only what the words name; "" shows all."""
        if query.strip() != self._query:
            self._query = query.strip()
            self._fill()

    def years(self) -> tuple[int, ...]:
        """The years whose glyphs stand in a district's row; the last five."""
        return self._matrix.years[-5:] if self._matrix else ()

    def _fill(self) -> None:
        self.beginResetModel()
        self._root = Node(Sort.RULE, "")
        rows = [] if self._matrix is None else list(self._years() if self._by_year else self._districts(self._matrix))
        self._adopt(self._root, rows)
        self.endResetModel()

    def _adopt(self, parent: Node, rows: Sequence[Node]) -> None:
        parent.asked = True
        for node in rows:
            node.parent = parent
        parent.children = list(rows[:BATCH])
        parent.waiting = list(rows[BATCH:])
        for i, node in enumerate(parent.children):
            node.row = i

    # By district

    def _districts(self, matrix: Matrix) -> Iterator[Node]:
        for district in matrix.districts:
            if not self._query or matches(district, self._query):
                yield self._district(matrix, district.name)
        if any(c.presence is Presence.TEXT for c in matrix.row("")) and (
            not self._query or self._query in UNATTRIBUTED
        ):
            if not self._query:
                yield Node(Sort.RULE, "")
            yield self._district(matrix, "")

    def _district(self, matrix: Matrix, name: str) -> Node:
        empty = not matrix.has_text(name)
        return Node(
            Sort.DISTRICT,
            spoken(name),
            key=PageKey(PageKind.YEARS, district=spoken(name)),
            count=matrix.annotations_of(name),
            cells=tuple(matrix.cell(name, year) for year in self.years()),
            empty=empty,
            make=None if empty else lambda _node: [self._cell(matrix.cell(name, y)) for y in matrix.years],
        )

    def _cell(self, cell: MatrixCell) -> Node:
        there = cell.presence is Presence.TEXT
        return Node(
            Sort.CELL,
            str(cell.year),
            key=PageKey(PageKind.DISTRICT, district=spoken(cell.district), year=cell.year) if there else None,
            count=cell.annotations,
            cell=cell,
            note="、".join(cell.editions) if there else cell.presence.value,
            empty=not there,
        )

    # By year

    def _years(self) -> Iterator[Node]:
        years: dict[int | None, list[ReportEntry]] = {}
        for entry in self._reports:
            if not self._query or self._named(entry):
                years.setdefault(entry.year, []).append(entry)
        for year in sorted(years, key=lambda y: (y is None, y or 0)):
            entries = years[year]
            yield Node(
                Sort.YEAR,
                str(year) if year is not None else wording("年份待定"),
                count=sum(entry.annotations for entry in entries),
                make=lambda _node, found=entries: [self._report(entry) for entry in found],  # type: ignore[misc]
            )

    def _named(self, entry: ReportEntry) -> bool:
        from shkc_desktop.chinese.initials import matches_filter

        return self._query in str(entry.year or "") or matches_filter(self._query, entry.title)

    def _report(self, entry: ReportEntry) -> Node:
        return Node(
            Sort.REPORT,
            entry.title.strip("《》"),
            key=PageKey(PageKind.REPORT, report=entry.uuid),
            count=entry.annotations,
            note=entry.edition,
            make=lambda _node: self._headings(entry.uuid),
        )

    def _headings(self, report: str) -> list[Node]:
        """Chapters; what stands below a heading is its `waiting` until it is unfolded."""
        top: list[Node] = []
        above: list[tuple[int, Node]] = []
        below: dict[int, list[Node]] = {}
        for heading in self._outline(report):
            node = Node(
                Sort.HEADING,
                heading.title,
                key=PageKey(PageKind.REPORT, report=report),
                place=Place(report, heading.offset),
            )
            while above and above[-1][0] >= heading.level:
                above.pop()
            if above:
                siblings = below.setdefault(id(above[-1][1]), [])
                above[-1][1].make = lambda _node, found=siblings: found
                siblings.append(node)
            else:
                top.append(node)
            above.append((heading.level, node))
        return top

    # Qt's side

    def node(self, index: Index) -> Node:
        """The row at an index; the root for an invalid one."""
        if not index.isValid():
            return self._root
        node = index.internalPointer()
        assert isinstance(node, Node)
        return node

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 Qt's
        children = self.node(parent).children
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def index_of(self, node: Node) -> QModelIndex:
        """The index of a row."""
        return self.createIndex(node.row, 0, node) if node.parent is not None else QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008 Qt has two
        above = self.node(index).parent if index.isValid() else None
        return QModelIndex() if above is None or above is self._root else self.createIndex(above.row, 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's
        return len(self.node(parent).children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008 Qt's
        return 1

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008 Qt's
        node = self.node(parent)
        return bool(node.children or node.waiting or (node.make is not None and not node.asked))

    def canFetchMore(self, parent: Index) -> bool:
        node = self.node(parent)
        return bool(node.waiting) or (node.make is not None and not node.asked)

    def fetchMore(self, parent: Index) -> None:
        node = self.node(parent)
        if not node.asked and node.make is not None:
            node.asked = True
            node.waiting = list(node.make(node))
            for child in node.waiting:
                child.parent = node
        batch, node.waiting = node.waiting[:BATCH], node.waiting[BATCH:]
        if not batch:
            return
        first = len(node.children)
        self.beginInsertRows(self.index_of(node), first, first + len(batch) - 1)
        for i, child in enumerate(batch, first):
            child.row = i
        node.children.extend(batch)
        self.endInsertRows()

    def flags(self, index: Index) -> Qt.ItemFlag:
        node = self.node(index)
        if node.sort is Sort.RULE or node.empty:
            return Qt.ItemFlag.NoItemFlags if node.sort is Sort.RULE else Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return node.words
        if role == NODE_ROLE:
            return node
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_row(node)
        return None

    def find(self, key: PageKey) -> QModelIndex:
        """The row of a page, unfolding what is above it; invalid if there is none."""
        for row in range(self.rowCount()):
            top = self.index(row, 0)
            node = self.node(top)
            if node.key == key:
                return top
            wanted = node.words == str(key.year) if node.sort is Sort.YEAR else node.words == spoken(key.district)
            if key.kind is PageKind.REPORT and node.sort is Sort.YEAR:
                wanted = any(e.uuid == key.report and str(e.year) == node.words for e in self._reports)
            if not wanted:
                continue
            while self.canFetchMore(top):
                self.fetchMore(top)
            for child in node.children:
                same = child.key == key or (child.cell is not None and child.cell.year == key.year)
                if same:
                    return self.index_of(child)
        return QModelIndex()


def spoken_row(node: Node) -> str:
    """A row as a screen reader says it: 嘉定区，2016 年已编码，…，29 条标注."""
    parts = [node.words, node.note]
    parts += [
        wording("{year} 年{state}", year=c.year, state=c.state if c.presence is Presence.TEXT else c.presence.value)
        for c in node.cells
    ]
    if node.cell is not None and node.cell.presence is Presence.TEXT:
        parts.append(node.cell.state)
    if node.count:
        parts.append(wording("{n} 条标注", n=node.count))
    return "，".join(filter(None, parts))
