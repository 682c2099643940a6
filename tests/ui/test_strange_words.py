"""Titles, tags and notes that look like HTML or like a shortcut are shown letter by letter, wherever they come up."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QMimeData, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from shkc_desktop.library import annotating, importing, opening, reporting
from shkc_desktop.library.reporting import list_reports
from shkc_desktop.ui.preferences import Preferences
from shkc_desktop.ui.wiring import Wiring
from shkc_desktop.ui.workspace import Workspace

# A picture that lies beside the library: whoever takes the title for HTML draws it.
TITLE = '2021 年<img src="{picture}">甲&乙年报'
TAG, NOTE = "<b>张江&甲", "a<b 与 c>d，<img src=x>&丙"
VIEWS = (
    "district_years", "whole_report", "original", "outline", "plain_view", "annotations", "codebook", "basket", "memos",
    "placing", "recycle_bin", "find", "overview", "library_panel", "shortcuts",
)  # fmt: skip
BODY = "嘉定区开出两条试车线路，邀请三家车队上路。"


@pytest.fixture
def strange(qtbot: QtBot, tmp_path: Path) -> Iterator[Wiring]:
    """A window on a library whose title, tag, note and memo are such words."""
    (tmp_path / "x.png").write_bytes(b"")
    path = tmp_path / "<i>2021&甲.md"
    path.write_text(f"# 2021 年科技小报\n\n### 嘉定区\n\n{BODY}\n", encoding="utf-8")
    found = replace(importing.recognise_file(path), title=TITLE.format(picture=tmp_path / "x.png"))
    library = opening.new_library(tmp_path / "甲&乙<b>.shkc")
    importing.add(library, found)
    (report,) = (summary.uuid for summary in list_reports(library))
    start = library.report_text(report)[0].index(BODY)
    annotating.annotate(library, [(report, start, start + 3)], 1, [TAG], NOTE)
    annotating.annotate(library, [(report, start + 2, start + 8)], 2, [TAG], NOTE)
    made = Wiring(Workspace(library), Preferences(tmp_path / "settings.ini"))
    qtbot.addWidget(made.window)
    made.start()
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.window.close()
    made.workspace.close()


def rows(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[QModelIndex]:
    parent = parent or QModelIndex()
    for row in range(min(model.rowCount(parent), 50)):
        # PySide keeps the one column of a list to itself.
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)):
            index = model.index(row, column, parent)
            yield index
            yield from rows(model, index)


def guessed(widget: QWidget) -> Iterator[str]:
    """What a widget would not show as it is written."""
    tips = [widget.toolTip(), widget.statusTip(), widget.whatsThis()]
    words: list[str] = []
    if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
        tips.append(widget.text())
    if isinstance(widget, QAbstractButton):
        words.append(widget.text())
    if isinstance(widget, QMenu):
        words += [action.text() for action in widget.actions()]
        tips += [action.toolTip() for action in widget.actions() if widget.toolTipsVisible()]
    if isinstance(widget, QTabBar):
        words += [widget.tabText(i) for i in range(widget.count())]
        tips += [widget.tabToolTip(i) for i in range(widget.count())]
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        tips += [str(index.data(Qt.ItemDataRole.ToolTipRole) or "") for index in rows(widget.model())]
    yield from (tip for tip in tips if "<img" in tip or "<b>" in tip)
    yield from (word for word in words if any(f"&{next_}" in word.replace("&&", "") for next_ in "甲乙丙"))


def everything_guessed(wiring: Wiring) -> list[str]:
    widgets = wiring.window.findChildren(QWidget)
    return [f"{type(widget).__name__}: {words}" for widget in widgets for words in guessed(widget)]


def test_the_words_are_shown_as_they_are_in_every_view(strange: Wiring) -> None:
    (report,) = list_reports(strange.workspace.library)
    assert "<img" in report.title and "&乙" in report.title
    strange.navigation.open_link("嘉定/2021")
    seen = 0
    for identity in VIEWS:
        action = strange.window.commands[identity]
        assert action.isEnabled(), identity
        action.trigger()
        QApplication.processEvents()
        strange.window.grab()
        seen += sum("<" in label.text() for label in strange.window.findChildren(QLabel))
        assert everything_guessed(strange) == [], identity
    assert seen > 0


@pytest.mark.parametrize("words", [NOTE, "<img src=x>&甲"])
def test_a_toast_shows_what_it_is_told(strange: Wiring, words: str) -> None:
    strange.window.say(words)
    assert strange.window.toast.words.text() == words
    assert everything_guessed(strange) == []


def test_menus_show_the_words_as_they_are(strange: Wiring, tmp_path: Path) -> None:
    files = strange.panels.files
    first = strange.workspace.library.path
    assert strange.workspace.do(reporting.delete, [list_reports(strange.workspace.library)[0].uuid])
    menus = [QMenu(), QMenu()]
    files.fill_restore(menus[0])
    files.open_path(opening.back_up(strange.workspace.library, tmp_path / "丙.shkc"))
    files.fill_recent(menus[1])
    assert "甲&&乙" in menus[0].actions()[0].text()
    assert str(first).replace("&", "&&") in [action.text() for action in menus[1].actions()]
    assert [words for menu in menus for words in guessed(menu)] == []


def test_html_that_is_pasted_into_a_note_arrives_as_plain_text(strange: Wiring) -> None:
    strange.navigation.open_link("嘉定/2021")
    mime = QMimeData()
    mime.setHtml("<b>粗</b><img src='http://example.invalid/x.png'><a href='file:///etc/passwd'>链</a>")
    mime.setText("粗链")
    for field in (QPlainTextEdit(), *strange.window.findChildren(QPlainTextEdit), *notes_on_the_page(strange)):
        if not field.isReadOnly():
            field.clear()
            QApplication.clipboard().setMimeData(mime)
            field.paste()
            assert field.toPlainText() == "粗链"
            assert "<img" not in field.document().toHtml() and "href" not in field.document().toHtml()


def notes_on_the_page(wiring: Wiring) -> list[QTextEdit]:
    """The field of a margin card, opened."""
    tab = wiring.navigation.tab()
    assert tab is not None
    (uuid, *_rest) = [row[0] for row in wiring.workspace.library.file.connection.execute("SELECT uuid FROM annotation")]
    tab.pane.edit_card(uuid)
    tab.pane.viewport().repaint()
    found = tab.pane.viewport().findChildren(QTextEdit)
    assert found
    return found
