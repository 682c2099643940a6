"""Facets offer what there is to choose, and remember what was chosen."""

import pytest

from shkc_desktop.model.hit import Facets, Where
from shkc_desktop.ui.searching.facet_rows import (
    FacetClear,
    FacetHead,
    FacetNames,
    FacetRest,
    FacetValue,
    from_data,
    rows,
    to_data,
    toggled,
)  # fmt: skip

COUNTS = {
    "district": {"嘉定区": 7, "未归区": 9, "杨浦区": 7, **{f"第{n}区": n for n in range(1, 7)}},
    "year": {2021: 2, 2024: 9, None: 1},
    "where": {"text": 29, "note": 2, "tag": 3, "memo": 1},
    "annotated": {True: 10, False: 19},
    "colour": {3: 4},
    "tag": {"t1": 5, "gone": 2},
}
NAMES = FacetNames(["杨浦区", "嘉定区"], {"t1": ("产业/芯片", 2)}, ("黄", "蓝", "橙", "绿"))


NOTHING = Facets()


def values(facet: str, facets: Facets = NOTHING, opened: tuple[str, ...] = ()) -> list[tuple[str, int]]:
    found = rows(COUNTS, facets, opened, NAMES)
    return [(row.words, row.count) for row in found if isinstance(row, FacetValue) and row.facet == facet]


def test_districts_come_by_count_then_in_order_and_the_rest_is_folded() -> None:
    assert values("district") == [("杨浦区", 7), ("嘉定区", 7), ("第6区", 6), ("第5区", 5), ("第4区", 4)]
    (rest,) = [row for row in rows(COUNTS, Facets(), (), NAMES) if isinstance(row, FacetRest)]
    assert (rest.words, rest.count) == ("另外 4 区", 3 + 2 + 1 + 9)
    assert values("district", opened=("district",))[-1] == ("未归区", 9)


def test_years_come_latest_first_and_notes_and_tags_are_one_place() -> None:
    assert values("year") == [("2024", 9), ("2021", 2), ("年份待定", 1)]
    assert values("where") == [("正文", 29), ("批注与标签", 5), ("备忘录", 1)]
    assert values("annotated") == [("已标注", 10), ("未标注", 19)]


def test_what_is_seldom_asked_for_is_folded_until_it_is_opened_or_chosen() -> None:
    heads = {row.facet: row.is_open for row in rows(COUNTS, Facets(), (), NAMES) if isinstance(row, FacetHead)}
    assert heads == {"district": None, "year": None, "where": None, "annotated": None, "colour": False, "tag": False}
    assert values("tag", opened=("tag",)) == [("产业/芯片", 5)]
    assert values("colour", Facets(colours=(3,))) == [("橙", 4)]


def test_a_chosen_value_stays_in_sight_and_can_be_left() -> None:
    facets = Facets(districts=("宝山区",), annotated=False)
    chosen = [row for row in rows(COUNTS, facets, (), NAMES) if isinstance(row, FacetValue) and row.chosen]
    assert [(row.words, row.count) for row in chosen] == [("宝山区", 0), ("未标注", 19)]
    assert toggled(toggled(facets, chosen[0]), chosen[1]) == Facets()
    assert isinstance(rows(COUNTS, facets, (), NAMES)[-1], FacetClear)


def test_values_of_a_facet_are_added_to_each_other() -> None:
    notes = FacetValue("where", (Where.NOTE, Where.TAG), "批注与标签", 5)
    year = FacetValue("year", (2021,), "2021", 2)
    assert toggled(Facets(years=(2024,), where=(Where.TEXT,)), year).years == (2024, 2021)
    assert toggled(Facets(where=(Where.TEXT,)), notes).where == (Where.TEXT, Where.NOTE, Where.TAG)


@pytest.mark.parametrize(
    "facets", [Facets(), Facets(("嘉定区",), (2021,), tags=("t",), where=(Where.MEMO,), annotated=False, colours=(2,))]
)
def test_conditions_are_kept_with_a_search(facets: Facets) -> None:
    assert from_data(to_data(facets)) == facets


def test_conditions_of_a_later_version_are_left_out() -> None:
    assert from_data({"years": [2021], "where": ["text", "dream"], "moods": ["x"]}) == Facets(
        years=(2021,), where=(Where.TEXT,)
    )
