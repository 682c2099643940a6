"""A reader searches the library: types, looks at hits, goes through them, tags them, and takes it all back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from shkc_desktop.library import finding, importing, opening
from shkc_desktop.library.excerpts import excerpts
from shkc_desktop.ui.searching.rows import Head, HitRow, More, RelatedRow, SubHead

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
YEARS = {
    2021: "嘉定区在这一年开出两条试车线路。\n\n试车线路的调度室设在旧厂房里。",
    2022: "嘉定区的试车线路增加到五条，雨天也能试车。\n\n车队的调度改在新楼。",
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A library of two reports with five places that say 试车."""
    library = opening.new_library(tmp_path / "小库.shkc")
    for year, words in YEARS.items():
        path = tmp_path / f"{year} 年区域科技小报.md"
        path.write_text(f"# {year} 年区域科技小报\n\n## 8.1 各区进展\n\n### 嘉定区\n\n{words}\n", encoding="utf-8")
        importing.add(library, importing.recognise_file(path))
    library.close()
    return tmp_path / "小库.shkc"


@pytest.fixture
def desk(start: Callable, small: Path) -> Iterator:
    """The window on that library, 嘉定区 2021 in front."""
    desk = start(small)
    desk.open("嘉定/2021")
    return desk


def look_for(desk, words: str, total: int) -> None:
    """Press Ctrl+F, type, and wait until everything is told."""
    desk.choose("find")
    desk.type(words)
    session = desk.wiring.panels.search.session
    desk.qtbot.waitUntil(lambda: session.total == total and session.is_counted, timeout=10_000)


def shown(desk, kind: type) -> list:
    return [row for row in desk.wiring.panels.search.panel.list.results.rows() if isinstance(row, kind)]


def count(desk) -> str:
    return desk.window.toolbar.search.count.text()


def test_type_go_through_the_hits_tag_all_and_take_it_back(desk) -> None:
    look_for(desk, "试车", 4)
    assert QApplication.focusWidget() is desk.window.toolbar.search
    assert desk.window.side_panel() == "search" and count(desk) == "1 / 4"
    assert [head.words for head in shown(desk, Head)] == ["2021 年区域科技小报", "2022 年区域科技小报"]
    assert [(head.words, head.count) for head in shown(desk, SubHead)] == [("8.1　嘉定区", 2), ("8.1　嘉定区", 2)]
    assert len(desk.wiring.panels.search.hits()) == 2

    desk.press(Qt.Key.Key_F3)
    desk.press(Qt.Key.Key_F3)
    assert count(desk) == "3 / 4" and desk.wiring.navigation.tab().key.year == 2022
    assert QApplication.focusWidget() is desk.window.toolbar.search
    desk.press(Qt.Key.Key_F3, SHIFT)
    assert count(desk) == "2 / 4" and desk.wiring.navigation.tab().key.year == 2021
    assert "“试车”" in desk.window.status.words() and "第 2 处" in desk.window.status.words()

    desk.choose("search_tag")
    desk.type("产业/汽车")
    with desk.qtbot.waitSignal(desk.wiring.panels.search.tagging.tagged, timeout=10_000):
        desk.press(Qt.Key.Key_Return)
    found = excerpts(desk.workspace.library)
    assert [(e.text, e.tags) for e in found] == [("试车", ("产业/汽车",))] * 4
    session = desk.wiring.panels.search.session
    desk.qtbot.waitUntil(lambda: session.counts.get("annotated") == {True: 4}, timeout=10_000)
    assert all(row.colour for row in shown(desk, HitRow))
    desk.choose("undo")
    assert excerpts(desk.workspace.library) == []

    desk.press(Qt.Key.Key_Escape)
    assert desk.window.side_panel() != "search" and desk.wiring.panels.search.hits() == []


def test_hits_are_chosen_with_keys_and_only_those_are_tagged(desk) -> None:
    look_for(desk, "试车", 4)
    desk.press(Qt.Key.Key_Down)
    hits = desk.wiring.panels.search.panel.list
    assert QApplication.focusWidget() is hits
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Space)
    assert hits.results.chosen == {0, 2} and "2" in desk.wiring.panels.search.panel.tag.text()
    desk.choose("search_tag")
    desk.type("汽车")
    with desk.qtbot.waitSignal(desk.wiring.panels.search.tagging.tagged, timeout=10_000):
        desk.press(Qt.Key.Key_Return)
    assert [e.source.year for e in excerpts(desk.workspace.library)] == [2021, 2022]


def test_a_hit_that_is_clicked_opens_at_its_place_and_the_field_keeps_the_keyboard(desk) -> None:
    look_for(desk, "雨天", 1)
    hits = desk.wiring.panels.search.panel.list
    (row,) = shown(desk, HitRow)
    rect = hits.visualRect(hits.results.index_of(row.index))
    desk.qtbot.mouseClick(hits.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert desk.wiring.navigation.tab().key.year == 2022 and count(desk) == "1 / 1"
    desk.qtbot.waitUntil(lambda: len(desk.wiring.panels.search.hits()) == 1)
    assert QApplication.focusWidget() is desk.window.toolbar.search


def test_enter_in_haste_is_not_lost(desk) -> None:
    desk.choose("find")
    desk.type("增加到五条")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: count(desk) == "1 / 1" and desk.wiring.navigation.tab().key.year == 2022)


def test_conditions_narrow_down_and_are_cleared(desk) -> None:
    look_for(desk, "试车", 4)
    panel, session = desk.wiring.panels.search.panel, desk.wiring.panels.search.session
    year = next(row for row in panel.facets.rows() if getattr(row, "value", ()) == (2022,))
    point = panel.facets.rect_of(year).center()
    desk.qtbot.mouseClick(panel.facets.viewport(), Qt.MouseButton.LeftButton, pos=point)
    desk.qtbot.waitUntil(lambda: session.total == 2 and session.is_counted)
    assert "2 处，共 4" in panel.facts.text()
    clear = panel.facets.rows()[-1]
    point = panel.facets.rect_of(clear).center()
    desk.qtbot.mouseClick(panel.facets.viewport(), Qt.MouseButton.LeftButton, pos=point)
    desk.qtbot.waitUntil(lambda: session.total == 4)


def test_related_passages_stand_below_and_lack_the_words(desk) -> None:
    desk.choose("find")
    with desk.qtbot.waitSignal(desk.wiring.panels.search.indexing.ready, timeout=60_000):
        pass
    look_for(desk, "新楼调度", 0)
    desk.qtbot.waitUntil(lambda: len(shown(desk, RelatedRow)) == 2, timeout=10_000)
    assert all("新楼调度" not in f"{r.hit.before}{r.hit.match}{r.hit.after}" for r in shown(desk, RelatedRow))


def test_the_console_finds_what_the_window_finds(desk) -> None:
    look_for(desk, "试车", 4)
    window = desk.wiring.panels.search.session.hits
    for query in ("试车", "调度", "。", "2021"):
        found = finding.find(desk.workspace.library, query, district=None, year=None, limit=0)
        look = desk.wiring.panels.search.indexing.finding.find(query, limit=None)
        assert found.hits == look.hits
    assert [hit.match for hit in window] == ["试车"] * 4


def test_what_is_imported_is_found_at_once_and_what_is_deleted_is_gone(desk, tmp_path: Path) -> None:
    look_for(desk, "试车", 4)
    path = tmp_path / "2023 年区域科技小报.md"
    path.write_text("# 2023 年区域科技小报\n\n### 宝山区\n\n码头边也有试车场。\n", encoding="utf-8")
    session = desk.wiring.panels.search.session
    desk.workspace.import_files([path])
    desk.qtbot.waitUntil(lambda: session.total == 5, timeout=10_000)
    desk.choose("undo")
    desk.qtbot.waitUntil(lambda: session.total == 4, timeout=10_000)


def test_more_than_fifty_hits_are_shown_on_demand(start: Callable, tmp_path: Path) -> None:
    library = opening.new_library(tmp_path / "长.shkc")
    path = tmp_path / "2022 年长报告.md"
    body = "\n\n".join(f"第 {n} 条试车线路。" for n in range(120))
    path.write_text(f"# 2022 年长报告\n\n### 嘉定区\n\n{body}\n", encoding="utf-8")
    importing.add(library, importing.recognise_file(path))
    library.close()
    desk = start(tmp_path / "长.shkc")
    look_for(desk, "试车", 120)
    assert len(shown(desk, HitRow)) == 50 and shown(desk, More) == [More(70)]
    desk.wiring.panels.search.panel.list.more_wanted.emit()
    desk.qtbot.waitUntil(lambda: len(shown(desk, HitRow)) == 120)
    desk.choose("find_previous")
    desk.qtbot.waitUntil(lambda: count(desk) == "120 / 120")


def test_the_list_reaches_to_the_first_hit_on_the_page(start: Callable, tmp_path: Path) -> None:
    library = opening.new_library(tmp_path / "两区.shkc")
    path = tmp_path / "2022 年长报告.md"
    body = "\n\n".join(f"第 {n} 条试车线路。" for n in range(60))
    text = f"# 2022 年长报告\n\n### 宝山区\n\n{body}\n\n### 嘉定区\n\n{body}\n"
    path.write_text(text, encoding="utf-8")
    importing.add(library, importing.recognise_file(path))
    library.close()
    desk = start(tmp_path / "两区.shkc")
    desk.open("嘉定/2022")
    look_for(desk, "试车", 120)
    desk.qtbot.waitUntil(lambda: count(desk) == "61 / 120" and len(shown(desk, HitRow)) > 60, timeout=10_000)


def test_searches_are_remembered_and_kept_by_name(desk, monkeypatch: pytest.MonkeyPatch) -> None:
    look_for(desk, "试车", 4)
    kept = desk.wiring.panels.search.kept
    monkeypatch.setattr("shkc_desktop.ui.searching.kept_searches.QInputDialog.getText", lambda *_, **__: ("车", True))
    desk.choose("search_save")
    desk.press(Qt.Key.Key_Escape)
    assert kept.history() == ["试车"]
    desk.choose("search_kept")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    desk.qtbot.keyClick(menu, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: count(desk).endswith("/ 4"))


def test_all_hits_go_into_a_table(desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look_for(desk, "试车", 4)
    path = tmp_path / "命中.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    with desk.qtbot.waitSignal(desk.workspace.told, timeout=10_000):
        desk.choose("search_export")
    lines = path.read_text("utf-8-sig").splitlines()
    assert len(lines) == 5 and lines[0].startswith("上文,命中,下文") and "嘉定区,2021,2021 年区域科技小报" in lines[1]
