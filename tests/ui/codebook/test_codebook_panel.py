"""The codebook is put in order with the hand and with keys; every step can be taken back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from shkc_desktop.library import annotating, codebook
from shkc_desktop.library.reporting import list_reports
from shkc_desktop.ui.annotations.annotation_view import AnnotationView
from shkc_desktop.ui.codebook.codebook_panel import CodebookPanel
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.wiring import Wiring

PATHS = ("产业/芯片", "产业/汽车", "人才")


@pytest.fixture
def tags(wiring: Wiring) -> dict[str, str]:
    """Path to uuid of some tags, 芯片 given to two passages."""
    library = wiring.workspace.library
    for path in PATHS:
        codebook.add_path(library, path)
    found = {entry.path: entry.tag.uuid for entry in codebook.codebook(library)}
    report = list_reports(library)[0].uuid
    annotating.annotate(library, [(report, 0, 6), (report, 2, 9)], tags=[found["产业/芯片"]])
    return found


@pytest.fixture
def panel(qtbot: QtBot, wiring: Wiring, tags: dict[str, str]) -> CodebookPanel:
    """The panel in sight, counted."""
    wiring.window.commands["codebook"].trigger()
    shown = wiring.panels.annotations.codebook
    qtbot.waitUntil(lambda: shown.model.index_of(tags["人才"]).isValid())
    return shown


def paths(wiring: Wiring) -> list[str]:
    return [entry.path for entry in codebook.codebook(wiring.workspace.library)]


def names(panel: CodebookPanel, above: QModelIndex | None = None) -> list[str]:
    """What the tree shows, depth first."""
    index, found = above or QModelIndex(), []
    for row in range(panel.model.rowCount(index)):
        child = panel.model.index(row, 0, index)
        found += [str(child.data()), *names(panel, child)]
    return found


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("芯", ["产业", "芯片"]),
        ("xp", ["产业", "芯片"]),
        ("rc", ["人才"]),
        ("", ["产业", "芯片", "汽车", "人才"]),
        ("无", []),
    ],
)
def test_tags_are_found_by_name_and_by_initials(panel: CodebookPanel, typed: str, shown: list[str]) -> None:
    panel.filter.setText(typed)
    assert names(panel) == shown


def test_a_name_is_written_over_in_place_and_taken_back(
    qtbot: QtBot, wiring: Wiring, panel: CodebookPanel, tags: dict[str, str]
) -> None:
    panel.choose(tags["人才"])
    qtbot.keyClick(panel.tree, Qt.Key.Key_F2)
    editor = panel.tree.findChild(QLineEdit)
    assert editor is not None
    editor.setText("人才政策")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: paths(wiring)[-1] == "人才政策")
    assert wiring.workspace.history.undoText() == "重命名标签"
    wiring.workspace.undo()
    assert paths(wiring)[-1] == "人才"


def test_a_tag_is_dropped_below_another(
    qtbot: QtBot, wiring: Wiring, panel: CodebookPanel, tags: dict[str, str]
) -> None:
    model = panel.model
    data = model.mimeData([model.index_of(tags["人才"])])
    model.dropMimeData(data, Qt.DropAction.MoveAction, -1, 0, model.index_of(tags["产业"]))
    assert paths(wiring) == ["产业", "产业/芯片", "产业/汽车", "产业/人才"]
    qtbot.waitUntil(lambda: names(panel) == ["产业", "芯片", "汽车", "人才"])
    wiring.workspace.undo()
    assert paths(wiring)[-1] == "人才"


def test_a_tag_dropped_below_itself_is_refused_with_a_sentence(
    qtbot: QtBot, wiring: Wiring, panel: CodebookPanel, tags: dict[str, str]
) -> None:
    model = panel.model
    data = model.mimeData([model.index_of(tags["产业"])])
    with qtbot.waitSignal(wiring.workspace.failed) as told:
        model.dropMimeData(data, Qt.DropAction.MoveAction, -1, 0, model.index_of(tags["产业/芯片"]))
    assert "自己" in told.args[0]


def test_a_deleted_tag_comes_back_with_its_passages(
    qtbot: QtBot, wiring: Wiring, panel: CodebookPanel, tags: dict[str, str]
) -> None:
    panel.choose(tags["产业"])
    qtbot.keyClick(panel.tree, Qt.Key.Key_Delete)
    assert paths(wiring) == ["人才"]
    wiring.workspace.undo()
    assert {entry.path: entry.total for entry in codebook.codebook(wiring.workspace.library)}["产业"] == 2


def test_the_definition_of_the_tag_in_sight_is_shown(
    qtbot: QtBot, wiring: Wiring, panel: CodebookPanel, tags: dict[str, str]
) -> None:
    from dataclasses import replace

    tag = wiring.workspace.library.tags()[tags["人才"]]
    wiring.workspace.do(
        codebook.edit, replace(tag, definition="写明引进的人", inclusion="有人数", exclusion="只有口号")
    )
    panel.choose(tags["人才"])
    wanted = {"写明引进的人", "有人数", "只有口号"}
    qtbot.waitUntil(lambda: wanted <= {label.text() for label in panel.findChildren(Label) if isValid(label)})


def test_enter_opens_the_passages_of_a_tag(
    qtbot: QtBot, wiring: Wiring, panel: CodebookPanel, tags: dict[str, str]
) -> None:
    panel.choose(tags["产业"])
    qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    view = wiring.window.tabs.current()
    assert isinstance(view, AnnotationView)
    qtbot.waitUntil(lambda: "2 条，共 2 条" in view._count.text())
    assert view.filter.chosen.tags == (tags["产业"],)


def test_selected_passages_are_split_off(
    qtbot: QtBot, wiring: Wiring, tags: dict[str, str], panel: CodebookPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_more: ("设计", True))
    wishes: Callable[..., None] = wiring.panels.annotations.wishes.split
    chip = tags["产业/芯片"]
    some = wiring.workspace.library.file.connection.execute("SELECT uuid FROM annotation").fetchone()
    wishes(chip, list(some))
    assert {e.path: e.own for e in codebook.codebook(wiring.workspace.library)}["产业/设计"] == 1
    wiring.workspace.undo()
    assert "产业/设计" not in paths(wiring)
    assert QApplication.activeModalWidget() is None


def test_the_pencil_edits_the_tag_whose_definition_is_shown(
    qtbot: QtBot, panel: CodebookPanel, tags: dict[str, str]
) -> None:
    panel.choose(tags["人才"])
    panel.tree.clearSelection()
    pencil = next(b for b in panel.findChildren(QToolButton) if "F4" in b.toolTip())
    panel.edit_wanted.disconnect()
    with qtbot.waitSignal(panel.edit_wanted) as told:
        pencil.click()
    assert told.args == [[tags["人才"]]]


def test_an_empty_codebook_says_how_it_is_filled(qtbot: QtBot, wiring: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_more: ("设计", True))
    wiring.window.commands["codebook"].trigger()
    shown = wiring.panels.annotations.codebook
    qtbot.waitUntil(shown._empty.isVisible)
    assert not shown.tree.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(shown.tree.isVisible)
    assert shown.tree.hasFocus()
    assert not shown._empty.isVisible() and shown.model.rowCount() == 1
