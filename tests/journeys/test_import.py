"""A reader looks through what an import has recognised, corrects it, and imports; later she corrects on the page."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from shkc_desktop.library import annotating, correcting
from shkc_desktop.library.recognising import recognise_file
from shkc_desktop.library.reporting import list_reports
from shkc_desktop.model.attribution import Evidence
from shkc_desktop.model.report import Report

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)

# Two columns of a page read one after the other have put 奉贤 and 金山 under the wrong group.
REPORT = """2019 上海科技进步报告

4.3 优化区域布局

主城提质

徐汇区

徐汇区新设苗圃一处，斗 and 导并行，年内接待600人次。

奉贤区

奉贤区把旧厂房改成试验车间，全年开放300天。

金山区

金山区改造旧装置，节水8%，新增专利40件。

新城发力

嘉定区

嘉定区建成试车场一座，全年测试3000次，引进企业12家。
"""


def write(folder: Path, name: str = "甲 2019.txt", text: str = REPORT) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def look_through(desk, *paths: Path):
    """Open files in the preview and wait until they are recognised."""
    preview = desk.wiring.panels.importing.open_preview(paths)
    desk.qtbot.waitUntil(lambda: not preview.recognising.busy, timeout=20_000)
    return preview


def block_of(report: Report, words: str) -> int:
    return next(b.index for b in report.blocks if report.block_text(b).startswith(words))


def select(preview, *words: str) -> None:
    """Select the lines that begin with these words, as Ctrl and the mouse do."""
    view = preview.review.structure
    view.clearSelection()
    for one in words:
        row = view.lines.row_of(block_of(preview.report(), one))
        flag = view.selectionModel().SelectionFlag
        view.selectionModel().setCurrentIndex(view.lines.index(row), flag.Select)
    view.setFocus()


def imported(desk, preview) -> Report:
    with desk.qtbot.waitSignal(desk.workspace.reports_changed, timeout=10_000):
        desk.qtbot.mouseClick(preview.store_all, Qt.MouseButton.LeftButton)
    uuid = next(r.uuid for r in list_reports(desk.workspace.library) if r.year == 2019)
    report = desk.workspace.library.report(uuid, raw=True)
    assert report is not None
    return report


def test_three_districts_are_moved_under_another_heading_in_one_step_and_stay_there(
    start: Callable, tmp_path: Path
) -> None:
    desk = start()
    path = write(tmp_path)
    preview = look_through(desk, path)
    select(preview, "奉贤区", "金山区")
    desk.choose("correct_under")
    desk.type("新城")
    desk.press(Qt.Key.Key_Return)
    report = preview.report()
    paths = {report.block_text(b): report.heading_path(b) for b in report.headings()}
    assert paths["奉贤区"][-1] == paths["金山区"][-1] == "新城发力"
    desk.choose("undo")
    assert (
        preview.report().heading_path(preview.report().blocks[block_of(preview.report(), "奉贤区")])[-1] == "主城提质"
    )
    desk.choose("redo")
    stored = imported(desk, preview)
    anew = correcting.reapplied(desk.workspace.library, stored.uuid, recognise_file(path))
    for one in (stored, anew):
        assert one.heading_path(one.blocks[block_of(one, "奉贤区把")])[-2:] == ("新城发力", "奉贤区")


def test_a_district_is_chosen_by_its_initials_and_kept_on_the_readers_word(start: Callable, tmp_path: Path) -> None:
    desk = start()
    preview = look_through(desk, write(tmp_path))
    select(preview, "金山区改造")
    desk.choose("correct_district")
    desk.type("cm")
    desk.press(Qt.Key.Key_Return)
    stored = imported(desk, preview)
    block = stored.blocks[block_of(stored, "金山区改造")]
    assert [(a.district, a.evidence) for a in block.attributions] == [("崇明区", Evidence.READER)]
    desk.qtbot.waitUntil(lambda: desk.wiring.panels.importing.preview() is None)
    shown = desk.wiring.navigation.tab()
    assert shown is not None and shown.key.report == stored.uuid  # the one that was imported is read next


def test_doubts_come_first_and_go_when_they_are_answered(start: Callable, tmp_path: Path) -> None:
    desk = start()
    text = "嘉定区\n\n嘉定区建成试车场一座，全年测试3000次，引进企业12家，沿线居民试乘一千余次。\n"
    preview = look_through(desk, write(tmp_path, "小报.txt", text))
    cards = {card.doubt.kind: card for card in preview.review.doubts.cards}
    assert "year" in cards and preview.review.year.text() == ""
    field = cards["year"]._field
    field.setFocus()
    desk.qtbot.keyClicks(field, "2019")
    desk.qtbot.mouseClick(cards["year"].accept, Qt.MouseButton.LeftButton)
    assert preview.report().year == 2019 and "year" not in [d.kind for d in preview.report().doubts]
    desk.qtbot.mouseClick(preview.review.doubts.all, Qt.MouseButton.LeftButton)
    assert preview.report().doubts == () and preview.list.entry().words() == "无疑问"
    assert imported(desk, preview).year == 2019


def test_one_bad_file_stops_nothing_and_says_why(start: Callable, tmp_path: Path) -> None:
    desk = start()
    empty = write(tmp_path, "空.txt", "")
    preview = look_through(desk, empty, write(tmp_path))
    assert "空文件" in preview.files.entries[0].words()
    assert preview.store_all.text() == "导入 1 份"
    imported(desk, preview)


def test_what_leaves_no_question_is_imported_and_the_rest_stays(start: Callable, tmp_path: Path) -> None:
    desk = start()
    front = "---\ntitle: 2019 小报\nyear: 2019\n---\n\n# 2019 小报\n\n## 嘉定区\n\n嘉定区建成试车场一座。\n"
    sure = write(tmp_path, "清楚.md", front)
    unsure = write(tmp_path, "不清楚.txt", "嘉定区\n\n嘉定区建成试车场一座，沿线居民试乘一千余次。\n")
    preview = look_through(desk, sure, unsure)
    assert preview.files.entries[0].words() == "无疑问"
    with desk.qtbot.waitSignal(desk.workspace.reports_changed, timeout=10_000):
        desk.qtbot.mouseClick(preview.sure, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: [entry.path for entry in preview.files.entries] == [unsure])
    assert preview.report().source_name == "不清楚.txt" and preview.store_all.text() == "导入 1 份"


def test_the_block_and_the_original_select_each_other(start: Callable, tmp_path: Path) -> None:
    desk = start()
    preview = look_through(desk, write(tmp_path))
    select(preview, "嘉定区建成")
    lines = preview.report().raw.split("\n")
    assert [lines[line - 1][:5] for line in preview.original.lines.lit_lines()] == ["嘉定区建成"]
    cursor = preview.original.lines.document().findBlockByNumber(lines.index("徐汇区"))
    rect = preview.original.lines.cursorRect(type(preview.original.lines.textCursor())(cursor))
    desk.qtbot.mouseClick(preview.original.lines.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert preview.report().block_text(preview.report().blocks[preview.review.structure.current_block()]) == "徐汇区"


def test_wrong_characters_are_corrected_on_the_page_and_marks_stay(start: Callable, tmp_path: Path) -> None:
    desk = start()
    imported(desk, look_through(desk, write(tmp_path)))
    desk.open("徐汇/2019")
    place, end = desk.place_of("接待600人次")
    (uuid,) = desk.workspace.annotate([(place.report, place.offset, end.offset)])
    desk.drag_over("斗 and 导")
    desk.choose("correct_words")
    desk.type("引导")
    desk.press(Qt.Key.Key_Return)
    assert "引导并行" in desk.text()
    found = annotating.get(desk.workspace.library, uuid)
    assert found is not None and str(found.state) == "exact"
    span = found.target.position
    assert desk.pane.page.sources[0].text[span.start : span.end] == "接待600人次"
    ((one),) = correcting.corrected_characters(desk.workspace.library, place.report)
    assert one.original == "斗 and 导"
    desk.choose("undo")
    assert "斗 and 导并行" in desk.text()


def test_a_paragraph_is_split_at_the_caret_and_joined_again(start: Callable, tmp_path: Path) -> None:
    desk = start()
    imported(desk, look_through(desk, write(tmp_path)))
    desk.open("嘉定/2019")
    place, _ = desk.place_of("引进企业")
    desk.pane.select(place, place)
    desk.choose("correct_split")
    assert "3000次，\n引进企业" in desk.text()
    place, _ = desk.place_of("全年测试")
    desk.pane.select(place, place)
    desk.choose("correct_join")
    assert "3000次，引进企业" in desk.text()


def test_a_sentence_on_the_page_is_given_to_another_district(start: Callable, tmp_path: Path) -> None:
    desk = start()
    text = REPORT.replace("引进企业12家。", "引进企业12家。崇明生态岛设观测站2座，数据向全市开放。")
    imported(desk, look_through(desk, write(tmp_path, text=text)))
    desk.open("嘉定/2019")
    desk.drag_over("观测站2座")
    desk.choose("correct_district")
    desk.type("cm")
    desk.press(Qt.Key.Key_Return)
    desk.open("崇明/2019")
    assert desk.text().endswith("崇明生态岛设观测站2座，数据向全市开放。")


def test_a_new_edition_keeps_marks_and_corrections(start: Callable, tmp_path: Path) -> None:
    desk = start()
    imported(desk, look_through(desk, write(tmp_path)))
    pane = desk.open("嘉定/2019")
    place, end = desk.place_of("试车场一座")
    desk.workspace.annotate([(place.report, place.offset, end.offset)])
    better = write(tmp_path, "新版.txt", REPORT.replace("全年测试3000次", "全年完成测试3000次以上"))
    with desk.qtbot.waitSignal(desk.workspace.told, timeout=10_000) as told:
        desk.wiring.panels.correcting.update_report(pane.place().report, better)
    assert "原处 1" in told.args[0] or "位置有变 1" in told.args[0]
    assert "完成测试3000次以上" in desk.text()


def test_a_folder_is_imported_with_a_line_for_each_file(start: Callable, tmp_path: Path) -> None:
    folder = tmp_path / "一批"
    folder.mkdir()
    write(folder)
    write(folder, "同.txt")
    write(folder, "空.txt", "")
    desk = start()
    with desk.qtbot.waitSignal(desk.workspace.told, timeout=20_000) as told:
        desk.wiring.panels.files.take([folder])
    assert told.args[0].startswith("导入 1 份，1 份已有，1 份没有成功")
    results = desk.window.tabs.current()
    shown = [[results.model.index(row, column).data() for column in range(3)] for row in range(3)]
    assert sorted(row[1] for row in shown) == sorted(["没有成功", "已有", "已导入"])
    assert "空文件" in shown[0][2]
