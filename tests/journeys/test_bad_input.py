"""A reader gives the window what it cannot use: a sentence says why, and what is stored stays as it is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from shkc_desktop.library import annotating, opening, shipped
from shkc_desktop.library.reporting import list_reports

GOOD = "# 2019 甲市科技进步报告\n\n### 嘉定区\n\n嘉定区建成试车场一座，全年测试3000次。\n"

FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "空的.txt": (Path.touch, "“空的.txt”是空文件。"),
    "杂乱.txt": (lambda p: p.write_bytes(bytes(range(256)) * 20), "没有可读的文字。"),
    "图片.txt": (lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "是图片"),
    "坏的.docx": (lambda p: p.write_bytes(b"PK\x03\x04" + b"x" * 50), "已损坏"),
    "没有.txt": (lambda p: None, "找不到文件“没有.txt”。"),
}
LIBRARIES: dict[str, tuple[Callable[[Path], object], str]] = {
    "假的.shkc": (lambda p: p.write_text("不是资料库", encoding="utf-8"), "不是本程序的资料库"),
    "空的.shkc": (Path.touch, "是空文件"),
    "夹子.shkc": (Path.mkdir, "是文件夹"),
    "没有.shkc": (lambda p: None, "找不到"),
}


def drop(desk, *paths: Path) -> None:
    """Let files fall on the window."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, at = Qt.MouseButton.LeftButton, QPointF(600, 400)
    desk.window.dropEvent(QDropEvent(at, Qt.DropAction.CopyAction, mime, left, Qt.KeyboardModifier.NoModifier))


def stored(desk) -> list[tuple]:
    return [(report.uuid, report.title, report.annotations) for report in list_reports(desk.workspace.library)]


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_is_explained_beside_the_others(start: Callable, tmp_path: Path, name: str) -> None:
    make, words = FILES[name]
    make(tmp_path / name)
    (tmp_path / "好的 2019.md").write_text(GOOD, encoding="utf-8")
    desk = start()
    before = stored(desk)
    drop(desk, tmp_path / name, tmp_path / "好的 2019.md")
    preview = desk.wiring.panels.importing.preview()
    desk.qtbot.waitUntil(lambda: not preview.recognising.busy and preview.store_all.isEnabled())
    rows = [preview.files.index(row, 0) for row in range(preview.files.rowCount())]
    told = [str(preview.files.data(row, Qt.ItemDataRole.AccessibleTextRole)) for row in rows]
    assert [words in line for line in told] == [True, False]
    assert stored(desk) == before
    with desk.qtbot.waitSignal(desk.workspace.reports_changed):
        preview.store_all.click()
    assert len(stored(desk)) == len(before) + 1


def test_a_folder_without_reports_is_said_to_hold_none(start: Callable, tmp_path: Path) -> None:
    (tmp_path / "夹子").mkdir()
    desk = start()
    before = stored(desk)
    with desk.qtbot.waitSignal(desk.workspace.told) as told:
        drop(desk, tmp_path / "夹子")
    assert told.args[0] and desk.window.toast.words.text() == told.args[0]
    assert stored(desk) == before


@pytest.mark.parametrize("name", LIBRARIES)
def test_what_is_no_library_is_refused_and_the_present_one_stays(start: Callable, tmp_path: Path, name: str) -> None:
    make, words = LIBRARIES[name]
    path = tmp_path / name
    make(path)
    content = path.read_bytes() if path.is_file() else None
    desk = start()
    present, before = desk.workspace.library.path, stored(desk)
    drop(desk, path)
    said = desk.window.toast.words.text()
    assert words in said and said.endswith("。")
    assert (desk.workspace.library.path, stored(desk)) == (present, before)
    assert content is None or path.read_bytes() == content
    assert path.exists() == (name != "没有.shkc")


def test_a_library_that_another_program_holds_is_named(start: Callable, tmp_path: Path) -> None:
    other = opening.new_library(tmp_path / "别人的.shkc")
    desk = start()
    present = desk.workspace.library.path
    drop(desk, other.path)
    assert "“别人的.shkc”正由另一个程序使用" in desk.window.toast.words.text()
    assert desk.workspace.library.path == present
    other.close()
    drop(desk, tmp_path / "别人的.shkc")
    assert desk.workspace.library.path == tmp_path / "别人的.shkc"


def test_in_a_read_only_place_a_library_is_read_and_nothing_is_written(
    start: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "只读.shkc"
    made = opening.new_library(path)
    shipped.add_corpus(made)
    made.close()
    before = path.read_bytes()
    # As the system answers for a read-only folder; the superuser, whom it always lets, runs the tests as well.
    monkeypatch.setattr("os.access", lambda *_asked: False)
    desk = start(path)
    desk.open("嘉定/2022")
    assert "嘉定" in desk.text()
    (report, _title, _count) = stored(desk)[0]
    with desk.qtbot.waitSignal(desk.workspace.failed) as told:
        assert desk.workspace.do(annotating.annotate, [(report, 0, 4)]) is None
    assert "不可写" in told.args[0] and desk.window.toast.words.text() == told.args[0]
    desk.close()
    assert path.read_bytes() == before


def test_a_library_is_not_saved_over_a_file_that_is_none(start: Callable, tmp_path: Path) -> None:
    letter = tmp_path / "信.txt"
    letter.write_text("一封信", encoding="utf-8")
    desk = start()
    present = desk.workspace.library.path
    assert not desk.workspace.save_as(letter)
    assert "没有盖掉它" in desk.window.toast.words.text()
    assert (letter.read_text(encoding="utf-8"), desk.workspace.library.path) == ("一封信", present)
    assert not desk.workspace.save_as(tmp_path)
    assert "文件夹" in desk.window.toast.words.text()
