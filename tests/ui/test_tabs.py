"""Tabs are opened, closed, moved and split."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from shkc_desktop.ui.tabs import TabContent, Tabs


def content(title: str, closable: bool = True) -> TabContent:
    made = TabContent()
    made.title, made.closable = title, closable
    return made


@pytest.fixture
def tabs(qtbot: QtBot) -> Tabs:
    made = Tabs()
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    for title in ("总览", "甲", "乙"):
        made.add(content(title, closable=title != "总览"))
    return made


def titles(tabs: Tabs, area: int = 0) -> list[str]:
    return [c.title for c in tabs.areas()[area].contents()]


def front(tabs: Tabs) -> str:
    shown = tabs.current()
    return shown.title if shown else ""


def test_a_new_tab_comes_after_the_present_one_and_to_the_front(tabs: Tabs) -> None:
    tabs.show_content(tabs.areas()[0].contents()[1])
    tabs.add(content("丙"))
    assert titles(tabs) == ["总览", "甲", "丙", "乙"] and front(tabs) == "丙"


def test_the_middle_button_closes_a_tab_but_not_the_home_page(qtbot: QtBot, tabs: Tabs) -> None:
    strip = tabs.active().strip
    qtbot.mouseClick(strip, Qt.MouseButton.MiddleButton, pos=strip.tabRect(1).center())
    assert titles(tabs) == ["总览", "乙"]
    qtbot.mouseClick(strip, Qt.MouseButton.MiddleButton, pos=strip.tabRect(0).center())
    assert titles(tabs) == ["总览", "乙"]


def test_moving_a_tab_keeps_what_it_holds(tabs: Tabs) -> None:
    tabs.active().strip.moveTab(2, 0)
    assert titles(tabs) == ["乙", "总览", "甲"] and front(tabs) == "乙"
    tabs.active().strip.setCurrentIndex(2)
    assert front(tabs) == "甲"


def test_stepping_goes_round_the_end(tabs: Tabs) -> None:
    tabs.active().step(1)
    assert front(tabs) == "总览"
    tabs.active().step(-1)
    assert front(tabs) == "乙"


def test_a_split_has_two_fronts_and_goes_when_its_last_tab_is_closed(qtbot: QtBot, tabs: Tabs) -> None:
    beside = content("旁")
    with qtbot.waitSignal(tabs.split_changed) as told:
        tabs.split(beside)
    assert told.args == [True] and front(tabs) == "旁" and titles(tabs, 1) == ["旁"]
    tabs.other_side()
    assert front(tabs) == "乙"
    with qtbot.waitSignal(tabs.split_changed) as told:
        tabs.close_content(beside)
    assert told.args == [False] and not tabs.is_split()


def test_putting_the_halves_together_keeps_every_tab(tabs: Tabs) -> None:
    tabs.split(content("旁"))
    tabs.unsplit()
    assert titles(tabs) == ["总览", "甲", "乙", "旁"]


def test_a_title_is_shown_letter_by_letter(tabs: Tabs) -> None:
    odd = content("研发 & <b>转化</b>")
    tabs.add(odd)
    strip = tabs.active().strip
    assert strip.tabText(strip.currentIndex()) == "研发 && <b>转化</b>"
    assert "<b>" not in strip.tabToolTip(strip.currentIndex())


def test_a_title_without_room_keeps_its_year(tabs: Tabs) -> None:
    # The end is what tells two years of one district from another.
    assert tabs.areas()[0].strip.elideMode() is Qt.TextElideMode.ElideMiddle


def test_the_keys_go_to_the_page_that_comes_to_the_front(tabs: Tabs) -> None:
    first, closing = tabs.areas()[0].contents()[1:]
    for page in (first, closing):
        page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button = QPushButton(closing)
    tabs.show_content(closing)
    button.show()
    button.setFocus()
    assert button.hasFocus()
    tabs.close_content(closing)
    assert first.hasFocus()


def test_the_plus_stands_beside_the_last_tab_also_beside_a_lone_one(qtbot: QtBot, tabs: Tabs) -> None:
    for page in tabs.areas()[0].contents()[1:]:
        tabs.close_content(page)
    area = tabs.areas()[0]
    qtbot.waitUntil(lambda: area.strip.width() == area.strip.tabRect(0).width())
