"""Workers come and go without a trace, however many there are."""

from pytestqt.qtbot import QtBot

from shkc_desktop.ui.background import Background


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
