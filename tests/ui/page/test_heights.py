"""Sums of heights stay right while heights change."""

import random

from shkc_desktop.ui.page.heights import Heights


def test_sums_are_right_after_changes() -> None:
    dice = random.Random(3)
    plain = [dice.randrange(10, 200) for _ in range(1000)]
    heights = Heights(plain)
    for _ in range(300):
        row = dice.randrange(1000)
        plain[row] = heights[row] = dice.randrange(10, 200)
    assert heights.total == sum(plain)
    assert [heights.top(n) for n in (0, 1, 255, 256, 999)] == [sum(plain[:n]) for n in (0, 1, 255, 256, 999)]


def test_a_row_is_found_at_every_y() -> None:
    heights = Heights([10, 20, 30] * 200)
    assert [heights.row_at(y) for y in (-5, 0, 9, 10, 29, 30, 60, 10**6)] == [0, 0, 0, 1, 1, 2, 3, 599]
    assert all(heights.row_at(heights.top(n)) == n for n in range(600))
