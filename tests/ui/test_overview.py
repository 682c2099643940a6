"""总览: what colours a cell, what is read on it, and what the hand and the keys do."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from shkc_desktop.model.district import District
from shkc_desktop.ui import theme
from shkc_desktop.ui.matrix import CODED, READING, UNREAD, Matrix, MatrixCell, Presence
from shkc_desktop.ui.overview import Overview
from shkc_desktop.ui.overview_card import TagCount
from shkc_desktop.ui.overview_cells import View, beside, ink_on, spoken_cell, step_of
from shkc_desktop.ui.overview_desk import spoken_moment, spoken_sections

JIADING = MatrixCell("嘉定区", 2021, Presence.TEXT, 800, ("原文",), ("a",), 9, READING, 0.5)
MISSING = MatrixCell("嘉定区", 2022, Presence.MISSING)
ABSENT = MatrixCell("杨浦区", 2021, Presence.ABSENT)


def matrix() -> Matrix:
    cells = {(c.district, c.year): c for c in (JIADING, MISSING, ABSENT)}
    return Matrix((District("嘉定区", "嘉定", "jd"), District("杨浦区", "杨浦", "yp")), (2021, 2022), cells)


@pytest.fixture
def overview(qtbot: QtBot) -> Overview:
    tags = [TagCount("t", "指标", 2, 4)]
    made = Overview(lambda _district, _year: tags, lambda _tag: {("嘉定区", 2021): 4})
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.set_contents(matrix(), {2021: "原文"}, tags, [], [])
    made.show()
    return made


@pytest.mark.parametrize(
    ("view", "cell", "tagged", "step"),
    [
        (View.ANNOTATIONS, JIADING, 0, 3),
        (View.ANNOTATIONS, MISSING, 0, 0),
        (View.TAG, JIADING, 1, 1),
        (View.STATES, JIADING, 0, 2),
        (View.AMOUNT, JIADING, 0, 4),
    ],
)
def test_a_cell_takes_its_colour_from_what_is_asked(view: View, cell: MatrixCell, tagged: int, step: int) -> None:
    assert step_of(view, cell, tagged, 800) == step


@pytest.mark.parametrize("name", theme.THEMES)
def test_numbers_are_read_on_every_step(worn: Callable[[str], theme.Tokens], name: str) -> None:
    def luminance(colour: QColor) -> float:
        red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in colour.getRgbF()[:3])
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for step in worn(name).steps:
        low, high = sorted((luminance(QColor(step)), luminance(ink_on(QColor(step)))))
        assert (high + 0.05) / (low + 0.05) >= 4.5, step


def test_absent_and_missing_look_different(qtbot: QtBot, overview: Overview) -> None:
    image = overview.grid.grab().toImage()
    pictures = [image.copy(overview.grid.rect_of_cell(cell).adjusted(1, 1, -1, -1)) for cell in (MISSING, ABSENT)]
    assert pictures[0] != pictures[1]
    assert spoken_cell(MISSING).endswith("未收") and spoken_cell(ABSENT).endswith("无")


def test_the_keys_walk_and_open(qtbot: QtBot, overview: Overview) -> None:
    grid = overview.grid
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    qtbot.keyClick(grid, Qt.Key.Key_End)
    assert grid.current() == MatrixCell("杨浦区", 2022, Presence.MISSING)
    with qtbot.assertNotEmitted(overview.cell_opened):
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    grid.go_to("嘉定区", 2021)
    with qtbot.waitSignal(overview.cell_opened) as told:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert told.args == [JIADING, False]
    with qtbot.waitSignal(overview.years_wanted) as told:
        qtbot.keyClick(grid, Qt.Key.Key_H)
    assert told.args == ["嘉定区"]


def test_a_click_opens_and_the_middle_button_opens_in_a_new_tab(qtbot: QtBot, overview: Overview) -> None:
    point = overview.grid.rect_of_cell(JIADING).center()
    for button, new in ((Qt.MouseButton.LeftButton, False), (Qt.MouseButton.MiddleButton, True)):
        with qtbot.waitSignal(overview.cell_opened) as told:
            qtbot.mouseClick(overview.grid, button, pos=point)
        assert told.args == [JIADING, new]


def test_the_name_of_a_district_leads_through_its_years(qtbot: QtBot, overview: Overview) -> None:
    grid = overview.grid
    at = grid.rect_of_cell(ABSENT).center()
    at.setX(20)
    with qtbot.assertNotEmitted(overview.cell_opened), qtbot.waitSignal(overview.years_wanted) as told:
        qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=at)
    assert told.args == ["杨浦区"]
    qtbot.mouseMove(grid, at)
    assert grid.cursor().shape() is Qt.CursorShape.PointingHandCursor and grid.toolTip()


def test_the_card_comes_up_where_the_pointer_rests(qtbot: QtBot, overview: Overview) -> None:
    with qtbot.waitSignal(overview.grid.cell_shown) as told:
        qtbot.mouseMove(overview.grid, overview.grid.rect_of_cell(JIADING).center())
    assert told.args == [JIADING] and overview.card.isVisible()
    with qtbot.waitSignal(overview.grid.cell_shown):
        qtbot.mouseMove(overview.grid, QPoint(2, 2))
    assert not overview.card.isVisible()


def test_a_tag_at_the_side_colours_the_cells(overview: Overview) -> None:
    overview.side.tag_pressed.emit("t")
    assert overview.view() is View.TAG and overview.tag_choice.currentData() == "t"


@pytest.mark.parametrize("state", [UNREAD, READING, CODED])
def test_the_menu_of_a_cell_sets_its_state(qtbot: QtBot, overview: Overview, state: str) -> None:
    action = next(action for action in overview.menu_of(JIADING).actions() if action.text() == f"标为{state}")
    assert action.isChecked() == (state == JIADING.state)
    with qtbot.waitSignal(overview.state_wanted) as told:
        action.trigger()
    assert told.args == ["嘉定区", 2021, state]


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-03-05T08:30:00+00:00", "今天"),
        ("2026-03-04T08:30:00+00:00", "昨天"),
        ("2025-11-16T08:30:00+00:00", "2025 年"),
        ("2026-01-16T08:30:00+00:00", "1 月 16 日"),
        ("何时", ""),
    ],
)
def test_a_moment_is_said_as_people_say_it(at: str, words: str) -> None:
    from datetime import datetime

    assert spoken_moment(at, datetime.fromisoformat("2026-03-05T09:00:00+00:00").astimezone()).startswith(words)


@pytest.mark.parametrize(
    ("sections", "words"),
    [
        (["04 资源", "4.1 网络", "4.2 平台", "4.3 格局"], "4.1—4.3"),
        (["2.2 开放"], "2.2"),
        (["前言"], "前言"),
        (["1.1 甲", "2.1 乙", "3.1 丙", "5.4 丁"], "1.1、2.1、3.1等"),
        ([], ""),
    ],
)
def test_what_a_year_covers_fits_under_its_head(sections: list[str], words: str) -> None:
    assert spoken_sections(sections) == words


def test_what_is_said_of_the_absent_gets_a_line_of_its_own_where_it_would_be_cut(overview: Overview) -> None:
    legend = overview._legend
    high = legend.height()
    legend.resize(700, high)
    assert legend.height() > high
    legend.resize(1000, legend.height())
    assert legend.height() == high


@pytest.mark.parametrize(
    ("cell", "middle", "right", "fits"), [(110, 10, 24, True), (72, 10, 24, False), (60, 0, 40, True)]
)
def test_a_cell_says_both_numbers_where_they_have_room(cell: int, middle: int, right: int, fits: bool) -> None:
    assert beside(cell, middle, right) is fits
