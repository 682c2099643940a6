"""Memos: written while they are typed, on whatever they are about, and never over another's words."""

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shkc_desktop.library import codebook, memoing, recycling
from shkc_desktop.library.reporting import list_reports
from shkc_desktop.model.memo import Memo, MemoSubject
from shkc_desktop.ui.keeping.memo_view import MemoView
from shkc_desktop.ui.wiring import Wiring


def type_in(widget: object, words: str) -> None:
    """Chinese comes from an input method."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)  # type: ignore[arg-type]


def the_memo(wiring: Wiring) -> Memo:
    (memo,) = memoing.list_memos(wiring.workspace.library)
    return memo


@pytest.fixture
def view(wiring: Wiring) -> MemoView:
    """A memo on the district being read, just begun."""
    wiring.navigation.open_link("嘉定/2021")
    wiring.window.commands["memo_here"].trigger()
    content = wiring.window.tabs.current()
    assert isinstance(content, MemoView)
    return content


def test_a_memo_is_about_what_is_being_read_and_stays_so(qtbot: QtBot, wiring: Wiring, view: MemoView) -> None:
    type_in(view.heading, "线路")
    type_in(view.text, "口径变了")
    view.private.click()
    qtbot.waitUntil(lambda: the_memo(wiring).text == "口径变了", timeout=4000)
    memo = the_memo(wiring)
    assert (memo.subject, memo.about, memo.title, memo.private) == (MemoSubject.DISTRICT, "嘉定区", "线路", True)
    assert view.subject.currentText().endswith("嘉定区")
    assert memo.created and memo.modified


@pytest.mark.parametrize("subject", [MemoSubject.TAG, MemoSubject.REPORT, MemoSubject.LIBRARY])
def test_a_memo_keeps_its_subject(wiring: Wiring, view: MemoView, subject: MemoSubject) -> None:
    library = wiring.workspace.library
    about = {
        MemoSubject.TAG: codebook.add_path(library, "产业/芯片")[1],
        MemoSubject.REPORT: list_reports(library)[0].uuid,
        MemoSubject.LIBRARY: "",
    }[subject]
    view.write(subject, about)
    type_in(view.text, "一句")
    view.store()
    memo = next(m for m in memoing.list_memos(library) if m.text == "一句")
    assert (memo.subject, memo.about) == (subject, about)


def test_both_texts_stay_when_another_window_wrote_meanwhile(qtbot: QtBot, wiring: Wiring, view: MemoView) -> None:
    from dataclasses import replace

    other = wiring.workspace.library.again()
    memoing.edit(other, replace(the_memo(wiring), text="乙写的"))
    other.close()
    type_in(view.text, "甲写的")
    with qtbot.waitSignal(wiring.workspace.failed):
        view.store()
    assert the_memo(wiring).text == "乙写的"
    view.store()
    assert "甲写的" in the_memo(wiring).text
    assert "乙写的" in the_memo(wiring).text


def test_a_deleted_memo_waits_in_the_bin_over_a_restart(wiring: Wiring, view: MemoView) -> None:
    type_in(view.text, "留着")
    view.store()
    view.delete()
    again = wiring.workspace.library.again()
    (entry,) = recycling.bin_content(again)
    assert (entry.kind, entry.words) == ("memo", "留着")
    recycling.restore(again, [entry])
    assert [memo.text for memo in memoing.list_memos(again)] == ["留着"]
    again.close()
