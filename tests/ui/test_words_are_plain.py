"""No widget guesses HTML in the reader's words: labels, boxes and tooltips go through one place."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

import shkc_desktop.ui
from shkc_desktop.ui.controls.label import Label, plain_tooltip

ROOM = Path(shkc_desktop.ui.__file__).parent
SOURCES = sorted(p for p in ROOM.rglob("*.py") if p.name != "label.py")
# These guess HTML, and draw local pictures that it names.
GUESSERS = re.compile(r"\b(QLabel|QMessageBox|QProgressDialog|QTextBrowser|QErrorMessage|QWhatsThis)\b")


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOM)))
def test_no_file_uses_a_widget_that_guesses_html(path: Path) -> None:
    assert not GUESSERS.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOM)))
def test_tooltips_are_set_through_plain_tooltip(path: Path) -> None:
    calls = re.findall(r"\.setToolTip\((.*)\)", path.read_text(encoding="utf-8"))
    assert all(call.startswith("plain_tooltip(") for call in calls)


@pytest.mark.parametrize("words", ['<img src="/etc/hostname">', "<b>张江</b>", "a<b 与 c>d"])
def test_a_label_shows_letter_by_letter(qtbot: object, words: str) -> None:
    label = Label(words)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == words
    assert "<b>" not in plain_tooltip(words) and "<img" not in plain_tooltip(words)
