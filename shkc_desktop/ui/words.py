"""The dictionary of words, loaded beside the window once something is on the screen."""

from PySide6.QtCore import QObject, Signal

from shkc_desktop.chinese.words import Segmenter
from shkc_desktop.library.library import Library
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.workspace import Workspace


class Words(QObject):
    """Owns the segmenter of the program: a double click, search and tables cut words with it.

    Signals:
        ready: the dictionary is loaded.
    """

    ready = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.segmenter = Segmenter()
        self._job: Job | None = None
        # Opening another library stops what runs in the background.
        workspace.library_opened.connect(self.load)

    def load(self) -> None:
        """Load the dictionary in a worker, if that has not been done; nothing waits for it."""
        if self.segmenter.is_ready:
            return
        segmenter = self.segmenter

        def work(_library: Library, job: Job) -> bool:
            return segmenter.load(should_stop=job.should_stop)

        self._job = self._workspace.start(self.tr("正在准备词典"), work, shown=False)
        self._job.done.connect(self._loaded)

    def _loaded(self, loaded: bool) -> None:
        if loaded:
            self.ready.emit()
