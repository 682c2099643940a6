"""A change of very many rows is taken back beside the window, in its turn and not out of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from shkc_desktop.library import annotating
from shkc_desktop.library.library import Library
from shkc_desktop.library.reporting import list_reports
from shkc_desktop.model.failure import Failure
from shkc_desktop.store.changes import Change
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.workspace import Workspace

MANY = 600


@pytest.fixture
def space(qtbot: QtBot, library: Library) -> Iterator[Workspace]:
    """A workspace in which one step has marked 600 passages and another made them all orange."""
    made = Workspace(library)
    report = list_reports(library)[0].uuid
    uuids = made.do(annotating.annotate, [(report, n % 40, n % 40 + 3) for n in range(MANY)])[1]
    made.do(annotating.recolour, uuids, 3)
    yield made
    made.close()


def colours(space: Workspace) -> dict[int, int]:
    rows = space.library.file.connection.execute(
        "SELECT colour, COUNT(*) FROM annotation WHERE deleted IS NULL GROUP BY colour"
    )
    return dict(rows.fetchall())


def test_many_rows_are_taken_back_and_done_again_while_the_window_goes_on(qtbot: QtBot, space: Workspace) -> None:
    came_round: list[bool] = []
    QTimer.singleShot(0, lambda: came_round.append(space.history.index() == 2))
    with qtbot.waitSignal(space.changed):
        space.undo()
    assert came_round == [True]  # the loop came round before the step was through
    assert space.history.index() == 1 and colours(space) == {1: MANY}
    with qtbot.waitSignal(space.changed):
        space.redo()
    assert space.history.index() == 2 and colours(space) == {3: MANY}


def test_what_follows_at_once_waits_for_its_turn(qtbot: QtBot, space: Workspace) -> None:
    space.undo()
    space.undo()  # the first had not begun
    with qtbot.waitSignal(space.changed):
        pass
    qtbot.waitUntil(lambda: not space.background.busy)
    assert space.history.index() == 0 and colours(space) == {}
    space.redo()
    report = list_reports(space.library)[0].uuid
    space.annotate([(report, 0, 2)], 4)
    qtbot.waitUntil(lambda: not space.background.busy)
    assert colours(space) == {1: MANY, 4: 1} and space.history.count() == space.history.index() == 2


def test_a_step_that_a_worker_has_begun_is_waited_for(qtbot: QtBot, space: Workspace) -> None:
    space.undo()
    qtbot.waitUntil(lambda: space.history._under_way is None or space.history._under_way._claimed.locked())
    space.history.settle()
    assert space.history.index() == 1 and colours(space) == {1: MANY}
    qtbot.waitUntil(lambda: not space.background.busy)
    assert space.history.index() == 1


def test_what_cannot_be_taken_back_any_more_says_so_and_leaves_the_history(qtbot: QtBot, space: Workspace) -> None:
    with space.library.file.transaction() as connection:
        connection.execute("UPDATE annotation SET colour = 2")
    with qtbot.waitSignal(space.failed) as told:
        space.undo()
    assert "撤销" in told.args[0]
    assert space.history.count() == 1 and colours(space) == {2: MANY}


def test_a_step_that_never_began_stays_in_the_history(
    qtbot: QtBot, space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs: list[Job] = []
    space.job_started.connect(lambda job, _words: jobs.append(job))
    space.undo()
    jobs[0].cancel()
    qtbot.waitUntil(lambda: not space.background.busy)
    assert space.history.index() == 2 and colours(space) == {3: MANY}

    def refuse(_library: Library) -> Library:
        raise Failure("没有第二个连接。")

    monkeypatch.setattr(Library, "again", refuse)
    with qtbot.waitSignal(space.failed):
        space.undo()
    qtbot.waitUntil(lambda: not space.background.busy)
    assert space.history.index() == 2 and colours(space) == {3: MANY}


def test_saving_as_sees_a_step_through(qtbot: QtBot, space: Workspace, tmp_path: Path) -> None:
    space.undo()
    assert not space.save_as(space.library.path)
    assert space.history.index() == 1 and colours(space) == {1: MANY}
    space.redo()
    assert space.save_as(tmp_path / "另存.shkc")
    qtbot.waitUntil(lambda: not space.background.busy)
    assert space.history.count() == 0 and colours(space) == {3: MANY}


def test_what_was_stored_before_a_cancel_is_told_and_can_be_taken_back(
    qtbot: QtBot, space: Workspace, tmp_path: Path
) -> None:
    uuids = [row[0] for row in space.library.file.connection.execute("SELECT uuid FROM annotation")]

    def recolour(library: Library, chosen: list[str]) -> Change:
        change = annotating.recolour(library, chosen, 2)
        jobs[0].cancel()
        return change

    jobs: list[Job] = []
    space.job_started.connect(lambda job, _words: jobs.append(job))
    with qtbot.waitSignal(space.changed):
        space.do_many(recolour, uuids)
    assert space.history.count() == 3 and colours(space) == {2: MANY}
    files = [tmp_path / f"{year}年上海科技报告.txt" for year in (2018, 2019, 2020)]
    for path in files:
        path.write_text(f"{path.stem}\n嘉定区推进科技创新，新建了一处园区。\n", encoding="utf-8")
    before = len(list_reports(space.library))
    with qtbot.waitSignal(space.changed):
        job = space.import_files(files)
        job.progressed.connect(job.cancel)
    assert len(list_reports(space.library)) > before
    qtbot.waitUntil(lambda: not space.background.busy)
    space.undo()
    assert len(list_reports(space.library)) == before


def test_closing_sees_a_step_through(qtbot: QtBot, library: Library) -> None:
    space = Workspace(library)
    report = list_reports(library)[0].uuid
    space.do(annotating.annotate, [(report, n % 40, n % 40 + 3) for n in range(MANY)])
    space.undo()
    path = library.path
    space.close()
    from shkc_desktop.library import opening

    again = opening.open_library(path, read_only=True)
    assert again.file.connection.execute("SELECT COUNT(*) FROM annotation WHERE deleted IS NULL").fetchone() == (0,)
    again.close()
