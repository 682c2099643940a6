"""A page: blocks of one or several reports, composed for reading.

It holds spans, not objects, so that a report of a million characters opens at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from shkc_desktop.model.edition import Edition


class PageKind(StrEnum):
    """The four ways to read."""

    REPORT = "report"
    DISTRICT = "district"  # one district in one year, alone
    IN_PLACE = "in-place"  # the same, within the whole report, the rest dimmed
    YEARS = "years"  # 历年: one district through the years


@dataclass(frozen=True, slots=True)
class PageKey:
    """Names a page; equal keys are the same page, for tabs and remembered places."""

    kind: PageKind
    report: str = ""
    district: str = ""
    year: int | None = None

    def __str__(self) -> str:
        match self.kind:
            case PageKind.REPORT:
                return f"report:{self.report}"
            case PageKind.YEARS:
                return f"years:{self.district}"
            case _:
                return f"{self.kind}:{self.district}/{self.year or ''}"

    @classmethod
    def parse(cls, text: str) -> "PageKey":
        """The key that `str(key)` wrote. Raises ValueError."""
        kind, _, rest = text.partition(":")
        match PageKind(kind):
            case PageKind.REPORT:
                return cls(PageKind.REPORT, report=rest)
            case PageKind.YEARS:
                return cls(PageKind.YEARS, district=rest)
            case other:
                district, _, year = rest.rpartition("/")
                return cls(other, district=district, year=int(year) if year else None)


class Row(NamedTuple):
    """One block on a page, or a year heading (`kind` is then `year`, `start == end`, words in `Page.labels`).

    source: index into `Page.sources`. start, end: offsets into that source's text. kind: a BlockKind's value.
    block: the block's index in its report. paragraph: its number in the whole report, 0 without.
    """

    source: int
    start: int
    end: int
    kind: str
    level: int
    block: int
    paragraph: int
    dimmed: bool = False


class Mark(NamedTuple):
    """An annotation as the page paints it; tags and note are asked for only where a card shows them."""

    uuid: str
    source: int
    start: int
    end: int
    colour: int
    state: str = "exact"


class Place(NamedTuple):
    """A place in a report: uuid and offset in code points. It survives fonts, widths and page kinds."""

    report: str
    offset: int


@dataclass(frozen=True, slots=True)
class PageSource:
    """A report as a page shows it. pages: (offset, printed page) ascending, where known."""

    report: str
    title: str
    year: int | None
    edition: Edition
    text: str
    text_sha256: str = ""
    pages: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What a reading pane shows.

    title: 嘉定区, or the report's title. breadcrumb: report title, chapter, section, edition; outermost first.
    facts: the short line beside the title (2022 年, 第 41—47 段, 1,284 字).
    emphasis: (source, block) to spans set in bold. labels: row index to the words of a row without text.
    """

    key: PageKey
    title: str
    sources: tuple[PageSource, ...]
    rows: Sequence[Row]
    breadcrumb: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    emphasis: Mapping[tuple[int, int], Sequence[tuple[int, int]]] = field(default_factory=dict)
    labels: Mapping[int, str] = field(default_factory=dict)

    def source_index(self, report: str) -> int | None:
        """The index of a report among the page's sources, None if it is not on the page."""
        return next((i for i, source in enumerate(self.sources) if source.report == report), None)
