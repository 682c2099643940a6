"""Fields that float: a press beside them puts them away, and they never run out of the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shkc_desktop.ui.marking.tag_field import TagChoice, TagField


@pytest.fixture
def host(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(700, 420)
    made.show()
    yield made


@pytest.fixture
def field(host: QWidget) -> TagField:
    made = TagField(host)
    choices = [TagChoice(f"标签{n}", str(n), 1) for n in range(9)]
    made.open_at(QPoint(20, 380), choices, [], {})
    return made


def test_a_press_beside_the_field_puts_it_away(qtbot: QtBot, host: QWidget, field: TagField) -> None:
    qtbot.mouseClick(field.edit, Qt.MouseButton.LeftButton)
    assert field.isVisible()
    qtbot.mouseClick(host, Qt.MouseButton.LeftButton, pos=QPoint(600, 10))
    assert not field.isVisible()
    field.open_at(QPoint(20, 20), [], [], {})
    assert field.isVisible()


def test_a_field_that_grows_stays_in_the_window(host: QWidget, field: TagField) -> None:
    field.set_carried({f"很长的一个标签{n}": 1 for n in range(6)})
    assert host.rect().contains(field.geometry())
