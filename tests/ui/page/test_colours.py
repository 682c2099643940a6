"""The four marks are told apart by every eye, in every theme: by hue, and by the pattern of the underline."""

from itertools import combinations

import pytest

from shkc_desktop.ui.page.look import PageColours
from shkc_desktop.ui.page.mark_art import PATTERNS, pattern_pen
from shkc_desktop.ui.theme import THEMES

# Machado, Oliveira and Fernandes 2009, full severity, on linear RGB.
EYES = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def lab(colour: str, eye: str) -> tuple[float, float, float]:
    r, g, b = (max(0.0, min(1.0, sum(m * v for m, v in zip(row, linear(colour), strict=True)))) for row in EYES[eye])
    x, y, z = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", THEMES)
def test_fills_are_told_apart(theme: str, eye: str) -> None:
    fills = [lab(fill, eye) for fill in PageColours.of_theme(theme).fills]
    nearest = min(sum((a - b) ** 2 for a, b in zip(p, q, strict=True)) ** 0.5 for p, q in combinations(fills, 2))
    assert nearest >= 20


def test_each_colour_has_a_pattern_of_its_own() -> None:
    assert len(set(PATTERNS)) == 4
    assert [pattern_pen(n, "#000000").style() for n in (1, 2, 3, 4)] == list(PATTERNS)
