"""Connects imports with the window: the preview, folders taken as they are, the results."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from shkc_desktop.model.page import PageKey, PageKind
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.importing.preview import ImportPreview
from shkc_desktop.ui.importing.results import ImportResults
from shkc_desktop.ui.main_window import MainWindow
from shkc_desktop.ui.navigation import Navigation
from shkc_desktop.ui.workspace import Workspace

# More files than this, or a folder, are imported at once; what is doubtful in them is looked through afterwards.
LOOKED_THROUGH = 30


class ImportDesk(QObject):
    """Everything about importing that one window has.

    Signals:
        preview_made: a preview was opened; who corrects in it connects to it.
        review_wanted: what a stored report leaves to be asked is to be looked through (uuid).
        states_changed: what can be undone is another.
    """

    preview_made = Signal(object)
    review_wanted = Signal(str)
    states_changed = Signal()

    def __init__(self, window: MainWindow, workspace: Workspace, navigation: Navigation) -> None:
        super().__init__(window)
        self._window, self._workspace, self._navigation = window, workspace, navigation
        workspace.library_opened.connect(self._close_all)

    def preview(self) -> ImportPreview | None:
        """The preview on show, None if there is none."""
        return next((c for c in self._window.tabs.contents() if isinstance(c, ImportPreview)), None)

    def take(self, paths: Sequence[Path]) -> None:
        """Show files in the preview; a folder, or very many of them, are imported at once."""
        if any(path.is_dir() for path in paths) or len(paths) > LOOKED_THROUGH:
            self.take_all(paths)
        else:
            self.open_preview(paths)

    def open_preview(self, paths: Sequence[Path]) -> ImportPreview:
        """Show these files in the preview, together with those that are there already."""
        shown = self.preview()
        if shown is None:
            shown = ImportPreview(self._workspace)
            shown.finished.connect(lambda tab=shown: self._window.tabs.close_content(tab))
            shown.corrected.connect(self.states_changed)
            shown.report_wanted.connect(self._open)
            self._window.tabs.add(shown)
            self.preview_made.emit(shown)
        self._window.tabs.show_content(shown)
        shown.add(paths)
        shown.setFocus()
        return shown

    def take_all(self, paths: Sequence[Path]) -> Job:
        """Import files and folders in the background, then show what became of each."""
        job = self._workspace.import_files(paths)
        job.done.connect(lambda value: self._show_results(value[0]))
        return job

    def _show_results(self, outcomes: Sequence[object]) -> None:
        from shkc_desktop.library import reporting
        from shkc_desktop.library.importing import Outcome

        found = [one for one in outcomes if isinstance(one, Outcome)]
        if len(found) < 2 and all(one.status in ("added", "updated") for one in found):
            return
        shown = ImportResults(found, reporting.open_doubts(self._workspace.library))
        shown.report_wanted.connect(self._open)
        shown.review_wanted.connect(self.review_wanted)
        self._window.tabs.add(shown)

    def _open(self, report: str) -> None:
        self._navigation.open(PageKey(PageKind.REPORT, report=report), new=True)

    def _close_all(self) -> None:
        for content in list(self._window.tabs.contents()):
            if isinstance(content, (ImportPreview, ImportResults)):
                self._window.tabs.close_content(content)
