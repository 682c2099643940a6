"""Keeps the search of a window up with its library: reads, folds and indexes beside it."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from shkc_desktop.library.finding import Finding, index_path
from shkc_desktop.store.changes import Change
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.words import Words
from shkc_desktop.ui.workspace import Workspace


class Indexing(QObject):
    """Owns the Finding of the open library; exact search first, the words for 相关 when the dictionary is loaded.

    Signals:
        exact_ready: exact search finds every report.
        ready: related search does, too.
        progressed: (done, of) reports; of 0: nothing is under way any more.
    """

    exact_ready = Signal()
    ready = Signal()
    progressed = Signal(int, int)

    def __init__(self, workspace: Workspace, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self._job: Job | None = None
        self._again = self._has_begun = False
        self.finding = self._made()
        words.ready.connect(self._words_loaded)
        workspace.library_opened.connect(self._follow_library)
        workspace.changed.connect(self._follow)
        workspace.closing.connect(self._close)

    def _made(self) -> Finding:
        library = self._workspace.library
        return Finding(library, self._words.segmenter, index_path(library))

    def _words_loaded(self) -> None:
        if self._has_begun:
            self.work()

    def _follow_library(self) -> None:
        self.finding.close()
        self._job = None
        self.finding = self._made()
        if self._has_begun:
            self.work()

    def _follow(self, change: Change) -> None:
        self.finding.follow(change)
        if self._has_begun and not self.finding.finder.is_current:
            self.work()

    def _close(self) -> None:
        self.finding.close()

    def begin(self) -> None:
        """Load the dictionary and index the library, each in a worker; whatever has been done is not done again."""
        if not self._has_begun:
            self._words.load()
            self.work()

    def work(self) -> None:
        """Bring the index up to date in a worker; a work under way goes on to what has come meanwhile."""
        if self._job is not None:
            self._again = True
            return
        self._again, self._has_begun = False, True
        finding = self.finding
        with_words = self._words.segmenter.is_ready

        def run(job: Job) -> tuple[bool, bool]:
            def tell(done: int, of: int) -> None:
                job.progress(done, of)

            exact = finding.catch_up(job.should_stop, tell)
            return exact, exact and with_words and finding.build_words(job.should_stop, tell)

        self._job = self._workspace.background.start(run)
        self._job.progressed.connect(self._tell)
        self._job.done.connect(self._done)
        self._job.ended.connect(self._ended)

    def _tell(self, done: int, of: int, _words: str) -> None:
        self.progressed.emit(done, of)

    def _done(self, value: Any) -> None:
        exact, complete = value
        if exact:
            self.exact_ready.emit()
        if complete:
            self.ready.emit()

    def _ended(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self.progressed.emit(0, 0)
            if self._again:
                self.work()
