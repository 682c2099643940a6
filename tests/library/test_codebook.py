"""Ordering, merging, splitting and deleting tags."""

import pytest

from shkc_desktop.library import annotating, codebook
from shkc_desktop.library.library import Library
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.report import Report


def paths(library: Library) -> list[str]:
    return [entry.path for entry in codebook.codebook(library)]


def tagged(library: Library, report: Report, words: str, *tags: str) -> str:
    start = report.text.index(words)
    return annotating.annotate(library, [(report.uuid, start, start + len(words))], tags=tags)[1][0]


def test_a_path_makes_the_tags_above_it(library: Library) -> None:
    codebook.add_path(library, "产业/芯片")
    codebook.add_path(library, "产业/汽车")
    assert paths(library) == ["产业", "产业/芯片", "产业/汽车"]


def test_a_name_with_a_slash_and_a_second_of_the_same_name_are_refused(library: Library) -> None:
    _, one = codebook.add_path(library, "甲")
    codebook.add_path(library, "乙")
    with pytest.raises(Failure, match="/"):
        codebook.rename(library, one, "a/b")
    with pytest.raises(Failure, match="已经有"):
        codebook.rename(library, one, "乙")


def test_counts_are_own_and_with_children_each_annotation_once(library: Library, report: Report) -> None:
    _, chip = codebook.add_path(library, "产业/芯片")
    industry = next(t.uuid for t in library.tags().values() if t.name == "产业")
    tagged(library, report, "试车场", chip, industry)
    tagged(library, report, "三千次", chip)
    counts = {entry.path: (entry.own, entry.total) for entry in codebook.codebook(library)}
    assert counts == {"产业": (1, 2), "产业/芯片": (2, 2)}


def test_merging_two_tags_and_taking_it_back(library: Library, report: Report) -> None:
    _, old = codebook.add_path(library, "转化")
    _, below = codebook.add_path(library, "转化/中试")
    _, new = codebook.add_path(library, "成果转化")
    uuid = tagged(library, report, "联合实验室", old, new)
    change = codebook.merge(library, [old], new)
    assert paths(library) == ["成果转化", "成果转化/中试"]
    assert annotating.get(library, uuid).tags == (new,)  # type: ignore[union-attr]
    library.undo(change)
    assert paths(library) == ["转化", "转化/中试", "成果转化"]
    assert annotating.get(library, uuid).tags == (old, new)  # type: ignore[union-attr]
    assert below in library.tags()


def test_a_tag_cannot_be_moved_below_itself(library: Library) -> None:
    _, child = codebook.add_path(library, "甲/乙")
    parent = library.tags()[child].parent
    assert parent is not None
    with pytest.raises(Failure, match="自己"):
        codebook.move(library, parent, child, 0)


def test_moving_orders_siblings(library: Library) -> None:
    for name in ("甲", "乙", "丙"):
        codebook.add_path(library, name)
    third = next(t.uuid for t in library.tags().values() if t.name == "丙")
    change = codebook.move(library, third, None, 0)
    assert paths(library) == ["丙", "甲", "乙"]
    library.undo(change)
    assert paths(library) == ["甲", "乙", "丙"]


def test_splitting_moves_the_chosen_annotations(library: Library, report: Report) -> None:
    _, tag = codebook.add_path(library, "平台")
    one, two = tagged(library, report, "试车场", tag), tagged(library, report, "联合实验室", tag)
    _, new = codebook.split(library, tag, "实验室", [two])
    assert annotating.get(library, one).tags == (tag,)  # type: ignore[union-attr]
    assert annotating.get(library, two).tags == (new,)  # type: ignore[union-attr]


def test_a_deleted_tag_comes_back_onto_its_passages(library: Library, report: Report) -> None:
    _, tag = codebook.add_path(library, "指标")
    tagged(library, report, "三千次", tag)
    codebook.delete(library, [tag])
    assert paths(library) == []
    codebook.restore(library, [tag])
    assert codebook.codebook(library)[0].own == 1


def test_a_digit_belongs_to_one_tag(library: Library) -> None:
    _, one = codebook.add_path(library, "甲")
    _, two = codebook.add_path(library, "乙")
    codebook.set_favourite(library, one, 5)
    codebook.set_favourite(library, two, 5)
    living = library.tags()
    assert (living[one].favourite, living[two].favourite) == (None, 5)
