"""导入预览: the files at the left, what was recognised in the middle, the original at the right."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent, QUndoStack
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from shkc_desktop.library import importing
from shkc_desktop.library.drafting import Draft
from shkc_desktop.model.report import Report
from shkc_desktop.ui import theme
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.card import rule
from shkc_desktop.ui.controls.empty_state import EmptyState
from shkc_desktop.ui.controls.label import ElidedLabel, Label
from shkc_desktop.ui.controls.progress_line import ProgressBar
from shkc_desktop.ui.correcting.corrector import Chosen
from shkc_desktop.ui.correcting.repair_list import summary
from shkc_desktop.ui.correcting.reviser import DraftReviser
from shkc_desktop.ui.importing.file_list import FileEntry, FileListView, FileModel, FileState
from shkc_desktop.ui.importing.recognising import Recognising
from shkc_desktop.ui.importing.review import Review
from shkc_desktop.ui.original_pane import OriginalPane
from shkc_desktop.ui.tabs import TabContent
from shkc_desktop.ui.workspace import Workspace


class ImportPreview(TabContent):
    """What an import has recognised, before it is stored.

    Signals:
        corrected: another report is looked at, or it was corrected, or its history has changed.
        menu_wanted: a menu for the chosen blocks is wanted at a global point.
        metadata_wanted, repairs_wanted: the form of 报告信息, the list of repairs.
        report_wanted: the one report (uuid) that all this was about is to be read.
        finished: nothing is left to be done here.
    """

    corrected = Signal()
    menu_wanted = Signal(QPoint)
    metadata_wanted = Signal()
    repairs_wanted = Signal()
    report_wanted = Signal(str)
    finished = Signal()

    icon_name = "import"
    side_panel = ""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._is_closed = False
        self.title = self.tr("导入预览")
        self.setAcceptDrops(True)
        theme.set_surface(self, "page")
        self.files = FileModel(self)
        self.list = FileListView(self.files)
        self.review = Review()
        self.original = OriginalPane(workspace.background)
        self.recognising = Recognising(workspace, self)
        # Many files come at once from a second process; what is said of all is said once.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._tell)
        self._nothing = EmptyState("import", self.tr("正在识别"), self.tr("也可以把更多文件拖到这里"))
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_entry())
        self.review.block_shown.connect(self.original.show_block)
        self.review.menu_wanted.connect(self.menu_wanted)
        self.review.metadata_wanted.connect(self.metadata_wanted)
        self.original.block_pressed.connect(self.review.show_block)
        self.recognising.begun.connect(self._begun)
        self.recognising.found.connect(self._found)
        self.recognising.ended.connect(self._tell)
        self._tell()

    # ---- layout -------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._progress_words = Label("", theme.SECONDARY, "text2")
        self._stop = Button(self.tr("停止"), "link", pressed=self.recognising.cancel)
        self._bar = ProgressBar(3)
        left = QWidget()
        theme.set_surface(left, "page")
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 22, 8, 12)
        column.setSpacing(6)
        title = Label(self.tr("导入预览"), theme.PANEL_TITLE, serif=True, bold=True)
        title.setContentsMargins(10, 0, 0, 0)
        progress = QHBoxLayout()
        progress.setContentsMargins(10, 0, 0, 0)
        progress.addWidget(self._progress_words, 1)
        progress.addWidget(self._stop)
        hint = Label(self.tr("拖到这里可再添文件"), theme.SECONDARY, "text2")
        hint.setContentsMargins(10, 6, 0, 0)
        column.addWidget(title)
        column.addLayout(progress)
        column.addWidget(self._bar)
        column.addSpacing(6)
        column.addWidget(self.list, 1)
        column.addWidget(hint)
        middle = QWidget()
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.review)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        for widget in (left, middle, self.original):
            self._split.addWidget(widget)
        self._split.setStretchFactor(1, 1)
        self._repairs = ElidedLabel("", theme.SECONDARY, "text2")
        self._each = Button(self.tr("逐处查看"), "link", pressed=self.repairs_wanted.emit)
        self.keep = QCheckBox(self.tr("保留原件"))
        self.keep.setFont(theme.font())
        self.keep.setChecked(True)
        self.cancel = Button(self.tr("取消"), pressed=self._cancel)
        self.sure = Button("", pressed=lambda: self.store(only_sure=True))
        self.store_all = Button("", "primary", picture="import", pressed=self.store)
        foot = QWidget()
        theme.set_surface(foot, "window")
        row = QHBoxLayout(foot)
        row.setContentsMargins(26, 12, 24, 12)
        row.setSpacing(8)
        row.addWidget(self._repairs, 1)
        row.addWidget(self._each)
        row.addSpacing(12)
        for widget in (self.keep, self.cancel, self.sure, self.store_all):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._split, 1)
        column.addWidget(rule())
        column.addWidget(foot)
        self.setFocusProxy(self.list)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            width = self.width()
            left = min(236, max(170, width * 17 // 100))
            right = min(560, width * 38 // 100)
            self._split.setSizes([left, width - left - right, right])

    # ---- files --------------------------------------------------------------------------------------

    def add(self, paths: Sequence[Path]) -> None:
        """Recognise these files, and those in the folders, too."""
        new = self.files.add(importing.files_in(paths))
        if new and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.files.index(0))
        self.recognising.add([entry.path for entry in new])
        self._tell()

    def _entry(self, path: Path) -> FileEntry | None:
        return next((entry for entry in self.files.entries if entry.path == path), None)

    def _begun(self, path: Path) -> None:
        entry = self._entry(path)
        if entry is not None:
            entry.state = FileState.READING
            self.files.tell(entry)

    def _found(self, path: Path, found: Report | str, known: str) -> None:
        entry = self._entry(path)
        if entry is None or self._workspace.closed:
            return
        if isinstance(found, str):
            entry.state, entry.message = FileState.FAILED, found
        else:
            entry.reviser = DraftReviser(Draft(path, found), self._workspace.background, self)
            entry.state, entry.message = (FileState.KNOWN, known) if known else (FileState.READY, "")
            entry.reviser.revised.connect(lambda e=entry: self._revised(e))
            entry.reviser.history.indexChanged.connect(self._history_changed)
        self.files.tell(entry)
        current = self.list.entry()
        if current is entry or (
            current is not None
            and current.reviser is None
            and entry.reviser is not None
            and current.state is FileState.FAILED
        ):
            self.list.setCurrentIndex(self.files.index(self.files.entries.index(entry)))
            self._show_entry()
        self._soon.start()

    def _history_changed(self, _index: int) -> None:
        # A history tells of its own end, too, when the tab is gone already.
        if not self._is_closed:
            self.corrected.emit()

    def _revised(self, entry: FileEntry) -> None:
        self.files.tell(entry)
        if entry is self.list.entry() and entry.reviser is not None:
            self.review.show_report(entry.reviser.draft.report)
            self.original.show_report(entry.reviser.draft.report)
            block = self.review.structure.current_block()
            if block is not None:
                self.original.show_block(block)
        self._tell()

    def _show_entry(self) -> None:
        entry = self.list.entry()
        reviser = entry.reviser if entry is not None else None
        self._stack.setCurrentWidget(self._nothing if reviser is None else self.review)
        self.original.setVisible(reviser is not None)
        if reviser is not None:
            report = reviser.draft.report
            self.original.show_report(report)
            self.review.show_reviser(reviser, report, self._workspace.library.districts())
            first = next((d.block for d in report.doubts if d.block is not None), 0)
            if self.review.structure.current_block() is None and report.blocks:
                self.review.show_block(first)
        elif entry is not None:
            self._nothing.line.setText(entry.path.name)
            self._nothing.key.setText(entry.words())
        self._tell()
        self.corrected.emit()

    def _tell(self) -> None:
        entries = self.files.entries
        done = sum(entry.state not in (FileState.WAITING, FileState.READING) for entry in entries)
        busy = self.recognising.busy
        self.title = self.tr("导入预览") + (f"　{len(entries)} 份" if entries else "")
        self._progress_words.setText(
            self.tr("正在识别　{} / {}").format(done, len(entries)) if busy else self.tr("已识别 {} 份").format(done)
        )
        self._stop.setVisible(busy)
        self._bar.set_share(done / len(entries) if entries else 0.0)
        storable = [entry for entry in entries if entry.can_be_stored]
        sure = [entry for entry in storable if not entry.doubts]
        self.store_all.setText(self.tr("导入 {} 份").format(len(storable)))
        self.store_all.setEnabled(bool(storable) and not self._workspace.library.read_only)
        self.sure.setText(self.tr("只导入无疑问的 {} 份").format(len(sure)))
        self.sure.setVisible(len(entries) > 1 and bool(sure) and len(sure) < len(storable))
        report = self.report()
        self._repairs.setText(summary(report) if report is not None else "")
        self._each.setVisible(report is not None and bool(report.repairs))
        current = self.list.entry()
        if current is not None and current.reviser is None:
            self._nothing.key.setText(current.words())
        self.title_changed.emit()

    # ---- what the reader corrects -------------------------------------------------------------------

    def reviser(self) -> DraftReviser | None:
        """The hand on the report that is looked at."""
        entry = self.list.entry()
        return entry.reviser if entry is not None else None

    def report(self) -> Report | None:
        """The report that is looked at."""
        reviser = self.reviser()
        return reviser.draft.report if reviser is not None else None

    def history(self) -> QUndoStack | None:
        reviser = self.reviser()
        return reviser.history if reviser is not None else None

    def chosen(self, host: QWidget) -> Chosen | None:
        """What a correction would be meant for now."""
        return self.review.chosen(host) if self.reviser() is not None else None

    # ---- the end ------------------------------------------------------------------------------------

    def store(self, only_sure: bool = False) -> Job | None:
        """Import what is ready, or only that which leaves no question."""
        chosen = [e for e in self.files.entries if e.can_be_stored and not (only_sure and e.doubts)]
        drafts = [entry.reviser.draft for entry in chosen if entry.reviser is not None]
        if not drafts:
            return None
        # A button that has the keys and is disabled would give them to the next one in the window, the toolbar's.
        self.setFocus()
        self.store_all.setEnabled(False)
        self.sure.setEnabled(False)
        job = self._workspace.import_drafts(drafts, self.keep.isChecked())
        job.done.connect(lambda value: self._stored(value[0]))
        job.ended.connect(self._tell)
        return job

    def _stored(self, outcomes: Sequence[importing.Outcome]) -> None:
        for outcome in outcomes:
            entry = self._entry(Path(outcome.file))
            if entry is not None:
                states = {"added": FileState.STORED, "duplicate": FileState.KNOWN}
                entry.state = states.get(outcome.status, FileState.FAILED)
                entry.message = outcome.message
                self.files.tell(entry)
        self.sure.setEnabled(True)
        waiting = (FileState.WAITING, FileState.READING, FileState.READY)
        if not any(entry.state in waiting for entry in self.files.entries):
            reports = {outcome.report for outcome in outcomes if outcome.report is not None}
            if len(reports) == 1:
                self.report_wanted.emit(*reports)
            self.finished.emit()
            return
        self.files.take_stored_away()
        left = next((n for n, entry in enumerate(self.files.entries) if entry.can_be_stored), 0)
        self.list.setCurrentIndex(self.files.index(left))
        self._show_entry()

    def _cancel(self) -> None:
        self.recognising.cancel()
        self.finished.emit()

    def about_to_close(self) -> None:
        self._is_closed = True
        self.recognising.cancel()

    # ---- files dropped ------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
