"""Every icon keeps the rules of the set, and takes its colour from the theme."""

from collections.abc import Callable
from pathlib import Path

import pytest

from shkc_desktop.resources import resource
from shkc_desktop.ui import icons, theme

ALL = sorted(resource("icons").glob("*.svg"))


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_an_icon_is_a_round_line_on_the_grid_of_20(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for rule in ('viewBox="0 0 20 20"', 'fill="none"', 'stroke="#000"', 'stroke-width="1.5"', 'linecap="round"'):
        assert rule in source


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_an_icon_shows_something(qapp: object, path: Path) -> None:
    image = icons.pixmap(path.stem, "text").toImage()
    assert any(image.pixelColor(x, y).alpha() for x in range(20) for y in range(20))


def test_an_icon_follows_the_theme_without_being_made_again(worn: Callable[[str], theme.Tokens]) -> None:
    made = icons.icon("overview", "accent")
    seen = set()
    for name in theme.THEMES:
        worn(name)
        image = made.pixmap(20, 20).toImage()
        opaque = (image.pixelColor(x, y) for x in range(20) for y in range(20))
        seen.add(max(opaque, key=lambda c: c.alpha()).name())
    assert len(seen) == 3
