"""结构与疑问: a stored report looked through as in the preview, beside its original."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from shkc_desktop.model.report import Report
from shkc_desktop.ui import theme
from shkc_desktop.ui.correcting.corrector import Chosen
from shkc_desktop.ui.correcting.reviser import StoredReviser
from shkc_desktop.ui.importing.review import Review
from shkc_desktop.ui.original_pane import OriginalPane
from shkc_desktop.ui.tabs import TabContent
from shkc_desktop.ui.workspace import Workspace


class ReportReview(TabContent):
    """The tab; what is corrected here is in the library at once.

    Signals:
        corrected: the selection has changed.
        menu_wanted: a menu for the chosen blocks is wanted at a global point.
        metadata_wanted: the form of 报告信息 is wanted.
    """

    corrected = Signal()
    menu_wanted = Signal(QPoint)
    metadata_wanted = Signal()
    icon_name = "outline"

    def __init__(self, workspace: Workspace, uuid: str) -> None:
        super().__init__()
        self._workspace = workspace
        self.uuid = uuid
        self.title = self.tr("结构与疑问")
        self._reviser = StoredReviser(workspace, uuid, self)
        self._wanted: int | None = None
        theme.set_surface(self, "page")
        self.review = Review()
        self.original = OriginalPane(workspace.background)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.review)
        self._split.addWidget(self.original)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._split)
        self.review.block_shown.connect(self.original.show_block)
        self.review.structure.chosen_changed.connect(self.corrected)
        self.review.menu_wanted.connect(self.menu_wanted)
        self.review.metadata_wanted.connect(self.metadata_wanted)
        self.original.block_pressed.connect(self.review.show_block)
        workspace.reports_changed.connect(self._read)
        self.setFocusProxy(self.review)
        self._read()

    def _read(self) -> None:
        self._reviser.with_report(self._show)

    def _show(self, report: Report) -> None:
        self.title = self.tr("结构 · ") + report.title
        self.title_changed.emit()
        self.original.show_report(report)
        if self.review.reviser is None:
            self.review.show_reviser(self._reviser, report, self._workspace.library.districts())
        else:
            self.review.show_report(report)
        if self._wanted is not None:
            self.review.show_block(self._wanted)
            self._wanted = None
        elif (block := self.review.structure.current_block()) is not None:
            self.original.show_block(block)
        self.corrected.emit()

    def show_block(self, block: int) -> None:
        """Select a block, now or as soon as the report is read."""
        if self.review.report is None:
            self._wanted = block
        else:
            self.review.show_block(block)

    def reviser(self) -> StoredReviser:
        """The hand on the report."""
        return self._reviser

    def chosen(self, host: QWidget) -> Chosen | None:
        """What a correction would be meant for now."""
        return self.review.chosen(host)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            right = min(600, self.width() * 42 // 100)
            self._split.setSizes([self.width() - right, right])
