"""Excerpts of our own invention, as the library would hand them over."""

from collections.abc import Callable
from typing import Any

import pytest

from shkc_desktop.model.annotation import Annotation
from shkc_desktop.model.excerpt import Excerpt, Source
from shkc_desktop.model.report import Edition, Publication
from shkc_desktop.model.selector import Target, TextPositionSelector, TextQuoteSelector

BUREAU = Publication("某市科技局", "示例出版社", "上海", "2023", "", frozenset())


def source(year: int | None = 2022, **changes: Any) -> Source:
    """A report of `year`."""
    values: dict[str, Any] = {
        "report": f"00000000-0000-5000-8000-00000000{year or 0:04}",
        "title": f"{year}某市科技进步报告",
        "year": year,
        "edition": Edition.ORIGINAL,
        "publication": BUREAU,
    }
    return Source(**(values | changes))


@pytest.fixture
def make_source() -> Callable[..., Source]:
    """`make_source(2022, title=…, publication=…)`."""
    return source


@pytest.fixture
def make() -> Callable[..., Excerpt]:
    """`make("字句", start=3, note="…", tags=("产业/芯片",))`."""

    def build(text: str = "设备按小时出租。", *, start: int = 0, number: int = 1, **changes: Any) -> Excerpt:
        own = {name: changes.pop(name) for name in ("note", "colour", "creator", "created") if name in changes}
        origin = changes.pop("source", source())
        target = Target(origin.report, TextPositionSelector(start, start + len(text)), TextQuoteSelector(text))
        annotation = Annotation(f"00000000-0000-4000-8000-{number:012}", target, **own)
        values: dict[str, Any] = {
            "section": ("第八章 区域创新", "8.1 优化空间格局", "嘉定区"),
            "districts": ("嘉定区",),
            "paragraph": 12,
        }
        return Excerpt(annotation, origin, text, **(values | changes))

    return build
