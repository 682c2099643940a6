"""A mark is made, changed and taken away at once in the window, in a million characters with 10,000 marks."""

import random
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shkc_desktop.anchoring.describing import describe
from shkc_desktop.library import annotating, codebook, opening
from shkc_desktop.library.library import Library
from shkc_desktop.model.annotation import Annotation
from shkc_desktop.model.page import PageKey, PageKind
from shkc_desktop.model.report import Report
from shkc_desktop.store import annotations, reports
from shkc_desktop.store.changes import Writer
from shkc_desktop.store.clock import now
from shkc_desktop.ui.preferences import Preferences
from shkc_desktop.ui.wiring import Wiring
from shkc_desktop.ui.workspace import Workspace
from tests.benchmarks.generated import generated_reports
from tests.benchmarks.pace import allowed

pytestmark = pytest.mark.budget
MOST = 10.0


@pytest.fixture(scope="module")
def report() -> Report:
    return next(generated_reports(1, 5, 1_000_000))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, report: Report) -> Path:
    """A library with that report, 60 tags and 10,000 annotations."""
    library = opening.new_library(tmp_path_factory.mktemp("大") / "大库.shkc")
    library.file.connection.execute("PRAGMA synchronous = OFF")
    with library.file.transaction() as connection:
        reports.add(connection, report)
    dice, moment = random.Random(1), now()
    tags = [codebook.add_path(library, f"类{n % 9}/签{n}")[1] for n in range(60)]
    long = [block for block in report.blocks if block.end - block.start > 30]

    def work(writer: Writer) -> None:
        for _ in range(10_000):
            block = dice.choice(long)
            start = block.start + dice.randrange(block.end - block.start - 12)
            target, own = (
                describe(report.text, start, start + 12, report.uuid),
                tuple(dice.sample(tags, dice.randint(0, 3))),
            )
            note = "与上一年比较" if dice.random() < 0.3 else ""
            made = Annotation(str(uuid.uuid4()), target, dice.randint(1, 4), own, note, "甲", moment, moment)
            annotations.put(writer, made)

    library.change("标注", work)
    library.close()
    return library.path


@pytest.fixture
def wiring(qtbot: QtBot, path: Path, tmp_path: Path, report: Report) -> Iterator[Wiring]:
    """The window with the report in front, everything measured and counted."""
    library = opening.open_library(path)
    made = Wiring(Workspace(library), Preferences(tmp_path / "settings.ini"))
    qtbot.addWidget(made.window)
    made.start()
    made.window.show()
    qtbot.waitExposed(made.window)
    made.navigation.open(PageKey(PageKind.REPORT, report=report.uuid))
    tab = made.navigation.tab()
    assert tab is not None
    qtbot.waitUntil(lambda: not tab.pane.is_measuring() and not made.workspace.background.busy, timeout=60_000)
    yield made
    made.window.close()
    made.workspace.close()


class Transactions:
    """The time this thread spends in the transactions of a library, in ms."""

    def __init__(self, library: Library) -> None:
        self.spent = 0.0
        change, redo = library.file.change, library.redo
        library.file.change = self._timed(change)  # type: ignore[method-assign]
        library.redo = self._timed(redo)  # type: ignore[method-assign]

    def _timed(self, work: Callable) -> Callable:
        def timed(*args: object) -> object:
            start = time.thread_time()
            try:
                return work(*args)
            finally:
                self.spent += (time.thread_time() - start) * 1000

        return timed


@pytest.mark.parametrize("beside", ["library", "codebook", "placing"])
def test_one_mark_among_ten_thousand(
    qtbot: QtBot, wiring: Wiring, report: Report, beside: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if beside != "library":
        wiring.window.commands[beside].trigger()
    pane = wiring.navigation.tab().pane  # type: ignore[union-attr]
    workspace, transactions = wiring.workspace, Transactions(wiring.workspace.library)
    block = [b for b in report.blocks if b.end - b.start > 40][3]
    tag, made = next(iter(workspace.library.tags())), list[str]()
    span = (report.uuid, block.start + 3, block.start + 15)
    steps: dict[str, Callable[[], object]] = {
        "add": lambda: made.extend(workspace.annotate([span], 1, [tag])),
        "recolour": lambda: workspace.do(annotating.recolour, made[-1:], random.choice((2, 3, 4))),
        "note": lambda: workspace.do(annotating.set_note, made[-1], str(random.random())),
        "undo": workspace.undo,
        "remove": lambda: workspace.do(annotating.delete, [made.pop()]),
    }
    figures: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(5):
        for name, do in steps.items():
            QApplication.processEvents()
            qtbot.waitUntil(lambda: not workspace.background.busy, timeout=20_000)
            transactions.spent, start = 0.0, time.thread_time()
            do()
            pane.viewport().repaint()
            figures[name].append((time.thread_time() - start) * 1000 - transactions.spent)
    with capsys.disabled():
        shown = ", ".join(f"{name} {min(times):.1f}" for name, times in figures.items())
        print(f"\na mark in 1,000,000 characters x 10,000, {beside} beside: {shown} ms CPU, transactions apart")
    assert max(min(times) for times in figures.values()) <= allowed(MOST)
