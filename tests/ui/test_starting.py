"""The program says in a sentence what it cannot do, and writes down what goes wrong."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from shkc_desktop.app import arguments
from shkc_desktop.library import opening
from shkc_desktop.library.library import Library
from shkc_desktop.resources import resource
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.mishaps import Mishaps
from shkc_desktop.ui.page import fonts
from shkc_desktop.ui.reading_settings import ReadingSettings
from shkc_desktop.ui.refusal import Refusal
from shkc_desktop.ui.starting import keep_backups, tell_of_missing_font
from shkc_desktop.ui.wiring import Wiring
from shkc_desktop.ui.workspace import Workspace


def started(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "shkc_desktop", "--quit-when-shown", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


def test_on_a_fresh_machine_the_shipped_digests_are_shown(tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    done = started("--trace", str(trace), "--open", "嘉定/2022")
    assert (done.returncode, done.stderr) == (0, "")
    events = [json.loads(line) for line in trace.read_text(encoding="utf-8").splitlines()]
    assert [event["event"] for event in events] == ["first_paint", "page_shown"]
    assert events[1]["characters"] > 100 and events[1]["cpu_ms"] > 0


def test_a_machine_without_a_chinese_font_is_told_how_to_get_one(
    wiring: Wiring, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fonts.QFontDatabase, "families", lambda *_: [])
    tell_of_missing_font(wiring.window.say)
    settings = ReadingSettings(wiring.look, wiring.window)
    shown = [label.text() for label in settings.findChildren(Label)] + [wiring.window.toast.words.text()]
    assert [words for words in shown if "fonts-noto-cjk" in words] == [fonts.font_advice()] * 2
    assert "apt-get install fonts-noto-cjk" in capsys.readouterr().err


@pytest.mark.parametrize("make", [lambda p: p.write_text("不是资料库"), lambda p: p.mkdir(), lambda p: p.touch()])
def test_a_library_that_is_none_is_refused_in_one_line(tmp_path: Path, make: Callable[[Path], object]) -> None:
    path = tmp_path / "假的.shkc"
    make(path)
    done = started("--library", str(path))
    assert done.returncode == 1
    assert "假的.shkc" in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_a_held_library_is_refused_by_name_and_offered_for_reading(qtbot: QtBot, library: Library) -> None:
    done = started("--library", str(library.path))
    assert done.returncode == 1 and "正由另一个程序使用" in done.stderr
    dialog = Refusal(done.stderr.strip(), library.path)
    qtbot.addWidget(dialog)
    dialog.read_only()
    assert dialog.library is not None and dialog.library.read_only
    dialog.library.close()


def test_another_library_can_be_made_instead(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = Refusal("打不开。", tmp_path / "坏的.shkc")
    qtbot.addWidget(dialog)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "新的"), ""))
    dialog.make_new()
    assert dialog.library is not None and dialog.library.path == tmp_path / "新的.shkc"
    dialog.library.close()


def test_a_damaged_library_is_restored_from_its_backup(qtbot: QtBot, library: Library) -> None:
    path = library.path
    opening.back_up(library)
    library.close()
    path.write_bytes(path.read_bytes()[:5000] + b"\xff" * 8000)
    done = started("--library", str(path))
    assert done.returncode == 1 and "已损坏" in done.stderr
    dialog = Refusal(done.stderr.strip(), path)
    qtbot.addWidget(dialog)
    assert dialog.offers[0].text().startswith("用备份恢复（20")
    dialog.offers[0].click()
    assert dialog.library is not None and not dialog.library.read_only and dialog.library.path == path
    dialog.library.close()
    assert path.with_name(path.name + ".damaged").exists()


def test_a_window_backs_its_library_up_beside_the_work(qtbot: QtBot, library: Library) -> None:
    workspace = Workspace(library)
    keep_backups(workspace)
    qtbot.waitUntil(lambda: len(opening.backups(library.path)) == 1 and not workspace.background.busy)
    other = opening.back_up(library, library.path.with_name("另一个.shkc"))
    assert workspace.open(other)
    qtbot.waitUntil(lambda: len(opening.backups(other)) == 1 and not workspace.background.busy)
    workspace.close()


def test_what_cannot_be_opened_either_is_said_in_its_place(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = Refusal("打不开。", tmp_path / "坏的.shkc")
    qtbot.addWidget(dialog)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(tmp_path / "没有.shkc"), ""))
    dialog.open_other()
    assert dialog.library is None and "没有.shkc" in dialog.sentence.text()


def test_a_fault_is_written_down_and_told(qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mishaps = Mishaps(tmp_path / "state" / "mishaps.log")
    try:
        with qtbot.waitSignal(mishaps.happened) as told:
            sys.excepthook(ValueError, ValueError("算错了"), None)
    finally:
        mishaps.close()
    assert "ValueError" in told.args[0] and "mishaps.log" in told.args[0]
    assert "算错了" in mishaps.path.read_text(encoding="utf-8") and "算错了" in capsys.readouterr().err


def test_the_default_library_is_made_only_once(tmp_path: Path) -> None:
    assert started().returncode == 0
    first = opening.default_path().read_bytes()
    assert started().returncode == 0
    assert opening.default_path().read_bytes() == first


def test_a_desktop_hands_over_links_and_files(tmp_path: Path) -> None:
    path = tmp_path / "甲 年报.md"
    given = arguments([path.as_uri(), "乙.txt", "shkc://annotation/1"])
    assert (given.files, given.open) == ([path, Path("乙.txt")], "shkc://annotation/1")
    launcher = resource("desktop/shkc-desktop.desktop").read_text(encoding="utf-8")
    assert "Exec=shkc-desktop %U\n" in launcher and "MimeType=x-scheme-handler/shkc;\n" in launcher
