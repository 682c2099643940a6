"""The codebook at the left: the tree of tags, and the definition of the one in sight."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QGridLayout, QHBoxLayout, QTreeView, QVBoxLayout, QWidget

from shkc_desktop.library.codebook import TagCount
from shkc_desktop.ui import theme
from shkc_desktop.ui.codebook.codebook_model import CodebookModel
from shkc_desktop.ui.codebook.tag_delegate import TagDelegate
from shkc_desktop.ui.controls.button import tool_button
from shkc_desktop.ui.controls.card import empty_layout, rule
from shkc_desktop.ui.controls.empty_state import EmptyState
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.controls.search_field import FilterField


class _Tree(QTreeView):
    """The tree; its chevrons are painted, so presses on them are found here.

    Signals:
        opened: the passages of a tag are wanted (Enter or double click).
        edit_wanted, delete_wanted: F4, Delete.
        new_wanted: Insert.
    """

    opened = Signal()
    edit_wanted = Signal()
    delete_wanted = Signal()
    new_wanted = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        delegate, model = self.itemDelegate(), self.model()
        if index.isValid() and isinstance(delegate, TagDelegate) and isinstance(model, CodebookModel):
            chevron = delegate.chevron_rect(self.visualRect(index), model.node(index))
            if chevron.contains(event.position().toPoint()) and model.rowCount(index):
                self.setExpanded(index, not self.isExpanded(index))
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is QTreeView.State.EditingState:
            return  # the Enter that ends a new name is no wish to open the tag
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.opened.emit()
            case Qt.Key.Key_F2:
                self.edit(self.currentIndex())
            case Qt.Key.Key_F4:
                self.edit_wanted.emit()
            case Qt.Key.Key_Insert:
                self.new_wanted.emit()
            case Qt.Key.Key_Delete:
                self.delete_wanted.emit()
            case _:
                super().keyPressEvent(event)


class CodebookPanel(QWidget):
    """The tree of tags.

    Signals:
        tag_opened: the passages of this tag are wanted (uuid).
        tag_chosen: another tag is in sight (uuid).
        new_wanted: a tag is to be made below this one ("" at the top).
        edit_wanted, delete_wanted: of the chosen tags (uuids).
        menu_wanted: the menu of the chosen tags (uuids, global point).
        renamed: a name was written over (uuid, name).
        moved: a tag was dropped elsewhere (uuid, new parent or "", place among its siblings).
    """

    tag_opened = Signal(str)
    tag_chosen = Signal(str)
    new_wanted = Signal(str)
    edit_wanted = Signal(list)
    delete_wanted = Signal(list)
    menu_wanted = Signal(list, QPoint)
    renamed = Signal(str, str)
    moved = Signal(str, str, int)

    def __init__(self) -> None:
        super().__init__()
        theme.set_surface(self, "window")
        self._counts: dict[str, TagCount] = {}
        self.model = CodebookModel(
            lambda uuid, above, place: self.moved.emit(uuid, above or "", place), self.renamed.emit, self
        )
        self.tree = _Tree()
        self.filter = FilterField(self.tr("筛选标签"))
        self._number = Label("", theme.SECONDARY, "muted")
        self._lay_out()
        self._set_up_tree()
        self.setFocusProxy(self.tree)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 10, 0)
        head.addWidget(Label(self.tr("编码本"), theme.GROUP, bold=True))
        head.addStretch(1)
        head.addWidget(self._number)
        head.addWidget(tool_button("plus", self.tr("新标签　Ins"), lambda: self.new_wanted.emit("")))
        field = QHBoxLayout()
        field.setContentsMargins(12, 0, 12, 0)
        field.addWidget(self.filter)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(16, 0, 16, 14)
        foot.setSpacing(10)
        foot.addWidget(rule())
        line = QHBoxLayout()
        self._path = Label("", theme.SECONDARY, "muted", wrap=True)
        line.addWidget(self._path, 1)
        line.addWidget(tool_button("annotation", self.tr("改标签　F4"), self._edit_shown))
        foot.addLayout(line)
        self._definition = QGridLayout()
        self._definition.setHorizontalSpacing(12)
        self._definition.setVerticalSpacing(8)
        self._definition.setColumnStretch(1, 1)
        foot.addLayout(self._definition)
        self._empty = EmptyState(
            "codebook", self.tr("还没有标签"), self.tr("选中一段文字，按 T；或者"), self.tr("先列出要用的标签")
        )
        self._empty.link_pressed.connect(lambda: self.new_wanted.emit(""))
        self._empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(field)
        column.addWidget(self.tree, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._foot)
        self._foot.hide()

    def _set_up_tree(self) -> None:
        tree = self.tree
        tree.setModel(self.model)
        tree.setItemDelegate(TagDelegate(tree))
        tree.setHeaderHidden(True)
        tree.setIndentation(0)  # the delegate indents: the branch area is no part of a selected row
        tree.setUniformRowHeights(True)
        tree.setMouseTracking(True)
        tree.setFrameShape(QTreeView.Shape.NoFrame)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        tree.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)  # by F2 and the menu alone
        tree.new_wanted.connect(lambda: self.new_wanted.emit(self.current()))
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.set_surface(tree.viewport(), "window")
        tree.opened.connect(self._open)
        tree.edit_wanted.connect(lambda: self.edit_wanted.emit(self.chosen()))
        tree.delete_wanted.connect(lambda: self.delete_wanted.emit(self.chosen()))
        tree.customContextMenuRequested.connect(
            lambda point: self.menu_wanted.emit(self.chosen(), tree.viewport().mapToGlobal(point))
        )
        tree.selectionModel().currentChanged.connect(lambda _now, _before: self._show_definition())
        self.filter.textChanged.connect(self._narrow)
        self.filter.left_downwards.connect(tree.setFocus)

    # ---- what is shown ------------------------------------------------------------------------------

    def set_tags(self, counts: Sequence[TagCount]) -> None:
        """Show the codebook; what was unfolded and chosen stays so."""
        known = bool(self._counts)
        opened = {uuid for uuid in self._counts if self.tree.isExpanded(self.model.index_of(uuid))}
        chosen, current = self.chosen(), self.current()
        self._counts = {count.tag.uuid: count for count in counts}
        self.model.set_tags(counts)
        shown, hidden = (self.tree, self._empty) if counts else (self._empty, self.tree)
        self.setFocusProxy(shown)
        shown.show()
        if (keys := QApplication.focusWidget()) is not None and (keys is hidden or hidden.isAncestorOf(keys)):
            shown.setFocus()  # else the next field of the window would get the keys
        hidden.hide()
        for uuid in opened if known else self._counts:
            self.tree.setExpanded(self.model.index_of(uuid), True)
        for uuid in chosen:
            selection = self.tree.selectionModel()
            selection.select(self.model.index_of(uuid), selection.SelectionFlag.Select)
        if current in self._counts:
            selection = self.tree.selectionModel()
            selection.setCurrentIndex(self.model.index_of(current), selection.SelectionFlag.NoUpdate)
        self._number.setText(self.tr("{} 个标签").format(len(counts)))
        self._show_definition()

    def _narrow(self, words: str) -> None:
        self.model.set_filter(words)
        self.tree.expandAll()

    def current(self) -> str:
        """The uuid of the tag in sight, "" for none."""
        count = self.model.node(self.tree.currentIndex()).count
        return count.tag.uuid if count is not None else ""

    def chosen(self) -> list[str]:
        """The uuids of the chosen tags."""
        nodes = (self.model.node(index) for index in self.tree.selectionModel().selectedIndexes())
        return [node.count.tag.uuid for node in nodes if node.count is not None]

    def choose(self, uuid: str) -> None:
        """Choose a tag and bring it into sight."""
        index: QModelIndex = self.model.index_of(uuid)
        self.tree.setCurrentIndex(index)
        self.tree.scrollTo(index)

    def _edit_shown(self) -> None:
        # The definition is that of the row the keyboard is on, chosen or not.
        if uuids := self.chosen() or [uuid for uuid in (self.current(),) if uuid]:
            self.edit_wanted.emit(uuids)

    def _open(self) -> None:
        if uuid := self.current():
            self.tag_opened.emit(uuid)

    def _show_definition(self) -> None:
        count = self._counts.get(self.current())
        self._foot.setVisible(count is not None)
        empty_layout(self._definition)
        if count is None:
            return
        tag = count.tag
        self._path.setText(count.path.replace("/", " / ") + self.tr("　本级 {} 条").format(count.own))
        parts = (
            (self.tr("定义"), tag.definition),
            (self.tr("纳入"), tag.inclusion),
            (self.tr("排除"), tag.exclusion),
            (self.tr("示例"), tag.example),
        )
        for at, (name, words) in enumerate((n, w) for n, w in parts if w):
            top = Qt.AlignmentFlag.AlignTop
            self._definition.addWidget(Label(name, theme.SECONDARY, "muted"), at, 0, top)
            self._definition.addWidget(Label(words, theme.SECONDARY, wrap=True), at, 1)
        self.tag_chosen.emit(tag.uuid)
