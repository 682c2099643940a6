"""What lost its place is offered candidates, and a mark on a digest can be carried over to the original, singly."""

from collections.abc import Callable

import pytest

from shkc_desktop.library import annotating, codebook, placing, reporting
from shkc_desktop.library.library import Library
from shkc_desktop.model.annotation import AnchorState
from shkc_desktop.model.report import Edition, Report
from shkc_desktop.store import reports

DIGEST = (("#", "嘉定区", "嘉定区"), ("paragraph", "嘉定区新建试车场一座，测试三千次。", "嘉定区"))
ORIGINAL = (
    ("#", "嘉定区", "嘉定区"),
    ("paragraph", "这一年，嘉定区新建了试车场一座，全年完成测试三千次，邀请三家车队上路。", "嘉定区"),
    ("paragraph", "调度室设在旧厂房里，夜间也有人值守。", "嘉定区"),
)


@pytest.fixture
def editions(library: Library, make_report: Callable[..., Report]) -> tuple[Report, Report]:
    """A digest and the original of its year."""
    made = make_report(DIGEST, edition=Edition.DIGEST), make_report(ORIGINAL, edition=Edition.ORIGINAL)
    with library.file.transaction() as connection:
        for report in made:
            reports.add(connection, report)
    return made


def mark(library: Library, report: Report, words: str, *tags: str) -> str:
    start = report.text.index(words)
    return annotating.annotate(library, [(report.uuid, start, start + len(words))], 2, tags, "口径")[1][0]


def test_a_mark_on_a_digest_is_carried_over_and_stays(library: Library, editions: tuple[Report, Report]) -> None:
    digest, original = editions
    _, tag = codebook.add_path(library, "指标")
    uuid = mark(library, digest, "新建试车场一座", tag)
    assert placing.originals_beside(library, uuid) == [original.uuid]
    report, best = placing.candidates(library, uuid, original.uuid)[0]
    change, carried = placing.carry_over(library, uuid, report, best.start, best.end)
    found = annotating.get(library, carried)
    assert found is not None
    assert (found.target.report, found.tags, found.note, found.colour) == (original.uuid, (tag,), "口径", 2)
    assert "试车场一座" in found.target.quote.exact
    assert annotating.get(library, uuid) is not None
    library.undo(change)
    assert annotating.get(library, carried) is None


def test_a_mark_on_an_original_has_nowhere_to_be_carried(library: Library, editions: tuple[Report, Report]) -> None:
    assert placing.originals_beside(library, mark(library, editions[1], "旧厂房")) == []


def test_the_marks_of_a_deleted_report_wait_with_it(library: Library, editions: tuple[Report, Report]) -> None:
    uuid = mark(library, editions[1], "旧厂房")
    reporting.delete(library, [editions[1].uuid])
    assert placing.unsettled(library) == []
    reporting.restore(library, [editions[1].uuid])
    found = annotating.get(library, uuid)
    assert found is not None
    assert found.state is AnchorState.EXACT


def test_one_without_a_fitting_place_stays_an_orphan_when_the_reader_says_so(
    library: Library, editions: tuple[Report, Report]
) -> None:
    uuid = mark(library, editions[1], "旧厂房")
    change = placing.leave_as_orphan(library, uuid)
    assert placing.some_wait(library, [uuid])
    assert [entry.annotation.target.quote.exact for entry in placing.unsettled(library)] == ["旧厂房"]
    library.undo(change)
    assert not placing.some_wait(library, [uuid])
