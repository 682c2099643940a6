"""The reader selects, copies and marks on the page."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shkc_desktop.model.page import Mark, Page, Place
from shkc_desktop.ui.page.reading_pane import ReadingPane

from .pages import page
