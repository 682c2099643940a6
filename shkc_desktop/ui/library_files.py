"""新建, 打开, 另存为, 最近, 导入, 删除, 恢复: what the reader does with files and reports."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMenu

from shkc_desktop.library import reporting
from shkc_desktop.ui.export.place import folder_for
from shkc_desktop.ui.main_window import MainWindow
from shkc_desktop.ui.wording import wording
from shkc_desktop.ui.workspace import Workspace

SUFFIX = ".shkc"
_IMPORTED_FROM = "import/folder"


class LibraryFiles(QObject):
    """Asks for files and passes them to the workspace."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        super().__init__(window)
        self._window, self._workspace = window, workspace
        # Who shows reports before they are stored; see ui/importing/desk.py.
        self.take_reports: Callable[[Sequence[Path]], object] = workspace.import_files
        self._kinds = self.tr("资料库 (*.shkc)")

    def new(self) -> None:
        """Ask for a name and open an empty library there."""
        path = self._asked_to_save(self.tr("新建资料库"))
        if path is not None and self._workspace.new(path):
            self._opened()

    def open(self) -> None:
        """Ask for a library file and open it."""
        folder = str(self._workspace.library.path.parent)
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("打开资料库"), folder, self._kinds)
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> None:
        """Open this library file."""
        if self._workspace.open(path):
            self._opened()

    def save_as(self) -> None:
        """Ask for a name, copy the library there and go on with the copy."""
        path = self._asked_to_save(self.tr("另存为"))
        if path is not None and self._workspace.save_as(path):
            self._opened()
            self._window.say(self.tr("已另存为 ") + path.name)

    def _opened(self) -> None:
        self._window.preferences.add_recent(self._workspace.library.path)

    def _asked_to_save(self, title: str) -> Path | None:
        folder = str(self._workspace.library.path.parent)
        name, _ = QFileDialog.getSaveFileName(self._window, title, folder, self._kinds)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)

    def fill_recent(self, menu: QMenu) -> None:
        """Put the library files opened last into a menu."""
        menu.clear()
        for path in self._window.preferences.recent():
            if path != self._workspace.library.path:
                menu.addAction(str(path).replace("&", "&&"), partial(self.open_path, path))
        menu.setEnabled(not menu.isEmpty())

    def import_files(self) -> None:
        """Ask for reports and import them."""
        kinds = self.tr("报告 (*.txt *.md *.docx *.pdf *.html *.htm)") + ";;" + self.tr("所有文件 (*)")
        # A folder that is not there would stand in the field for the file's name.
        folder = str(folder_for(self._window.preferences.text(_IMPORTED_FROM)))
        names, _ = QFileDialog.getOpenFileNames(self._window, self.tr("导入报告"), folder, kinds)
        if names:
            self._window.preferences.put(_IMPORTED_FROM, str(Path(names[0]).parent))
            self.take([Path(name) for name in names])

    def take(self, files: Sequence[Path]) -> None:
        """Show files and folders that were chosen or dropped before they are imported; a library file is opened."""
        libraries = [path for path in files if path.suffix == SUFFIX]
        reports = [path for path in files if path.suffix != SUFFIX]
        if libraries and not reports:
            self.open_path(libraries[0])
        elif reports:
            self.take_reports(reports)

    def delete(self, report: str) -> None:
        """Move a report and its annotations to the recycle bin."""
        title = next((r.title for r in reporting.list_reports(self._workspace.library) if r.uuid == report), "")
        told = self.tr("已删去《{title}》，标注和它一起在回收站").replace("{title}", title.strip("《》"))
        self._workspace.do(reporting.delete, [report], tell=told)

    def fill_restore(self, menu: QMenu) -> None:
        """Put the reports of the recycle bin into a menu; each is restored by a press."""
        menu.clear()
        for summary in reporting.list_reports(self._workspace.library, deleted=True):
            counted = wording("{n} 条标注", n=summary.annotations)
            words = f"{summary.title}　{summary.year or ''}　{counted}".replace("&", "&&")
            menu.addAction(words, partial(self.restore, summary.uuid))
        if menu.isEmpty():
            menu.addAction(self.tr("回收站里没有报告")).setEnabled(False)

    def restore(self, report: str) -> None:
        """Take a report and its annotations out of the recycle bin."""
        self._workspace.do(reporting.restore, [report], tell=self.tr("已还原报告和它的标注"))
