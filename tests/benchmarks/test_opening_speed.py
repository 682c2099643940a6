"""From a wish in the window to a painted page: composing, marks and cards included, of a report of a million."""

import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shkc_desktop.library import opening
from shkc_desktop.library.library import Library
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.page import PageKey, PageKind
from shkc_desktop.model.report import Report, report_uuid
from shkc_desktop.store import reports
from shkc_desktop.ui.preferences import Preferences
from shkc_desktop.ui.reading_tab import ReadingTab
from shkc_desktop.ui.wiring import Wiring
from shkc_desktop.ui.workspace import Workspace
from tests.benchmarks.pace import allowed

pytestmark = pytest.mark.budget

SENTENCE = (
    "清晨的图书馆里，管理员把新到的年度报告放上书架。读者翻开其中一册，先看目录，再找到自己关心的区，画了一道线。"
)
SIZES = {"20 KB": 6_700, "200 KB": 67_000, "1,000,000": 1_000_000}
COUNTS = (0, 1_000, 10_000)


def cpu(work: Callable[[], object]) -> float:
    """The CPU time of `work` in ms."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def memory() -> float:
    """The memory this process holds, in MB."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096 / 1e6


def report_of(size: str, count: int) -> Report:
    """A report with paragraphs of 20 to 160 characters and a heading before every twelfth."""
    dice, words, total = random.Random(count), [], 0
    while total < SIZES[size]:
        words.append((SENTENCE * 4)[dice.randrange(40) :][: dice.randint(20, 160)])
        total += len(words[-1]) + 1
    blocks, at, heading = [], 0, None
    for n, block in enumerate(words):
        is_heading = n % 12 == 0
        kind = BlockKind.HEADING if is_heading else BlockKind.PARAGRAPH
        blocks.append(Block(n, kind, at, at + len(block), 2 if is_heading else 0, None if is_heading else heading))
        heading, at = (n if is_heading else heading), at + len(block) + 1
    text = "\n".join(words)
    title = f"长报告 {size} {count}"
    return Report(
        report_uuid(title), title, 2022, text, tuple(blocks), raw=text, source_name=f"{title}.txt", sha256=title
    )


def mark(library: Library, report: Report, count: int) -> None:
    """Write annotations of 5 to 80 characters, two of three with a note."""
    dice = random.Random(7)
    starts = [dice.randrange(len(report.text) - 100) for _ in range(count)]
    rows = [
        (f"{report.title}{n}", report.uuid, a, a + dice.randint(5, 80), n % 4 + 1, "与上一年比较。" * (n % 3))
        for n, a in enumerate(starts)
    ]
    with library.file.transaction() as connection:
        connection.executemany(
            'INSERT INTO annotation (uuid, report, start, "end", colour, note, exact, prefix, suffix, text_sha256,'
            " created, modified) VALUES (?, ?, ?, ?, ?, ?, '词', '', '', '', '2026-01-01', '2026-01-01')",
            rows,
        )


@pytest.fixture(scope="module")
def long_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library with a report of each size and number of marks."""
    library = opening.new_library(tmp_path_factory.mktemp("long") / "长.shkc")
    for size in SIZES:
        for count in COUNTS:
            report = report_of(size, count)
            with library.file.transaction() as connection:
                reports.add(connection, report)
            mark(library, report, count)
    yield library
    library.close()


@pytest.fixture
def wiring(qtbot: QtBot, long_library: Library, tmp_path: Path) -> Iterator[Wiring]:
    """A window on that library that has shown a page before: fonts are loaded."""
    made = Wiring(Workspace(long_library.again()), Preferences(tmp_path / "settings.ini"))
    qtbot.addWidget(made.window)
    made.window.resize(1440, 900)
    made.start()
    made.window.show()
    qtbot.waitExposed(made.window)
    open_report(made, "20 KB", 0)
    QApplication.processEvents()
    gc.collect()
    gc.freeze()
    yield made
    gc.unfreeze()
    made.window.close()
    made.workspace.close()


def open_report(wiring: Wiring, size: str, count: int) -> ReadingTab:
    """Open a report as the reader does, and paint it."""
    key = PageKey(PageKind.REPORT, report=report_uuid(f"长报告 {size} {count}"))
    tab = wiring.navigation.open(key, new=True)
    tab.pane.viewport().repaint()
    return tab


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("size", SIZES)
def test_a_report_opens_in_the_window(qtbot: QtBot, wiring: Wiring, capsys, size: str, count: int) -> None:
    before = memory()
    opened = [cpu(lambda: open_report(wiring, size, count))]
    added = memory() - before
    for _ in range(2):
        tab = wiring.navigation.tab()
        assert tab is not None
        wiring.window.tabs.close_content(tab)
        QApplication.processEvents()
        # The text is read from the file again, as at the first time.
        wiring.workspace.library = wiring.workspace.library.again()
        opened.append(cpu(lambda: open_report(wiring, size, count)))
    tab = wiring.navigation.tab()
    assert tab is not None
    qtbot.waitUntil(lambda: tab.mark_count() == count and not tab.pane.is_measuring(), timeout=30_000)
    bar = tab.pane.verticalScrollBar()
    wheel = [cpu(lambda: (bar.setValue(bar.value() + 108), QApplication.processEvents())) for _ in range(40)]
    step = statistics.median(wheel)
    with capsys.disabled():
        print(f"\nwindow {size} x {count:,}: open {min(opened):.1f}, wheel {step:.1f} ms CPU; {added:.0f} MB")
    assert min(opened) <= allowed(60)
    assert step <= allowed(8)
    assert added <= 60
