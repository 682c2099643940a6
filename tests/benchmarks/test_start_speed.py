"""The program is there at once: within half a CPU second, and three times an empty PySide6 window."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from shkc_desktop.library import opening

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
def started(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[str]], str]:
    """Runs Python with arguments, warm: with its byte code at hand, as an installed program has it."""
    folder = tmp_path_factory.mktemp("start")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(folder / "code"), "QT_QPA_PLATFORM": "offscreen"}
    environment["XDG_CONFIG_HOME"] = str(folder)

    def run(arguments: list[str]) -> str:
        done = subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    return run


@pytest.mark.parametrize("link", [[], ["--open", "嘉定/2022"]], ids=["总览", "a page"])
def test_a_start_paints_within_its_budget(started: Callable[[list[str]], str], tmp_path: Path, link: list[str]) -> None:
    library = opening.new_library(tmp_path / "小库.shkc")
    opening.add_corpus(library)
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
    assert ours <= 500
    assert ours <= 3.0 * theirs
