"""The eye sees full-width marks, squeezed pairs and gaps; the string keeps its length."""

import pytest

from shkc_desktop.ui.page.typography import display_form, gaps, squeezed


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("共3,200项,见表(附)", "共3,200项，见表（附）"),
        ("f(x) 与 10:30", "f(x) 与 10:30"),
        ("好!真的?是:的;", "好！真的？是：的；"),
        ("增长(7.4%)", "增长（7.4%）"),
        ("没有(闭合", "没有(闭合"),
        ("", ""),
    ],
)
def test_half_width_marks_beside_han_are_shown_full_width(source: str, shown: str) -> None:
    assert display_form(source) == shown
    assert len(source) == len(shown)


@pytest.mark.parametrize(
    ("text", "halves"), [("》，《", [0, 1]), ("“（好）”", [0, 1, 3]), ("好，好", []), ("说：“是”", [1])]
)
def test_adjacent_marks_are_squeezed(text: str, halves: list[int]) -> None:
    assert squeezed(text) == halves


@pytest.mark.parametrize(
    ("text", "at"), [("在2019年", [0, 4]), ("37.5%的G60", [4, 5]), ("在 2019 年", []), ("，5", [])]
)
def test_han_and_latin_stand_apart(text: str, at: list[int]) -> None:
    assert gaps(text) == at
