"""Search follows the library, whatever the reader does to it."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shkc_desktop.library import annotating, codebook, finding, memoing, reporting, saving
from shkc_desktop.library.finding import Finding
from shkc_desktop.library.library import Library
from shkc_desktop.model.hit import Facets, Hit, Mode, Where
from shkc_desktop.model.memo import MemoSubject
from shkc_desktop.model.report import Report
from shkc_desktop.store import reports
from shkc_desktop.store.changes import Change


@pytest.fixture
def search(library: Library, report: Report, tmp_path: Path) -> Iterator[Finding]:
    """Search over the library with one report."""
    made = Finding(library, index=tmp_path / "cache" / "search.index")
    yield made
    made.close()


def words(hits: tuple[Hit, ...]) -> list[tuple[str, str]]:
    return [(str(hit.where), hit.match) for hit in hits]


def marked(library: Library, report: Report, words: str, **more: object) -> tuple[Change, str]:
    start = report.text.index(words)
    change, (uuid,) = annotating.annotate(library, [(report.uuid, start, start + len(words))], **more)
    return change, uuid


def test_a_mark_is_known_to_the_facets_as_soon_as_it_is_made_and_until_it_is_deleted(
    library: Library, report: Report, search: Finding
) -> None:
    assert search.find("试车场").counts["annotated"] == {False: 1}
    change, uuid = marked(library, report, "试车场", colour=3)
    search.follow(change)
    found = search.find("试车场", facets=Facets(annotated=True))
    assert (found.total, found.hits[0].annotations, found.counts["colour"]) == (1, (uuid,), {3: 1})
    search.follow(annotating.delete(library, [uuid]))
    assert search.find("试车场", facets=Facets(annotated=True)).total == 0


def test_a_note_is_found_by_the_tag_of_its_annotation(library: Library, report: Report, search: Finding) -> None:
    change, tag = codebook.add_path(library, "指标")
    search.follow(change)
    change, uuid = marked(library, report, "试车场", tags=[tag], note="口径待核")
    search.follow(change)
    found = search.find("口径", facets=Facets(tags=(tag,)))
    assert words(found.hits) == [("note", "口径")] and found.hits[0].annotation == uuid
    search.follow(annotating.set_tags(library, [uuid], []))
    assert search.find("口径", facets=Facets(tags=(tag,))).total == 0
    search.follow(annotating.set_note(library, uuid, "已核"))
    assert search.find("口径").total == 0 and search.find("已核").total == 1


def test_a_step_taken_back_is_followed_too(library: Library, report: Report, search: Finding) -> None:
    change, _ = marked(library, report, "试车场", note="口径待核")
    search.follow(change)
    assert search.find("口径").total == 1
    library.undo(change)
    search.follow(change)
    assert search.find("口径").total == 0
    library.redo(change)
    search.follow(change)
    assert search.find("口径").total == 1


def test_tags_memos_titles_and_phrases_are_found(library: Library, report: Report, search: Finding) -> None:
    for change in (
        codebook.add_path(library, "产业/芯片")[0],
        memoing.write(library, MemoSubject.LIBRARY, "", "芯片的口径", "与统计局核对")[0],
        saving.keep(library, "phrase", "试车", ["试车场", "联合实验室"])[0],
    ):
        search.follow(change)
    assert words(search.find("芯片").hits) == [("tag", "芯片"), ("memo", "芯片")]
    assert words(search.find("科技年报").hits) == [("title", "科技年报")]
    assert [hit.match for hit in search.find("联合实验室").hits] == ["试车", "联合实验室"]


def test_a_report_that_is_deleted_is_gone_at_once(library: Library, report: Report, search: Finding) -> None:
    change, _ = marked(library, report, "试车场", note="试车场很大")
    search.follow(change)
    assert search.find("试车场").total == 2
    gone = reporting.delete(library, [report.uuid])
    search.follow(gone)
    assert search.find("试车场", wait=False).total == 0
    library.undo(gone)
    search.follow(gone)
    assert search.find("试车场").total == 2


def test_what_comes_while_nobody_waits_is_told_as_missing(
    library: Library, report: Report, search: Finding, make_report: Callable[..., Report]
) -> None:
    found = search.find("试车场", wait=False)
    assert (found.total, found.missing) == (0, 1)
    assert search.catch_up() and search.find("试车场", wait=False).total == 1


def test_running_heads_and_page_numbers_are_found_like_in_an_editor(
    library: Library, make_report: Callable[..., Report]
) -> None:
    made = make_report([("paragraph", "一段正文。"), ("page_artifact", "甲市年报 · 第 17 页")])
    with library.file.transaction() as connection:
        reports.add(connection, made)
    search = Finding(library)
    assert [hit.match for hit in search.find("第17页").hits] == ["第 17 页"]
    search.close()


def test_one_stamp_is_that_of_all_stamps(library: Library, report: Report) -> None:
    from shkc_desktop.store import searching

    connection = library.file.connection
    assert {report.uuid: searching.stamp(connection, report.uuid)} == searching.stamps(connection)
    assert searching.stamp(connection, "nobody") is None


def test_the_place_of_a_report_among_all_hits_is_known(
    library: Library, report: Report, search: Finding, make_report: Callable[..., Report]
) -> None:
    later = make_report([("paragraph", "测试之后再测试。")], year=2023, title="乙市科技年报")
    with library.file.transaction() as connection:
        reports.add(connection, later)
    assert search.find("测试").total == 3
    assert search.spans("测试", None, later.uuid) == (1, [(0, 2), (5, 7)])
    assert search.spans("测试", Facets(years=(2023,)), later.uuid) == (0, [(0, 2), (5, 7)])


@pytest.mark.parametrize("kind", ["fresh", "existing", "unwritable", "damaged", "half written"])
def test_related_search_needs_no_particular_cache_folder(
    library: Library, report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    if kind in ("existing", "half written"):
        finding.find(library, "实验室", "related", district=None, year=None, limit=0)
    if kind == "half written":
        with sqlite3.connect(finding.index_path(library)) as connection:
            connection.executescript("PRAGMA writable_schema = 1; DROP TABLE passage_words_config;")
            connection.execute("UPDATE report SET has_words = 0")
        connection.close()
    if kind == "unwritable":
        folder.write_text("a file in the place of the folder", encoding="utf-8")
    if kind == "damaged":
        path = finding.index_path(library)
        path.parent.mkdir(parents=True)
        path.write_bytes(b"SQLite format 3\x00" + b"\x07" * 4000)
    found = finding.find(library, "揭牌的实验室", "related", district=None, year=None, limit=0)
    assert [hit.match for hit in found.hits] == ["实验室"]
    assert found.hits[0].where is Where.TEXT


def test_related_hits_leave_out_what_exact_search_shows(search: Finding) -> None:
    search.catch_up()
    search.build_words()
    assert search.find("联合实验室", Mode.RELATED).total == 0
    assert search.find("实验室联合揭牌", Mode.RELATED).total == 1
