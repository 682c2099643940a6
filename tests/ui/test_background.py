"""Workers come and go without a trace, however many there are, and let the window go first."""

import threading
import time

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from shkc_desktop.ui.background import Background, Job


def test_a_thousand_jobs_end_well(qtbot: QtBot) -> None:
    background = Background()
    found: list[int] = []
    for number in range(1000):
        background.start(lambda _job, n=number: n).done.connect(found.append)
    qtbot.waitUntil(lambda: not background.busy, timeout=20_000)
    assert sorted(found) == list(range(1000))


def test_all_who_listen_hear_in_one_turn_and_nobody_after_the_end(qtbot: QtBot) -> None:
    background, heard = Background(), []
    job = background.start(lambda _job: 1)
    with qtbot.waitSignal(job.done):
        job.done.connect(heard.append)
        job.done.connect(lambda value: heard.append(value + 1))
    assert heard == [1, 2]
    late = background.start(lambda _job: 3)
    late.done.connect(heard.append)
    background._begin(late)  # at once: what it tells waits for the event loop
    background.stop()
    qtbot.waitUntil(lambda: not background.busy)
    assert heard == [1, 2]


def test_the_window_goes_first_and_a_stuck_one_is_not_waited_for(qtbot: QtBot) -> None:
    background, order = Background(), list[str]()
    looked = threading.Event()

    def work(job: Job) -> float:
        looked.set()
        time.sleep(0.01)  # the window has something to do by now
        job.should_stop()
        order.append("work")
        time.sleep(0.01)
        stuck = time.perf_counter()
        for _ in range(40):
            time.sleep(0.003)
            job.should_stop()
        return time.perf_counter() - stuck - 40 * 0.003

    def paint() -> None:
        time.sleep(0.03)
        order.append("window")
        QTimer.singleShot(15, lambda: time.sleep(0.5))

    waited: list[float] = []
    job = background.start(work)
    job.done.connect(waited.append)
    QTimer.singleShot(0, lambda: (looked.wait(5), paint()))
    qtbot.waitUntil(lambda: not background.busy, timeout=20_000)
    assert order == ["window", "work"]
    assert waited[0] < 0.3  # far less than 40 times a moment
