"""One history for everything the reader changes: an entry of the undo stack per change of the library."""

import threading
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand, QUndoStack

from shkc_desktop.library.library import Library
from shkc_desktop.model.failure import Failure
from shkc_desktop.store.changes import Change, joined
from shkc_desktop.ui.background import Job

# A change of more rows than this is taken back in a worker: 5,000 take a quarter of a second.
_MANY = 200


class ChangeCommand(QUndoCommand):
    """A change that is done already; undo and redo go through the workspace, which tells everybody."""

    def __init__(
        self, change: Change, carry_out: Callable[[Change, bool, "Step | None"], bool], visit: int = -1
    ) -> None:
        """visit: changes of one visit, such as the notes stored while one is typed, are one step; -1: none."""
        super().__init__(change.label)
        self.change = change
        self.step: Step | None = None  # in which a worker has carried out what comes next
        self._visit = visit
        self._carry_out = carry_out
        self._done = True

    def redo(self) -> None:
        """Do the change again; the first call comes from the stack itself, when the change is done already."""
        if self._done:
            self._done = False
            return
        self._try(True)

    def id(self) -> int:
        """The visit, by which Qt finds out what belongs together."""
        return self._visit

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take a later change of the same visit into this step."""
        if not isinstance(other, ChangeCommand) or self._visit < 0 or other.id() != self._visit:
            return False
        self.change = joined(self.change, other.change)
        self.setText(other.text())
        return True

    def undo(self) -> None:
        """Take the change back."""
        self._try(False)

    def _try(self, forward: bool) -> None:
        step, self.step = self.step, None
        # What could not be carried out (another window was quicker) has no place in the history any more.
        if not self._carry_out(self.change, forward, step):
            self.setObsolete(True)


class Step:
    """A change of many rows that is being taken back or done again. failure: why that did not succeed."""

    def __init__(self, command: ChangeCommand, forward: bool) -> None:
        self.command, self.forward = command, forward
        self.failure: Failure | None = None
        self._claimed = threading.Lock()
        self._over = threading.Event()

    def claim(self) -> bool:
        """Whether the caller is the first, and so the one to carry it out."""
        return self._claimed.acquire(blocking=False)

    def carry_out(self, library: Library) -> None:
        """In a worker: do it, unless the window was quicker."""
        if not self.claim():
            return
        try:
            (library.redo if self.forward else library.undo)(self.command.change)
        except Failure as failure:
            self.failure = failure
        except BaseException:
            self.failure = Failure("这一步没有完成。")
            raise
        finally:
            self._over.set()

    def wait(self) -> None:
        """Until the worker is through."""
        self._over.wait()


class _Start(Protocol):
    def __call__(self, words: str, work: Callable[[Library, Job], Any]) -> Job: ...


class History(QUndoStack):
    """The steps of one open library. One of very many rows is taken in a worker, started by `start`."""

    def __init__(self, start: _Start, parent: QObject) -> None:
        super().__init__(parent)
        self._start = start
        self._under_way: Step | None = None

    def undo(self) -> None:
        """Take the last change back."""
        self.settle()
        self._go(self.index() - 1, False)

    def redo(self) -> None:
        """Do the last undone change again."""
        self.settle()
        self._go(self.index(), True)

    def settle(self) -> None:
        """See a step that is under way through to its end: whatever comes next builds on it."""
        step = self._under_way
        if step is None:
            return
        if step.claim():  # no worker has come to it yet
            self._under_way = None
            self._move(step.forward)
        else:
            step.wait()
            self._finish(step)

    def _go(self, number: int, forward: bool) -> None:
        command = self.command(number) if 0 <= number < self.count() else None
        if not isinstance(command, ChangeCommand) or len(command.change.rows) <= _MANY:
            self._move(forward)
            return
        step = self._under_way = Step(command, forward)
        words = self.tr("正在重做“{}”") if forward else self.tr("正在撤销“{}”")
        job = self._start(words.format(command.text()), lambda library, _job: step.carry_out(library))
        job.ended.connect(lambda: self._finish(step))

    def _finish(self, step: Step) -> None:
        if step is self._under_way:
            self._under_way = None
            if step.claim():  # no worker ever came to it (it was cancelled, or could not begin and said so): as before
                return
            step.command.step = step
            self._move(step.forward)

    def _move(self, forward: bool) -> None:
        super().redo() if forward else super().undo()
