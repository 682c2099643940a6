"""Notes: stored after a rest, one step of the history, and never written over what was not seen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shkc_desktop.library import annotating
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.marking.note_field import REST_MS, NoteField
from shkc_desktop.ui.wiring import Wiring


def type_in(widget: object, words: str) -> None:
    """Chinese comes from an input method."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)  # type: ignore[arg-type]


def note(wiring: Wiring, uuid: str) -> str:
    found = annotating.get(wiring.workspace.library, uuid)
    assert found is not None
    return found.note


@pytest.fixture
def marked(wiring: Wiring) -> str:
    """An annotation on the page in front, chosen."""
    wiring.navigation.open_link("嘉定/2021")
    tab = wiring.navigation.tab()
    assert tab is not None
    tab.load()
    source, row = tab.page.sources[0], next(r for r in tab.page.rows if r.kind == "paragraph")
    (uuid,) = wiring.workspace.annotate([(source.report, row.start, row.start + 6)])
    wiring.panels.marking.marking.choose(uuid)
    return uuid


@pytest.fixture
def field(wiring: Wiring, marked: str) -> NoteField:
    """The field, open for it."""
    wiring.panels.marking.marking.note()
    return wiring.panels.marking.marking.noting.field


def test_a_note_is_stored_when_typing_rests(qtbot: QtBot, wiring: Wiring, marked: str, field: NoteField) -> None:
    type_in(field.edit, "口径")
    assert note(wiring, marked) == ""
    qtbot.waitUntil(lambda: note(wiring, marked) == "口径", timeout=REST_MS * 4)


def test_a_visit_is_one_step(wiring: Wiring, marked: str, field: NoteField) -> None:
    for words in ("口径", "待核", "。"):
        type_in(field.edit, words)
        field.store()
    field.close_field()
    assert note(wiring, marked) == "口径待核。"
    assert wiring.workspace.history.undoText() == "写批注"
    wiring.workspace.undo()
    assert note(wiring, marked) == ""


def test_what_another_window_wrote_is_shown_beside_what_was_typed(
    qtbot: QtBot, wiring: Wiring, marked: str, field: NoteField
) -> None:
    other = wiring.workspace.library.again()
    annotating.set_note(other, marked, "乙写的")
    other.close()
    type_in(field.edit, "甲写的")
    with qtbot.waitSignal(wiring.workspace.failed) as told:
        field.store()
    assert "另一个窗口" in told.args[0]
    assert note(wiring, marked) == "乙写的"
    assert field.edit.toPlainText() == "甲写的"
    both = next(b for b in field.findChildren(Button) if b.text() == "两边都留")
    qtbot.mouseClick(both, Qt.MouseButton.LeftButton)
    assert note(wiring, marked) == "乙写的\n甲写的"


def test_leaving_the_field_before_choosing_keeps_both(wiring: Wiring, marked: str, field: NoteField) -> None:
    other = wiring.workspace.library.again()
    annotating.set_note(other, marked, "乙写的")
    other.close()
    type_in(field.edit, "甲写的")
    field.close_field()
    assert "甲写的" in field.edit.toPlainText()
    assert note(wiring, marked) == "乙写的\n甲写的"


def test_another_windows_colour_is_no_quarrel_about_the_note(wiring: Wiring, marked: str, field: NoteField) -> None:
    other = wiring.workspace.library.again()
    annotating.recolour(other, [marked], 4)
    other.close()
    type_in(field.edit, "甲写的")
    field.close_field()
    found = annotating.get(wiring.workspace.library, marked)
    assert found is not None
    assert (found.note, found.colour) == ("甲写的", 4)


def test_undo_shows_in_the_open_field(wiring: Wiring, marked: str, field: NoteField) -> None:
    type_in(field.edit, "口径")
    field.store()
    wiring.workspace.undo()
    assert field.edit.toPlainText() == ""
    type_in(field.edit, "再写")
    field.close_field()
    assert note(wiring, marked) == "再写"


def test_the_card_and_the_field_do_not_fight(wiring: Wiring, marked: str, field: NoteField) -> None:
    pane = wiring.navigation.tab().pane  # type: ignore[union-attr]
    type_in(field.edit, "框里写的")
    pane.edit_card(marked)
    pane.viewport().repaint()
    assert not field.isVisible()
    assert note(wiring, marked) == "框里写的"
    editor = pane._margin._editor
    assert editor is not None
    assert editor.toPlainText() == "框里写的"
    type_in(editor, "，卡上再写")
    pane.finish_card()
    assert note(wiring, marked) == "框里写的，卡上再写"


def test_a_card_that_another_window_wrote_on_meanwhile_is_not_written_over(wiring: Wiring, marked: str) -> None:
    pane = wiring.navigation.tab().pane  # type: ignore[union-attr]
    pane.edit_card(marked)
    pane.viewport().repaint()
    other = wiring.workspace.library.again()
    annotating.set_note(other, marked, "乙写的")
    other.close()
    type_in(pane._margin._editor, "甲写的")
    pane.finish_card()
    field = wiring.panels.marking.marking.noting.field
    assert note(wiring, marked) == "乙写的"
    assert (field.isVisible(), field.edit.toPlainText()) == (True, "甲写的")
    field.close_field()
    assert note(wiring, marked) == "乙写的\n甲写的"


def test_closing_the_window_stores_what_is_being_typed(wiring: Wiring, marked: str, field: NoteField) -> None:
    type_in(field.edit, "来不及歇")
    wiring.window.close()
    assert note(wiring, marked) == "来不及歇"
