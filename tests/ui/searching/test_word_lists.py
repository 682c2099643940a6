"""Named words: groups of wordings that are searched as one, and lists that are painted in the text."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from shkc_desktop.library import saving
from shkc_desktop.model.page import PageKey, PageKind
from shkc_desktop.search.query import query
from shkc_desktop.ui.page_find import first_from, hits_on
from shkc_desktop.ui.searching.keyword_paint import keywords_on
from shkc_desktop.ui.searching.word_lists import WordList, WordLists, read
from shkc_desktop.ui.wiring import Wiring

JIADING = PageKey(PageKind.DISTRICT, district="嘉定区", year=2021)


def dialog(wiring: Wiring, action: str) -> WordLists:
    wiring.window.commands[action].trigger()
    return next(child for child in wiring.window.children() if isinstance(child, WordLists) and child.isVisible())


def test_a_phrase_is_made_and_finds_all_its_wordings(qtbot: QtBot, wiring: Wiring) -> None:
    form = dialog(wiring, "phrases")
    assert not form.keep.isEnabled()
    form.name.setText("试车路")
    form.words.setPlainText("试车线路\n 共享实验室 \n\n试车线路")
    qtbot.mouseClick(form.keep, Qt.MouseButton.LeftButton)
    (kept,) = saving.kept(wiring.workspace.library, "phrase")
    assert (kept.name, kept.value) == ("试车路", ["试车线路", "共享实验室"])
    form.accept()
    search = wiring.panels.search
    search.field.setText("试车路")
    qtbot.waitUntil(lambda: session_total(wiring) == 5, timeout=10_000)
    assert {hit.match for hit in search.session.hits} == {"试车线路", "共享实验室"}


def session_total(wiring: Wiring) -> int | None:
    return wiring.panels.search.session.total


def test_a_list_is_changed_dropped_and_the_step_is_undone(qtbot: QtBot, wiring: Wiring) -> None:
    library = wiring.workspace.library
    wiring.workspace.do(saving.keep, "keywords", "车", {"words": ["试车"], "colour": 2, "on": True})
    form = dialog(wiring, "keywords")
    assert form.written() == WordList(saving.kept(library, "keywords")[0].uuid, "车", ("试车",), 2)
    form.is_on.setChecked(False)
    qtbot.mouseClick(form.keep, Qt.MouseButton.LeftButton)
    assert not read(saving.kept(library, "keywords")[0]).is_on
    qtbot.mouseClick(form.drop, Qt.MouseButton.LeftButton)
    assert saving.kept(library, "keywords") == [] and form.names.count() == 0
    form.accept()
    wiring.workspace.undo()
    assert [kept.name for kept in saving.kept(library, "keywords")] == ["车"]


def test_keywords_are_painted_on_the_page_in_front(qtbot: QtBot, wiring: Wiring) -> None:
    tab = wiring.navigation.open(JIADING)
    with qtbot.waitSignal(wiring.panels.search.keywords.painted, timeout=10_000):
        wiring.workspace.do(saving.keep, "keywords", "车", {"words": ["试车", "居民"], "colour": 2, "on": True})
    found = keywords_on(tab.page, [WordList(None, "车", ("试车", "居民"), 2)])
    text = tab.page.sources[0].text
    assert sorted(text[start:end] for _, start, end, _ in found) == ["居民", "试车", "试车"]
    assert {colour for *_, colour in found} == {2}


def test_what_is_found_on_a_page_lies_in_its_rows(wiring: Wiring) -> None:
    page = wiring.navigation.open(JIADING).page
    found = hits_on(page, query("试车"))
    assert len(found) == 2 and hits_on(page, query("杨浦")) == []
    assert hits_on(page, query("，。")) == [] and hits_on(page, query("")) == []
    assert first_from(found, 0, found[0][1] + 1) == 1 and first_from(found, 0, 10**6) == 0
    assert first_from([], 0, 0) is None
