"""What comes in is shown first: a merge with its differences, a file of annotations with samples of its quotes."""

from pathlib import Path

import pytest

from shkc_desktop.interchange.merging import Choice
from shkc_desktop.library import annotating, exchanging, opening, refi, sending
from shkc_desktop.library.excerpts import excerpts
from shkc_desktop.library.reporting import list_reports


@pytest.fixture
def mark(wiring) -> str:
    """An annotation in the small library."""
    library = wiring.workspace.library
    report = list_reports(library)[0].uuid
    at = library.report_text(report)[0].index("试车线路")
    return annotating.annotate(library, [(report, at, at + 4)], note="我的")[1][0]


def other(wiring, mark: str, tmp_path: Path, note: str) -> Path:
    path = tmp_path / "对方.shkc"
    sending.send(wiring.workspace.library, [mark], path)
    theirs = opening.open_library(path)
    annotating.set_note(theirs, mark, note)
    theirs.close()
    return path


def merge_sheet(qtbot, wiring, path: Path):
    wiring.panels.export.take_library(path)
    sheet = wiring.panels.export.merge
    qtbot.waitUntil(sheet.isVisible, timeout=15_000)
    return sheet


def test_nothing_is_merged_when_the_sheet_is_left(qtbot, wiring, mark, tmp_path) -> None:
    sheet = merge_sheet(qtbot, wiring, other(wiring, mark, tmp_path, "对方的"))
    assert sheet.facts.text() == "对方.shkc：要您决定 1 项"
    sheet.leave()
    assert [e.annotation.note for e in excerpts(wiring.workspace.library)] == ["我的"]


@pytest.mark.parametrize(
    ("choice", "notes"), [(Choice.OURS, ["我的"]), (Choice.THEIRS, ["对方的"]), (Choice.BOTH, ["对方的", "我的"])]
)
def test_all_differences_are_decided_at_once(qtbot, wiring, mark, tmp_path, choice, notes) -> None:
    sheet = merge_sheet(qtbot, wiring, other(wiring, mark, tmp_path, "对方的"))
    sheet.choose_all(choice)
    with qtbot.waitSignal(sheet.closed, timeout=15_000):
        sheet.accept()
    assert sorted(e.annotation.note for e in excerpts(wiring.workspace.library)) == notes


def test_a_file_that_is_no_library_is_told_of_and_nothing_opens(qtbot, wiring, tmp_path) -> None:
    (tmp_path / "坏.shkc").write_bytes(b"not a library")
    with qtbot.waitSignal(wiring.workspace.failed, timeout=15_000) as told:
        wiring.panels.export.take_library(tmp_path / "坏.shkc")
    assert "不是本程序的资料库" in told.args[0] and not wiring.panels.export.merge.isVisible()


def test_samples_show_the_words_that_a_project_marks(qtbot, wiring, mark, tmp_path) -> None:
    library = wiring.workspace.library
    path = tmp_path / "编码.qdpx"
    path.write_bytes(refi.project_file(library, [mark]).data)
    (sample,) = exchanging.samples(exchanging.read_incoming(path))
    assert sample.words == "试车线路" and sample.before.endswith("开出两条")


def test_what_is_there_already_is_told_and_not_doubled(qtbot, wiring, mark, tmp_path) -> None:
    library = wiring.workspace.library
    path = tmp_path / "标.jsonld"
    path.write_text(exchanging.web_annotations(library), encoding="utf-8")
    wiring.panels.export.take_annotations(path)
    sheet = wiring.panels.export.incoming
    qtbot.waitUntil(sheet.isVisible, timeout=15_000)
    with qtbot.waitSignal(wiring.workspace.told, timeout=15_000) as told:
        sheet.accept()
    assert told.args == ["新 0 条，已有 1 条", False] and len(excerpts(library)) == 1


def test_an_unknown_report_is_told_in_the_sheet(qtbot, wiring, tmp_path) -> None:
    path = tmp_path / "标.jsonld"
    path.write_text(
        '{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "id": "urn:uuid:'
        '8f14e45f-ceea-4e6a-9f0e-3c9d7d5d0001", "target": {"source": "urn:uuid:8f14e45f-ceea-4e6a-9f0e-3c9d7d5d0002",'
        '"selector": {"type": "TextQuoteSelector", "exact": "别处的话"}}}',
        encoding="utf-8",
    )
    wiring.panels.export.take_annotations(path)
    sheet = wiring.panels.export.incoming
    qtbot.waitUntil(sheet.isVisible, timeout=15_000)
    with qtbot.waitSignal(wiring.workspace.told, timeout=15_000):
        sheet.accept()
    assert sheet.isVisible() and not sheet.go.isVisible() and "待安放 1" in sheet.facts.text()
    assert [str(e.annotation.state) for e in excerpts(wiring.workspace.library)] == ["orphan"]
