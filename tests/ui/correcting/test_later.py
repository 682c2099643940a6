"""A stored report is looked through, corrected and followed by its original, in one undo step each."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from shkc_desktop.library import importing, reporting
from shkc_desktop.model.page import PageKey, PageKind, Place
from shkc_desktop.ui.importing.report_review import ReportReview
from shkc_desktop.ui.reading_tab import ReadingTab
from shkc_desktop.ui.wiring import Wiring


def page(wiring: Wiring, year: int) -> tuple[ReadingTab, str]:
    """The whole report of a year in a tab."""
    uuid = next(r.uuid for r in reporting.list_reports(wiring.workspace.library) if r.year == year)
    tab = wiring.navigation.open(PageKey(PageKind.REPORT, report=uuid))
    tab.load()
    return tab, uuid


def put_caret(tab: ReadingTab, words: str) -> Place:
    source = tab.page.sources[0]
    place = Place(source.report, source.text.index(words))
    tab.pane.select(place, place)
    return place


def test_the_paragraph_at_the_caret_becomes_a_heading_and_back(wiring: Wiring) -> None:
    tab, _ = page(wiring, 2021)
    put_caret(tab, "试车线路的调度室")
    wiring.window.commands["correct_heading"].trigger()
    kinds = {row.kind for row in tab.page.rows if "调度室" in tab.page.sources[0].text[row.start : row.end]}
    assert kinds == {"heading"}
    wiring.workspace.undo()
    kinds = {row.kind for row in tab.page.rows if "调度室" in tab.page.sources[0].text[row.start : row.end]}
    assert kinds == {"paragraph"}


def test_a_stored_report_is_looked_through_and_its_doubts_are_settled(
    wiring: Wiring, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "无年份.txt"
    path.write_text("嘉定区\n\n嘉定区建成试车场一座，沿线居民试乘一千余次，夜间也有人值守。\n", encoding="utf-8")
    report = importing.recognise_file(path)
    importing.add(wiring.workspace.library, report)
    asked = reporting.open_doubts(wiring.workspace.library)[report.uuid]
    shown = wiring.panels.correcting.open_review(report.uuid)
    assert isinstance(shown, ReportReview) and len(shown.review.doubts.cards) == asked > 0
    qtbot.mouseClick(shown.review.doubts.all, Qt.MouseButton.LeftButton)
    assert report.uuid not in reporting.open_doubts(wiring.workspace.library)
    wiring.workspace.undo()
    assert reporting.open_doubts(wiring.workspace.library)[report.uuid] == asked


def test_the_menu_of_the_page_offers_corrections_of_what_is_under_the_mouse(wiring: Wiring) -> None:
    tab, _ = page(wiring, 2021)
    source = tab.page.sources[0]
    point = tab.pane.point_of(Place(source.report, source.text.index("嘉定区在这一年") + 3))
    view = tab.pane.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, view.mapToGlobal(point))
    QApplication.sendEvent(view, event)
    menu = next(m for m in wiring.window.findChildren(QMenu) if m.isVisible())
    words = [action.text() for action in menu.actions()]
    assert {"校订…", "更改所属区…", "改为", "与下段合并", "在此拆段"} <= set(words)
    menu.close()
    chosen = wiring.panels.correcting.chosen()
    assert chosen is not None and chosen.words is not None and "嘉定区在这一年" in chosen.words[2]


def test_a_corrected_word_says_what_stood_there(wiring: Wiring) -> None:
    tab, uuid = page(wiring, 2021)
    place = put_caret(tab, "三家车队")
    tab.pane.select(place, Place(uuid, place.offset + 4))
    wiring.window.commands["correct_words"].trigger()
    field = wiring.panels.correcting.corrector.words_field
    field.edit.setPlainText("四家车队")
    field.take.click()
    point = tab.pane.point_of(Place(uuid, place.offset + 1))
    view = tab.pane.viewport()
    QApplication.sendEvent(view, QHelpEvent(QHelpEvent.Type.ToolTip, point, view.mapToGlobal(point)))
    assert "三家车队" in QToolTip.text()
    QToolTip.hideText()
    wiring.window.commands["original"].trigger()
    shown = wiring.panels.side_views.original()
    assert shown is not None
    shown.follow(place)
    marked = [selection.cursor.selectedText() for selection in shown.text.extraSelections()]
    assert "三家车队" in marked


def test_the_original_follows_from_report_to_report(wiring: Wiring, qtbot: QtBot) -> None:
    tab, first = page(wiring, 2021)
    wiring.window.commands["original"].trigger()
    shown = wiring.panels.side_views.original()
    assert shown is not None and shown.report == first
    other = next(r.uuid for r in reporting.list_reports(wiring.workspace.library) if r.year == 2022)
    tab.pane.place_changed.emit(Place(other, 0))
    qtbot.waitUntil(lambda: shown.report == other)


def test_a_place_of_the_original_leads_to_the_page(wiring: Wiring) -> None:
    tab, uuid = page(wiring, 2021)
    wiring.window.commands["original"].trigger()
    shown = wiring.panels.side_views.original()
    assert shown is not None
    block = next(row.block for row in tab.page.rows if "夜间时段" in tab.page.sources[0].text[row.start : row.end])
    line = wiring.workspace.library.report(uuid, raw=True).blocks[block].lines[0]
    shown.pane.lines.line_pressed.emit(line)
    assert shown.pane.block() == block
    rect = tab.pane.point_of(Place(uuid, tab.page.sources[0].text.index("夜间时段")))
    assert QPoint(0, 0).y() <= rect.y() <= tab.pane.viewport().height()
