"""Two people's libraries become one: in one step, without a second copy of anything, and it can be taken back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shkc_desktop.ingest.revising import set_districts
from shkc_desktop.interchange.merging import Choice, Difference
from shkc_desktop.library import annotating, codebook, memoing, merging, opening, sending
from shkc_desktop.library.correcting import revise
from shkc_desktop.library.excerpts import excerpts
from shkc_desktop.library.library import Library
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.memo import MemoSubject
from shkc_desktop.model.report import Report
from shkc_desktop.store import reports

TABLES = ("annotation", "annotation_tag", "tag", "memo", "reader_correction")
SPANS = [(0, 8), (9, 20), (35, 50), (36, 44), (52, 60)]


def rows(library: Library) -> dict[str, list[tuple]]:
    """All rows of the reader's work; rev and derived columns left out."""
    found = {}
    for table in TABLES:
        columns = [row[1] for row in library.file.connection.execute(f"PRAGMA table_info({table})")]
        kept = ", ".join(f'"{name}"' for name in columns if name not in ("rev", "found_districts"))
        found[table] = sorted(library.file.connection.execute(f"SELECT {kept} FROM {table}").fetchall(), key=repr)
    return found


@pytest.fixture
def theirs(tmp_path: Path, library: Library, report: Report) -> Iterator[Library]:
    """A copy of our library in another reader's hands."""
    path = tmp_path / "对方.shkc"
    opening.back_up(library, path)
    other = opening.open_library(path)
    other.creator = "乙"
    yield other
    other.close()


def mark(library: Library, report: Report, start: int = 35, end: int = 50, **more) -> str:
    return annotating.annotate(library, [(report.uuid, start, end)], **more)[1][0]


def merge(ours: Library, theirs: Library, choices=Choice.BOTH):
    return merging.merge(ours, theirs, merging.plan(ours, theirs), choices)


def test_both_coders_stay_visible_on_one_passage(library, theirs, report) -> None:
    mark(library, report)
    mark(theirs, report, note="我也看见了")
    merge(library, theirs)
    assert sorted(e.annotation.creator for e in excerpts(library)) == ["乙", "甲"]
    assert len({e.text for e in excerpts(library)}) == 1


def test_a_report_that_we_lack_comes_with_its_marks(library, theirs, make_report: Callable[..., Report]) -> None:
    made = make_report([("#", "第一章"), ("paragraph", "金山区的码头试用无人叉车。", "金山区")], year=2019)
    with theirs.file.transaction() as connection:
        reports.add(connection, made)
    mark(theirs, made, 4, 12)
    change, done = merge(library, theirs)
    (found,) = excerpts(library)
    assert (done.reports, found.source.year, found.districts, found.text) == (1, 2019, ("金山区",), "金山区的码头试用")
    library.undo(change)
    assert excerpts(library) == []


def test_the_same_words_under_another_uuid_are_the_same_report(library, theirs, report) -> None:
    other = replace(report, uuid="11111111-1111-4111-8111-111111111111", sha256="另一份文件")
    fresh = opening.new_library(theirs.path.with_name("另一.shkc"))
    with fresh.file.transaction() as connection:
        reports.add(connection, other)
    mark(fresh, other, note="同一句")
    _, done = merge(library, fresh)
    fresh.close()
    (found,) = excerpts(library)
    assert done.reports == 0 and found.source.report == report.uuid and found.annotation.note == "同一句"


def test_nearly_the_same_text_is_one_report_and_the_marks_are_found_in_ours(library, theirs, make_report) -> None:
    lines = [("paragraph", f"嘉定区第{n}项工作如期完成，涉及企业{n * 7}家。", "嘉定区") for n in range(40)]
    mine, hers = make_report(lines, year=2018), make_report([("paragraph", "卷首语一句。"), *lines], year=2018)
    for lib, made in ((library, mine), (theirs, hers)):
        with lib.file.transaction() as connection:
            reports.add(connection, made)
    start = hers.text.index("第30项工作")
    mark(theirs, hers, start, start + 6)
    _, done = merge(library, theirs)
    (found,) = excerpts(library)
    assert done.reports == 0 and found.source.report == mine.uuid and found.text == "第30项工作"
    assert merge(library, theirs)[1].annotations == 0


def test_a_conflict_keeps_ours_until_somebody_decides(library, theirs, report, tmp_path) -> None:
    uuid = mark(library, report, note="我的")
    other = opening.open_library(opening.back_up(library, tmp_path / "三.shkc"))
    annotating.set_note(other, uuid, "对方的")
    planned = merging.plan(library, other)
    assert [d.difference for d in planned.decisions] == [Difference.CHANGED]
    _, done = merging.merge(library, other, planned, {})
    assert len(done.kept) == 1 and annotating.get(library, uuid).note == "我的"
    merging.merge(library, other, planned, {uuid: Choice.BOTH})
    other.close()
    assert sorted(e.annotation.note for e in excerpts(library)) == ["对方的", "我的"]


def test_what_we_deleted_comes_back_only_when_wanted(library, theirs, report, tmp_path) -> None:
    uuid = mark(library, report)
    other = opening.open_library(opening.back_up(library, tmp_path / "三.shkc"))
    annotating.delete(library, [uuid])
    merge(library, other, {})
    assert excerpts(library) == []
    merge(library, other, {uuid: Choice.THEIRS})
    other.close()
    assert [e.annotation.uuid for e in excerpts(library)] == [uuid]


def test_her_corrections_of_districts_are_offered_and_taken(library, theirs, report) -> None:
    block = report.blocks[3]
    revise(theirs, report.uuid, "更改所属区", lambda r: set_districts(r, block.index, ["金山区"]))
    planned = merging.plan(library, theirs)
    assert [made.correction.kind for made in planned.corrections] == ["districts"]
    before = rows(library)
    change, done = merging.merge(library, theirs, planned, {}, planned.corrections)
    assert done.corrections == 1 and merging.plan(library, theirs).corrections == ()
    assert {a.district for a in library.report(report.uuid).blocks[3].attributions} == {"金山区"}
    library.undo(change)
    assert rows(library) == before
    assert {a.district for a in library.report(report.uuid).blocks[3].attributions} == {"嘉定区"}


def test_a_library_is_not_merged_with_itself(library) -> None:
    with pytest.raises(Failure, match="不必和自己合并"):
        merging.opened(library.path, library)


def test_a_selection_is_sent_without_private_memos(library, report, tmp_path) -> None:
    _, tag = codebook.add_path(library, "产业/芯片")
    wanted = mark(library, report, note="请看", tags=[tag])
    mark(library, report, 0, 8, note="不送")
    memoing.write(library, MemoSubject.REPORT, report.uuid, "公开", "可以给人看")
    memoing.write(library, MemoSubject.REPORT, report.uuid, "私密", "自己看", private=True)
    assert sending.send(library, [wanted], tmp_path / "送.shkc").count == 1
    sent = opening.open_library(tmp_path / "送.shkc")
    notes = [(e.annotation.note, e.tags) for e in excerpts(sent)]
    titles = [memo.title for memo in memoing.list_memos(sent)]
    sent.close()
    assert notes == [("请看", ("产业/芯片",))] and titles == ["公开"]
    assert sorted(p.name for p in tmp_path.glob("*送*")) == ["送.shkc"]


def test_what_was_sent_comes_back_as_nothing_new(library, report, tmp_path) -> None:
    sending.send(library, [mark(library, report)], tmp_path / "送.shkc")
    sent = merging.opened(tmp_path / "送.shkc", library)
    before = rows(library)
    _, done = merge(library, sent)
    sent.close()
    assert rows(library) == before and done.same == 1


deed = st.tuples(
    st.sampled_from(["mark", "note", "tag", "delete"]), st.integers(0, 4), st.sampled_from(["", "甲乙", "<b>𠮷😀"])
)

deeds = st.lists(deed, max_size=4)


def act(library: Library, report: Report, deeds: list[tuple[str, int, str]]) -> None:
    for kind, number, words in deeds:
        living = [e.annotation.uuid for e in excerpts(library)]
        if kind == "mark" or not living:
            mark(library, report, *SPANS[number], note=words)
        elif kind == "note":
            annotating.set_note(library, living[number % len(living)], words)
        elif kind == "tag":
            tag = codebook.add_path(library, f"产业/{number}")[1]
            annotating.add_tags(library, [living[number % len(living)]], [tag])
        else:
            annotating.delete(library, [living[number % len(living)]])


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(deed, max_size=4), st.lists(deed, max_size=4), st.lists(deed, max_size=4), st.sampled_from(list(Choice))
)
def test_merging_twice_adds_nothing_and_undo_gives_the_same_rows_back(
    tmp_path_factory, make_report, together, mine, hers, choice
) -> None:
    folder = tmp_path_factory.mktemp("合并")
    ours = opening.new_library(folder / "甲.shkc")
    report = make_report([("#", "各区"), ("paragraph", "嘉定区新建试车场一座，全年完成测试三千次，" * 3, "嘉定区")])
    with ours.file.transaction() as connection:
        reports.add(connection, report)
    act(ours, report, together)
    theirs = opening.open_library(opening.back_up(ours, folder / "乙.shkc"))
    act(ours, report, mine)
    act(theirs, report, hers)
    before = rows(ours)
    change, _ = merge(ours, theirs, choice)
    after = rows(ours)
    again, _ = merge(ours, theirs, choice)
    assert rows(ours) == after and not again.rows
    ours.undo(change)
    assert rows(ours) == before
    ours.redo(change)
    assert rows(ours) == after
    ours.close()
    theirs.close()
