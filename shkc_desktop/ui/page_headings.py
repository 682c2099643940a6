"""The headings of a page."""

from typing import NamedTuple

from shkc_desktop.model.page import Page, Place


class PageHeading(NamedTuple):
    """A heading of a page. level: 1 for a chapter or a year. row: index into `Page.rows`."""

    title: str
    level: int
    place: Place
    row: int


def headings_of(page: Page) -> list[PageHeading]:
    """The headings of a page in reading order, year headings included."""
    found: list[PageHeading] = []
    for number, row in enumerate(page.rows):
        if row.kind not in ("heading", "year"):
            continue
        source = page.sources[row.source]
        words = page.labels.get(number, "") if row.kind == "year" else source.text[row.start : row.end]
        level = 1 if row.kind == "year" else max(1, row.level) + (1 if page.labels else 0)
        found.append(PageHeading(words.strip(), level, Place(source.report, row.start), number))
    return found
