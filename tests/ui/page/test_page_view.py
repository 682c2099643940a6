"""The place stays where it is, whatever happens to fonts, widths and heights."""

import pytest
from PySide6.QtWidgets import QApplication

from shkc_desktop.model.page import Page, PageKey, PageKind, Place, Row
from shkc_desktop.ui.page.look import Look, PageColours

WORDS = "读者翻开其中一册，先看目录，再找到自己关心的区，用铅笔画了一道线。" * 3
LENGTH = len(WORDS) + 1


def test_the_place_survives_another_width_and_another_size(make_page, make_pane) -> None:
    pane = make_pane(make_page([WORDS] * 200))
    pane.go_to(Place("r0", 150 * LENGTH))
    assert pane.place() == Place("r0", 150 * LENGTH)
    pane.resize(640, 500)
    assert pane.place() == Place("r0", 150 * LENGTH)
    pane.set_look(Look(family="sans", px=26, column=30))
    assert pane.place() == Place("r0", 150 * LENGTH)


def test_the_line_at_the_top_stays_while_heights_become_exact(qtbot, make_page, make_pane) -> None:
    pane = make_pane(make_page(["abc " * 60, WORDS] * 150))
    pane.go_to(Place("r0", 140 * (LENGTH + 241)))
    here, at = pane.place(), pane.point_of(pane.place()).y()
    qtbot.waitUntil(lambda: not pane.is_measuring())
    assert pane.place() == here
    assert pane.point_of(here).y() == at


def test_scrolling_up_into_what_was_only_estimated_is_smooth(make_page, make_pane) -> None:
    pane = make_pane(make_page(["abc " * 60, WORDS] * 150))
    pane.go_to(Place("r0", 140 * (LENGTH + 241)))
    bar, seen = pane.verticalScrollBar(), pane.place()
    for _ in range(12):
        y = pane.point_of(seen).y()
        bar.setValue(bar.value() - 40)
        assert pane.point_of(seen).y() == y + 40


@pytest.mark.parametrize("width", range(480, 1300, 47))
def test_the_column_is_a_whole_number_of_ems(make_page, make_pane, width: int) -> None:
    pane = make_pane(make_page([WORDS]), width=width)
    rect = pane.piece_rect(0)
    assert rect.width() % pane.look.px == 0
    assert rect.width() <= 32 * 20


def test_a_paragraph_without_end_opens_and_is_selected_whole(make_page, make_pane) -> None:
    words = WORDS * 300
    pane = make_pane(make_page([words]))
    assert pane.piece_count() > 5
    pane.select(Place("r0", 20_000), Place("r0", 20_000))
    pane.select_paragraph()
    assert pane.selected_text() == words
    assert pane.selected_spans() == [("r0", 0, len(words))]


def test_years_are_headings_that_are_no_text(make_page, make_pane) -> None:
    page = make_page(["甲。"], ["乙。"])
    rows = [Row(0, 0, 0, "year", 0, 0, 0), page.rows[0], Row(1, 0, 0, "year", 0, 0, 0), page.rows[1]]
    key = PageKey(PageKind.YEARS, district="嘉定区")
    pane = make_pane(Page(key, "嘉定区", page.sources, rows, labels={0: "2022 原文", 2: "2021 提要"}))
    pane.select_all()
    assert pane.selected_spans() == [("r0", 0, 2), ("r1", 0, 2)]
    assert pane.selected_text() == "甲。\n乙。"
    assert pane.plain_text() == "2022 原文\n甲。\n2021 提要\n乙。"
    assert pane.place() == Place("r0", 0)


def test_the_place_is_told_when_scrolling_rests(qtbot, make_page, make_pane) -> None:
    pane = make_pane(make_page([WORDS] * 50))
    with qtbot.waitSignal(pane.place_changed) as told:
        pane.verticalScrollBar().setValue(1500)
    assert told.args[0].offset > 0


@pytest.mark.parametrize("theme", ["light", "sepia", "dark"])
def test_a_theme_colours_the_page(make_page, make_pane, theme: str) -> None:
    colours = PageColours.of_theme(theme)
    pane = make_pane(make_page([WORDS]), look=Look(colours=colours))
    pane.viewport().repaint()
    QApplication.processEvents()
    assert pane.viewport().grab().toImage().pixelColor(3, 3).name().upper() == colours.page


def test_the_place_does_not_drift_over_many_widths(make_page, make_pane) -> None:
    pane = make_pane(make_page([WORDS] * 200))
    wanted = Place("r0", 150 * LENGTH + 57)
    pane.go_to(wanted)
    for width in (640, 1100, 777, 520, 1300, 900):
        pane.resize(width, 600)
        assert pane.place() == wanted
    pane.set_look(Look(px=24))
    assert pane.place() == wanted


def test_a_wider_window_with_the_same_column_lays_nothing_out_anew(qtbot, make_page, make_pane) -> None:
    pane = make_pane(make_page([WORDS] * 100), width=1184)
    qtbot.waitUntil(lambda: not pane.is_measuring())
    left = pane.piece_rect(0).left()
    pane.resize(1300, 700)
    assert not pane.is_measuring()
    assert pane.piece_rect(0).left() > left


def test_a_place_where_a_year_begins_shows_the_year(make_page, make_pane) -> None:
    page = make_page([WORDS] * 12, [WORDS] * 12)
    rows = [Row(0, 0, 0, "year", 1, -1, 0), *page.rows[:12], Row(1, 0, 0, "year", 1, -1, 0), *page.rows[12:]]
    key = PageKey(PageKind.YEARS, district="嘉定区")
    pane = make_pane(Page(key, "嘉定区", page.sources, rows, labels={0: "2020 原文", 13: "2021 原文"}))
    pane.go_to(Place("r1", 0))
    view = pane.viewport()
    assert 0 <= view.mapFromGlobal(pane.piece_rect(13).topLeft()).y() < 60
    assert pane.place() == Place("r1", 0)
