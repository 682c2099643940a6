"""The small widgets do what they promise, by mouse and by key."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shkc_desktop.ui.controls.chip import Chip
from shkc_desktop.ui.controls.empty_state import EmptyState
from shkc_desktop.ui.controls.progress_line import ProgressLine
from shkc_desktop.ui.controls.search_field import SearchField
from shkc_desktop.ui.controls.segments import Segments
from shkc_desktop.ui.controls.toast import Toast


def test_a_segment_is_chosen_by_a_click_and_by_the_arrows(qtbot: QtBot) -> None:
    segments = Segments(["按区", "按年"])
    qtbot.addWidget(segments)
    segments.resize(segments.sizeHint())
    with qtbot.waitSignal(segments.chosen) as told:
        qtbot.mouseClick(segments, Qt.MouseButton.LeftButton, pos=QPoint(segments.width() - 12, 14))
    assert told.args == [1]
    qtbot.keyClick(segments, Qt.Key.Key_Left)
    assert segments.index() == 0


def test_a_condition_is_turned_on_and_off_by_the_blank(qtbot: QtBot) -> None:
    chip = Chip("有批注", checkable=True)
    qtbot.addWidget(chip)
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert chip.is_on()
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert not chip.is_on()


def test_a_removable_chip_goes_by_its_cross(qtbot: QtBot) -> None:
    chip = Chip("产业/芯片", "mark-2", removable=True)
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    with qtbot.waitSignal(chip.removed), qtbot.assertNotEmitted(chip.pressed):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 6, 11))


def test_a_toast_undoes_once_and_goes(qtbot: QtBot) -> None:
    host = QWidget()
    host.resize(900, 600)
    qtbot.addWidget(host)
    host.show()
    toast, done = Toast(host), []
    toast.say("已删去 1 条标注", "撤销  Ctrl+Z", lambda: done.append(1))
    assert toast.isVisible() and toast.is_waiting()
    with qtbot.waitSignal(toast.closed):
        qtbot.mouseClick(toast.offer, Qt.MouseButton.LeftButton)
    assert done == [1] and not toast.isVisible()


def test_a_toast_stays_while_the_pointer_is_on_it(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(600, 400)
    host.show()
    toast = Toast(host)
    toast.say("已保存")
    toast.enterEvent(QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    assert not toast.is_waiting()
    toast.leaveEvent(QEvent(QEvent.Type.Leave))
    assert toast.is_waiting()


def test_progress_shows_the_count_and_can_be_cancelled(qtbot: QtBot) -> None:
    line = ProgressLine()
    qtbot.addWidget(line)
    line.show_progress("正在识别", 32, 100)
    assert line.count.text() == "32 / 100"
    with qtbot.waitSignal(line.cancelled):
        qtbot.mouseClick(line.cancel, Qt.MouseButton.LeftButton)


def test_the_search_field_steps_with_enter_and_ends_with_esc(qtbot: QtBot) -> None:
    field = SearchField("搜索全文、批注与标签")
    qtbot.addWidget(field)
    field.setText("中试")
    field.show_count(1, 29)
    assert field.count.text() == "1 / 29"
    with qtbot.waitSignal(field.next_wanted):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    with qtbot.waitSignal(field.previous_wanted):
        qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(field.closed):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_an_empty_state_says_the_key_that_fills_it(qtbot: QtBot) -> None:
    empty = EmptyState("annotation", "还没有标注", "选中一段文字，按 1 至 4", "打开上次读到的地方")
    qtbot.addWidget(empty)
    assert empty.key.text() == "选中一段文字，按 1 至 4"


def test_what_a_toast_offers_stands_at_its_right_end(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(900, 400)
    host.show()
    toast = Toast(host)
    toast.say("导入 2 份", "撤销　Ctrl+Z", lambda: None)
    toast.layout().activate()
    assert toast.width() - toast.offer.geometry().right() - 1 == 16
    assert toast.offer.width() == toast.offer.sizeHint().width()
