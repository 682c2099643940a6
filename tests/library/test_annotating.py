"""Marking passages, and taking every step back."""

import pytest

from shkc_desktop.library import annotating, codebook
from shkc_desktop.library.library import Library
from shkc_desktop.model.failure import ChangedElsewhere, Failure
from shkc_desktop.model.report import Report


def place(report: Report, words: str) -> tuple[str, int, int]:
    start = report.text.index(words)
    return report.uuid, start, start + len(words)


def test_offsets_count_code_points_behind_rare_characters(library: Library, report: Report) -> None:
    _, (uuid,) = annotating.annotate(library, [place(report, "试车场一座")])
    found = annotating.get(library, uuid)
    assert found is not None
    position, quote = found.target.position, found.target.quote
    assert report.text[position.start : position.end] == quote.exact == "试车场一座"
    assert quote.prefix.endswith("𠮷😀汽车城新建")
    assert found.target.heading_path == ("第四章 各区进展", "嘉定区")


def test_undo_and_redo_of_an_annotation_with_tags_and_note(library: Library, report: Report) -> None:
    _, tag = codebook.add_path(library, "产业/汽车")
    change, (uuid,) = annotating.annotate(library, [place(report, "全年完成测试")], 3, [tag], "口径？")
    library.undo(change)
    assert annotating.get(library, uuid) is None
    library.redo(change)
    found = annotating.get(library, uuid)
    assert found is not None
    assert (found.colour, found.tags, found.note) == (3, (tag,), "口径？")


def test_a_selection_across_blocks_is_one_group_and_one_step(library: Library, report: Report) -> None:
    change, uuids = annotating.annotate(library, [place(report, "三千次"), place(report, "联合实验室")])
    groups = {annotating.get(library, uuid).group for uuid in uuids}  # type: ignore[union-attr]
    assert len(groups) == 1
    assert None not in groups
    library.undo(change)
    assert all(annotating.get(library, uuid) is None for uuid in uuids)


def test_nothing_selected_is_refused(library: Library, report: Report) -> None:
    with pytest.raises(Failure, match="没有选中"):
        annotating.annotate(library, [(report.uuid, 3, 3)])


def test_another_window_is_never_overwritten_silently(library: Library, report: Report) -> None:
    _, (uuid,) = annotating.annotate(library, [place(report, "联合实验室")])
    seen = annotating.get(library, uuid)
    assert seen is not None
    annotating.set_note(library, uuid, "甲写的")
    with pytest.raises(ChangedElsewhere):
        annotating.set_note(library, uuid, "乙写的", rev=seen.rev)
    now = annotating.get(library, uuid)
    assert now is not None
    assert now.note == "甲写的"


def test_undo_refuses_what_was_changed_since(library: Library, report: Report) -> None:
    _, (uuid,) = annotating.annotate(library, [place(report, "联合实验室")])
    change = annotating.recolour(library, [uuid], 2)
    other = library.again()
    annotating.recolour(other, [uuid], 4)
    other.close()
    with pytest.raises(ChangedElsewhere):
        library.undo(change)


def test_resizing_keeps_tags_and_note(library: Library, report: Report) -> None:
    _, tag = codebook.add_path(library, "指标")
    _, (uuid,) = annotating.annotate(library, [place(report, "测试三千次")], 2, [tag], "次数")
    _, start, end = place(report, "全年完成测试三千次")
    annotating.resize(library, uuid, start, end)
    found = annotating.get(library, uuid)
    assert found is not None
    assert (found.target.quote.exact, found.tags, found.note) == ("全年完成测试三千次", (tag,), "次数")


def test_the_district_is_that_of_the_very_words(library: Library, report: Report) -> None:
    from shkc_desktop.library.excerpts import excerpts

    annotating.annotate(
        library, [place(report, "联合实验室"), place(report, "节水百分之八"), place(report, "先行试点")]
    )
    assert {e.text: e.districts for e in excerpts(library)} == {
        "联合实验室": ("嘉定区",),
        "节水百分之八": ("金山区",),
        "先行试点": (),
    }


def test_a_deleted_annotation_waits_in_the_bin_over_a_restart(library: Library, report: Report) -> None:
    _, (uuid,) = annotating.annotate(library, [place(report, "联合实验室")], note="留")
    annotating.delete(library, [uuid])
    annotating.restore(library, [uuid])
    found = annotating.get(library, uuid)
    assert found is not None
    assert found.note == "留"
