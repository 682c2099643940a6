"""Marks under the hand: dragged by their ends, chosen where they overlap, named by the reader."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from shkc_desktop.library import annotating, codebook
from shkc_desktop.model.page import Place
from shkc_desktop.ui.colour_names import SETTING
from shkc_desktop.ui.page.reading_pane import ReadingPane
from shkc_desktop.ui.wiring import Wiring

Span = tuple[int, int]


@pytest.fixture
def pane(wiring: Wiring) -> ReadingPane:
    """嘉定区 2021 in front."""
    wiring.navigation.open_link("嘉定/2021")
    tab = wiring.navigation.tab()
    assert tab is not None
    tab.load()
    wiring.window.activateWindow()
    tab.pane.setFocus()
    return tab.pane


@pytest.fixture
def mark(wiring: Wiring, pane: ReadingPane) -> Callable[..., str]:
    """Marks characters of the first paragraph."""

    def make(start: int, end: int, colour: int = 1) -> str:
        row = next(r for r in pane.page.rows if r.kind == "paragraph")
        report = pane.page.sources[row.source].report
        return wiring.workspace.annotate([(report, row.start + start, row.start + end)], colour)[0]

    return make


def place(wiring: Wiring, uuid: str) -> Span:
    found = annotating.get(wiring.workspace.library, uuid)
    assert found is not None
    return found.target.position.start, found.target.position.end


def test_an_end_is_dragged_and_tags_and_note_stay(
    qtbot: QtBot, wiring: Wiring, pane: ReadingPane, mark: Callable[..., str]
) -> None:
    uuid = mark(4, 8)
    workspace = wiring.workspace
    _, tag = codebook.add_path(workspace.library, "指标")
    workspace.do(annotating.add_tags, [uuid], [tag])
    workspace.do(annotating.set_note, uuid, "口径")
    wiring.panels.marking.marking.choose(uuid)
    start, end = place(wiring, uuid)
    report = pane.page.sources[0].report
    handle = pane.point_of(Place(report, end)) + QPoint(0, 14)
    goal = pane.point_of(Place(report, end + 3))
    qtbot.mousePress(pane.viewport(), Qt.MouseButton.LeftButton, pos=handle)
    qtbot.mouseMove(pane.viewport(), goal - QPoint(4, 0))
    qtbot.mouseMove(pane.viewport(), goal)
    qtbot.mouseRelease(pane.viewport(), Qt.MouseButton.LeftButton, pos=goal)
    found = annotating.get(workspace.library, uuid)
    assert found is not None
    assert place(wiring, uuid) == (start, end + 3)
    assert (found.tags, found.note) == ((tag,), "口径")
    assert workspace.history.undoText() == "改标注范围"
    workspace.undo()
    assert place(wiring, uuid) == (start, end)


def test_ends_are_moved_by_keys(wiring: Wiring, mark: Callable[..., str]) -> None:
    uuid = mark(4, 8)
    wiring.panels.marking.marking.choose(uuid)
    start, end = place(wiring, uuid)
    for name in ("mark_start_back", "mark_end_on", "mark_end_on"):
        wiring.window.commands[name].trigger()
    assert place(wiring, uuid) == (start - 1, end + 2)


@pytest.mark.parametrize("way", ["click", "key"])
def test_overlapping_marks_are_chosen_by_click_and_by_key(
    qtbot: QtBot, wiring: Wiring, pane: ReadingPane, mark: Callable[..., str], way: str
) -> None:
    long, short = mark(0, 12, 1), mark(4, 8, 3)
    start, _ = place(wiring, short)
    report = pane.page.sources[0].report
    if way == "click":
        point = pane.point_of(Place(report, start + 1)) + QPoint(6, 0)
        qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=point)
    else:
        pane.select(Place(report, start + 1), Place(report, start + 1))
        qtbot.keyClick(pane, Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert len(menu.actions()) == 2
    assert not any(action.icon().isNull() for action in menu.actions())
    menu.actions()[1].trigger()
    menu.close()
    assert wiring.panels.marking.marking.chosen == long


def test_the_names_of_the_colours_are_the_readers_everywhere(wiring: Wiring, pane: ReadingPane) -> None:
    library = wiring.workspace.library
    wiring.workspace.do(lambda opened: opened.set_setting(SETTING, "要点|数据|疑问|引用"))
    assert library.setting(SETTING) == "要点|数据|疑问|引用"
    assert wiring.window.commands["mark_3"].text().endswith("疑问")
    wiring.window.commands["mark_sentence"].trigger()
    marking = wiring.panels.marking.marking
    marking._show_bar()
    assert marking._bar is not None
    assert [swatch.accessibleName() for swatch in marking._bar.swatches] == ["要点", "数据", "疑问", "引用"]


def test_a_selection_is_copied_with_its_citation(wiring: Wiring, pane: ReadingPane) -> None:
    wiring.window.commands["mark_sentence"].trigger()
    words = pane.selected_text()
    wiring.window.commands["mark_copy"].trigger()
    mime = QGuiApplication.clipboard().mimeData()
    assert words in mime.text()
    assert "2021" in mime.text()
    assert mime.hasHtml()


def test_the_menu_says_what_is_undone(wiring: Wiring, mark: Callable[..., str]) -> None:
    uuid = mark(0, 4)
    undo = wiring.window.commands["undo"]
    assert undo.text() == "撤销　标注"
    wiring.workspace.do(annotating.recolour, [uuid], 3)
    assert undo.text() == "撤销　改颜色"
    undo.trigger()
    assert wiring.window.commands["redo"].text() == "重做　改颜色"


def test_a_tag_made_while_it_is_given_is_taken_back_with_it(
    qtbot: QtBot, wiring: Wiring, mark: Callable[..., str]
) -> None:
    library, uuid = wiring.workspace.library, mark(0, 4)
    wiring.panels.marking.marking.choose(uuid)
    wiring.window.commands["mark_tag"].trigger()
    field = wiring.panels.marking.marking.tagging.field
    qtbot.keyClicks(field.edit, "new")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert [entry.total for entry in codebook.codebook(library)] == [1]
    wiring.window.commands["undo"].trigger()
    assert codebook.codebook(library) == []
    assert wiring.window.commands["undo"].text() == "撤销　标注"


def test_tags_are_suggested_with_their_reason_and_never_given_by_themselves(
    qtbot: QtBot, wiring: Wiring, pane: ReadingPane, mark: Callable[..., str]
) -> None:
    library = wiring.workspace.library
    _, tag = codebook.add_path(library, "试车")
    one = mark(0, 24)
    wiring.workspace.do(annotating.add_tags, [one], [tag])
    wiring.navigation.open_link("嘉定/2022")
    wiring.window.commands["mark_sentence"].trigger()
    wiring.window.commands["mark_tag"].trigger()
    field = wiring.panels.marking.marking.tagging.field
    qtbot.waitUntil(lambda: bool(field._suggested), timeout=5000)
    (suggested,) = field._suggested
    assert (suggested.path, suggested.because != "") == ("试车", True)
    qtbot.keyClick(field.edit, Qt.Key.Key_Escape)
    assert [entry.total for entry in codebook.codebook(library)] == [1]
