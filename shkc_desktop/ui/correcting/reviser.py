"""A report under the reader's hand: a correction is one undo step, and a long one does not hold up the window."""

import gc
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from shkc_desktop.ingest.revising import Revised
from shkc_desktop.library import correcting
from shkc_desktop.library.drafting import Draft
from shkc_desktop.library.library import Library
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.report import Report
from shkc_desktop.ui.background import Background, Job
from shkc_desktop.ui.workspace import Workspace

Work = Callable[[Report], Report | Revised]

# Corrections of a longer text (characters) are made in a worker: at a million they take up to 250 ms.
AT_ONCE = 20_000


# From this many blocks on, a walk of the collector over all of a report is felt in the window (40 ms at 11,000).
_MANY_BLOCKS = 2_000


def spared(report: Report) -> Report:
    """The report, its objects left out of the collector's walks: they hold no cycles, and go when nobody holds them."""
    if len(report.blocks) > _MANY_BLOCKS:
        gc.freeze()
    return report


class Reviser(QObject):
    """Carries corrections out on one report.

    Signals:
        revised: the report is no longer what it was.
        failed: a correction could not be made; one clear sentence.
        busy_changed: a long correction is under way, or no longer.
    """

    revised = Signal()
    failed = Signal(str)
    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        """Whether a correction is under way."""
        return self._job is not None

    def revise(self, label: str, work: Work) -> None:
        """Make a correction as one undo step."""
        raise NotImplementedError

    def with_report(self, then: Callable[[Report], object]) -> None:
        """Call back with the report as it is, at once or as soon as it is read."""
        raise NotImplementedError

    def _watch(self, job: Job) -> None:
        self._job = job
        self.busy_changed.emit(True)
        job.ended.connect(self._ended)

    def _ended(self) -> None:
        self._job = None
        self.busy_changed.emit(False)

    def _refused(self) -> bool:
        if self._job is not None:
            self.failed.emit(self.tr("上一处更正还没有做完，请稍候。"))
        return self._job is not None


class _Step(QUndoCommand):
    """One correction of a draft: the draft before and after."""

    def __init__(self, label: str, before: Draft, after: Draft, show: Callable[[Draft], None]) -> None:
        super().__init__(label)
        self._before, self._after, self._show = before, after, show

    def redo(self) -> None:
        self._show(self._after)

    def undo(self) -> None:
        self._show(self._before)


class DraftReviser(Reviser):
    """Corrects a report that is not stored yet, with a history of its own."""

    def __init__(self, draft: Draft, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        self._background = background
        self.history = QUndoStack(self)

    def revise(self, label: str, work: Work) -> None:
        if self._refused():
            return
        draft = self.draft
        if len(draft.report.text) > AT_ONCE:
            job = self._background.start(lambda _job: _revised(draft, work))
            job.done.connect(partial(self._take, label))
            job.failed.connect(self.failed)
            self._watch(job)
            return
        try:
            after = draft.revised(work)
        except Failure as failure:
            self.failed.emit(str(failure))
        else:
            self._take(label, after)

    def _take(self, label: str, after: Draft) -> None:
        if after.report != self.draft.report:
            self.history.push(_Step(label, self.draft, after, self._show))

    def _show(self, draft: Draft) -> None:
        self.draft = draft
        self.revised.emit()

    def with_report(self, then: Callable[[Report], object]) -> None:
        then(self.draft.report)


def _revised(draft: Draft, work: Work) -> Draft:
    after = draft.revised(work)
    spared(after.report)
    return after


class StoredReviser(Reviser):
    """Corrects a report of the library; the library's history takes it back."""

    def __init__(self, workspace: Workspace, uuid: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.uuid = uuid
        self.failed.connect(workspace.failed)

    def revise(self, label: str, work: Work) -> None:
        if self._refused():
            return
        text, _ = self._workspace.library.report_text(self.uuid)
        if len(text) <= AT_ONCE:
            if self._workspace.do(correcting.revise, self.uuid, label, work, tell=label) is not None:
                self.revised.emit()
            return

        def carry_out(library: Library, _job: Job) -> object:
            return correcting.revise(library, self.uuid, label, work)

        job = self._workspace.start(label, carry_out, shown=False)
        job.done.connect(partial(self._record, label))
        self._watch(job)

    def _record(self, label: str, change: object) -> None:
        self._workspace.do(lambda _library: change, tell=label)
        self.revised.emit()

    def with_report(self, then: Callable[[Report], object]) -> None:
        text, _ = self._workspace.library.report_text(self.uuid)
        if len(text) <= AT_ONCE:
            found = self._workspace.library.report(self.uuid, raw=True)
            if found is None:
                self.failed.emit(self.tr("这份报告已不在资料库里。"))
            else:
                then(found)
            return

        def read(library: Library, _job: Job) -> Report:
            found = library.report(self.uuid, raw=True)
            if found is None:
                raise Failure("这份报告已不在资料库里。")
            return spared(found)

        job = self._workspace.start(self.tr("正在读报告"), read, shown=False)
        job.done.connect(then)
