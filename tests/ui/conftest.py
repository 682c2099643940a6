"""What tests of the window share."""

from collections.abc import Callable, Iterator

import pytest

from shkc_desktop.ui import theme


@pytest.fixture
def worn(qapp: object) -> Iterator[Callable[[str], theme.Tokens]]:
    """A function that dresses the program in a theme; afterwards it is light again."""
    yield theme.wear
    theme.wear("light")
