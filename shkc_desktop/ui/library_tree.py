"""The panel at the left: the library by district or by year, with a filter."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTreeView, QVBoxLayout, QWidget

from shkc_desktop.model.page import PageKey, PageKind
from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.search_field import FilterField
from shkc_desktop.ui.controls.segments import Segments
from shkc_desktop.ui.library_tree_model import Heading, LibraryTreeModel, Node, ReportEntry, Sort
from shkc_desktop.ui.matrix import STATES, Matrix, Presence
from shkc_desktop.ui.tree_delegate import GlyphHeads, TreeDelegate


class _Tree(QTreeView):
    """Chevrons are the delegate's: a click on one unfolds, elsewhere opens.

    Signals:
        opened: this row was opened; the flag says in a new tab.
        rows_end: the rows are so wide now; a scroll bar has come or gone.
    """

    opened = Signal(object, bool)
    rows_end = Signal(int)

    def __init__(self, model: LibraryTreeModel) -> None:
        super().__init__()
        self._rows = model
        self.setModel(model)
        self.setHeaderHidden(True)
        # The branch area would not be part of a selected row.
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self._delegate = TreeDelegate(self)
        self.setItemDelegate(self._delegate)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rows_end.emit(self.viewport().width())

    def toggle(self, index: QModelIndex) -> None:
        """Unfold or fold a row."""
        self.setExpanded(index, not self.isExpanded(index))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            node = self._rows.node(index)
            chevron = self._delegate.chevron_rect(self.visualRect(index), node)
            if self._rows.hasChildren(index) and chevron.contains(event.position().toPoint()):
                self.toggle(index)
                return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        node = self._rows.node(index)
        chevron = self._delegate.chevron_rect(self.visualRect(index), node)
        if self._rows.hasChildren(index) and chevron.contains(event.position().toPoint()):
            return
        new = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.button() is Qt.MouseButton.LeftButton:
            self.open_row(node, new)
        elif event.button() is Qt.MouseButton.MiddleButton:
            self.open_row(node, True)

    def open_row(self, node: Node, new: bool) -> None:
        """Open what a row stands for; a district or a year unfolds."""
        if node.sort in (Sort.DISTRICT, Sort.YEAR):
            if not node.empty:
                self.toggle(self._rows.index_of(node))
        elif node.key is not None:
            self.opened.emit(node, new)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            node = self._rows.node(index)
            new = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if node.sort is Sort.DISTRICT and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.opened.emit(node, new)
            else:
                self.open_row(node, new)
        else:
            super().keyPressEvent(event)


class LibraryTree(QWidget):
    """The library tree with its two orders and its filter.

    Signals:
        page_wanted: this page is to be opened, at this place (or None), in a new tab or not.
        state_wanted: this district and year are to have this reading state.
        delete_wanted: this report is to be deleted.
    """

    page_wanted = Signal(object, object, bool)
    state_wanted = Signal(str, int, str)
    delete_wanted = Signal(str)

    def __init__(self, outline: Callable[[str], Sequence[Heading]]) -> None:
        super().__init__()
        theme.set_surface(self, "window")
        self.model = LibraryTreeModel(outline)
        self.order = Segments([self.tr("按区"), self.tr("按年")], stretch=True)
        self.filter = FilterField(self.tr("筛选　jd 也能找到嘉定"))
        self._heads = GlyphHeads()
        self.tree = _Tree(self.model)
        self.tree.setAccessibleName(self.tr("资料库"))
        self._shown: PageKey | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        for widget in (self.order, self.filter):
            row = QHBoxLayout()
            row.setContentsMargins(12, 0, 12, 0)
            row.addWidget(widget)
            column.addLayout(row)
        column.setSpacing(8)
        column.addWidget(self._heads)
        column.setSpacing(4)
        column.addWidget(self.tree, 1)
        self.tree.rows_end.connect(self._heads.set_width_of_rows)
        self.order.chosen.connect(self._order_chosen)
        self.filter.textChanged.connect(self._filter_changed)
        self.filter.left_downwards.connect(self._go_into_list)
        self.filter.returnPressed.connect(self._open_first)
        self.tree.opened.connect(lambda node, new: self.page_wanted.emit(node.key, node.place, new))
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._show_menu)

    def set_contents(self, matrix: Matrix, reports: Sequence[ReportEntry]) -> None:
        """Show another state of the library; what is unfolded stays so."""
        unfolded = {self.model.node(i).words for i in self._top() if self.tree.isExpanded(i)}
        scroll = self.tree.verticalScrollBar().value()
        self.model.set_contents(matrix, reports)
        self._heads.set_years(self.model.years())
        for index in self._top():
            if self.model.node(index).words in unfolded:
                self.tree.expand(index)
        self._mark_shown()
        self.tree.verticalScrollBar().setValue(scroll)

    def show_page(self, key: PageKey | None) -> None:
        """Select the row of the page that is being read."""
        self._shown = key
        self._mark_shown()

    def _mark_shown(self) -> None:
        key = self._shown
        if key is None:
            self.tree.clearSelection()
            return
        if key.kind is PageKind.IN_PLACE:
            key = PageKey(PageKind.DISTRICT, district=key.district, year=key.year)
        index = self.model.find(key)
        if index.isValid():
            if self.model.parent(index).isValid():
                self.tree.expand(self.model.parent(index))
            self.tree.setCurrentIndex(index)
        else:
            self.tree.clearSelection()

    def _top(self) -> list[QModelIndex]:
        return [self.model.index(row, 0) for row in range(self.model.rowCount())]

    def _order_chosen(self, index: int) -> None:
        self._heads.setVisible(index == 0)
        self.model.set_by_year(index == 1)
        self._mark_shown()

    def _filter_changed(self, words: str) -> None:
        self.model.set_filter(words)
        rows = self._top()
        if words and len(rows) == 1:
            self.tree.expand(rows[0])

    def _go_into_list(self) -> None:
        self.tree.setFocus()
        rows = [i for i in self._top() if self.model.flags(i)]
        if rows:
            self.tree.setCurrentIndex(rows[0])

    def _open_first(self) -> None:
        rows = self._top()
        if rows:
            self.tree.expand(rows[0])
            self._go_into_list()
            below = [self.model.index(row, 0, rows[0]) for row in range(self.model.rowCount(rows[0]))]
            full = [index for index in below if not self.model.node(index).empty]
            if full:
                self.tree.setCurrentIndex(full[0])

    def _show_menu(self, point: QPoint) -> None:
        index = self.tree.indexAt(point)
        if index.isValid():
            menu = self.menu_of(self.model.node(index))
            if not menu.isEmpty():
                menu.exec(self.tree.viewport().mapToGlobal(point))

    def menu_of(self, node: Node) -> QMenu:
        """What can be done with a row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if node.key is not None and not node.empty:
            words = self.tr("打开历年") if node.sort is Sort.DISTRICT else self.tr("打开")
            menu.addAction(words, lambda: self.page_wanted.emit(node.key, node.place, False))
            menu.addAction(self.tr("在新页签打开"), lambda: self.page_wanted.emit(node.key, node.place, True))
        cell = node.cell
        if cell is not None and cell.district and cell.presence is Presence.TEXT:
            menu.addSeparator()
            for state in STATES:
                action = menu.addAction(self.tr("标为") + state)
                action.setCheckable(True)
                action.setChecked(cell.state == state)
                action.triggered.connect(lambda _=False, c=cell, s=state: self.state_wanted.emit(c.district, c.year, s))
        if node.sort is Sort.REPORT and node.key is not None:
            menu.addSeparator()
            report = node.key.report
            menu.addAction(self.tr("删去这份报告"), lambda: self.delete_wanted.emit(report))
        return menu
