"""A page in a tab: what it shows when there is nothing, and how a very long one comes."""

import pytest
from pytestqt.qtbot import QtBot

from shkc_desktop.library import annotating, reporting
from shkc_desktop.model.page import PageKey, PageKind
from shkc_desktop.ui import reading_tab
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.wiring import Wiring


def test_a_cell_without_text_says_which_and_where_to_look(wiring: Wiring) -> None:
    assert wiring.navigation.open_link("黄浦区/2021")
    tab = wiring.navigation.tab()
    assert tab is not None
    shown = [label.text() for label in tab.findChildren(Label) if label.isVisible()]
    assert "2021 年没有黄浦区的文字" in shown
    assert any("总览" in words for words in shown)


def test_a_very_long_page_is_painted_with_the_marks_near_first(
    qtbot: QtBot, wiring: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = wiring.workspace.library
    report = next(s.uuid for s in reporting.list_reports(library) if s.year == 2021)
    text, _ = library.report_text(report)
    for at in (text.index("试车"), text.index("预约")):
        wiring.workspace.do(annotating.annotate, [(report, at, at + 2)])
    monkeypatch.setattr(reading_tab, "LONG_PAGE", 1)
    monkeypatch.setattr(reading_tab, "MARKS_AT_ONCE", 60)
    tab = wiring.navigation.open(PageKey(PageKind.REPORT, report=report), new=True)
    assert tab.mark_count() == 1
    qtbot.waitUntil(lambda: tab.mark_count() == 2)
