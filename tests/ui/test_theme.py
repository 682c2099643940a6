"""The themes hold their contrasts, and the sheet sets colours alone."""

import re
from collections.abc import Callable
from itertools import product

import pytest
from PySide6.QtGui import QColor

from shkc_desktop.resources import resource
from shkc_desktop.ui import theme


def _luminance(colour: str) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    c = QColor(colour)
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF())


def contrast(one: str, other: str) -> float:
    """The WCAG contrast of two colours, 1 to 21."""
    a, b = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("text", "page", 7), ("text2", "selected", 4.5), ("muted", "window", 4.5), ("repeat", "page", 4.4),
        ("accent", "page", 4.5), ("on_accent", "accent", 4.5), ("accent", "tint", 4.5), ("warn", "warn_tint", 4.5),
        ("danger", "page", 4.5), ("ok", "page", 4.5), ("text", "selection", 4.5), ("edge", "window", 3),
    ],
)  # fmt: skip
def test_every_ink_is_readable_on_its_ground(name: str, ink: str, ground: str, least: float) -> None:
    tokens = theme.load_tokens(name)
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= least


@pytest.mark.parametrize(("name", "number"), list(product(theme.THEMES, range(4))))
def test_text_is_readable_on_every_mark(name: str, number: int) -> None:
    tokens = theme.load_tokens(name)
    assert contrast(tokens.text, tokens.marks[number]) >= (7 if name == "light" else 4.5)
    assert contrast(tokens.strokes[number], tokens.page) >= 3


# Machado, Oliveira and Fernandes 2009, full severity.
_SEEN_BY: dict[str, tuple[tuple[float, ...], ...]] = {
    "everyone": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanope": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranope": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanope": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def _lab(colour: str, matrix: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    def root(value: float) -> float:
        return value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116

    c = QColor(colour)
    source = [linear(v) for v in (c.redF(), c.greenF(), c.blueF())]
    r, g, b = (min(1.0, max(0.0, sum(m * s for m, s in zip(row, source, strict=True)))) for row in matrix)
    x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047)
    y = root(0.2126 * r + 0.7152 * g + 0.0722 * b)
    z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize(("name", "eye"), list(product(theme.THEMES, _SEEN_BY)))
def test_the_four_marks_are_told_apart_by_every_eye(name: str, eye: str) -> None:
    seen = [_lab(colour, _SEEN_BY[eye]) for colour in theme.load_tokens(name).marks]
    pairs = [(a, b) for i, a in enumerate(seen) for b in seen[i + 1 :]]
    assert min(sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5 for a, b in pairs) >= 20


def test_the_sheet_sets_no_size_of_type() -> None:
    sheet = resource("themes/widgets.qss").read_text(encoding="utf-8")
    assert "font-size" not in re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)


@pytest.mark.parametrize("name", theme.THEMES)
def test_the_sheet_leaves_no_token_open_and_names_no_missing_picture(name: str) -> None:
    sheet = theme.style_sheet(theme.load_tokens(name))
    assert not re.findall(r"[$@][a-z]\w+", sheet)
    for path in re.findall(r"url\(([^)]+)\)", sheet):
        assert resource(path).is_file()


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(KeyError):
        theme.load_tokens("neon")


def test_wearing_a_theme_changes_what_painters_ask_for(qapp: object, worn: Callable[[str], theme.Tokens]) -> None:
    worn("dark")
    assert theme.current().dark
    worn("light")
    assert not theme.current().dark
