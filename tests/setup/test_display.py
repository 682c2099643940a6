"""Without a screen the program says so in one line, where Qt would abort."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from shkc_desktop.display import refuse_missing_display

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
SCREEN = {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}
CHECK = ("-c", "from shkc_desktop.display import refuse_missing_display; refuse_missing_display(); print('may start')")
PROGRAM = ("-m", "shkc_desktop", "--quit-when-shown")


def _start(words: tuple[str, ...], **environment: str) -> subprocess.CompletedProcess[str]:
    screenless = {name: value for name, value in os.environ.items() if name not in SCREEN}
    return subprocess.run(
        [sys.executable, "-X", "utf8", *words],
        cwd=Path(__file__).parents[2],
        env=screenless | environment,
        capture_output=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "没有图形显示"),
        ({"QT_QPA_PLATFORM": "xcb"}, "没有图形显示"),
        ({"DISPLAY": ":987"}, ":987 没有应答"),
    ],
)
def test_no_screen_is_one_line_and_status_1(environment: dict[str, str], words: str) -> None:
    process = _start(PROGRAM, **environment)
    assert process.returncode == 1
    assert words in process.stderr
    assert process.stderr.count("\n") == 1


@pytest.mark.parametrize("environment", [{"QT_QPA_PLATFORM": "offscreen"}, {"WAYLAND_DISPLAY": "wayland-0"}])
def test_a_program_that_needs_no_x_screen_may_start(environment: dict[str, str]) -> None:
    assert _start(CHECK, **environment).stdout == "may start\n"


def test_a_missing_library_is_named_with_the_command_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> None:
        if "cursor" in name:
            raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", load)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(SystemExit, match="apt-get install libxcb-cursor0"):
        refuse_missing_display()


@pytest.mark.xvfb
def test_a_screen_that_answers_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    refuse_missing_display()
