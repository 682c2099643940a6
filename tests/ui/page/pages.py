"""Pages of invented text for tests."""

from collections.abc import Sequence

from shkc_desktop.model.page import Page, PageKey, PageKind, PageSource, Row
from shkc_desktop.model.report import Edition

EDITION = next(iter(Edition))


def source(report: str, blocks: Sequence[str], pages: Sequence[tuple[int, str]] = ()) -> PageSource:
    """A report of these blocks."""
    return PageSource(report, f"报告{report}", 2022, EDITION, "\n".join(blocks), "", pages)


def rows(blocks: Sequence[str], kinds: Sequence[str] | None = None, number: int = 0) -> list[Row]:
    """The rows of a source made of these blocks, paragraphs by default."""
    found, at = [], 0
    for n, block in enumerate(blocks):
        kind = kinds[n] if kinds else "paragraph"
        level = 1 if kind in ("heading", "list_item") else 0
        found.append(Row(number, at, at + len(block), kind, level, n, n + 1))
        at += len(block) + 1
    return found


def page(blocks: Sequence[str], kinds: Sequence[str] | None = None) -> Page:
    """A page of one report `r`."""
    return Page(PageKey(PageKind.REPORT, "r"), "测试报告", (source("r", blocks),), rows(blocks, kinds))
