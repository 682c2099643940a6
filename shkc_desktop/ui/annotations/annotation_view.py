"""The tab of all annotations over the library."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QStackedLayout, QVBoxLayout, QWidget

from shkc_desktop.library import saving, table
from shkc_desktop.library.excerpts import Filter
from shkc_desktop.library.library import Library
from shkc_desktop.library.table import AnnotationRow, Grouping
from shkc_desktop.ui import theme
from shkc_desktop.ui.annotations.annotation_delegate import AnnotationDelegate
from shkc_desktop.ui.annotations.annotation_model import ENTRY_ROLE, AnnotationModel, Head, Line, More
from shkc_desktop.ui.annotations.columns import KEYS, Heads
from shkc_desktop.ui.annotations.filter_bar import FilterBar, to_plain
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.empty_state import EmptyState
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.controls.segments import Segments
from shkc_desktop.ui.tabs import TabContent
from shkc_desktop.ui.workspace import Workspace

# So many changed annotations are read while the reader waits; more are read in a worker.
_EXCHANGED = 50
_GROUPINGS = (Grouping.TAG, Grouping.DISTRICT, Grouping.YEAR, Grouping.REPORT)


class _List(QListView):
    """The list: a press on a head folds it, one on 还有 shows the rest.

    Signals:
        opened: an annotation is to be opened in its report (uuid).
        menu_wanted: the context menu is wanted at a global point.
    """

    opened = Signal(str)
    menu_wanted = Signal(QPoint)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        model = self.model()
        if isinstance(model, AnnotationModel) and event.button() is Qt.MouseButton.LeftButton:
            match index.data(ENTRY_ROLE) if index.isValid() else None:
                case Head(group, _):
                    model.toggle(group.key)
                    return
                case More(group, _):
                    model.show_all(group)
                    return
                case _:
                    pass
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._open(self.indexAt(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def _open(self, index: QModelIndex) -> None:
        model = self.model()
        match index.data(ENTRY_ROLE) if index.isValid() else None:
            case Line(row, _):
                self.opened.emit(row.uuid)
            case Head(group, _) if isinstance(model, AnnotationModel):
                model.toggle(group.key)
                self.setCurrentIndex(model.index(index.row()))
            case More(group, _) if isinstance(model, AnnotationModel):
                model.show_all(group)
                self.setCurrentIndex(model.index(index.row()))


class AnnotationView(TabContent):
    """All annotations in one table.

    Signals:
        open_wanted: this annotation is to be shown in its report (uuid).
        export_wanted: what is shown is to be exported (uuids).
        selection_changed: other rows are selected; see `selected`.
        menu_wanted: a menu for the selected rows is wanted (global point).
    """

    open_wanted = Signal(str)
    export_wanted = Signal(list)
    selection_changed = Signal()
    menu_wanted = Signal(QPoint)
    icon_name = "annotation"
    side_panel = "codebook"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.title = self.tr("标注")
        self._workspace = workspace
        self._rows: Sequence[AnnotationRow] = ()
        self._shown: Sequence[AnnotationRow] = ()
        self._sort, self._falls = "", False
        self._is_stale = True
        self._selected: list[str] | None = None
        self._job: Job | None = None
        self._places = table.Places(workspace.library)
        theme.set_surface(self, "page")
        self.model = AnnotationModel(self)
        self.list = _List()
        self.delegate = AnnotationDelegate(self.list, lambda row: self._places.of(row))
        self.filter = FilterBar(workspace)
        self.groups = Segments([self.tr("标签"), self.tr("区"), self.tr("年"), self.tr("报告")])
        self._lay_out()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._read)
        workspace.annotations_changed.connect(self._annotations_changed)
        for signal in (workspace.tags_changed, workspace.reports_changed, workspace.library_opened):
            signal.connect(self.refresh)

    def _lay_out(self) -> None:
        view = self.list
        view.setModel(self.model)
        view.setItemDelegate(self.delegate)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setFrameShape(QListView.Shape.NoFrame)
        view.setMouseTracking(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The heads stand above rows of one width, whether there is anything to scroll or not.
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = view.verticalScrollBar()
        bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
        theme.set_surface(view.viewport(), "page")
        view.opened.connect(self.open_wanted)
        view.menu_wanted.connect(self.menu_wanted)
        view.selectionModel().selectionChanged.connect(lambda _on, _off: self._selection_changed())
        self.model.modelReset.connect(self._selection_changed)
        self._count = Label("", ink="muted")
        self._heads = Heads()
        self._heads.sorted_by.connect(self._sorted_by)
        self.groups.chosen.connect(lambda _index: self._show())
        self.filter.changed.connect(self._show)
        self.filter.save_wanted.connect(
            lambda name: self._workspace.do(saving.keep, "filter", name, to_plain(self.filter.chosen))
        )
        export = Button(self.tr("导出"), picture="export", pressed=self._export)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(Label(self.title, theme.PANEL_TITLE, serif=True, bold=True))
        top.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        top.addStretch(1)
        top.addWidget(Label(self.tr("分组"), theme.SECONDARY, "muted"))
        top.addWidget(self.groups)
        top.addWidget(export)
        empty = EmptyState("annotation", self.tr("还没有标注"), self.tr("选中一段文字，按 1 至 4"))
        self._none = EmptyState("filter", self.tr("没有符合条件的标注"), self.tr("去掉一个条件再看"))
        body = QWidget()
        self._stack = QStackedLayout(body)
        for widget in (view, empty, self._none):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 22, 32, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.filter)
        heads = QHBoxLayout()
        heads.setContentsMargins(0, 0, view.verticalScrollBar().sizeHint().width(), 0)
        heads.addWidget(self._heads)
        column.addLayout(heads)
        column.addWidget(body, 1)
        self.setFocusProxy(view)

    # ---- what is shown ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the table anew, now if it is in sight, else when it comes into sight."""
        self._is_stale = True
        self._places = table.Places(self._workspace.library)
        if self.isVisible():
            self._soon.start()

    def _annotations_changed(self, uuids: frozenset[str]) -> None:
        """Rows that are there and are now others are exchanged at once; for new ones and lost ones all is read."""
        known = {row.uuid: at for at, row in enumerate(self._rows)} if len(uuids) <= _EXCHANGED else {}
        if self._is_stale or not self.isVisible() or not uuids <= known.keys():
            self.refresh()
            return
        fresh = table.rows(self._workspace.library, list(uuids))
        if len(fresh) < len(uuids):
            self.refresh()
            return
        rows = list(self._rows)
        for row in fresh:
            rows[known[row.uuid]] = row
        self._take(rows)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._soon.start()

    def _read(self) -> None:
        if self._job is not None:
            return  # what is being read is old already; its end starts the next
        self._is_stale = False

        def work(library: Library, _job: Job) -> list[AnnotationRow]:
            return table.rows(library)

        self._job = self._workspace.start(self.tr("正在读标注"), work, shown=False)
        self._job.done.connect(self._take)
        self._job.ended.connect(self._ended)

    def _ended(self) -> None:
        self._job = None
        if self._is_stale and self.isVisible():
            self._soon.start()

    def _take(self, rows: Sequence[AnnotationRow]) -> None:
        self._rows = rows
        self.filter.set_rows(rows)
        self._show()

    def _show(self) -> None:
        library = self._workspace.library
        living = library.tags()
        shown = table.filtered(self._rows, self.filter.chosen, living)
        if self._sort:
            shown.sort(key=KEYS[self._sort], reverse=self._falls)
        self._shown = shown
        selected, current = set(self.selected()), self.list.currentIndex().data(ENTRY_ROLE)
        top = self.list.verticalScrollBar().value()
        self.delegate.set_tags(living)
        self.model.set_groups(table.grouped(library, shown, _GROUPINGS[self.groups.index()]))
        self._select(selected, current.row.uuid if isinstance(current, Line) else "")
        self.list.verticalScrollBar().setValue(top)
        self._count.setText(self.tr("{} 条，共 {} 条").format(len(shown), len(self._rows)))
        self._stack.setCurrentIndex(0 if shown else 1 if not self._rows else 2)
        self.selection_changed.emit()

    def _select(self, uuids: set[str], current: str) -> None:
        model, chosen = self.list.selectionModel(), QItemSelection()
        rows = sorted(index.row() for uuid in uuids if (index := self.model.index_of(uuid)).isValid())
        for start, end in _runs(rows):
            chosen.select(self.model.index(start), self.model.index(end))
        model.select(chosen, QItemSelectionModel.SelectionFlag.Select)
        at = self.model.index_of(current)
        if at.isValid():
            model.setCurrentIndex(at, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _sorted_by(self, name: str, falls: bool) -> None:
        self._sort, self._falls = name, falls
        self._show()

    def show_filter(self, chosen: Filter) -> None:
        """Show the annotations that fit."""
        self.filter.set_chosen(chosen)

    # ---- what is selected ---------------------------------------------------------------------------

    def _selection_changed(self) -> None:
        self._selected = None
        self.selection_changed.emit()

    def selected(self) -> list[str]:
        """The uuids of the selected rows, each once, in the order shown."""
        if self._selected is None:
            rows = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
            entries = (self.model.entry(self.model.index(row)) for row in rows)
            self._selected = list(dict.fromkeys(entry.row.uuid for entry in entries if isinstance(entry, Line)))
        return list(self._selected)

    def status(self) -> list[str]:
        """How many rows are selected, and what the keys do with them."""
        number = len(self.selected())
        if not number:
            return []
        return [
            self.tr("选中 {} 条").format(number), self.tr("Enter 打开原文"), self.tr("T 改标签"), self.tr("N 改批注")
        ]  # fmt: skip

    def select(self, uuid: str) -> None:
        """Select one annotation and bring it into sight."""
        index = self.model.index_of(uuid)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def beside_selection(self) -> QRect:
        """Where the current row stands, in this widget's coordinates."""
        rect = self.list.visualRect(self.list.currentIndex())
        return rect.translated(self.list.viewport().mapTo(self, QPoint(0, 0)))

    def _export(self) -> None:
        chosen = self.selected()
        self.export_wanted.emit(chosen if len(chosen) > 1 else list(dict.fromkeys(row.uuid for row in self._shown)))


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending numbers as runs from first to last: 1 2 3 7 gives (1, 3) (7, 7)."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
