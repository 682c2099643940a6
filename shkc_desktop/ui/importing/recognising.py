"""Recognises the files of a preview one after the other, beside the window."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from shkc_desktop.library import importing
from shkc_desktop.library.library import Library
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.correcting.reviser import spared
from shkc_desktop.ui.workspace import Workspace


class Recognising(QObject):
    """The files under way.

    Signals:
        begun: this file is being read now.
        found: a file's Report, or the sentence that says why there is none; and why storing it would change nothing.
        ended: no file is under way.
    """

    begun = Signal(object)
    found = Signal(object, object, str)
    ended = Signal()

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._waiting: list[Path] = []
        self._job: Job | None = None

    def add(self, files: Sequence[Path]) -> None:
        """Recognise these files too."""
        self._waiting += files
        if self._job is None:
            self._start()

    @property
    def busy(self) -> bool:
        """Whether files are under way."""
        return self._job is not None

    def cancel(self) -> None:
        """Begin no further file."""
        self._waiting = []
        if self._job is not None:
            self._job.cancel()

    def _start(self) -> None:
        files, self._waiting = self._waiting, []
        if not files:
            self.ended.emit()
            return

        def work(library: Library, job: Job) -> None:
            self.begun.emit(files[0])
            following = dict(pairwise(files))
            for path, found in importing.recognised(files, job.should_stop):
                known = "" if isinstance(found, str) else importing.standing(library, found)
                self.found.emit(path, found if isinstance(found, str) else spared(found), known)
                if path in following:
                    self.begun.emit(following[path])

        self._job = self._workspace.start(self.tr("正在识别"), work, shown=False)
        self._job.ended.connect(self._ended)

    def _ended(self) -> None:
        self._job = None
        self._start()
