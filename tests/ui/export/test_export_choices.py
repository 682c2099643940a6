"""What the reader chose is remembered, but not what she has to decide each time."""

from dataclasses import replace

import pytest

from shkc_desktop.export.options import CitationStyle, GroupBy
from shkc_desktop.ui.export import place
from shkc_desktop.ui.export.choices import FILTER, GIVEN, Choices
from shkc_desktop.ui.export.kinds import KINDS


@pytest.mark.parametrize(
    "choices",
    [
        Choices(),
        Choices("pdf", tags=("a", "b"), years=(2016, 2024), group_by=GroupBy.YEAR, note=False, template="{{ 甲 }}"),
        Choices("csv", districts=("嘉定区", ""), style=CitationStyle.AUTHOR_YEAR_2015, citation=False, groups=True),
    ],
)
def test_choices_come_back_as_they_were(choices: Choices) -> None:
    assert Choices.from_text(choices.to_text()) == choices


def test_a_selection_and_a_consent_are_given_anew_each_time() -> None:
    again = Choices.from_text(replace(Choices(), source=GIVEN, accept_unverified=True).to_text())
    assert again.source == FILTER and not again.accept_unverified


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"group_by": "moon", "style": 7, "note": "yes", "tags": 5}'])
def test_what_is_not_understood_is_left_as_it_is_by_default(text: str) -> None:
    assert Choices.from_text(text) == Choices()


def test_every_format_of_the_command_line_can_be_chosen() -> None:
    from shkc_desktop.library.exporting import ALL_FORMATS

    assert set(ALL_FORMATS) <= set(KINDS)


@pytest.mark.parametrize(
    ("words", "name"),
    [("a/b:c", "a b c"), ("..", "摘录"), ("", "摘录"), ("长" * 200, "长" * 60), ("汽车 2024", "汽车 2024")],
)
def test_a_name_is_one_that_every_system_takes(words: str, name: str) -> None:
    assert place.file_name(words) == name


def test_no_file_is_written_over_unasked(tmp_path) -> None:
    (tmp_path / "摘.md").touch()
    (tmp_path / "摘 (2).md").touch()
    assert place.free(tmp_path / "摘.md").name == "摘 (3).md"
