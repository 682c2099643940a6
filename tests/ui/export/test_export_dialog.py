"""The dialog: it fits every window, tells doubts, gives way to a cancel, and its pages break where the file's do."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from shkc_desktop.export.options import ExportOptions, GroupBy
from shkc_desktop.library import annotating, gathering, importing, saving
from shkc_desktop.library.excerpts import Filter, excerpts
from shkc_desktop.library.reporting import list_reports
from shkc_desktop.ui import pdf_writer
from shkc_desktop.ui.export.choices import BASKET, Choices
from shkc_desktop.ui.export.previewing import preview


@pytest.fixture
def marked(wiring):
    """The small library with three annotations, two of one group."""
    library = wiring.workspace.library
    report = list_reports(library)[0].uuid
    text, _ = library.report_text(report)
    at = text.index("嘉定区在这一年")
    annotating.annotate(library, [(report, at, at + 8)], 2, [], "一句")
    annotating.annotate(library, [(report, at + 10, at + 14), (report, at + 20, at + 24)], 3)
    return wiring


def opened(qtbot, wiring, uuids=None, **changes):
    wiring.panels.export.open(uuids, changes)
    dialog = wiring.panels.export.dialog
    qtbot.waitUntil(dialog.go.isEnabled, timeout=15_000)
    return dialog


def choose(qtbot, dialog, **changes):
    with qtbot.waitSignal(dialog.previewed, timeout=15_000):
        dialog.choose(replace(dialog.options.choices(), **changes))


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 640), (700, 460)])
def test_the_dialog_lies_within_its_window(qtbot, marked, width: int, height: int) -> None:
    marked.window.resize(width, height)
    dialog = opened(qtbot, marked)
    assert dialog.rect().contains(dialog.card.geometry())
    for button in (dialog.go, dialog.cancel, dialog.copy, dialog.change):
        assert dialog.card.rect().contains(button.geometry()) and button.isVisible()
    marked.window.resize(width + 60, height + 40)
    assert dialog.size() == marked.window.size()


def test_a_selection_is_exported_alone_and_a_group_comes_along_when_wanted(qtbot, marked) -> None:
    grouped = next(e for e in excerpts(marked.workspace.library) if e.annotation.group)
    dialog = opened(qtbot, marked, [grouped.annotation.uuid])
    assert dialog.go.text() == "导出 1 条" and dialog.options.conditions.words() == ["选中的 1 条"]
    library = marked.workspace.library
    only = Filter(uuids=(grouped.annotation.uuid,))
    assert len(gathering.by_filter(library, only)) == 1 and len(gathering.by_filter(library, only, groups=True)) == 2


def test_what_is_not_verified_is_printed_with_consent_alone(qtbot, marked) -> None:
    dialog = opened(qtbot, marked, format="markdown")
    before = dialog.preview.shown_text()
    assert dialog.options.doubt.isVisible() and "待核实" in dialog.options.doubt_words.text()
    assert "题名待核实" in before
    dialog.options.accept.setFocus()
    with qtbot.waitSignal(dialog.previewed, timeout=15_000):
        qtbot.keyClick(dialog.options.accept, Qt.Key.Key_Space)
    assert "题名待核实" not in dialog.preview.shown_text()


def test_a_cancelled_export_leaves_the_file_that_was_there(qtbot, marked, tmp_path: Path) -> None:
    path = tmp_path / "摘.md"
    path.write_text("原来的", encoding="utf-8")
    dialog = opened(qtbot, marked, format="markdown")
    dialog.set_path(path)
    with qtbot.assertNotEmitted(dialog.exported, wait=0):
        dialog.export()
        qtbot.mouseClick(dialog.progress.cancel, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(dialog.go.isEnabled)
    assert path.read_text(encoding="utf-8") == "原来的" and list(tmp_path.glob(".*")) == []


def test_the_style_chosen_is_that_of_copying_with_a_citation(qtbot, marked) -> None:
    dialog = opened(qtbot, marked)
    choose(qtbot, dialog, style="gbt7714-2015-author-year")
    assert marked.workspace.library.setting("citation_style") == "gbt7714-2015-author-year"
    dialog.leave()
    assert opened(qtbot, marked).options.styles.currentText().endswith("2015　著者—出版年")


def test_an_empty_choice_says_so_and_nothing_can_be_exported(qtbot, marked) -> None:
    dialog = opened(qtbot, marked)
    choose(qtbot, dialog, years=(1999,))
    assert not dialog.go.isEnabled() and dialog.preview.page_count() == 0


@pytest.mark.parametrize("name", ["docx", "html", "xlsx", "csv", "qdpx", "jsonld", "bibtex", "shkc"])
def test_every_kind_of_preview_shows_something(marked, name: str) -> None:
    library = marked.workspace.library
    shown = preview(library, gathering.by_filter(library, Filter()), Choices(name), "题", 300)
    assert not shown.problem and shown.whole and (shown.pages or shown.cells or shown.text)


def test_the_pages_of_the_preview_are_those_of_the_file(marked, tmp_path: Path) -> None:
    from pypdf import PdfReader

    library = marked.workspace.library
    items = [*gathering.by_filter(library, Filter())] * 25
    shown = preview(library, items, Choices("pdf", group_by="basket"), "题", 200)
    options = ExportOptions(title="题", group_by=GroupBy.BASKET)
    pdf_writer.write(items, options, tmp_path / "摘.pdf")
    assert shown.whole and len(shown.pages) == len(PdfReader(tmp_path / "摘.pdf").pages) > 1


def test_rows_leave_the_basket_and_come_back_by_undo(qtbot, marked) -> None:
    library = marked.workspace.library
    uuids = [e.annotation.uuid for e in excerpts(library)]
    marked.workspace.do(saving.collect, uuids)
    marked.window.commands["basket"].trigger()
    panel = marked.panels.export.basket
    qtbot.waitUntil(lambda: panel.list.count() == 3)
    panel.list.setCurrentRow(0)
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert [row.annotation for row in saving.basket(library)] == uuids[1:]
    assert marked.window.commands["basket"].iconText() == "摘录篮 2"
    marked.workspace.undo()
    assert [row.annotation for row in saving.basket(library)] == uuids
    assert len(excerpts(library)) == 3


def test_a_private_memo_and_a_deleted_excerpt_stay_behind(qtbot, marked) -> None:
    from shkc_desktop.library import memoing
    from shkc_desktop.model.memo import MemoSubject

    library = marked.workspace.library
    uuids = [e.annotation.uuid for e in excerpts(library)]
    _, memo = memoing.write(library, MemoSubject.LIBRARY, "", "私", "不给人看", private=True)
    saving.collect(library, uuids)
    saving.add_words(library, "", 0, memo)
    annotating.delete(library, uuids[:1])
    assert len(gathering.from_basket(library)) == 2
    assert opened(qtbot, marked, source=BASKET, group_by="basket").go.text() == "导出 2 条"


def test_html_in_names_is_shown_letter_by_letter(qtbot, marked, tmp_path: Path) -> None:
    library = marked.workspace.library
    path = tmp_path / "怪.md"
    path.write_text("# <img src=x>&amp;年报 2019\n\n嘉定区的一段话，写得足够长，可以标注。\n", encoding="utf-8")
    _, _, change = importing.add(library, importing.recognise_file(path))
    (report,) = change.reports
    text, _ = library.report_text(report)
    annotating.annotate(library, [(report, len(text) - 12, len(text) - 4)], note="<b>&")
    dialog = opened(qtbot, marked, format="html", reports=(report,))
    title = next(r.title for r in list_reports(library) if r.uuid == report)
    assert dialog.options.conditions.words() == [title]
