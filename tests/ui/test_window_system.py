"""On a machine set up by resources/setup.sh, Qt finds a window system."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shkc_desktop.ui.starting import program_icon


@pytest.mark.xvfb
def test_qt_opens_a_window_on_a_real_screen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    assert QGuiApplication.platformName() == "xcb"


@pytest.mark.xvfb
def test_the_program_paints_its_first_page_on_a_real_screen(tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    process = subprocess.run(
        [sys.executable, "-m", "shkc_desktop", "--quit-when-shown", "--trace", trace],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        encoding="utf-8",
    )
    assert (process.returncode, process.stderr) == (0, "")
    assert "first_paint" in [json.loads(line)["event"] for line in trace.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("size", [32, 64, 128])
def test_the_programs_icon_is_drawn_at_its_sizes(qtbot: QtBot, size: int) -> None:
    picture = program_icon().pixmap(size, size).toImage()
    assert picture.pixelColor(size // 2, size // 16 + 1).name() == "#2c5268"  # slate above, paper inside
    assert picture.pixelColor(int(size * 0.55), int(size * 0.22)).lightness() > 220
