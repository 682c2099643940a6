"""Runs slow core functions beside the window, with progress and cancel."""

import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRunnable, Qt, QThreadPool, Signal

from shkc_desktop.model.failure import Failure

# After this long a piece of work looks whether the window wants to go first, and then waits for it this long at most.
_PIECE_S, _MOMENT_S = 0.002, 0.05
_LAST = QEvent.Type(QEvent.registerEventType())
# Behind the requests to paint, which have Qt's lowest priority.
_AFTER_ALL = Qt.EventPriority.LowEventPriority.value - 1


class Job(QObject):
    """One piece of work under way.

    Signals:
        progressed: (done, of, words) as the work reports it.
        done: the work's value; after a cancel only where the work `stores`.
        failed: one clear sentence.
        ended: after `done`, `failed` or a cancel, whichever it was.
    """

    progressed = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(str)
    ended = Signal()
    _came = Signal(str, object)  # from the worker's thread: the name of a signal and what it brings

    def __init__(self, work: Callable[["Job"], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._went_on = time.perf_counter()
        self._window_came = threading.Event()
        self._window_came.set()
        self._is_discarded = False
        self.stores = False  # what it has written is told of, cancelled or not
        # All who listen hear of it in one turn of the event loop, and nobody any more once the job is discarded.
        self._came.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self.runnable = _Runnable(self, work)

    def cancel(self) -> None:
        """Ask the work to stop; it does so at its next look at `should_stop`."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was cancelled."""
        return self._stop.is_set()

    def discard(self) -> None:
        """Cancel the work, and tell nothing more of it but its end."""
        self._is_discarded = True
        self.cancel()

    def should_stop(self) -> bool:
        """For the work: whether it was cancelled. Now and then this lets the window go first."""
        if not self._stop.is_set() and time.perf_counter() - self._went_on > _PIECE_S:
            self._let_window_go_first()
        return self._stop.is_set()

    def _let_window_go_first(self) -> None:
        """Wait until the window has done all that it has to do, painting included; not for longer than a moment.

        A window that paints gives the interpreter away at each call of a painter, hundreds of times a frame, and
        would each time have to wait until this work is made to hand it back.
        """
        if self._window_came.is_set():  # a window that was busy for so long is not waited for once more
            self._window_came.clear()
            QCoreApplication.postEvent(self, QEvent(_LAST), _AFTER_ALL)
            self._window_came.wait(_MOMENT_S)
        self._went_on = time.perf_counter()

    def customEvent(self, _event: QEvent) -> None:
        self._window_came.set()

    def progress(self, done: int, of: int, words: str = "") -> None:
        """For the work: tell how far it is."""
        self._came.emit("progressed", (done, of, words))

    def returned(self, name: str, *brought: Any) -> None:
        """For the worker: what became of the work."""
        self._came.emit(name, brought)

    def _tell(self, name: str, brought: tuple[Any, ...]) -> None:
        if name == "ended" or not self._is_discarded:
            getattr(self, name).emit(*brought)


class _Runnable(QRunnable):
    def __init__(self, job: Job, work: Callable[[Job], Any]) -> None:
        super().__init__()
        # Python keeps the object: with autoDelete Qt frees it under Python's feet.
        self.setAutoDelete(False)
        self._job, self._work = job, work

    def run(self) -> None:
        hook = getattr(threading, "_trace_hook", None)  # coverage does not see Qt's threads by itself
        if hook is not None:  # pragma: no cover
            sys.settrace(hook)
        try:
            value = self._work(self._job)
        except Failure as failure:
            self._job.returned("failed", str(failure))
        except Exception as error:  # the worker must not die silently: the reader gets a sentence, the log the rest
            sys.excepthook(type(error), error, error.__traceback__)
            self._job.returned("failed", f"这一步没有完成（{type(error).__name__}：{error}）。")
        else:
            if self._job.stores or not self._job.is_cancelled:
                self._job.returned("done", value)
        self._job.returned("ended")


class Background(QObject):
    """The jobs under way. A job stays referenced until it has ended."""

    _wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Through the event loop: a short piece of work would be done before anybody is connected to it.
        self._wanted.connect(self._begin, Qt.ConnectionType.QueuedConnection)
        # A worker that does not let the window go first would hold up each painter call by Python's usual 5 ms.
        sys.setswitchinterval(0.0001)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(3)
        self._jobs: set[Job] = set()
        # A worker that has told of its end is still on its way out: were it the last to hold its job, the job would
        # die in the worker's thread with events waiting for it in this one.
        self._leaving: deque[Job] = deque(maxlen=32)

    def start(self, work: Callable[[Job], Any]) -> Job:
        """Run `work(job)` in a worker; connect to the job's signals at once, they arrive through the event loop."""
        job = Job(work)
        self._jobs.add(job)
        job.ended.connect(lambda: self._let_go(job))
        self._wanted.emit(job)
        return job

    def _begin(self, job: Job) -> None:
        if job.is_cancelled:
            job.ended.emit()
        else:
            self._pool.start(job.runnable)

    def _let_go(self, job: Job) -> None:
        self._leaving.append(job)
        self._jobs.discard(job)

    @property
    def busy(self) -> bool:
        """Whether any job is under way."""
        return bool(self._jobs)

    def stop(self, wait_ms: int = 5000) -> None:
        """Cancel everything and wait for the workers."""
        for job in list(self._jobs):
            job.discard()
        self._pool.waitForDone(wait_ms)
