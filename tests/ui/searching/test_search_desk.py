"""Search in the window: what is painted, offered and opened."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shkc_desktop.library import codebook, memoing, reporting
from shkc_desktop.model.memo import MemoSubject
from shkc_desktop.model.page import PageKey, PageKind
from shkc_desktop.ui.keeping.memo_view import MemoView
from shkc_desktop.ui.wiring import Wiring

JIADING = PageKey(PageKind.DISTRICT, district="嘉定区", year=2021)


def session_total(wiring: Wiring) -> int | None:
    return wiring.panels.search.session.total


def test_traditional_characters_are_offered_where_they_are_understood(wiring: Wiring) -> None:
    from shkc_desktop.chinese.traditional import is_available

    action = wiring.window.commands["search_traditional"]
    assert action.isEnabled() == is_available()
    wiring.panels.search.find_traditional(True)
    assert wiring.panels.search.indexing.finding.finder.traditional == is_available() == action.isChecked()


def test_the_page_paints_what_is_searched_in_the_tab_in_front_alone(qtbot: QtBot, wiring: Wiring) -> None:
    wiring.navigation.open(JIADING)
    search = wiring.panels.search
    search.field.setText("试车")
    qtbot.waitUntil(lambda: len(search.hits()) == 2, timeout=10_000)
    first = wiring.navigation.tab()
    wiring.navigation.open(PageKey(PageKind.DISTRICT, district="嘉定区", year=2022), new=True)
    qtbot.waitUntil(lambda: len(search.hits()) == 1, timeout=10_000)
    assert first is not wiring.navigation.tab()


def test_hits_in_notes_tags_memos_and_titles_open_what_they_belong_to(qtbot: QtBot, wiring: Wiring) -> None:
    space, search = wiring.workspace, wiring.panels.search
    report = next(r for r in reporting.list_reports(space.library) if r.year == 2022)
    text, _ = space.library.report_text(report.uuid)
    at = text.index("雨天")
    space.annotate([(report.uuid, at, at + 2)], note="奇闻一则")
    space.do(codebook.add_path, "奇闻")
    space.do(memoing.write, MemoSubject.LIBRARY, "", "奇闻录", "记在这里")
    search.field.setText("奇闻")
    qtbot.waitUntil(lambda: session_total(wiring) == 3, timeout=10_000)
    found = {str(hit.where): number for number, hit in enumerate(search.session.hits)}
    search.session.open_number(found["note"])
    tab = wiring.navigation.tab()
    assert tab is not None and tab.page.source_index(report.uuid) is not None
    search.session.open_number(found["tag"])
    assert wiring.panels.annotations.view() is not None
    search.session.open_number(found["memo"])
    content = wiring.window.tabs.current()
    assert isinstance(content, MemoView) and content.heading.text() == "奇闻录"
    search.search(report.title)
    qtbot.waitUntil(lambda: any(str(hit.where) == "title" for hit in search.session.hits), timeout=10_000)
    title = next(n for n, hit in enumerate(search.session.hits) if str(hit.where) == "title")
    search.session.open_number(title)
    assert wiring.navigation.tab().key == PageKey(PageKind.REPORT, report=report.uuid)


def test_the_last_words_are_offered_below_the_empty_field(qtbot: QtBot, wiring: Wiring) -> None:
    search = wiring.panels.search
    search.field.setText("试车")
    qtbot.waitUntil(lambda: session_total(wiring) == 3, timeout=10_000)
    qtbot.keyClick(search.field, Qt.Key.Key_Escape)
    search.field.setFocus()
    qtbot.keyClick(search.field, Qt.Key.Key_Down)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert search.field.text() == "试车"


def test_in_a_narrow_window_the_panel_lies_over_the_page(qtbot: QtBot, wiring: Wiring) -> None:
    wiring.navigation.open(JIADING)
    wiring.window.resize(860, 640)
    search = wiring.panels.search
    search.field.setText("试车")
    qtbot.waitUntil(lambda: session_total(wiring) == 3, timeout=10_000)
    assert search.panel.isVisible() and search.panel.width() > 400
    search.session.open_number(2)
    assert not search.panel.isVisible()
    search.field.setText("试车线")
    assert search.panel.isVisible()
