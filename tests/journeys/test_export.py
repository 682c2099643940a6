"""A reader takes out what she marked: she chooses, sees the file before it is written, and finds it on the disk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from shkc_desktop.library import annotating, opening, saving
from shkc_desktop.library.excerpts import excerpts

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def words_of(desk, length: int = 8) -> str:
    row = next(r for r in reversed(desk.pane.page.rows) if r.kind == "paragraph")
    return desk.pane.page.sources[row.source].text[row.start + 4 : row.start + 4 + length]


@pytest.fixture
def desk(start: Callable):
    """嘉定区 2022 open, one passage of it marked, tagged and noted."""
    desk = start()
    desk.open("嘉定/2022")
    desk.drag_over(words_of(desk))
    desk.press(Qt.Key.Key_2)
    desk.press(Qt.Key.Key_T)
    desk.type("产业/汽车")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_N)
    desk.type("口径待核")
    desk.press(Qt.Key.Key_Escape)
    return desk


def open_dialog(desk, uuids=None, action: str = "export"):
    """Open the dialog by its menu entry and wait for the first preview."""
    desk.choose(action)
    dialog = desk.wiring.panels.export.dialog
    desk.qtbot.waitUntil(dialog.go.isEnabled, timeout=15_000)
    return dialog


def pick(desk, dialog, name: str):
    """Press the tile of a format and wait for its preview."""
    tile = next(tile for tile in dialog.options.formats.tiles if tile.kind.name == name)
    with desk.qtbot.waitSignal(dialog.previewed, timeout=15_000):
        desk.qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)


def save_as(desk, monkeypatch, dialog, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    desk.qtbot.mouseClick(dialog.change, Qt.MouseButton.LeftButton)


def go(desk, dialog) -> None:
    with desk.qtbot.waitSignal(dialog.exported, timeout=15_000):
        desk.qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)


def test_mark_choose_markdown_export_and_find_all_of_it_in_the_file(desk, tmp_path, monkeypatch) -> None:
    (excerpt,) = excerpts(desk.workspace.library)
    dialog = open_dialog(desk)
    pick(desk, dialog, "markdown")
    shown = dialog.preview.shown_text()
    save_as(desk, monkeypatch, dialog, tmp_path / "摘.md")
    assert dialog.go.text() == "导出 1 条"
    go(desk, dialog)
    text = (tmp_path / "摘.md").read_text(encoding="utf-8")
    assert text == shown
    for words in (
        excerpt.text,
        "嘉定区，2022",
        "产业/汽车",
        "口径待核",
        excerpt.link,
        f"第{excerpt.paragraph}段",
        excerpt.source.title,
        excerpt.section[-1],
    ):
        assert words in text
    assert not dialog.isVisible() and desk.wiring.panels.export.result.words.text() == "已导出 1 条：摘.md"


def test_every_tile_writes_a_file_that_has_something_in_it(desk, tmp_path, monkeypatch) -> None:
    for name, start in {"docx": b"PK", "pdf": b"%PDF", "html": b"<!DOCTYPE", "xlsx": b"PK", "qdpx": b"PK"}.items():
        dialog = open_dialog(desk)
        if dialog.options.choices().format != name:
            pick(desk, dialog, name)
        save_as(desk, monkeypatch, dialog, tmp_path / f"摘.{name}")
        go(desk, dialog)
        assert (tmp_path / f"摘.{name}").read_bytes().startswith(start)


def test_a_condition_is_taken_off_and_put_on(desk) -> None:
    dialog = open_dialog(desk)
    conditions = dialog.options.conditions
    assert conditions.words() == [] and dialog.options.count.text().startswith("1 条，来自 1 个区")
    menu = conditions.menu(dialog)
    years = next(a.menu() for a in menu.actions() if a.text() == "年")
    with desk.qtbot.waitSignal(dialog.previewed, timeout=15_000):
        next(a for a in years.actions() if a.text() == "2016").trigger()
    assert conditions.words() == ["2016"] and not dialog.go.isEnabled()
    chip = conditions.layout().itemAt(0).widget()
    chip.setFocus()
    with desk.qtbot.waitSignal(dialog.previewed, timeout=15_000):
        desk.press(Qt.Key.Key_Delete)
    assert conditions.words() == [] and dialog.go.isEnabled()


def test_keys_of_the_window_rest_while_the_dialog_is_open(desk) -> None:
    (before,) = excerpts(desk.workspace.library)
    dialog = open_dialog(desk)
    for _ in range(40):
        desk.press(Qt.Key.Key_Tab)
        assert dialog.isAncestorOf(desk.window.focusWidget())
    dialog.setFocus()
    for key in (Qt.Key.Key_3, Qt.Key.Key_Delete, Qt.Key.Key_B):
        desk.press(key)
    assert excerpts(desk.workspace.library) == [before] and saving.basket(desk.workspace.library) == []
    desk.press(Qt.Key.Key_Escape)
    assert not dialog.isVisible() and desk.pane.hasFocus()


def test_a_template_that_is_wrong_names_its_line(desk) -> None:
    dialog = open_dialog(desk)
    pick(desk, dialog, "text")
    editor = dialog.options.template
    editor.edit.setPlainText("甲\n{% if %}")
    desk.qtbot.waitUntil(lambda: "第 2 行" in editor.problem.text())
    with desk.qtbot.waitSignal(dialog.previewed, timeout=15_000):
        editor.edit.setPlainText("{% for e in excerpts %}〔{{ e.text }}〕{% endfor %}")
    (excerpt,) = excerpts(desk.workspace.library)
    assert dialog.preview.shown_text() == f"〔{excerpt.text}〕"


def test_the_last_choices_and_presets_are_remembered(desk, tmp_path, monkeypatch) -> None:
    dialog = open_dialog(desk)
    pick(desk, dialog, "html")
    dialog.options.flags["note"].setFocus()
    desk.press(Qt.Key.Key_Space)
    next(a for a in dialog.presets.menu().actions() if a.text() == "存为预设…").trigger()
    desk.type("不带批注的网页")
    desk.press(Qt.Key.Key_Return)
    pick(desk, dialog, "markdown")
    save_as(desk, monkeypatch, dialog, tmp_path / "摘.md")
    go(desk, dialog)
    dialog = open_dialog(desk)
    assert dialog.options.choices().format == "markdown" and not dialog.options.choices().note
    with desk.qtbot.waitSignal(dialog.previewed, timeout=15_000):
        dialog.presets.menu().actions()[0].trigger()
    assert dialog.options.choices().format == "html"


def test_copying_keeps_the_looks_for_word(desk) -> None:
    dialog = open_dialog(desk)
    mime = QGuiApplication.clipboard().mimeData
    QGuiApplication.clipboard().clear()
    desk.qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: mime() is not None and mime().hasHtml())
    (excerpt,) = excerpts(desk.workspace.library)
    assert excerpt.text in mime().text() and "<blockquote>" in mime().html() and excerpt.text in mime().html()


def test_the_basket_is_sorted_written_in_and_exported_in_its_order(desk, tmp_path, monkeypatch) -> None:
    library = desk.workspace.library
    (first,) = excerpts(library)
    report, start = first.annotation.target.report, first.annotation.target.position.start
    (second,) = desk.workspace.annotate([(report, start - 3, start - 1)])
    desk.workspace.do(saving.collect, [second, first.annotation.uuid])
    desk.choose("basket")
    panel = desk.wiring.panels.export.basket
    desk.qtbot.waitUntil(lambda: panel.list.count() == 2)
    panel.list.setCurrentRow(1)
    panel.list.setFocus()
    desk.press(Qt.Key.Key_Up, ALT)
    assert [row.annotation for row in saving.basket(library)] == [first.annotation.uuid, second]
    desk.qtbot.mouseClick(panel.add, Qt.MouseButton.LeftButton)
    desk.type("小结")
    panel.words.setFocus()
    desk.type("两处说法不一。")
    desk.qtbot.waitUntil(lambda: saving.basket(library)[1].text == "# 小结\n两处说法不一。")
    desk.qtbot.mouseClick(panel.export, Qt.MouseButton.LeftButton)
    dialog = desk.wiring.panels.export.dialog
    desk.qtbot.waitUntil(lambda: dialog.go.text() == "导出 2 条")
    pick(desk, dialog, "markdown")
    save_as(desk, monkeypatch, dialog, tmp_path / "篮.md")
    go(desk, dialog)
    text = (tmp_path / "篮.md").read_text(encoding="utf-8")
    assert text.index(first.text) < text.index("小结") < text.index("两处说法不一。") < text.index(second)
    desk.choose("undo")
    assert [row.kind for row in saving.basket(library)] == ["excerpt", "excerpt"]


def test_a_selection_is_sent_merged_and_the_difference_decided(desk, tmp_path, monkeypatch) -> None:
    library = desk.workspace.library
    (mine,) = excerpts(library)
    dialog = open_dialog(desk, action="send")
    desk.qtbot.waitUntil(lambda: "标注　1 条" in dialog.preview.shown_text())
    save_as(desk, monkeypatch, dialog, tmp_path / "给乙.shkc")
    go(desk, dialog)
    hers = opening.open_library(tmp_path / "给乙.shkc")
    annotating.set_note(hers, mine.annotation.uuid, "乙改过")
    hers.close()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "给乙.shkc"), ""))
    desk.choose("merge")
    desk.qtbot.waitUntil(lambda: desk.wiring.panels.export.merge is not None)
    sheet = desk.wiring.panels.export.merge
    desk.qtbot.waitUntil(sheet.isVisible)
    sheet.segments[mine.annotation.uuid].choose(2)
    with desk.qtbot.waitSignal(desk.workspace.changed):
        desk.qtbot.mouseClick(sheet.go, Qt.MouseButton.LeftButton)
    assert sorted(e.annotation.note for e in excerpts(library)) == ["乙改过", "口径待核"]
    desk.choose("undo")
    assert [e.annotation.note for e in excerpts(library)] == ["口径待核"]


def test_annotations_go_out_and_come_back_in_another_library(desk, tmp_path, monkeypatch) -> None:
    (mine,) = excerpts(desk.workspace.library)
    dialog = open_dialog(desk)
    with desk.qtbot.waitSignal(dialog.previewed, timeout=15_000):
        next(a for a in dialog.options.formats.more.menu().actions() if "jsonld" in a.text()).trigger()
    save_as(desk, monkeypatch, dialog, tmp_path / "标.jsonld")
    go(desk, dialog)
    desk.workspace.do(annotating.delete, [mine.annotation.uuid])
    with desk.workspace.library.file.transaction() as connection:
        connection.execute("DELETE FROM annotation")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "标.jsonld"), ""))
    desk.choose("annotations_import")
    desk.qtbot.waitUntil(lambda: desk.wiring.panels.export.incoming is not None)
    sheet = desk.wiring.panels.export.incoming
    desk.qtbot.waitUntil(sheet.isVisible)
    assert sheet.go.text() == "导入 1 条"
    with desk.qtbot.waitSignal(desk.workspace.changed):
        desk.qtbot.mouseClick(sheet.go, Qt.MouseButton.LeftButton)
    (back,) = excerpts(desk.workspace.library)
    assert (back.text, back.tags, back.annotation.note) == (mine.text, mine.tags, mine.annotation.note)


@pytest.mark.parametrize("suffix", [".html", ".pdf"])
def test_a_whole_report_goes_out_with_its_marks(desk, tmp_path, monkeypatch, suffix: str) -> None:
    path = tmp_path / f"整份{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), suffix))
    desk.choose("export_report")
    result = desk.wiring.panels.export.result
    desk.qtbot.waitUntil(result.isVisible, timeout=20000)
    assert "1 处标注" in result.words.text() and path.stat().st_size > 1000
    if suffix == ".html":
        assert "口径待核" in path.read_text(encoding="utf-8")
