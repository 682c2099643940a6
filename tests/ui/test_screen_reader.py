"""Who listens to the page, or reads it with the keyboard alone, misses nothing."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from shkc_desktop.library import annotating, codebook
from shkc_desktop.ui.wiring import Wiring


def test_a_paragraph_is_spoken_with_its_districts_tags_and_notes(wiring: Wiring) -> None:
    assert wiring.navigation.open_link("嘉定/2021")
    tab = wiring.navigation.tab()
    assert tab is not None
    source, row = tab.page.sources[0], tab.page.rows[0]
    tag = codebook.add_path(wiring.workspace.library, "试车/线路", 2)[1]
    wiring.workspace.do(annotating.annotate, [(source.report, row.start, row.start + 3)], 2, [tag], "比去年多")
    document = QAccessible.queryAccessibleInterface(tab.pane)
    assert document.childCount() == len(tab.page.rows) == 2
    first = document.child(0)
    assert first.text(QAccessible.Text.Name) == source.text[row.start : row.end]
    spoken = first.text(QAccessible.Text.Description)
    assert all(words in spoken for words in ("第 1 段", "嘉定区（标题）", "试车/线路", "比去年多"))


def test_the_numbers_in_the_margin_say_which_districts_a_paragraph_is_about(qtbot: QtBot, wiring: Wiring) -> None:
    wiring.navigation.open_link("嘉定/2021")
    tab = wiring.navigation.tab()
    assert tab is not None
    view = tab.pane.viewport()
    point = QPoint(4, view.mapFromGlobal(tab.pane.piece_rect(0).center()).y())
    QApplication.sendEvent(view, QHelpEvent(QHelpEvent.Type.ToolTip, point, view.mapToGlobal(point)))
    assert "嘉定区（标题）" in QToolTip.text()
    QToolTip.hideText()
