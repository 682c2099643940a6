"""The preview: pages of a PDF, many blocks at once, repairs, metadata, a report of many pages."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shkc_desktop.model.attribution import Evidence
from shkc_desktop.model.block import BlockKind
from shkc_desktop.model.report import Doubt
from shkc_desktop.ui.correcting.metadata_form import MetadataForm
from shkc_desktop.ui.correcting.repair_list import RepairModel
from shkc_desktop.ui.correcting.reviser import AT_ONCE
from shkc_desktop.ui.importing.preview import ImportPreview
from shkc_desktop.ui.wiring import Wiring
from tests.ingest.pdf_writing import Words, column, pdf_of

LOST = """# 2020 年区域科技小报

## 8.1 各区进展

### 嘉定区

试车场的调度室设在旧厂房里，夜间也有人值守，沿线居民试乘一千余次。

苗圃一处，斗 and 导并行。

### 金山区

金山区种下第一片试验田。松江区开出两条线路。
"""


def pressed(view: ImportPreview, wiring: Wiring, *words: str) -> None:
    """Select the lines that begin with these words."""
    structure, report = view.review.structure, view.report()
    assert report is not None
    structure.clearSelection()
    for one in words:
        block = next(b.index for b in report.blocks if report.block_text(b).startswith(one))
        index = structure.lines.index(structure.lines.row_of(block))
        structure.selectionModel().setCurrentIndex(index, structure.selectionModel().SelectionFlag.Select)


def typed(words: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(QApplication.focusWidget(), event)


@pytest.fixture
def preview(wiring: Wiring, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., ImportPreview]]:
    """A preview of a file with this text or these bytes, recognised."""

    def made(content: str | bytes = LOST, name: str = "2020 小报.md") -> ImportPreview:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        shown = wiring.panels.importing.open_preview([path])
        qtbot.waitUntil(lambda: not shown.recognising.busy, timeout=20_000)
        return shown

    yield made


def test_a_page_of_a_pdf_shows_the_place_and_leads_to_the_block(preview: Callable, qtbot: QtBot) -> None:
    pages = [
        [Words(60, 90, name, 16, bold=True), *column(f"{name}新建试车场{n}座，全年测试三千次。", 60, 130, 30)]
        for n, name in enumerate(("嘉定区", "金山区"), 2)
    ]
    shown = preview(pdf_of(*pages), "2020 年报.pdf")
    original, report = shown.original, shown.report()
    assert report is not None and report.blocks[-1].page == 2
    qtbot.waitUntil(lambda: original.page() > 0 and bool(original._places), timeout=20_000)
    shown.review.show_block(report.blocks[-1].index)
    qtbot.waitUntil(lambda: original.page() == 2 and not original.sheet.frame_rect().isEmpty(), timeout=20_000)
    assert original.page_words.text() == "第 2 页，共 2 页"
    original.step(-1)
    qtbot.waitUntil(lambda: original.page() == 1)
    frame = next(f for line, fs in original._places.items() for f in fs if f.page == 1)
    with qtbot.waitSignal(original.block_pressed):
        original.sheet.pressed.emit(frame.x0 + 2, frame.y0 + 2)
    assert shown.review.structure.current_block() == 0


def test_several_blocks_get_another_kind_level_and_place_at_once(preview: Callable, wiring: Wiring) -> None:
    shown = preview()
    pressed(shown, wiring, "试车场的", "苗圃")
    wiring.window.commands["correct_item"].trigger()
    kinds = [b.kind for b in shown.report().blocks if b.kind is BlockKind.LIST_ITEM]
    assert len(kinds) == 2
    pressed(shown, wiring, "金山区")
    wiring.window.commands["block_up"].trigger()
    order = [shown.report().block_text(b) for b in shown.report().in_reading_order()]
    assert order.index("金山区") < order.index("嘉定区")
    wiring.window.commands["level_down"].trigger()
    assert next(b.level for b in shown.report().blocks if shown.report().block_text(b) == "金山区") == 4
    for _ in range(3):
        wiring.window.commands["undo"].trigger()
    assert not wiring.window.commands["undo"].isEnabled()
    assert all(b.kind is not BlockKind.LIST_ITEM for b in shown.report().blocks)


def test_a_block_opens_into_sentences_of_which_each_has_its_district(
    preview: Callable, wiring: Wiring, qtbot: QtBot
) -> None:
    shown = preview()
    pressed(shown, wiring, "金山区种下")
    structure = shown.review.structure
    structure.setFocus()
    qtbot.keyClick(structure, Qt.Key.Key_Right)
    qtbot.keyClick(structure, Qt.Key.Key_Down)
    qtbot.keyClick(structure, Qt.Key.Key_Down)
    ((block, start, end),) = structure.spans()
    assert shown.report().text[start:end] == "松江区开出两条线路。"
    wiring.window.commands["correct_district"].trigger()
    typed("qp")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    found = {shown.report().text[a.start : a.end]: a for a in shown.report().blocks[block].attributions}
    assert found["松江区开出两条线路。"].district == "青浦区"
    assert found["松江区开出两条线路。"].evidence is Evidence.READER
    assert found["金山区种下第一片试验田。"].district == "金山区"


def test_several_districts_are_ticked(preview: Callable, wiring: Wiring, qtbot: QtBot) -> None:
    shown = preview()
    pressed(shown, wiring, "苗圃")
    wiring.window.commands["correct_district"].trigger()
    field = wiring.panels.correcting.corrector.choice_field
    typed("cm")
    qtbot.keyClick(field.filter, Qt.Key.Key_Space)
    qtbot.keyClick(field.filter, Qt.Key.Key_Return)
    block = next(b for b in shown.report().blocks if shown.report().block_text(b).startswith("苗圃"))
    assert block.districts == ("嘉定区", "崇明区")


def test_characters_are_corrected_and_a_block_is_split_in_one_field(
    preview: Callable, wiring: Wiring, qtbot: QtBot
) -> None:
    shown = preview()
    pressed(shown, wiring, "苗圃")
    wiring.window.commands["correct_words"].trigger()
    field = wiring.panels.correcting.corrector.words_field
    field.edit.setPlainText("苗圃一处，引导并行。")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert [c.original for c in shown.report().corrections] == ["斗 and "]
    pressed(shown, wiring, "苗圃")
    wiring.window.commands["correct_words"].trigger()
    field.set_cursor(5)
    qtbot.mouseClick(field.split, Qt.MouseButton.LeftButton)
    assert "苗圃一处，\n引导并行。" in shown.report().text


def test_each_repair_is_listed_and_undone(preview: Callable, wiring: Wiring) -> None:
    shown = preview()
    marks = len(shown.report().repairs)
    listed = wiring.panels.correcting.corrector.repairs(shown.reviser())
    assert listed.model.rowCount() == marks > 0
    row = next(n for n, r in enumerate(listed.model.repairs) if r.kind == "heading_mark")
    listed.table.selectRow(row)
    listed.undo_current()
    assert len(shown.report().repairs) == marks - 1 == listed.model.rowCount()
    listed.accept()


def test_the_form_settles_what_is_unverified_and_refuses_a_year_that_is_none(
    preview: Callable, wiring: Wiring, qtbot: QtBot
) -> None:
    shown = preview()
    wiring.panels.correcting.corrector.metadata(shown.reviser())
    form = wiring.window.findChild(MetadataForm)
    form.fields["responsible"].setText("甲市科委")
    form.fields["year"].setText("二〇二〇")
    qtbot.mouseClick(form.take, Qt.MouseButton.LeftButton)
    assert "四位数字" in form.complaint.text()
    form.fields["year"].setText("2019")
    form.open_questions["publisher"].setChecked(False)
    qtbot.mouseClick(form.take, Qt.MouseButton.LeftButton)
    report = shown.report()
    assert (report.year, report.publication.responsible) == (2019, "甲市科委")
    assert not report.publication.unverified & {"year", "responsible", "publisher"}
    assert len(shown.reviser().draft.records) == 3


def test_more_files_are_dropped_on_the_preview(preview: Callable, qtbot: QtBot, tmp_path: Path) -> None:
    shown = preview()
    other = tmp_path / "2018 小报.md"
    other.write_text(LOST.replace("2020", "2018"), encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(other))])
    drop = Qt.DropAction.CopyAction
    shown.dropEvent(QDropEvent(QPointF(9, 9), drop, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    qtbot.waitUntil(lambda: shown.store_all.text() == "导入 2 份", timeout=20_000)


def test_what_is_in_the_library_already_says_so_and_is_not_stored(preview: Callable, qtbot: QtBot) -> None:
    shown = preview()
    with qtbot.waitSignal(shown.finished, timeout=10_000):
        qtbot.mouseClick(shown.store_all, Qt.MouseButton.LeftButton)
    again = preview()
    assert "内容相同" in again.list.entry().words()
    assert not again.store_all.isEnabled()


def test_a_long_report_is_corrected_beside_the_window(preview: Callable, wiring: Wiring, qtbot: QtBot) -> None:
    body = "\n\n".join(f"嘉定区第 {n} 条试车线路开通，沿线居民试乘一千余次，夜间也有人值守。" for n in range(900))
    shown = preview(LOST + "\n" + body)
    reviser = shown.reviser()
    assert len(shown.report().text) > AT_ONCE
    pressed(shown, wiring, "嘉定区第 700 条")
    wiring.window.commands["correct_heading"].trigger()
    assert reviser.busy
    with qtbot.waitSignal(reviser.revised, timeout=20_000):
        pass
    assert any(b.kind is BlockKind.HEADING and "700" in shown.report().block_text(b) for b in shown.report().blocks)


def test_a_doubtful_district_is_chosen_in_its_card(preview: Callable, qtbot: QtBot) -> None:
    shown = preview()
    block = next(b.index for b in shown.report().blocks if shown.report().block_text(b).startswith("苗圃"))
    doubt = Doubt("district", "这一段归入嘉定区，由文中地名推断，请核对。", block)
    shown.reviser().revise("疑问", lambda report: replace(report, doubts=(doubt,)))
    (card,) = shown.review.doubts.cards
    assert card.value() == "嘉定区"
    card.choose_district("宝山区")
    qtbot.mouseClick(card.accept, Qt.MouseButton.LeftButton)
    found = shown.report().blocks[block].attributions
    assert [(a.district, a.evidence) for a in found] == [("宝山区", Evidence.READER)]
    assert shown.report().doubts == () and shown.review.doubts.isHidden()


def test_after_an_import_the_keys_go_to_the_page_in_front(preview: Callable, wiring: Wiring, qtbot: QtBot) -> None:
    wiring.navigation.open_link("嘉定/2021")
    wiring.window.activateWindow()
    preview()
    shown = preview(LOST.replace("2020", "2019"), "2019 小报.md")
    shown.store_all.setFocus()
    qtbot.mouseClick(shown.store_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wiring.panels.importing.preview() is None, timeout=20_000)
    tab, focus = wiring.navigation.tab(), QApplication.focusWidget()
    assert tab is not None and focus is not None and tab.isAncestorOf(focus)


def test_a_blank_that_was_taken_away_is_shown_among_its_words(preview: Callable) -> None:
    report = preview("### 嘉定区\n\n试车场 的调度室设在旧厂房里，夜间也有人值守。\n").report()
    model = RepairModel()
    model.show(report)
    row = next(n for n, repair in enumerate(report.repairs) if repair.before == " " and repair.start == 7)
    shown = [model.data(model.index(row, column)) for column in (2, 3)]
    assert shown == ["试车场␣的调度室设在旧厂", "试车场的调度室设在旧厂"]
