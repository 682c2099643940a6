"""A second start on a library brings the first window to the front; one that nobody answers is told why."""

import argparse
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

from shkc_desktop.app import Trace
from shkc_desktop.library import opening
from shkc_desktop.library.library import Library
from shkc_desktop.ui import starting
from shkc_desktop.ui.first_window import Doorbell
from shkc_desktop.ui.wiring import Wiring


@pytest.fixture
def bell(wiring: Wiring) -> Iterator[Doorbell]:
    """The window's, as it has one after its first paint."""
    made = starting.answer_second_starts(wiring)
    yield made
    made.close()


@pytest.fixture
def second(qtbot: QtBot) -> Callable[..., tuple[int, str]]:
    """Starts the program in another process, while this one's event loop goes on; exit status and standard error."""

    def run(*arguments: object) -> tuple[int, str]:
        process = QProcess()
        with qtbot.waitSignal(process.finished, timeout=60_000):
            process.start(sys.executable, ["-m", "shkc_desktop", *map(str, arguments)])
        return process.exitCode(), bytes(process.readAllStandardError().data()).decode("utf-8")

    return run


def test_it_shows_the_first_window_at_the_link(wiring: Wiring, bell: Doorbell, second: Callable) -> None:
    wiring.window.showMinimized()
    assert second("--library", wiring.workspace.library.path, "--open", "嘉定/2022") == (0, "")
    tab = wiring.navigation.tab()
    assert tab is not None and str(tab.key) == "district:嘉定区/2022"
    assert not wiring.window.isMinimized()


def test_its_reports_go_to_the_first_window(
    qtbot: QtBot, wiring: Wiring, bell: Doorbell, second: Callable, tmp_path: Path
) -> None:
    path = tmp_path / "2020 年区域科技小报.md"
    path.write_text("# 2020 年区域科技小报\n\n### 金山区\n\n金山区种下第一片试验田。\n", encoding="utf-8")
    assert second(wiring.workspace.library.path, path) == (0, "")
    preview = wiring.panels.importing.preview()
    assert preview is not None
    qtbot.waitUntil(lambda: preview.store_all.isEnabled() and not preview.recognising.busy, timeout=30_000)


def test_the_bell_goes_with_the_library_that_is_open(
    wiring: Wiring, bell: Doorbell, second: Callable, tmp_path: Path
) -> None:
    first = wiring.workspace.library.path
    assert wiring.workspace.new(tmp_path / "另一个.shkc")
    assert second("--library", first, "--quit-when-shown")[0] == 0  # nobody holds it: a window of its own
    assert second("--library", tmp_path / "另一个.shkc") == (0, "")


def test_a_holder_without_a_window_is_named(library: Library) -> None:
    command = [sys.executable, "-m", "shkc_desktop", "--library", str(library.path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 1
    assert "正由另一个程序使用" in done.stderr and done.stderr.count("\n") == 1


@pytest.mark.parametrize("by_option", [True, False])
def test_a_double_clicked_file_is_refused_in_a_window_and_a_named_one_on_the_command_line(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], by_option: bool
) -> None:
    path = tmp_path / "假的.shkc"
    path.write_text("不是资料库", encoding="utf-8")
    offers: list[tuple[str, Path]] = []
    monkeypatch.setattr(starting, "offer_instead", lambda *told: offers.append(told))
    options = argparse.Namespace(
        library=path if by_option else None, files=[] if by_option else [path], open=None, quit_when_shown=False
    )
    assert starting.run(options, Trace(None)) == 1
    told = capsys.readouterr().err.strip()
    assert "不是本程序的资料库" in told and "\n" not in told
    assert offers == ([] if by_option else [(told, path)])


def test_a_place_for_the_trace_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "shkc_desktop", "--trace", str(tmp_path / "没有" / "x"), "--quit-when-shown"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "路径不存在" in done.stderr and not opening.default_path().exists()


def test_a_session_without_a_folder_of_its_own_is_passed_over_in_silence(
    wiring: Wiring, monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    starting.answer_second_starts(wiring).close()
    assert not [warning for warning in recwarn if "RUNTIME" in str(warning.message)]
