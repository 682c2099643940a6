"""Positions survive the way to Qt and back."""

import pytest

from shkc_desktop.ui.positions import from_qt, is_wide, to_qt


@pytest.mark.parametrize(("text", "offset", "units"), [("嘉定", 1, 1), ("𠮷祥", 1, 2), ("a😀b𠮷", 4, 6), ("", 0, 0)])
def test_a_position_goes_to_qt_and_back(text: str, offset: int, units: int) -> None:
    assert to_qt(text, offset) == units
    assert from_qt(text, units) == offset


def test_half_a_pair_is_no_character() -> None:
    assert from_qt("𠮷祥", 1) == 0


@pytest.mark.parametrize(("text", "wide"), [("嘉定，2022", False), ("abc", False), ("𠮷", True), ("好😀", True)])
def test_wide_texts_are_known(text: str, wide: bool) -> None:
    assert is_wide(text) is wide
