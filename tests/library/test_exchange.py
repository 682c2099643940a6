"""What goes out of one library comes into another as it was."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from shkc_desktop.export.options import ExportOptions
from shkc_desktop.library import annotating, codebook, exchanging, exporting
from shkc_desktop.library.excerpts import excerpts
from shkc_desktop.library.library import Library
from shkc_desktop.model.annotation import AnchorState, Annotation
from shkc_desktop.model.memo import Memo, MemoSubject
from shkc_desktop.model.report import Report
from shkc_desktop.model.tag import tag_path
from shkc_desktop.store import annotations, memos, reports
from shkc_desktop.store.library_file import create

MEMO = Memo("7b7cf2d0-0000-4000-8000-000000000001", MemoSubject.LIBRARY, "", "思路", "先看𠮷😀", False, "甲")


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Library]:
    """A colleague's library, empty."""
    library = Library(create(tmp_path / "同事.shkc"), "乙")
    yield library
    library.close()


@pytest.fixture
def marked(library: Library, report: Report) -> Library:
    """The library with three marks and a memo."""
    _, tag = codebook.add_path(library, "产业/汽车")
    _, place = codebook.add_path(library, "试点")
    for words, colour, tags, note in (
        ("𠮷祥路与😀", 4, (), ""),
        ("新建试车场一座", 2, (tag, place), "口径？\n再核"),
        ("节水百分之八", 1, (place,), ""),
    ):
        start = report.text.index(words)
        annotating.annotate(library, [(report.uuid, start, start + len(words))], colour, list(tags), note)
    library.change("写备忘录", lambda writer: memos.put(writer, MEMO))
    return library


def all_marks(library: Library) -> dict[str, Annotation]:
    """Every annotation, whatever its number of changes."""
    return {a.uuid: replace(a, rev=0) for a, _ in annotations.read(library.file.connection)}


def paths(library: Library) -> dict[str, set[str]]:
    tags = library.tags()
    return {uuid: {tag_path(tags[tag], tags) for tag in mark.tags} for uuid, mark in all_marks(library).items()}


def sent(library: Library, name: str, path: Path) -> Path:
    exporting.write(library, name, excerpts(library), ExportOptions(), path)
    return path


@pytest.mark.parametrize("name", ["jsonld", "qdpx"])
def test_marks_come_into_a_library_with_the_same_report_exactly(
    marked: Library, other: Library, report: Report, tmp_path: Path, name: str
) -> None:
    with other.file.transaction() as connection:
        reports.add(connection, report)
    incoming = exchanging.read_incoming(sent(marked, name, tmp_path / "out"))
    _, arrival = exchanging.take_in(other, incoming)
    assert (arrival.added, arrival.present, arrival.states) == (3, 0, {"exact": 3})
    assert paths(other) == paths(marked)
    assert {a.uuid: replace(a, tags=()) for a in all_marks(other).values()} == {
        a.uuid: replace(a, tags=()) for a in all_marks(marked).values()
    }
    _, again = exchanging.take_in(other, incoming)
    assert (again.added, again.present) == (0, 3)


@pytest.mark.parametrize("name", ["jsonld", "qdpx"])
def test_marks_on_an_unknown_report_are_kept_as_orphans_and_told(
    marked: Library, other: Library, tmp_path: Path, name: str
) -> None:
    _, arrival = exchanging.take_in(other, exchanging.read_incoming(sent(marked, name, tmp_path / "out")))
    assert arrival.states == {"orphan": 3} and len(arrival.problems) == 1
    assert {a.state for a in all_marks(other).values()} == {AnchorState.ORPHAN}
    assert {a.target.quote for a in all_marks(other).values()} == {a.target.quote for a in all_marks(marked).values()}


def test_memos_and_the_codebook_travel_in_a_project(marked: Library, other: Library, tmp_path: Path) -> None:
    exchanging.take_in(other, exchanging.read_incoming(sent(marked, "qdpx", tmp_path / "out.qdpx")))
    (memo,) = memos.read(other.file.connection)
    assert (memo.uuid, memo.title, memo.text) == (MEMO.uuid, "思路", "先看𠮷😀")
    assert codebook.codebook(other)[0].path == codebook.codebook(marked)[0].path


def test_a_codebook_alone_brings_its_tags(marked: Library, other: Library, tmp_path: Path) -> None:
    exchanging.take_in(other, exchanging.read_incoming(sent(marked, "qdc", tmp_path / "out.qdc")))
    assert {entry.path for entry in codebook.codebook(other)} == {"产业", "产业/汽车", "试点"}
