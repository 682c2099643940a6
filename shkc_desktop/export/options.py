"""What the reader wants in an export, and in which order."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from shkc_desktop.model.excerpt import Excerpt
from shkc_desktop.model.memo import Memo


class GroupBy(StrEnum):
    """What stands together under one heading; BASKET keeps the order given."""

    TAG = "tag"
    DISTRICT = "district"
    YEAR = "year"
    REPORT = "report"
    PLACE = "place"
    BASKET = "basket"


class CitationStyle(StrEnum):
    """GB/T 7714 in two editions, numbered (顺序编码制) or by author and year (著者—出版年制)."""

    NUMERIC_2025 = "gbt7714-2025-numeric"
    AUTHOR_YEAR_2025 = "gbt7714-2025-author-year"
    NUMERIC_2015 = "gbt7714-2015-numeric"
    AUTHOR_YEAR_2015 = "gbt7714-2015-author-year"

    @property
    def is_numeric(self) -> bool:
        """Whether references are numbered in the order of citation."""
        return self in (CitationStyle.NUMERIC_2025, CitationStyle.NUMERIC_2015)

    @property
    def is_2015(self) -> bool:
        """Whether the older edition with half-width punctuation rules."""
        return self in (CitationStyle.NUMERIC_2015, CitationStyle.AUTHOR_YEAR_2015)


def today() -> str:
    """The date a reference of an online report was looked up, ISO 8601."""
    return date.today().isoformat()  # noqa: DTZ011 - the reader's own calendar day is meant


@dataclass(frozen=True, slots=True)
class OwnText:
    """The reader's own words between excerpts (摘录篮): a heading, if any, and plain text."""

    text: str
    heading: str = ""


# What an export is made of; memos are taken as given, the caller leaves private ones out.
Item = Excerpt | OwnText | Memo


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """The choices of one export.

    context, note, tags, section, paragraph, link, citation, corrections: whether it goes out with each excerpt.
    accept_unverified: the reader consents to print metadata that is 待核实.
    accessed: the day online reports were looked up (edition 2015 prints it).
    footnotes: DOCX: citations as footnotes instead of marks with a list of references.
    colour_names: what the reader calls the colours 1 to 4.
    districts: the official order of districts; tag_order: paths in codebook order; both for sorting groups.
    template: text of a Jinja2 template, for plain text.
    """

    title: str = "摘录"
    group_by: GroupBy = GroupBy.TAG
    context: bool = False
    note: bool = True
    tags: bool = True
    section: bool = True
    paragraph: bool = True
    link: bool = True
    citation: bool = True
    corrections: bool = True
    style: CitationStyle = CitationStyle.NUMERIC_2025
    accept_unverified: bool = False
    accessed: str = field(default_factory=today)
    footnotes: bool = False
    colour_names: tuple[str, str, str, str] = ("黄", "蓝", "橙", "绿")
    districts: tuple[str, ...] = ()
    tag_order: tuple[str, ...] = ()
    template: str = ""
