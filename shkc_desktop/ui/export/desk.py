"""Connects what goes out and comes in with the window: its actions, the dialogs, the basket."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from shkc_desktop.export.destination import Written
from shkc_desktop.library import saving
from shkc_desktop.library.library import Library
from shkc_desktop.library.reporting import list_reports
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.basket.basket_panel import BasketPanel
from shkc_desktop.ui.export import place
from shkc_desktop.ui.export.choices import BASKET, Choices
from shkc_desktop.ui.export.result_line import ResultLine
from shkc_desktop.ui.main_window import MainWindow
from shkc_desktop.ui.marking.marking import Marking
from shkc_desktop.ui.navigation import Navigation
from shkc_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from shkc_desktop.ui.export.dialog import ExportDialog
    from shkc_desktop.ui.export.incoming_sheet import IncomingSheet
    from shkc_desktop.ui.export.merge_sheet import MergeSheet

_PANEL = "basket"


class ExportDesk(QObject):
    """Everything about export, import of annotations, merging and the basket that one window has."""

    def __init__(self, window: MainWindow, workspace: Workspace, navigation: Navigation, marking: Marking) -> None:
        super().__init__(window)
        self._window, self._workspace, self._navigation, self._marking = window, workspace, navigation, marking
        self.dialog: ExportDialog | None = None
        self.incoming: IncomingSheet | None = None
        self.merge: MergeSheet | None = None
        self.basket: BasketPanel | None = None
        self.result = ResultLine(window)
        window.add_side_panel(_PANEL, self._made_basket, 320)
        for signal in (workspace.basket_changed, workspace.library_opened):
            signal.connect(self._count)
        window.tabs.current_changed.connect(lambda _content: self._follow())
        for name, do in {
            "export": self.open,
            "export_report": self.export_report,
            "send": self.send,
            "annotations_import": self.import_annotations,
            "merge": self.merge_library,
            "basket": self.toggle_basket,
        }.items():
            window.commands.bind(name, do)
        self._count()

    # ---- out ----------------------------------------------------------------------------------------

    def open(self, uuids: Sequence[str] | None = None, changes: dict[str, Any] | None = None) -> None:
        """Open the export dialog on these annotations, else as it was last."""
        if self.dialog is None:
            from shkc_desktop.ui.export.dialog import ExportDialog

            self.dialog = ExportDialog(self._window, self._workspace, self._window.preferences)
            self.dialog.exported.connect(self.result.show_result)
        self.result.hide()
        self.dialog.open(uuids, changes)

    def send(self) -> None:
        """Open the dialog so that the chosen annotations become a library of their own."""
        one = self._marking.chosen
        self.open(self._marking.rows() or ([one] if one is not None else None), {"format": "shkc"})

    def export_report(self) -> None:
        """Ask for a file, and write the report in front with all its marks as HTML or PDF."""
        tab = self._navigation.tab()
        if tab is None or not tab.page.sources:
            return
        uuid = tab.pane.place().report
        title = next((r.title for r in list_reports(self._workspace.library) if r.uuid == uuid), "")
        folder = place.folder_for(self._window.preferences.text("export/folder"))
        wanted = place.free(folder / f"{place.file_name(title)} 标注.html")
        kinds = self.tr("网页 (*.html)") + ";;" + self.tr("PDF (*.pdf)")
        name, kind = QFileDialog.getSaveFileName(self._window, self.tr("导出整份报告"), str(wanted), kinds)
        if name:
            path = Path(name)
            suffix = ".pdf" if "pdf" in kind.lower() else ".html"
            self.write_report(uuid, path if path.suffix.lower() in (".html", ".pdf") else path.with_suffix(suffix))

    def write_report(self, uuid: str, path: Path) -> Job:
        """Write a whole report with its marks in the background; the suffix says whether HTML or PDF."""
        choices = Choices.from_text(self._window.preferences.text("export/last"))

        def work(library: Library, job: Job) -> Written:
            from shkc_desktop.export import report_html
            from shkc_desktop.library.exporting import with_library
            from shkc_desktop.library.marked_reports import marked
            from shkc_desktop.ui import pdf_writer

            options = with_library(library, choices.options(""))
            writer = pdf_writer.write_report if path.suffix.lower() == ".pdf" else report_html.write
            return writer(*marked(library, uuid), options, path, job.progress, job.should_stop)

        job = self._workspace.start(self.tr("正在导出整份报告"), work)
        job.done.connect(lambda written: self._written(written, path))
        return job

    def _written(self, written: Written, path: Path) -> None:
        self._window.preferences.put("export/folder", str(path.parent))
        words = self.tr("已导出整份报告和 {} 处标注：{}").format(written.count, path.name)
        self.result.show_result(words, path, tuple(written.warnings))

    # ---- in -----------------------------------------------------------------------------------------

    def import_annotations(self) -> None:
        """Ask for a file of annotations, show what it brings, and take it in when the reader agrees."""
        kinds = self.tr("标注 (*.jsonld *.json *.qdpx *.qdc)") + ";;" + self.tr("所有文件 (*)")
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("导入标注"), "", kinds)
        if name:
            self.take_annotations(Path(name))

    def take_annotations(self, path: Path) -> None:
        """Show what a file of annotations brings."""
        if self.incoming is None:
            from shkc_desktop.ui.export.incoming_sheet import IncomingSheet

            self.incoming = IncomingSheet(self._window, self._workspace)
        self.incoming.open(path)

    def merge_library(self) -> None:
        """Ask for another library, and show what a merge would bring and what has to be decided."""
        folder = str(self._workspace.library.path.parent)
        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("合并另一个资料库"), folder, self.tr("资料库 (*.shkc)")
        )
        if name:
            self.take_library(Path(name))

    def take_library(self, path: Path) -> None:
        """Show what a merge with this library would bring."""
        if self.merge is None:
            from shkc_desktop.ui.export.merge_sheet import MergeSheet

            self.merge = MergeSheet(self._window, self._workspace)
        self.merge.open(path)

    # ---- the basket ---------------------------------------------------------------------------------

    def _made_basket(self) -> BasketPanel:
        self.basket = BasketPanel(self._workspace)
        self.basket.export_wanted.connect(lambda: self.open(None, {"source": BASKET, "group_by": "basket"}))
        self.basket.link_wanted.connect(self._navigation.open_link)
        self.basket.left.connect(self.toggle_basket)
        return self.basket

    def toggle_basket(self) -> None:
        """Show the basket in place of the panel at the left, or put it away."""
        shown = self._window.forced_panel() == _PANEL and self._window.panel_wanted()
        self._window.show_side_panel("" if shown else _PANEL)
        self._follow()
        if not shown and self.basket is not None:
            self.basket.setFocus()

    def _follow(self) -> None:
        self._window.commands["basket"].setChecked(self._window.forced_panel() == _PANEL)

    def _count(self) -> None:
        number = sum(row.kind == "excerpt" for row in saving.basket(self._workspace.library))
        action = self._window.commands["basket"]
        action.setIconText(self.tr("摘录篮 {}").format(number) if number else self.tr("摘录篮"))
