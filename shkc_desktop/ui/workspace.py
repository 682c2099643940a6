"""The open library as the window sees it: passes wishes on to `library/`, tells what has changed, keeps the history."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from shkc_desktop.library import opening
from shkc_desktop.library.library import Library
from shkc_desktop.model.failure import Failure
from shkc_desktop.store.changes import Change
from shkc_desktop.ui.background import Background, Job
from shkc_desktop.ui.history import ChangeCommand, History, Step
from shkc_desktop.ui.wording import wording

if TYPE_CHECKING:
    from shkc_desktop.library.annotating import Span
    from shkc_desktop.library.drafting import Draft

# So many annotations are changed while the reader waits; more are changed in a worker.
_AT_ONCE = 100
_SIGNALS = {
    "report": "reports_changed",
    "block": "reports_changed",
    "attribution": "reports_changed",
    "reading_state": "reports_changed",
    "tag": "tags_changed",
    "annotation_tag": "annotations_changed",
    "annotation": "annotations_changed",
    "memo": "memos_changed",
    "bookmark": "memos_changed",
    "saved": "saved_changed",
    "basket": "basket_changed",
    "setting": "settings_changed",
}


class Workspace(QObject):
    """The open library.

    Signals:
        library_opened: another library file is open.
        changed: a Change was made, taken back or done again; the others below say what kind.
        reports_changed: reports, their districts or reading states are no longer what they were.
        annotations_changed: annotations or their tags; changed_annotations tells which.
        tags_changed, memos_changed, saved_changed, basket_changed, settings_changed: as they say.
        saved: something was stored just now.
        failed: a wish could not be carried out; one clear sentence.
        told: a sentence worth a toast; with True when it can be undone.
        closing: the workers have stopped, and the file is closed next.
        job_started: a Job is under way and wants to be shown; with its words.
    """

    library_opened = Signal()
    changed = Signal(object)
    reports_changed = Signal()
    annotations_changed = Signal(object)  # frozenset of annotation uuids
    tags_changed = Signal()
    memos_changed = Signal()
    saved_changed = Signal()
    basket_changed = Signal()
    settings_changed = Signal()
    saved = Signal()
    failed = Signal(str)
    told = Signal(str, bool)
    closing = Signal()
    job_started = Signal(object, str)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self.background = Background(self)
        self.history = History(self.start, self)
        self._visits = 0
        self.closed = False  # the file is closed: late timers have nothing to do any more

    # ---- changes ------------------------------------------------------------------------------------

    def do(self, wish: Callable[..., Any], *args: Any, tell: str = "", visit: int = -1, **kwargs: Any) -> Any:
        """Carry out `wish(library, *args)`, which returns a Change or a tuple that begins with one.

        Returns what the wish returned, None when it failed; the failure is told. The change goes into the history;
        those of one `visit` (see `new_visit`) are one step there.
        """
        self.history.settle()
        try:
            result = wish(self.library, *args, **kwargs)
        except Failure as failure:
            self.failed.emit(str(failure))
            return None
        change = result[0] if isinstance(result, tuple) else result
        if isinstance(change, Change):
            self.record(change, visit)
            if change and tell:
                self.told.emit(tell, True)
        return result

    def do_many(
        self, wish: Callable[..., Any], uuids: Sequence[str], *args: Any, tell: str = "", visit: int = -1
    ) -> None:
        """Carry out `wish(library, uuids, *args)`; with many uuids in a worker, so that the window goes on."""
        if len(uuids) <= _AT_ONCE:
            self.do(wish, uuids, *args, tell=tell, visit=visit)
            return

        def work(library: Library, _job: Job) -> Any:
            return wish(library, uuids, *args)

        def take(change: Any) -> None:
            self.record(change, visit)
            if change and tell:
                self.told.emit(tell, True)

        self.start(f"正在改 {len(uuids)} 条标注", work, stores=True).done.connect(take)

    def new_visit(self) -> int:
        """A number for the changes of one visit to a field, which are one step of the history."""
        self._visits += 1
        return self._visits

    def record(self, change: Change, visit: int = -1) -> None:
        """Put a change that is done into the history and tell everybody."""
        self.history.settle()
        if change:
            self.history.push(ChangeCommand(change, self._carry_out, visit))
            self._tell(change)

    def _carry_out(self, change: Change, forward: bool, step: Step | None) -> bool:
        try:
            if step is None:
                (self.library.redo if forward else self.library.undo)(change)
            elif step.failure is not None:
                raise step.failure
        except Failure as failure:
            self.failed.emit(str(failure))
            return False
        self._tell(change)
        return True

    def undo(self) -> None:
        """Take the last change back."""
        self.history.undo()

    def redo(self) -> None:
        """Do the last undone change again."""
        self.history.redo()

    def _tell(self, change: Change) -> None:
        names = {_SIGNALS[table] for table in change.tables if table in _SIGNALS}
        uuids = frozenset(row.key[0] for row in change.rows if row.table in ("annotation", "annotation_tag"))
        for name in sorted(names):
            if name == "annotations_changed":
                self.annotations_changed.emit(uuids)
            else:
                getattr(self, name).emit()
        self.changed.emit(change)
        self.saved.emit()

    # ---- files --------------------------------------------------------------------------------------

    def open(self, path: Path) -> bool:
        """Open another library file; the present one stays open when that fails."""
        return self._exchange(lambda: opening.open_library(path))

    def new(self, path: Path) -> bool:
        """Make an empty library and open it."""
        return self._exchange(lambda: opening.new_library(path))

    def save_as(self, path: Path) -> bool:
        """Copy the library to another file and go on there."""
        self.history.settle()
        self.background.stop()
        try:
            self.library = opening.save_as(self.library, path)
        except Failure as failure:
            self.failed.emit(str(failure))
            return False
        self.history.clear()
        self.library_opened.emit()
        return True

    def _exchange(self, opened: Callable[[], Library]) -> bool:
        try:
            library = opened()
        except Failure as failure:
            self.failed.emit(str(failure))
            return False
        self.history.settle()
        self.background.stop()
        self.library.close()
        self.library = library
        self.history.clear()
        self.library_opened.emit()
        return True

    def close(self) -> None:
        """Stop the workers and close the file; whoever still listens hears nothing more."""
        self.history.settle()
        self.closed = True
        self.background.stop()
        self.closing.emit()
        self.history.blockSignals(True)
        self.library.close()

    # ---- slow work ----------------------------------------------------------------------------------

    def start(self, words: str, work: Callable[[Library, Job], Any], shown: bool = True, stores: bool = False) -> Job:
        """Run `work(library, job)` in a worker, on a connection of its own; `words` stand beside its progress.

        stores: it changes the library, so its value comes even when the reader cancelled it: some is stored by then.
        """

        def run(job: Job) -> Any:
            library = self.library.again()
            try:
                return work(library, job)
            finally:
                library.close()

        job = self.background.start(run)
        job.stores = stores
        job.failed.connect(self.failed)
        if shown:
            self.job_started.emit(job, words)
        return job

    def import_files(self, paths: Sequence[Path], keep_originals: bool = True) -> Job:
        """Import files and folders in the background; the job's value is (outcomes, changes)."""
        from shkc_desktop.library import importing

        files = importing.files_in(paths)

        def work(library: Library, job: Job) -> Any:
            return importing.import_files(
                library, files, keep_originals=keep_originals, progress=job.progress, should_stop=job.should_stop
            )

        job = self.start(f"正在导入 {len(files)} 个文件", work, stores=True)
        job.done.connect(partial(self._imported, job))
        return job

    def import_drafts(self, drafts: "Sequence[Draft]", keep_originals: bool = True) -> Job:
        """Store what was looked through in the preview, in the background; the job's value is (outcomes, changes)."""
        from shkc_desktop.library import importing

        def work(library: Library, job: Job) -> Any:
            return importing.import_drafts(library, drafts, keep_originals, job.progress, job.should_stop)

        job = self.start(f"正在导入 {len(drafts)} 份", work, stores=True)
        job.done.connect(partial(self._imported, job))
        return job

    def _imported(self, job: Job, value: Any) -> None:
        from shkc_desktop.library.library import merged

        outcomes, changes = value
        added = [outcome for outcome in outcomes if outcome.status in ("added", "updated")]
        label = f"导入 {len(added)} 份报告"
        if changes:
            self.record(merged(label, changes))
        failed = [outcome for outcome in outcomes if outcome.status == "failed"]
        same = [outcome for outcome in outcomes if outcome.status == "duplicate"]
        words = [f"导入 {len(added)} 份"] if added else []
        words += [f"{len(same)} 份已有"] if same else []
        words += [f"{len(failed)} 份没有成功：{failed[0].message}"] if failed else []
        if outcomes or not job.is_cancelled:
            self.told.emit("，".join(words) or wording("没有可以导入的文件"), bool(changes))

    # ---- what most panels ask for -------------------------------------------------------------------

    def annotate(
        self, spans: "Sequence[Span]", colour: int = 1, tags: Sequence[str] = (), note: str = "", visit: int = -1
    ) -> list[str]:
        """Mark passages; the new uuids, none when it failed."""
        from shkc_desktop.library import annotating  # at the first mark: a start does not wait for it

        result = self.do(annotating.annotate, spans, colour, tags, note, visit=visit)
        return [] if result is None else list(result[1])
