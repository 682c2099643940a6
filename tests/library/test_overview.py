"""The matrix tells apart what is absent and what is missing."""

from collections.abc import Callable

from shkc_desktop.library import annotating, overview
from shkc_desktop.library.library import Library
from shkc_desktop.model.report import Coverage, Report
from shkc_desktop.store import reports


def test_absent_and_missing_are_told_apart(
    library: Library, report: Report, make_report: Callable[..., Report]
) -> None:
    whole = make_report([("paragraph", "嘉定区。", "嘉定区")], 2023, coverage=Coverage(districts_complete=True))
    with library.file.transaction() as connection:
        reports.add(connection, whole)
    cells = overview.overview(library).cells
    assert cells["崇明区", 2022].presence == "missing"
    assert cells["崇明区", 2023].presence == "absent"
    assert cells["嘉定区", 2022].presence == "text"


def test_annotations_count_where_the_reader_says_they_belong(library: Library, report: Report) -> None:
    start = report.text.index("试车场")
    _, (uuid,) = annotating.annotate(library, [(report.uuid, start, start + 3)])
    assert overview.overview(library).cells["嘉定区", 2022].annotations == 1
    change = annotating.set_district(library, [uuid], "金山区")
    cells = overview.overview(library).cells
    assert (cells["嘉定区", 2022].annotations, cells["金山区", 2022].annotations) == (0, 1)
    library.undo(change)
    assert overview.overview(library).cells["嘉定区", 2022].annotations == 1


def test_reading_states_are_the_readers_and_can_be_undone(library: Library, report: Report) -> None:
    change = overview.set_reading_state(library, "嘉定区", 2022, "在读")
    assert overview.overview(library).cells["嘉定区", 2022].state == "在读"
    library.undo(change)
    assert overview.overview(library).cells["嘉定区", 2022].state == "未读"
