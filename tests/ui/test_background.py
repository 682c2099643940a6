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
