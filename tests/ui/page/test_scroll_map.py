"""The scroll bar shows where marks and hits lie."""

from pytestqt.qtbot import QtBot

from shkc_desktop.model.page import Mark
from shkc_desktop.ui.page.scroll_map import ScrollMap


def test_marks_and_hits_are_mapped_where_they_lie(qtbot: QtBot, make_page, make_pane) -> None:
    block = "先看目录，再找到自己关心的区。" * 10
    length = len(block) + 1
    pane = make_pane(make_page([block] * 40), [Mark("a", 0, 0, 5, 1), Mark("b", 0, 39 * length, 39 * length + 5, 3)])
    pane.set_hits([(0, 20 * length, 20 * length + 2)], 0)
    bar = pane.verticalScrollBar()
    assert isinstance(bar, ScrollMap)
    qtbot.waitUntil(lambda: len(bar.ticks) == 3)
    (top, bottom), hits = sorted(y for y, is_hit in bar.ticks if not is_hit), [y for y, hit in bar.ticks if hit]
    assert bar.ticks[top, False] == 1 and bar.ticks[bottom, False] == 3
    assert top < 40 and bottom > bar.height() - 60 and abs(hits[0] - bar.height() / 2) < 40


def test_marks_of_the_report_that_are_not_on_the_page_are_not_mapped(qtbot: QtBot, make_page, make_pane) -> None:
    page = make_page(["甲区的段落。"] * 6, keep=[1, 3])
    pane = make_pane(page, [Mark("here", 0, 8, 10, 2), Mark("elsewhere", 0, 15, 18, 1), Mark("before", 0, 0, 3, 1)])
    bar = pane.verticalScrollBar()
    qtbot.waitUntil(lambda: not bar.is_mapping() and bool(bar.ticks))
    assert list(bar.ticks.values()) == [2]
