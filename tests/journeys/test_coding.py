"""A reader codes a report by keyboard, puts her codebook in order, and keeps her marks when a new edition comes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget
from shiboken6 import isValid

from shkc_desktop.library import annotating, codebook, placing
from shkc_desktop.library.excerpts import excerpts
from shkc_desktop.library.reporting import list_reports
from shkc_desktop.model.page import PageKey, PageKind
from shkc_desktop.ui.controls.button import Button

CTRL = Qt.KeyboardModifier.ControlModifier
EDITION = """2019 甲市科技进步报告

4.3 优化区域布局

嘉定区

嘉定区建成试车场一座，全年测试3000次，引进企业12家。

夜间调度室设在旧厂房里，由两名值班员轮流看守。

金山区

金山区改造旧装置，节水8%，新增专利40件。
"""


def tagged(desk) -> list[tuple[str, tuple[str, ...]]]:
    return [(e.text, e.tags) for e in excerpts(desk.workspace.library)]


def give_tag(desk, letters: str) -> None:
    desk.press(Qt.Key.Key_T)
    desk.type(letters)
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Escape)


def choose_in(menu: QMenu, *path: str) -> None:
    """Choose an entry of an open menu, through sub-menus."""
    action = next(a for a in menu.actions() if a.text().startswith(path[0]))
    if len(path) > 1:
        choose_in(action.menu(), *path[1:])
    else:
        action.trigger()


def button_in(panel: QWidget, words: str) -> Button | None:
    """The button that a reader sees on a panel."""
    there = (button for button in panel.findChildren(Button) if isValid(button))
    return next((button for button in there if button.isVisible() and button.text() == words), None)


def test_twenty_passages_are_coded_by_keyboard_alone(start: Callable) -> None:
    desk = start()
    _, tag = codebook.add_path(desk.workspace.library, "产业/芯片")
    codebook.set_favourite(desk.workspace.library, tag, 1)
    desk.open("嘉定/2022")
    desk.choose("whole_report")
    desk.pane.setFocus()
    desk.press(Qt.Key.Key_Home, CTRL)
    expected = []
    for number in range(20):
        desk.press(Qt.Key.Key_S)
        words = desk.pane.selected_text()
        match number % 4:
            case 0:
                give_tag(desk, "成果转化" if number == 0 else "cgzh")
                tags = ("成果转化",)
            case 1:
                desk.press(Qt.Key.Key_R)
            case 2:
                desk.press(Qt.Key.Key_1, CTRL)
                tags = ("产业/芯片",)
            case _:
                desk.press(Qt.Key.Key_3)
                tags = ()
        if number % 5 == 4:
            desk.press(Qt.Key.Key_N)
            desk.type(f"第 {number} 条")
            desk.press(Qt.Key.Key_Return, CTRL)
        expected.append((words, tags))
        desk.press(Qt.Key.Key_Right)
    assert len({words for words, _ in expected}) == 20
    assert sorted(tagged(desk)) == sorted(expected)
    assert sum(bool(e.annotation.note) for e in excerpts(desk.workspace.library)) == 4
    while desk.workspace.history.canUndo():
        desk.choose("undo")
    assert tagged(desk) == []


def test_two_tags_are_merged_in_the_codebook_and_unmerged(start: Callable) -> None:
    desk = start()
    library = desk.workspace.library
    _, one = codebook.add_path(library, "转化")
    _, other = codebook.add_path(library, "成果转化")
    desk.open("嘉定/2022")
    for tag in ("zh", "cgzh"):
        desk.press(Qt.Key.Key_Home, CTRL)
        desk.press(Qt.Key.Key_S)
        give_tag(desk, tag)
    before = tagged(desk)
    assert sorted(tags for _, tags in before) == [("成果转化",), ("转化",)]
    desk.choose("codebook")
    panel = desk.wiring.panels.annotations.codebook
    desk.qtbot.waitUntil(lambda: panel.model.index_of(one).isValid())
    panel.choose(one)
    panel.tree.selectionModel().select(panel.model.index_of(other), QItemSelectionModel.SelectionFlag.Select)
    panel.menu_wanted.emit(panel.chosen(), QPoint(60, 200))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    choose_in(menu, "并入", "成果转化")
    menu.close()
    assert [tags for _, tags in tagged(desk)] == [("成果转化",), ("成果转化",)]
    assert "合并标签" in desk.window.commands["undo"].text()
    desk.choose("undo")
    assert tagged(desk) == before


def test_a_report_is_replaced_and_an_orphan_placed_by_hand(
    start: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "2019 甲市科技进步报告.txt"
    file.write_text(EDITION, encoding="utf-8")
    desk = start()
    with desk.qtbot.waitSignal(desk.workspace.told, timeout=20_000):
        desk.workspace.import_files([file])
    library = desk.workspace.library
    report = next(r.uuid for r in list_reports(library) if r.year == 2019)
    desk.wiring.navigation.open(PageKey(PageKind.REPORT, report=report))
    desk.pane.setFocus()
    for words in ("全年测试3000次", "由两名值班员轮流看守"):
        desk.drag_over(words)
        desk.press(Qt.Key.Key_1)
    file.write_text(EDITION.replace("夜间调度室设在旧厂房里，由两名值班员轮流看守。", "厂区南门通了公交。"), "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_more: (str(file), ""))
    with desk.qtbot.waitSignal(desk.workspace.changed, timeout=20_000):
        desk.choose("report_update")
    entry, *others = placing.unsettled(library)
    assert all(other.now for other in others)
    assert (entry.annotation.target.quote.exact, str(entry.annotation.state)) == ("由两名值班员轮流看守", "orphan")

    if desk.window.forced_panel() != "placing":
        desk.choose("placing")
    panel = desk.window._panels["placing"]  # the panel in sight; its buttons are pressed as the reader presses them
    desk.drag_over("厂区南门通了公交")
    desk.qtbot.waitUntil(lambda: button_in(panel, "安放到选中的文字") is not None)
    desk.qtbot.mouseClick(button_in(panel, "安放到选中的文字"), Qt.MouseButton.LeftButton)
    assert len(placing.unsettled(library)) == len(others)
    placed = annotating.get(library, entry.annotation.uuid)
    assert placed is not None
    assert (placed.target.quote.exact, str(placed.state)) == ("厂区南门通了公交", "exact")
    desk.choose("undo")
    assert len(placing.unsettled(library)) == len(others) + 1
