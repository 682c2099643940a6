"""The window opens pages, remembers them, and keeps to its widths."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from shkc_desktop.library import annotating, pages, reporting
from shkc_desktop.library.library import Library
from shkc_desktop.model.page import PageKey, PageKind, Place
from shkc_desktop.ui import theme
from shkc_desktop.ui.plain_view import PlainView
from shkc_desktop.ui.preferences import Preferences
from shkc_desktop.ui.raw_lines import RawLines
from shkc_desktop.ui.reading_tab import ReadingTab
from shkc_desktop.ui.shortcuts_view import ShortcutsView
from shkc_desktop.ui.wiring import Wiring
from shkc_desktop.ui.workspace import Workspace

JIADING = PageKey(PageKind.DISTRICT, district="嘉定区", year=2021)


def do(wiring: Wiring, action: str) -> None:
    """Trigger an action as its key does: only if it can be chosen."""
    assert wiring.window.commands[action].isEnabled(), action
    wiring.window.commands[action].trigger()


def tab(wiring: Wiring) -> ReadingTab:
    found = wiring.navigation.tab()
    assert found is not None
    return found


def test_the_home_page_shows_the_library(wiring: Wiring) -> None:
    cell = wiring.desk.overview.grid
    cell.go_to("嘉定区", 2022)
    found = cell.current()
    assert found is not None and found.characters > 0
    assert wiring.window.side_panel() == ""


def test_a_cell_opens_with_enter_and_back_returns(qtbot: QtBot, wiring: Wiring) -> None:
    grid = wiring.desk.overview.grid
    grid.go_to("嘉定区", 2021)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert tab(wiring).key == JIADING
    assert "试车线路" in tab(wiring).pane.plain_text()
    assert wiring.window.side_panel() == "library"
    do(wiring, "back")
    assert wiring.window.tabs.current() is wiring.desk.home
    do(wiring, "forward")
    assert tab(wiring).key == JIADING


def test_a_page_opens_in_place_alone_whole_and_through_the_years(wiring: Wiring) -> None:
    wiring.navigation.open(JIADING)
    alone = tab(wiring).pane.plain_text()
    do(wiring, "district_in_place")
    assert any(row.dimmed for row in tab(wiring).page.rows)
    assert tab(wiring).pane.place().offset > 0
    do(wiring, "district_years")
    assert {source.year for source in tab(wiring).page.sources} == {2021, 2022}
    do(wiring, "back")
    do(wiring, "back")
    assert tab(wiring).pane.plain_text() == alone
    do(wiring, "whole_report")
    assert "杨浦区" in tab(wiring).pane.plain_text()


def test_what_belongs_to_no_district_is_read_by_year_and_through_the_years(wiring: Wiring) -> None:
    tree = wiring.desk.tree
    loose = tree.model.index(tree.model.rowCount() - 1, 0)
    tree.model.fetchMore(loose)
    for node in (tree.model.node(loose), tree.model.node(loose).children[0]):
        assert node.key is not None
        wiring.navigation.open(node.key)
        assert tab(wiring).page.title == "未归区" and "共享实验室" in tab(wiring).pane.plain_text()
    assert not wiring.window.commands["state_coded"].isEnabled()


def test_the_same_page_is_not_opened_twice(wiring: Wiring) -> None:
    wiring.navigation.open(JIADING)
    wiring.navigation.open(PageKey(PageKind.YEARS, district="嘉定区"), new=True)
    wiring.navigation.open(JIADING, new=True)
    assert len(wiring.navigation.tabs()) == 2 and tab(wiring).key == JIADING


def test_the_home_page_says_how_much_the_library_holds(wiring: Wiring) -> None:
    wiring.desk.count()
    assert wiring.window.status.words() == "小库.shkc　·　2 份报告　·　4 处有文"


def test_a_mark_made_elsewhere_is_painted_and_undone(wiring: Wiring) -> None:
    wiring.navigation.open(JIADING)
    source = tab(wiring).page.sources[0]
    start = source.text.index("试车线路")
    wiring.workspace.annotate([(source.report, start, start + 4)], 2)
    assert tab(wiring).mark_count() == 1 and "本页 1 条标注" in wiring.window.status.words()
    do(wiring, "undo")
    assert tab(wiring).mark_count() == 0
    do(wiring, "redo")
    assert tab(wiring).mark_count() == 1


def test_the_search_field_finds_on_the_page_and_steps(qtbot: QtBot, wiring: Wiring) -> None:
    wiring.navigation.open(JIADING)
    do(wiring, "find")
    field = wiring.window.toolbar.search
    field.setText("试车")
    qtbot.waitUntil(lambda: field.count.text() == "1 / 3")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.count.text() == "2 / 3"
    do(wiring, "find_next")
    assert field.count.text() == "3 / 3" and tab(wiring).key.year == 2022
    do(wiring, "find_next")
    assert field.count.text() == "1 / 3" and tab(wiring).key == JIADING
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert wiring.panels.search.hits() == [] and not wiring.window.commands["find_next"].isEnabled()


def test_the_reading_state_is_set_by_the_reader_and_undone(wiring: Wiring) -> None:
    wiring.navigation.open(JIADING)
    do(wiring, "state_coded")
    wiring.desk.count()
    assert wiring.desk.matrix is not None
    assert wiring.desk.matrix.cell("嘉定区", 2021).state == "已编码"
    do(wiring, "undo")
    wiring.desk.count()
    assert wiring.desk.matrix.cell("嘉定区", 2021).state == "未读"


def test_a_report_is_deleted_with_its_marks_and_restored(wiring: Wiring) -> None:
    wiring.navigation.open(JIADING)
    source = tab(wiring).page.sources[0]
    wiring.workspace.annotate([(source.report, 5, 9)])
    do(wiring, "report_delete")
    assert source.report not in {r.uuid for r in reporting.list_reports(wiring.workspace.library)}
    assert "撤销" in wiring.window.toast.offer.text()
    wiring.panels.files.restore(source.report)
    assert pages.marks(wiring.workspace.library, pages.compose(wiring.workspace.library, JIADING))


def test_the_outline_is_no_panel_beside_what_is_no_page(wiring: Wiring) -> None:
    wiring.navigation.open(JIADING)
    do(wiring, "outline")
    assert wiring.window.side_panel() == "outline"
    do(wiring, "overview")
    assert wiring.window.side_panel() == ""
    wiring.navigation.open(JIADING)
    assert wiring.window.side_panel() == "outline"


def test_the_outline_lists_headings_and_goes_there(qtbot: QtBot, wiring: Wiring) -> None:
    wiring.navigation.open(JIADING)
    do(wiring, "whole_report")
    do(wiring, "outline")
    assert wiring.window.side_panel() == "outline"
    words = [wiring.panels.outline.list.item(i).text() for i in range(wiring.panels.outline.list.count())]
    assert any("全市概览" in word for word in words)
    item = wiring.panels.outline.list.item(words.index(next(word for word in words if "全市概览" in word)))
    with qtbot.waitSignal(wiring.panels.outline.place_wanted):
        wiring.panels.outline.list.itemClicked.emit(item)
    do(wiring, "outline")
    assert wiring.window.side_panel() == "library"


def test_the_plain_view_says_every_paragraph_and_leads_back(qtbot: QtBot, wiring: Wiring) -> None:
    wiring.navigation.open(JIADING)
    do(wiring, "plain_view")
    view = wiring.window.tabs.current()
    assert isinstance(view, PlainView) and view.text.isReadOnly()
    assert "第 1 段　嘉定区在这一年" in view.text.toPlainText()
    qtbot.keyClick(view.text, Qt.Key.Key_Escape)
    assert tab(wiring).key == JIADING


def test_the_original_stands_beside_the_page_with_its_lines_lit(wiring: Wiring) -> None:
    wiring.navigation.open(JIADING)
    do(wiring, "original")
    shown = wiring.panels.side_views.original()
    assert shown is not None and wiring.window.tabs.is_split()
    source = tab(wiring).page.sources[0]
    shown.follow(Place(source.report, source.text.index("调度室")))
    lines = shown.text.toPlainText().split("\n")
    assert ["调度室" in lines[line - 1] for line in shown.lit_lines()] == [True]
    do(wiring, "original")
    assert wiring.panels.side_views.original() is None


def test_a_split_shows_the_page_twice_and_marks_work_in_both(wiring: Wiring) -> None:
    wiring.navigation.open(JIADING)
    do(wiring, "split")
    left, right = wiring.navigation.tabs()
    source = left.page.sources[0]
    wiring.workspace.annotate([(source.report, 30, 36)])
    assert left.mark_count() == right.mark_count()
    do(wiring, "split")
    assert not wiring.window.tabs.is_split() and len(wiring.navigation.tabs()) == 1


def test_the_list_of_keys_is_made_from_the_table(wiring: Wiring) -> None:
    do(wiring, "shortcuts")
    view = wiring.window.tabs.current()
    assert isinstance(view, ShortcutsView)
    assert view.table.rowCount() == len(wiring.window.commands.rows)
    view.filter.setText("无障碍")
    assert sum(not view.table.isRowHidden(row) for row in range(view.table.rowCount())) == 1


def test_a_link_opens_the_annotation_it_names(wiring: Wiring) -> None:
    page = pages.compose(wiring.workspace.library, JIADING)
    start = page.sources[0].text.index("调度室")
    uuid = wiring.workspace.annotate([(page.sources[0].report, start, start + 3)])[0]
    assert wiring.navigation.open_link(f"shkc://annotation/{uuid}")
    assert tab(wiring).key.kind is PageKind.REPORT
    assert wiring.navigation.open_link("嘉定/2022")
    assert tab(wiring).key == PageKey(PageKind.DISTRICT, district="嘉定区", year=2022)
    assert not wiring.navigation.open_link("火星/2022")


def test_tabs_and_places_come_back_in_the_next_start(wiring: Wiring, qtbot: QtBot, tmp_path: Path) -> None:
    wiring.navigation.open(JIADING)
    wiring.navigation.open(PageKey(PageKind.YEARS, district="嘉定区"), new=True)
    wiring.window.close()
    again = Wiring(Workspace(wiring.workspace.library.again()), Preferences(tmp_path / "settings.ini"))
    qtbot.addWidget(again.window)
    again.start()
    assert [t.title for t in again.navigation.tabs()] == ["嘉定区 · 2021", "历年 · 嘉定区"]
    assert tab(again).key.kind is PageKind.YEARS
    again.window.close()
    again.workspace.close()


def test_the_next_import_begins_in_the_folder_of_the_last(
    wiring: Wiring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    path = tmp_path / "2020 年区域科技小报.md"
    path.write_text("# 2020 年区域科技小报\n", encoding="utf-8")

    def chosen(_parent: object, _title: str, folder: str, _kinds: str) -> tuple[list[str], str]:
        begun.append(folder)
        return [str(path)] if len(begun) == 1 else [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", chosen)
    wiring.panels.files.import_files()
    wiring.panels.files.import_files()
    assert begun[1] == str(tmp_path) != begun[0]
    # What is no folder would be taken for the name of a file.
    assert Path(begun[0]).is_dir()


def test_dropped_files_are_imported(qtbot: QtBot, wiring: Wiring, tmp_path: Path) -> None:
    path = tmp_path / "2020 年区域科技小报.md"
    path.write_text("# 2020 年区域科技小报\n\n### 金山区\n\n金山区种下第一片试验田。\n", encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    wiring.window.dropEvent(event)
    preview = wiring.panels.importing.preview()
    assert preview is not None
    qtbot.waitUntil(lambda: preview.store_all.isEnabled() and not preview.recognising.busy)
    with qtbot.waitSignal(wiring.workspace.told) as told:
        qtbot.mouseClick(preview.store_all, Qt.MouseButton.LeftButton)
    assert told.args[0] == "导入 1 份"
    wiring.desk.count()
    assert wiring.desk.matrix is not None and wiring.desk.matrix.has_text("金山区")


@pytest.mark.parametrize("name", ["没有后缀", "有后缀.shkc"])
def test_a_new_library_is_empty_and_recent(
    wiring: Wiring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    wiring.navigation.open(JIADING)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / name), ""))
    do(wiring, "library_new")
    path = (tmp_path / name).with_suffix(".shkc")
    assert wiring.workspace.library.path == path and path.exists()
    assert wiring.navigation.tabs() == []
    assert wiring.preferences.recent()[0] == path


def test_a_page_that_waits_in_a_tab_does_not_come_along_into_a_library_without_it(
    wiring: Wiring, tmp_path: Path
) -> None:
    wiring.preferences.put("tabs/open", f"{JIADING}\t嘉定区 · 2021")
    wiring.navigation.restore_tabs(wiring.preferences)
    assert [tab.is_loaded() for tab in wiring.navigation.tabs()] == [False]
    assert wiring.workspace.new(tmp_path / "空的.shkc")
    assert wiring.navigation.tabs() == []


def test_saving_under_another_name_goes_on_at_the_same_page(
    wiring: Wiring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wiring.navigation.open(JIADING)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "另存.shkc"), ""))
    do(wiring, "library_save_as")
    assert wiring.workspace.library.path.name == "另存.shkc"
    assert tab(wiring).key == JIADING and "试车线路" in tab(wiring).pane.plain_text()


def test_a_file_that_is_no_library_is_refused_in_a_sentence(wiring: Wiring, tmp_path: Path) -> None:
    path = tmp_path / "假的.shkc"
    path.write_text("这不是资料库", encoding="utf-8")
    before = wiring.workspace.library.path
    wiring.panels.files.open_path(path)
    assert wiring.workspace.library.path == before
    assert wiring.window.toast.isVisible() and wiring.window.toast.words.text().endswith("。")


@pytest.mark.parametrize(
    ("width", "words", "menus", "panel"),
    [(1440, True, True, True), (1100, False, False, True), (850, False, False, False)],
)
def test_a_narrow_window_gives_up_words_then_the_panel(
    qtbot: QtBot, wiring: Wiring, width: int, words: bool, menus: bool, panel: bool
) -> None:
    wiring.navigation.open(JIADING)
    wiring.window.resize(width, 700)
    qtbot.waitUntil(lambda: wiring.window.width() == width)
    button = next(iter(wiring.window.toolbar.worded_buttons()))
    assert (button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon) == words
    assert wiring.window.toolbar.menu_bar.isVisible() == menus
    assert (wiring.window.side_panel() != "") == panel


def test_in_a_narrow_window_the_panel_comes_over_the_page_and_goes_with_esc(qtbot: QtBot, wiring: Wiring) -> None:
    wiring.navigation.open(JIADING)
    wiring.window.resize(800, 600)
    do(wiring, "library_panel")
    assert wiring.window.side_panel() == "library"
    qtbot.keyClick(wiring.window, Qt.Key.Key_Escape)
    assert wiring.window.side_panel() == ""
    wiring.window.resize(1300, 700)
    assert wiring.window.side_panel() == "library"


def test_a_search_in_a_narrow_window_takes_no_panel_from_the_wide_one(qtbot: QtBot, wiring: Wiring) -> None:
    wiring.navigation.open(JIADING)
    wiring.window.resize(860, 600)
    field = wiring.panels.search.field
    field.setText("试车")
    qtbot.waitUntil(lambda: wiring.window.side_panel() == "search")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert wiring.window.side_panel() == ""
    wiring.window.resize(1300, 700)
    assert wiring.window.side_panel() == "library"


def test_a_panel_over_the_page_casts_a_shadow_and_one_beside_it_none(wiring: Wiring) -> None:
    shadow = wiring.window._panel.graphicsEffect()
    assert not shadow.isEnabled()
    wiring.window.resize(840, 700)
    do(wiring, "library_panel")
    assert shadow.isEnabled()
    wiring.window.resize(1300, 700)
    assert not shadow.isEnabled()


def test_a_long_raw_line_is_lit_on_all_its_rows(qtbot: QtBot) -> None:
    lines = RawLines()
    qtbot.addWidget(lines)
    lines.resize(240, 200)
    lines.show()
    lines.show_lines("短行\n" + "试车线路" * 20 + "\n短行")
    lines.light([2])
    image, tint = lines.viewport().grab().toImage(), theme.current().colour("tint").rgb()
    lit = sum(image.pixel(image.width() // 2, y) == tint for y in range(image.height()))
    assert lit > 3 * lines.fontMetrics().height() // 2


def test_the_status_line_tells_how_many_characters_a_line_really_holds(wiring: Wiring) -> None:
    wiring.navigation.open(JIADING)
    assert wiring.window.status.words().endswith("32 字")
    wiring.window.resize(900, 700)
    length = tab(wiring).pane.line_length()
    assert length < 32 and wiring.window.status.words().endswith(f"{length} 字")


def test_the_look_changes_at_once_and_is_remembered(wiring: Wiring, tmp_path: Path) -> None:
    wiring.navigation.open(JIADING)
    do(wiring, "zoom_in")
    assert tab(wiring).pane.look.px == 21
    do(wiring, "reading_settings")
    assert wiring.panels.settings is not None
    wiring.panels.settings.themes.choose(2)
    wiring.panels.settings.families.choose(1)
    assert tab(wiring).pane.look.colours.is_dark and tab(wiring).pane.look.family == "sans"
    wiring.panels.settings.close()
    wiring.preferences.save()
    kept = Preferences(tmp_path / "settings.ini")
    assert (kept.number("look/px", 0), kept.text("look/theme")) == (21, "dark")
    wiring.look.set_theme("light")


def test_a_note_is_not_lost_when_the_annotation_is_gone(wiring: Wiring) -> None:
    wiring.navigation.open(JIADING)
    source = tab(wiring).page.sources[0]
    start = source.text.index("试车线路")
    uuid = wiring.workspace.annotate([(source.report, start, start + 4)], note="看一看")[0]
    wiring.workspace.do(annotating.delete, [uuid])
    assert tab(wiring).mark_count() == 0
    do(wiring, "undo")
    assert tab(wiring).mark_count() == 1


def test_what_waits_for_the_reader_is_said_though_the_panels_come_after_the_first_paint(
    qtbot: QtBot, library: Library, tmp_path: Path
) -> None:
    late = Wiring(Workspace(library), Preferences(tmp_path / "settings.ini"))
    qtbot.addWidget(late.window)
    late.start(panels_later=True)
    late.window.show()
    qtbot.waitExposed(late.window)
    side = late.desk.overview.side
    assert late.desk.home.isVisible()
    late.complete()
    lines = [child.accessibleName() for child in side.findChildren(QWidget)]
    assert any(line.startswith("待核实的报告信息") for line in lines)
    late.window.close()
    late.workspace.close()
