"""The reader selects, copies and presses marks on the page, with the mouse and with keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shkc_desktop.model.page import Mark, Place
from shkc_desktop.ui.page.reading_pane import ReadingPane

LEFT, CTRL, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
BLOCKS = ["𠮷祥路上的小书店今天开门，店主在门口摆了三张桌子。", "下午来了十二位读者(含学生5名)。", "傍晚收摊。"]


def drag(pane: ReadingPane, start: int, end: int) -> None:
    QTest.mousePress(pane.viewport(), LEFT, pos=pane.point_of(Place("r0", start)))
    QTest.mouseMove(pane.viewport(), pane.point_of(Place("r0", end)))
    QTest.mouseRelease(pane.viewport(), LEFT, pos=pane.point_of(Place("r0", end)))


def test_a_drag_selects_code_points_across_paragraphs(make_page, make_pane) -> None:
    pane = make_pane(make_page(BLOCKS))
    end = len(BLOCKS[0]) + 5
    drag(pane, 1, end)
    assert pane.selected_spans() == [("r0", 1, end)]
    assert pane.selected_text() == "\n".join(BLOCKS)[1:end]


def test_copy_gives_the_source_not_what_the_eye_sees(make_page, make_pane) -> None:
    pane = make_pane(make_page(BLOCKS))
    QTest.keyClick(pane, Qt.Key.Key_A, CTRL)
    QTest.keyClick(pane, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "\n".join(BLOCKS)


def test_a_selection_is_cut_where_blocks_are_not_consecutive(make_page, make_pane) -> None:
    pane = make_pane(make_page(BLOCKS, BLOCKS, keep=[0, 2, 3, 4]))
    QTest.keyClick(pane, Qt.Key.Key_A, CTRL)
    first, text = len(BLOCKS[0]), len("\n".join(BLOCKS))
    assert pane.selected_spans() == [
        ("r0", 0, first),
        ("r0", text - len(BLOCKS[2]), text),
        ("r1", 0, first + 1 + len(BLOCKS[1])),
    ]


def test_hidden_page_artifacts_are_neither_shown_nor_copied(make_page, make_pane) -> None:
    pane = make_pane(make_page(BLOCKS, kinds=["paragraph", "page_artifact", "paragraph"]))
    QTest.keyClick(pane, Qt.Key.Key_A, CTRL)
    assert pane.selected_text() == f"{BLOCKS[0]}\n{BLOCKS[2]}"
    assert len(pane.selected_spans()) == 2


def test_two_clicks_select_the_word_three_the_paragraph(make_page, make_pane) -> None:
    pane = make_pane(make_page(BLOCKS))
    pane.set_word_finder(lambda text, offset: (text.index("书店"), text.index("书店") + 2))
    at = pane.point_of(Place("r0", 7))
    QTest.mouseDClick(pane.viewport(), LEFT, pos=at)
    assert pane.selected_text() == "书店"
    QTest.mousePress(pane.viewport(), LEFT, pos=at)
    QTest.mouseRelease(pane.viewport(), LEFT, pos=at)
    assert pane.selected_text() == BLOCKS[0]


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ([(Qt.Key.Key_Right, SHIFT)] * 3, BLOCKS[0][:3]),
        ([(Qt.Key.Key_End, SHIFT | CTRL)], "\n".join(BLOCKS)),
        ([(Qt.Key.Key_Down, CTRL), (Qt.Key.Key_End, SHIFT)], BLOCKS[1]),
        ([(Qt.Key.Key_End, CTRL), (Qt.Key.Key_Left, SHIFT), (Qt.Key.Key_Left, SHIFT)], "摊。"),
        ([(Qt.Key.Key_Down, CTRL), (Qt.Key.Key_Right, SHIFT | CTRL)], "下午来了十二位读者"),
    ],
)
def test_keys_select(make_page, make_pane, keys, words) -> None:
    pane = make_pane(make_page(BLOCKS))
    for key, modifiers in keys:
        QTest.keyClick(pane, key, modifiers)
    assert pane.selected_text() == words


def test_shift_and_a_click_extend_the_selection(make_page, make_pane) -> None:
    pane = make_pane(make_page(BLOCKS))
    QTest.mouseClick(pane.viewport(), LEFT, pos=pane.point_of(Place("r0", 4)))
    QTest.mouseClick(pane.viewport(), LEFT, SHIFT, pane.point_of(Place("r0", 9)))
    assert pane.selected_spans() == [("r0", 4, 9)]


def test_sentence_and_paragraph_are_selected_at_the_caret(make_page, make_pane) -> None:
    pane = make_pane(make_page(["甲区先行。“乙区跟上。”丙区等待。"]))
    pane.select(Place("r0", 7), Place("r0", 7))
    pane.select_sentence()
    assert pane.selected_text() == "“乙区跟上。”"
    pane.select_paragraph()
    assert pane.selected_spans() == [("r0", 0, 17)]


def test_a_click_tells_all_marks_under_it_shortest_first(qtbot: QtBot, make_page, make_pane) -> None:
    marks = [Mark("long", 0, 0, 20, 1), Mark("short", 0, 5, 9, 2), Mark("other", 0, 15, 18, 3)]
    pane = make_pane(make_page(BLOCKS), marks)
    with qtbot.waitSignal(pane.marks_pressed) as pressed:
        QTest.mouseClick(pane.viewport(), LEFT, pos=pane.point_of(Place("r0", 7)) + QPoint(3, 0))
    assert pressed.args[0] == ["short", "long"]


def test_an_end_of_a_mark_is_dragged(qtbot: QtBot, make_page, make_pane) -> None:
    pane = make_pane(make_page(BLOCKS), [Mark("m", 0, 3, 8, 1)])
    pane.choose_mark("m")
    handle = pane.point_of(Place("r0", 8)) + QPoint(0, 18)
    with qtbot.waitSignal(pane.mark_dragged) as dragged:
        QTest.mousePress(pane.viewport(), LEFT, pos=handle)
        QTest.mouseMove(pane.viewport(), pane.point_of(Place("r0", 12)))
        QTest.mouseRelease(pane.viewport(), LEFT, pos=pane.point_of(Place("r0", 12)))
    assert dragged.args == ["m", 0, 3, 12]


def test_ctrl_and_the_wheel_ask_for_another_size(qtbot: QtBot, make_page, make_pane) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent

    pane = make_pane(make_page(BLOCKS))
    event = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, CTRL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    with qtbot.waitSignal(pane.zoom_requested) as asked:
        QGuiApplication.sendEvent(pane.viewport(), event)
    assert asked.args == [1]


def test_enter_does_what_a_click_on_a_mark_does(qtbot: QtBot, make_page, make_pane) -> None:
    pane = make_pane(make_page(BLOCKS), [Mark("m", 0, 2, 9, 1)])
    pane.select(Place("r0", 4), Place("r0", 4))
    with qtbot.waitSignal(pane.marks_pressed) as pressed:
        QTest.keyClick(pane, Qt.Key.Key_Return)
    assert pressed.args[0] == ["m"]


def test_page_down_goes_on_from_what_is_in_sight(make_page, make_pane) -> None:
    pane = make_pane(make_page([BLOCKS[0] * 5] * 100))
    bar = pane.verticalScrollBar()
    bar.setValue(4000)
    QTest.keyClick(pane, Qt.Key.Key_PageDown)
    assert abs(bar.value() - 4000 - bar.pageStep()) < 80


def test_a_drag_beyond_the_edge_scrolls(qtbot: QtBot, make_page, make_pane) -> None:
    pane = make_pane(make_page([BLOCKS[0] * 5] * 100))
    QTest.mousePress(pane.viewport(), LEFT, pos=pane.point_of(Place("r0", 4)))
    QTest.mouseMove(pane.viewport(), QPoint(300, pane.viewport().height() + 60))
    qtbot.waitUntil(lambda: pane.verticalScrollBar().value() > 200)
    QTest.mouseRelease(pane.viewport(), LEFT, pos=QPoint(300, pane.viewport().height() + 60))
    (span,) = pane.selected_spans()
    assert span[1] == 4 and span[2] > 400
