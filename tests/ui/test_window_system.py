"""On a machine set up by resources/setup.sh, Qt finds a window system."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


@pytest.mark.xvfb
def test_qt_opens_a_window_on_a_real_screen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    assert QGuiApplication.platformName() == "xcb"
