"""A reader opens the program for the first time, finds a district, imports a report of her own."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from shkc_desktop.library.reporting import list_reports

REPORT = """2019 甲市科技进步报告

4.3 优化区域布局

嘉定区

嘉定区建成试车场一座，全年测试3000次，引进企业12家。

金山区

金山区改造旧装置，节水8%，新增专利40件。
"""


def test_a_fresh_machine_shows_the_shipped_digests(start: Callable) -> None:
    desk = start()
    model = desk.wiring.desk.tree.model
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert names[0] == "浦东新区"
    assert "崇明区" in names
    assert desk.wiring.desk.overview.isVisible()


def test_a_district_in_a_year_is_opened_and_remembered(start: Callable) -> None:
    desk = start()
    desk.open("嘉定/2022")
    assert desk.pane.page.title == "嘉定区"
    assert "嘉定" in desk.text()
    desk.close()
    again = start()
    tab = again.wiring.navigation.tab()
    assert tab is not None
    assert str(tab.key) == "district:嘉定区/2022"


def test_the_filter_takes_pinyin_initials(start: Callable) -> None:
    desk = start()
    desk.choose("filter_tree")
    desk.type("jd")
    model = desk.wiring.desk.tree.model
    desk.qtbot.waitUntil(lambda: model.index(0, 0).data() == "嘉定区")


def test_a_report_is_dropped_on_the_window_deleted_and_restored(start: Callable, tmp_path: Path) -> None:
    path = tmp_path / "甲 2019.txt"
    path.write_text(REPORT, encoding="utf-8")
    desk = start()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(600, 400), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    desk.window.dropEvent(drop)
    preview = desk.wiring.panels.importing.preview()
    assert preview is not None
    desk.qtbot.waitUntil(lambda: preview.store_all.isEnabled() and not preview.recognising.busy, timeout=10_000)
    with desk.qtbot.waitSignal(desk.workspace.reports_changed, timeout=10_000):
        desk.qtbot.mouseClick(preview.store_all, Qt.MouseButton.LeftButton)
    desk.open("嘉定/2019")
    assert "试车场一座" in desk.text()
    desk.choose("report_delete")
    assert 2019 not in [report.year for report in list_reports(desk.workspace.library)]
    desk.choose("undo")
    desk.open("嘉定/2019")
    assert "试车场一座" in desk.text()


def test_a_library_file_is_made_saved_under_another_name_and_opened_again(start: Callable, tmp_path: Path) -> None:
    desk = start()
    first = desk.workspace.library.path
    assert desk.workspace.save_as(tmp_path / "副本.shkc")
    assert desk.workspace.library.path == tmp_path / "副本.shkc"
    assert desk.workspace.new(tmp_path / "空.shkc")
    assert desk.workspace.open(first)
    with desk.qtbot.waitSignal(desk.workspace.failed) as told:
        assert not desk.workspace.open(tmp_path)
    assert "文件夹" in told.args[0]
    assert desk.workspace.library.path == first
