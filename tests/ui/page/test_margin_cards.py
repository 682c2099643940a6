"""Cards stand beside their lines, never on one another, and are written on in place."""

import itertools

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from shkc_desktop.model.page import Mark, Place
from shkc_desktop.ui.page.card_face import Card
from shkc_desktop.ui.page.columns import Beside, Columns
from shkc_desktop.ui.page.flow import Flow
from shkc_desktop.ui.page.look import Look
from shkc_desktop.ui.page.margin_cards import MarginCards
from shkc_desktop.ui.page.marks import MarkIndex
from shkc_desktop.ui.page.style import StyleSheet
from shkc_desktop.ui.page.typeset_page import TypesetPage

LEFT = Qt.MouseButton.LeftButton
WORDS = "读者翻开其中一册，先看目录，再找到自己关心的区。" * 4


def cards_of(page, marks, provider, width=1184):
    look = Look()
    typeset = TypesetPage(Flow(page), look, StyleSheet(look), width)
    typeset.settle(0, 5000)
    return MarginCards(typeset, MarkIndex(marks), provider)


def every(step: int, blocks: int) -> list[Mark]:
    length = len(WORDS) + 1
    return [
        Mark(f"m{b}.{a}", 0, b * length + a, b * length + a + 3, 1) for b in range(blocks) for a in range(0, 90, step)
    ]


@pytest.mark.parametrize("step", [45, 20, 8, 2])
def test_cards_never_overlap_however_many_there_are(qapp, make_page, step: int) -> None:
    cards = cards_of(
        make_page([WORDS] * 6), every(step, 6), lambda _: Card((("平台", 1), ("人才", 2)), "与上一年比较。" * 4)
    )
    placed = cards.placed(0, 2000)
    assert placed
    assert all(a.rect.bottom() < b.rect.top() for a, b in itertools.pairwise(placed))


def test_few_cards_stand_at_their_lines_and_many_become_chips(qapp, make_page) -> None:
    few = cards_of(make_page([WORDS] * 3), every(90, 3), lambda _: Card((("平台", 1),), "短。")).placed(0, 1500)
    assert all(p.face and abs(p.rect.top() + 21 - p.line_middle) < 2 for p in few)
    many = cards_of(make_page([WORDS] * 3), every(4, 3), lambda _: Card((("平台", 1),), "短。")).placed(0, 1500)
    assert many and all(p.chips is not None for p in many)


def test_only_cards_in_sight_are_asked_for(qapp, make_page) -> None:
    asked: set[str] = set()
    cards = cards_of(make_page([WORDS] * 60), every(90, 60), lambda uuid: asked.add(uuid))
    cards.placed(0, 800)
    assert 0 < len(asked) < 20


@pytest.mark.parametrize(("width", "beside"), [(1184, Beside.CARDS), (808, Beside.PINS), (560, Beside.BARS)])
def test_the_margin_fits_the_pane(width: int, beside: Beside) -> None:
    columns = Columns.fit(Look(), width)
    assert columns.beside is beside
    assert columns.width % 20 == 0
    assert columns.left >= 16 and columns.card_x + columns.card_width <= width


def test_a_note_is_written_on_its_card(qtbot: QtBot, make_page, make_pane) -> None:
    pane = make_pane(make_page([WORDS]), [Mark("m", 0, 0, 5, 2)], width=1184)
    pane.set_card_provider({"m": Card((("平台", 1),), "旧")}.get)
    pane.edit_card("m")
    pane.viewport().repaint()
    editor = pane.viewport().findChild(QTextEdit)
    editor.moveCursor(QTextCursor.MoveOperation.End)
    with qtbot.waitSignal(pane.card_edited) as edited:
        editor.insertPlainText("，新")
        QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert edited.args == ["m", "旧，新"]


def test_a_rest_saves_the_note_while_it_is_written(qtbot: QtBot, make_page, make_pane) -> None:
    pane = make_pane(make_page([WORDS]), [Mark("m", 0, 0, 5, 2)], width=1184)
    pane.edit_card("m")
    pane.viewport().repaint()
    with qtbot.waitSignal(pane.card_edited, timeout=2000) as edited:
        pane.viewport().findChild(QTextEdit).insertPlainText("第一条")
    assert edited.args == ["m", "第一条"]
    assert pane.viewport().findChild(QTextEdit).isVisible()


def test_a_pin_opens_its_card_in_a_narrow_pane(qtbot: QtBot, make_page, make_pane) -> None:
    pane = make_pane(make_page([WORDS]), [Mark("m", 0, 0, 5, 2)], width=808)
    pane.set_card_provider({"m": Card((("平台", 1),), "旧")}.get)
    pane.viewport().repaint()
    columns = Columns.fit(pane.look, pane.viewport().width())
    pin = QPoint(columns.card_x + 4, pane.point_of(Place("r0", 0)).y())
    QTest.mouseClick(pane.viewport(), LEFT, pos=pin)
    pane.viewport().repaint()
    with qtbot.waitSignal(pane.card_pressed) as pressed:
        QTest.mouseClick(pane.viewport(), LEFT, pos=QPoint(pane.viewport().width() - 200, pin.y() + 30))
    assert pressed.args == ["m"]
