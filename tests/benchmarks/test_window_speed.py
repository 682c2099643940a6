"""The frame of the window keeps up: themes, a tree of 10,000 reports, 总览, and nothing ever blocks it."""

import gc
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shkc_desktop.chinese.words import Segmenter
from shkc_desktop.library import importing, opening, shipped
from shkc_desktop.library.finding import Finding
from shkc_desktop.library.library import Library
from shkc_desktop.model.district import District
from shkc_desktop.ui import theme
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.library_tree import LibraryTree
from shkc_desktop.ui.library_tree_model import ReportEntry
from shkc_desktop.ui.matrix import Matrix, MatrixCell, Presence
from shkc_desktop.ui.overview_grid import OverviewGrid
from shkc_desktop.ui.preferences import Preferences
from shkc_desktop.ui.wiring import Wiring
from shkc_desktop.ui.workspace import Workspace
from tests.benchmarks.pace import allowed

pytestmark = pytest.mark.budget


def spent(what: str, do: Callable[[], object], times: int = 3) -> float:
    """The least CPU time of some runs, in ms; printed."""
    found = []
    for _ in range(times):
        start = time.process_time()
        do()
        found.append((time.process_time() - start) * 1000)
    print(f"{what}: {min(found):.1f} ms CPU")
    return min(found)


def matrix(districts: int = 16, years: int = 12) -> Matrix:
    names = [District(f"第{n}区", f"第{n}") for n in range(districts)]
    cells = {
        (d.name, 2010 + y): MatrixCell(d.name, 2010 + y, Presence.TEXT, 900 + y, ("原文",), ("r",), (n * y) % 20)
        for n, d in enumerate(names)
        for y in range(years)
    }
    return Matrix(tuple(names), tuple(range(2010, 2010 + years)), cells)


def test_a_tree_of_ten_thousand_reports_fills_and_filters(qtbot: QtBot) -> None:
    tree = LibraryTree(lambda _report: [])
    qtbot.addWidget(tree)
    tree.resize(256, 900)
    tree.show()
    entries = [ReportEntry(str(i), f"第 {i} 份科技小报", 2000 + i % 25, "原文", 0) for i in range(10_000)]
    tree.order.choose(1)

    def fill() -> None:
        tree.set_contents(matrix(), entries)
        tree.tree.expand(tree.model.index(3, 0))
        tree.grab()

    assert spent("10,000 reports in the tree, filled and painted", fill) < allowed(100)
    words = iter(("kj", "小报", "9999", "科技小", "xb"))
    assert spent("10,000 reports filtered", lambda: tree.filter.setText(next(words)), 5) < allowed(250)


def test_the_overview_is_painted_in_a_frame(qtbot: QtBot) -> None:
    grid = OverviewGrid()
    qtbot.addWidget(grid)
    grid.resize(1300, 700)
    grid.set_matrix(matrix(), {})
    grid.show()
    assert spent("总览 of 16 × 12 painted", grid.grab) < allowed(32)


@pytest.fixture
def wiring(qtbot: QtBot, tmp_path: Path) -> Iterator[Wiring]:
    library = opening.new_library(tmp_path / "小库.shkc")
    shipped.add_corpus(library)
    made = Wiring(Workspace(library), Preferences(tmp_path / "settings.ini"))
    qtbot.addWidget(made.window)
    made.start()
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.window.close()
    made.workspace.close()
    theme.wear("light")


def test_another_theme_is_worn_and_painted_quickly(wiring: Wiring) -> None:
    wiring.navigation.open_link("嘉定/2022")
    QApplication.processEvents()
    # What earlier tests have left behind would be dressed as well.
    for widget in QApplication.topLevelWidgets():
        if widget is not wiring.window and widget.parent() is None:
            widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()

    def change() -> None:
        wiring.look.next_theme()
        wiring.window.grab()

    assert spent("another theme, the whole window painted", change) < allowed(150)


class Watchdog(QObject):
    """Notes the longest time in which the event loop did not come round, in ms.

    Of the clock and the CPU time of all threads the lesser: where this process did not compute, another one held it up.
    """

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._clock, self._cpu = time.perf_counter(), time.process_time()
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        clock, cpu = time.perf_counter(), time.process_time()
        self.longest = max(self.longest, 1000 * min(clock - self._clock, cpu - self._cpu))
        self._clock, self._cpu = clock, cpu

    def begin(self) -> None:
        """Forget what was until now."""
        self._look()
        self.longest = 0.0


def longest_gap(qtbot: QtBot, what: str, run: Callable[[], object]) -> float:
    """The longest time that the window did not answer while something ran; printed."""
    dog = Watchdog()
    qtbot.wait(30)
    dog.begin()
    run()
    dog.deleteLater()
    print(f"{what}: the window waited at most {dog.longest:.0f} ms")
    return dog.longest


def test_the_window_answers_while_the_dictionary_loads(qtbot: QtBot, wiring: Wiring) -> None:
    def load() -> None:
        wiring.panels.words.segmenter = Segmenter()
        with qtbot.waitSignal(wiring.panels.words.ready, timeout=30_000):
            wiring.panels.words.load()

    assert longest_gap(qtbot, "the dictionary loads", load) <= allowed(50)


def test_the_window_answers_while_files_are_imported(qtbot: QtBot, wiring: Wiring, tmp_path: Path) -> None:
    folder = tmp_path / "一批"
    folder.mkdir()

    def import_some() -> None:
        for n in range(6):
            body = "\n\n".join(f"嘉定区第 {n}{i} 条试车线路开通，沿线居民试乘。" for i in range(120))
            (folder / f"2021 年小报{n}.md").write_text(f"# 2021 年小报 {n}\n\n### 嘉定区\n\n{body}\n", encoding="utf-8")
        with qtbot.waitSignal(wiring.workspace.told, timeout=60_000):
            wiring.workspace.import_files([folder])

    assert longest_gap(qtbot, "an import runs", import_some) <= allowed(50)


def test_the_window_answers_while_the_index_is_built(qtbot: QtBot, wiring: Wiring, tmp_path: Path) -> None:
    texts = [f"# 2021 年小报 {n}\n\n" + f"第 {n} 期试车线路开通，沿线居民试乘。\n\n" * 300 for n in range(60)]
    for n, text in enumerate(texts):
        (tmp_path / f"小报{n}.md").write_text(text, encoding="utf-8")
    importing.import_files(wiring.workspace.library, sorted(tmp_path.glob("*.md")))

    def build(library: Library, job: Job) -> bool:
        finding = Finding(library, Segmenter(), tmp_path / "索引")
        built = finding.catch_up(job.should_stop) and finding.build_words(job.should_stop)
        finding.close()
        return built

    def run() -> None:
        job = wiring.workspace.start("正在建立索引", build)
        with qtbot.waitSignal(job.done, timeout=60_000) as done:
            pass
        assert done.args == [True]

    assert longest_gap(qtbot, "the index is built", run) <= allowed(50)
