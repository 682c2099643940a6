"""Marks are found where they lie, and overlaps are painted so that each can be told."""

import random

import pytest

from shkc_desktop.model.page import Mark
from shkc_desktop.ui.page.look import Look
from shkc_desktop.ui.page.mark_art import MarkArt
from shkc_desktop.ui.page.marks import MarkIndex, paint_plan
from shkc_desktop.ui.page.paragraph_layout import ParagraphLayout
from shkc_desktop.ui.page.style import StyleSheet


def marks(*spans: tuple[int, int, int]) -> list[Mark]:
    return [Mark(f"m{n}", 0, a, b, colour) for n, (a, b, colour) in enumerate(spans)]


def test_the_shorter_mark_lies_on_the_longer_one() -> None:
    plan = paint_plan(marks((10, 30, 4), (15, 20, 1)), 10, 40)
    assert plan.fills == [(0, 5, 4), (5, 10, 1), (10, 20, 4)]


def test_overlapping_marks_have_lanes_of_their_own_and_the_shortest_the_nearest() -> None:
    plan = paint_plan(marks((0, 30, 4), (5, 25, 2), (10, 12, 1)), 0, 30)
    assert {(u.colour, u.lane) for u in plan.underlines} == {(1, 0), (2, 1), (4, 2)}
    assert plan.rest == []


def test_a_fourth_mark_is_counted_where_no_lane_is_free() -> None:
    plan = paint_plan(marks((0, 40, 4), (5, 25, 2), (10, 22, 1), (12, 20, 3)), 0, 40)
    assert plan.rest == [(5, 25)]
    assert [(u.start, u.end) for u in plan.underlines if u.colour == 4] == [(0, 5), (25, 40)]


def test_a_mark_that_reaches_beyond_the_paragraph_is_cut() -> None:
    assert paint_plan(marks((0, 100, 1)), 40, 60).fills == [(0, 20, 1)]


@pytest.mark.parametrize("seed", range(5))
def test_the_index_finds_what_a_search_through_all_finds(seed: int) -> None:
    dice = random.Random(seed)
    kept = {}
    index = MarkIndex()
    for n in range(400):
        start = dice.randrange(20_000)
        mark = Mark(f"m{n % 300}", dice.randrange(2), start, start + dice.choice((1, 8, 60, 5_000)), 1)
        kept[mark.uuid] = mark
        index.add(mark)
        if n % 7 == 0:
            gone = f"m{dice.randrange(300)}"
            assert index.remove(gone) == kept.pop(gone, None)
    for source, start, end in ((0, 0, 50), (1, 9_000, 9_100), (0, 19_990, 30_000)):
        wanted = {m for m in kept.values() if m.source == source and m.start < end and m.end > start}
        assert set(index.touching(source, start, end)) == wanted
    assert len(index) == len(kept)


def test_marks_under_a_character_come_shortest_first() -> None:
    index = MarkIndex(marks((0, 50, 1), (10, 20, 2), (12, 14, 3), (30, 40, 4)))
    assert [m.uuid for m in index.at(0, 13)] == ["m2", "m1", "m0"]


def test_fills_that_touch_leave_no_slit_between_han_and_latin(qapp: object) -> None:
    text = "与2021年相比"
    layout = ParagraphLayout(text, StyleSheet(Look()).style("heading", 4), 640)
    (alone,) = layout.bands(1, 5)
    (joined,) = layout.bands(1, 5, joined=True)
    assert joined[2] == pytest.approx(layout.x_of(5))
    assert alone[2] == pytest.approx(joined[2] - 3.6)
    art = MarkArt.of(layout, marks((1, 5, 1), (5, 7, 2)), 0, len(text))
    assert art.fills[1].boundingRect().right() == art.fills[2].boundingRect().left()


def test_a_mark_whose_words_have_changed_has_a_line_above_it_too(qapp: object) -> None:
    layout = ParagraphLayout("好" * 60, StyleSheet(Look()).style("paragraph", 0), 640)
    same, changed = Mark("a", 0, 2, 9, 1), Mark("b", 0, 12, 40, 3, "changed")
    art = MarkArt.of(layout, [same, changed], 0, 60)
    assert [(colour, line.dx() > 0) for colour, line in art.overlines] == [(3, True), (3, True)]
