"""The recycle bin: reached and worked by keys alone, and silent once its tab is closed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shkc_desktop.library import codebook, reporting
from shkc_desktop.ui.keeping.memo_view import MemoView
from shkc_desktop.ui.keeping.recycle_bin import RecycleBin
from shkc_desktop.ui.tabs import TabContent
from shkc_desktop.ui.wiring import Wiring


def test_the_keys_bring_a_report_back(qtbot: QtBot, wiring: Wiring) -> None:
    library = wiring.workspace.library
    wiring.workspace.do(reporting.delete, [reporting.list_reports(library)[0].uuid])
    wiring.window.commands["recycle_bin"].trigger()
    content = wiring.window.tabs.current()
    assert isinstance(content, RecycleBin) and content.list.hasFocus()
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_Return)
    assert len(reporting.list_reports(library)) == 2


@pytest.mark.parametrize(("command", "kind"), [("recycle_bin", RecycleBin), ("memo_here", MemoView)])
def test_a_closed_tab_hears_of_no_change(qtbot: QtBot, wiring: Wiring, command: str, kind: type[TabContent]) -> None:
    wiring.window.commands[command].trigger()
    content = wiring.window.tabs.current()
    assert isinstance(content, kind)
    with qtbot.waitSignal(content.destroyed):
        wiring.window.tabs.close_content(content)
    with qtbot.captureExceptions() as faults:
        wiring.workspace.do(codebook.add_path, "产业")
        wiring.workspace.memos_changed.emit()
    assert not faults
