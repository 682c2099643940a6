"""The program is there at once: within half a CPU second, and three times an empty PySide6 window."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from shkc_desktop.library import annotating, opening, shipped
from tests.benchmarks.pace import allowed

pytestmark = pytest.mark.budget

_EMPTY = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.show()
QTimer.singleShot(0, lambda: QTimer.singleShot(0, app.quit))
app.exec()
print(round(time.process_time() * 1000))
"""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Runs Python with arguments, warm: with its byte code at hand, as an installed program has it."""
    folder = tmp_path_factory.mktemp("start")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(folder / "code"), "QT_QPA_PLATFORM": "offscreen"}
    environment["XDG_CONFIG_HOME"] = str(folder)

    def run(arguments: list[str], **more: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(command, env=environment | more, capture_output=True, text=True, check=True)
        return done.stdout

    return run


@pytest.mark.parametrize("link", [[], ["--open", "嘉定/2022"]], ids=["总览", "a page"])
def test_a_start_paints_within_its_budget(started: Callable[..., str], tmp_path: Path, link: list[str]) -> None:
    library = opening.new_library(tmp_path / "小库.shkc")
    shipped.add_corpus(library)
    report = library.file.connection.execute("SELECT uuid FROM report WHERE year = 2022").fetchone()[0]
    text, _ = library.report_text(report)
    at = text.index("嘉定区")
    for n in range(40):
        annotating.annotate(library, [(report, at + 6 * n, at + 6 * n + 9)], n % 4 + 1, note="与上一年比较。")
    library.close()
    trace = tmp_path / "trace.jsonl"
    arguments = ["-m", "shkc_desktop", "--library", str(library.path), "--trace", str(trace), "--quit-when-shown"]
    spent, empty = [], []
    for _ in range(4):
        started(arguments + link)
        events = {entry["event"]: entry for entry in map(json.loads, trace.read_text(encoding="utf-8").splitlines())}
        spent.append(events["first_paint"]["cpu_ms"])
        empty.append(int(started(["-c", _EMPTY])))
        assert events["page_shown"]["characters"] > 100
    # The first run writes the byte code; of the others the best is the one that was disturbed least.
    ours, theirs = min(spent[1:]), min(empty[1:])
    print(f"start to first paint: {ours} ms CPU; an empty window: {theirs} ms; {ours / theirs:.2f} times")
    assert ours <= allowed(500)
    assert ours <= 3 * theirs


def test_the_very_first_start_shows_the_digests_in_time(started: Callable[..., str], tmp_path: Path) -> None:
    trace, spent = tmp_path / "trace.jsonl", []
    arguments = ["-m", "shkc_desktop", "--trace", str(trace), "--quit-when-shown"]
    for n in range(4):
        # Each finds an empty home: the library is made, and the five digests are recognised and stored.
        started(arguments, XDG_DATA_HOME=str(tmp_path / str(n)))
        events = {entry["event"]: entry for entry in map(json.loads, trace.read_text(encoding="utf-8").splitlines())}
        spent.append(events["first_paint"]["cpu_ms"])
        assert events["page_shown"]["characters"] > 10_000
    print(f"the very first start to first paint: {min(spent[1:])} ms CPU")
    assert min(spent[1:]) <= allowed(500)
