"""Counts the codebook in a worker, and keeps what was counted last for whoever shows a number beside a tag."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from shkc_desktop.library.codebook import TagCount, codebook
from shkc_desktop.library.library import Library
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.workspace import Workspace

# Whoever marks passage after passage does not wait for the numbers.
_MARKS_REST_MS = 250


class TagCounting(QObject):
    """Counting 10,000 annotations takes its time: it is done beside the window, and only when asked for.

    Signals:
        counted: the codebook with its numbers (list of TagCount).
    """

    counted = Signal(list)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._job: Job | None = None
        self._again = False
        self._latest: Sequence[TagCount] = ()
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._count)

    def ask(self, marks_only: bool = False) -> None:
        """Count anew; marks_only: tags are what they were, so it may wait until the reader rests."""
        if not (marks_only and self._soon.isActive()):
            self._soon.start(_MARKS_REST_MS if marks_only else 0)

    def totals(self) -> Mapping[str, int]:
        """How many annotations carried each tag or one below it when they were counted last."""
        return {count.tag.uuid: count.total for count in self._latest}

    def _count(self) -> None:
        if self._job is not None:
            self._again = True
            return

        def work(library: Library, _job: Job) -> list[TagCount]:
            return codebook(library)

        if not self._workspace.closed:
            self._job = self._workspace.start("", work, shown=False)
            self._job.done.connect(self._take)
            self._job.ended.connect(self._ended)

    def _take(self, counts: Sequence[TagCount]) -> None:
        self._latest = counts
        self.counted.emit(list(counts))

    def _ended(self) -> None:
        self._job = None
        if self._again:
            self._again = False
            self.ask()
