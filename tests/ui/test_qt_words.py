"""Qt's own file dialog is Chinese throughout, where the desktop has none of its own."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from shkc_desktop.ui.qt_words import QtWords


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    """The translations the program starts with."""
    qt = QTranslator(qapp)
    assert qt.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    made = [qt, QtWords(qapp)]
    for translator in made:
        qapp.installTranslator(translator)
    yield
    for translator in made:
        qapp.removeTranslator(translator)


@pytest.mark.parametrize("mode", [QFileDialog.FileMode.ExistingFiles, QFileDialog.FileMode.Directory])
def test_the_file_dialog_has_no_english_label(qtbot: QtBot, chinese: None, mode: QFileDialog.FileMode) -> None:
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(mode)
    labels = [label.text() for label in dialog.findChildren(QLabel) if label.text()]
    assert labels and not [words for words in labels if re.search("[a-z]{2}", words)]


def test_the_words_of_the_program_stay(chinese: None, qapp: QApplication) -> None:
    assert qapp.translate("Toolbar", "总览") == "总览"
    assert qapp.translate("QPlatformTheme", "Cancel") == "取消"
