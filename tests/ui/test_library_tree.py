"""The library tree is filled where it is looked at, filtered by initials, and walked by keys."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from shkc_desktop.model.district import District
from shkc_desktop.model.page import PageKey, PageKind
from shkc_desktop.ui.library_tree import LibraryTree
from shkc_desktop.ui.library_tree_model import BATCH, Heading, LibraryTreeModel, ReportEntry, spoken_row
from shkc_desktop.ui.matrix import CODED, Matrix, MatrixCell, Presence

DISTRICTS = (District("嘉定区", "嘉定", "jd"), District("杨浦区", "杨浦", "yp"), District("崇明区", "崇明", "cm"))


def matrix() -> Matrix:
    """嘉定区 read and coded in 2021, 杨浦区 not in the files of 2022, 崇明区 without a word."""
    cells = {
        ("嘉定区", 2021): MatrixCell("嘉定区", 2021, Presence.TEXT, 800, ("原文",), ("a",), 7, CODED),
        ("嘉定区", 2022): MatrixCell("嘉定区", 2022, Presence.TEXT, 900, ("提要",), ("b",)),
        ("杨浦区", 2021): MatrixCell("杨浦区", 2021, Presence.TEXT, 500, ("原文",), ("a",), 2),
        ("崇明区", 2021): MatrixCell("崇明区", 2021, Presence.ABSENT),
        ("", 2021): MatrixCell("", 2021, Presence.TEXT, 120, annotations=1),
    }
    return Matrix(DISTRICTS, (2021, 2022), cells)


def outline(report: str) -> Sequence[Heading]:
    return [Heading("第一章", 1, 0), Heading("1.1 概览", 2, 10), Heading("1.2 各区", 2, 40), Heading("第二章", 1, 90)]


def rows(model: LibraryTreeModel, parent: QModelIndex | None = None) -> list[str]:
    above = parent or QModelIndex()
    while model.canFetchMore(above):
        model.fetchMore(above)
    return [model.data(model.index(row, 0, above)) for row in range(model.rowCount(above))]


@pytest.fixture
def model(qapp: object) -> LibraryTreeModel:
    made = LibraryTreeModel(outline)
    made.set_contents(
        matrix(), [ReportEntry("a", "小报甲", 2021, "原文", 9), ReportEntry("b", "小报乙", 2022, "提要", 0)]
    )
    return made


@pytest.mark.parametrize(("by_year", "words"), [(False, ""), (True, ""), (False, "jd"), (True, "zz")])
def test_the_model_keeps_qts_rules(model: LibraryTreeModel, by_year: bool, words: str) -> None:
    model.set_by_year(by_year)
    model.set_filter(words)
    # Made after the last reset: while Qt tells of a reset the tester itself unfolds, and then finds fault with that.
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for row in range(len(rows(model))):
        index = model.index(row, 0)
        if rows(model, index):
            rows(model, model.index(0, 0, index))
    assert tester.model() is model


def test_districts_stand_in_order_and_what_belongs_to_none_comes_last(model: LibraryTreeModel) -> None:
    assert rows(model) == ["嘉定区", "杨浦区", "崇明区", "", "未归区"]


def test_a_district_unfolds_into_its_years(model: LibraryTreeModel) -> None:
    assert not model.node(model.index(0, 0)).children
    assert rows(model, model.index(0, 0)) == ["2021", "2022"]


def test_a_district_without_text_is_greyed_and_does_not_unfold(model: LibraryTreeModel) -> None:
    index = model.index(2, 0)
    assert not model.hasChildren(index)
    assert not model.flags(index) & Qt.ItemFlag.ItemIsEnabled


@pytest.mark.parametrize(("words", "found"), [("jd", ["嘉定区"]), ("杨", ["杨浦区"]), ("yp", ["杨浦区"]), ("zz", [])])
def test_the_filter_takes_initials(model: LibraryTreeModel, words: str, found: list[str]) -> None:
    model.set_filter(words)
    assert rows(model) == found


def test_by_year_comes_report_then_chapter_then_section(model: LibraryTreeModel) -> None:
    model.set_by_year(True)
    assert rows(model) == ["2021", "2022"]
    year = model.index(0, 0)
    assert rows(model, year) == ["小报甲"]
    report = model.index(0, 0, year)
    assert rows(model, report) == ["第一章", "第二章"]
    assert rows(model, model.index(0, 0, report)) == ["1.1 概览", "1.2 各区"]


def test_ten_thousand_reports_come_in_batches(qapp: object) -> None:
    model = LibraryTreeModel(outline)
    entries = [ReportEntry(str(i), f"小报 {i}", 2021, "原文", 0) for i in range(10_000)]
    model.set_contents(matrix(), entries)
    model.set_by_year(True)
    year = model.index(0, 0)
    model.fetchMore(year)
    assert model.rowCount(year) == BATCH
    model.fetchMore(year)
    assert model.rowCount(year) == 2 * BATCH


def test_a_row_is_spoken_with_its_years_and_count(model: LibraryTreeModel) -> None:
    assert spoken_row(model.node(model.index(0, 0))) == "嘉定区，2021 年已编码，2022 年未读，7 条标注"


@pytest.fixture
def tree(qtbot: QtBot) -> LibraryTree:
    made = LibraryTree(outline)
    qtbot.addWidget(made)
    made.resize(256, 600)
    made.set_contents(matrix(), [ReportEntry("a", "小报甲", 2021, "原文", 9)])
    made.show()
    return made


def test_the_arrows_unfold_and_return_opens(qtbot: QtBot, tree: LibraryTree) -> None:
    tree.tree.setCurrentIndex(tree.model.index(0, 0))
    qtbot.keyClick(tree.tree, Qt.Key.Key_Right)
    qtbot.keyClick(tree.tree, Qt.Key.Key_Down)
    with qtbot.waitSignal(tree.page_wanted) as told:
        qtbot.keyClick(tree.tree, Qt.Key.Key_Return)
    assert told.args == [PageKey(PageKind.DISTRICT, district="嘉定区", year=2021), None, False]


def test_a_click_unfolds_a_district_and_opens_a_year(qtbot: QtBot, tree: LibraryTree) -> None:
    view = tree.tree
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(view.viewport(), left, pos=view.visualRect(tree.model.index(0, 0)).center())
    year = tree.model.index(1, 0, tree.model.index(0, 0))
    with qtbot.waitSignal(tree.page_wanted) as told:
        qtbot.mouseClick(view.viewport(), left, pos=view.visualRect(year).center())
    assert told.args == [PageKey(PageKind.DISTRICT, district="嘉定区", year=2022), None, False]


def test_the_middle_button_opens_in_a_new_tab(qtbot: QtBot, tree: LibraryTree) -> None:
    tree.tree.expand(tree.model.index(0, 0))
    year = tree.model.index(0, 0, tree.model.index(0, 0))
    with qtbot.waitSignal(tree.page_wanted) as told:
        point = tree.tree.visualRect(year).center()
        qtbot.mouseClick(tree.tree.viewport(), Qt.MouseButton.MiddleButton, pos=point)
    assert told.args[2] is True


def test_from_the_filter_the_down_key_goes_into_the_list(qtbot: QtBot, tree: LibraryTree) -> None:
    tree.filter.setText("yp")
    with qtbot.waitSignal(tree.filter.left_downwards):
        qtbot.keyClick(tree.filter, Qt.Key.Key_Down)
    assert tree.model.node(tree.tree.currentIndex()).words == "杨浦区"


def test_letters_and_two_enters_open_the_first_year_there_is(qtbot: QtBot, tree: LibraryTree) -> None:
    tree.filter.setText("jd")
    qtbot.keyClick(tree.filter, Qt.Key.Key_Return)
    with qtbot.waitSignal(tree.page_wanted) as told:
        qtbot.keyClick(tree.tree, Qt.Key.Key_Return)
    assert told.args == [PageKey(PageKind.DISTRICT, district="嘉定区", year=2021), None, False]


def test_what_is_unfolded_stays_so_when_the_library_changes(tree: LibraryTree) -> None:
    tree.tree.expand(tree.model.index(1, 0))
    tree.set_contents(matrix(), [])
    assert tree.tree.isExpanded(tree.model.index(1, 0))
    assert not tree.tree.isExpanded(tree.model.index(0, 0))


def test_the_menu_of_a_year_sets_its_state(qtbot: QtBot, tree: LibraryTree) -> None:
    tree.tree.expand(tree.model.index(0, 0))
    menu = tree.menu_of(tree.model.node(tree.model.index(1, 0, tree.model.index(0, 0))))
    action = next(action for action in menu.actions() if action.text() == "标为在读")
    with qtbot.waitSignal(tree.state_wanted) as told:
        action.trigger()
    assert told.args == ["嘉定区", 2022, "在读"]


def test_the_year_heads_stay_above_their_glyphs_beside_a_scroll_bar(qtbot: QtBot, tree: LibraryTree) -> None:
    tree.resize(216, 700)
    assert tree._heads._row_width == tree.tree.viewport().width() == tree._heads.width()
    tree.resize(216, 170)
    qtbot.waitUntil(tree.tree.verticalScrollBar().isVisible)
    assert tree._heads._row_width == tree.tree.viewport().width() < tree._heads.width()
