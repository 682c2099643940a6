"""References to reports after GB/T 7714, editions 2025 and 2015."""

import re
from dataclasses import dataclass

from shkc_desktop.export.options import CitationStyle
from shkc_desktop.model.excerpt import Excerpt, Source
from shkc_desktop.model.report import Edition

NO_PLACE = "[出版地不详]"  # S.l.
NO_PUBLISHER = "[出版者不详]"  # s.n.
NO_YEAR = "[出版年不详]"
NO_AUTHOR = "佚名"

# What the fields of a publication are called, for notices.
FIELD_NAMES = {
    "title": "题名",
    "responsible": "责任者",
    "publisher": "出版者",
    "place": "出版地",
    "issued": "出版时间",
    "url": "网址",
}

_NUMBERED = re.compile(r"\s*(\d+([.．]\d+)*(?!\d)|第[\d一二三四五六七八九十百]+[编章节]|[一二三四五六七八九十]+、)")
_YEAR = re.compile(r"\d{4}")
_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Citable:
    """What may be printed about a report; a part that is unknown, or 待核实 without consent, is empty.

    title: bracketed where it is only supposed. authors: one body each. issued: a year or an ISO date.
    estimated_year: the supposed year of issue where `issued` may not be printed as fact.
    withheld: names of the fields left out because they are 待核实.
    """

    report: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    place: str
    issued: str
    url: str
    covered: int | None
    estimated_year: str = ""
    withheld: tuple[str, ...] = ()

    @property
    def issue_year(self) -> str:
        """The year of issue, `[2022]` where it is only supposed, a note where it is unknown."""
        found = _YEAR.search(self.issued)
        if found:
            return found.group()
        return f"[{self.estimated_year}]" if self.estimated_year else NO_YEAR


def citable(source: Source, accept_unverified: bool = False) -> Citable:
    """What a reference may say about a report. A digest says that it is one."""
    publication = source.publication
    doubtful = frozenset() if accept_unverified else publication.unverified

    def known(field: str, value: str) -> str:
        return "" if field in doubtful else " ".join(value.split())

    title = " ".join(source.title.split()) or "[题名不详]"
    if "title" in doubtful and not title.startswith("["):
        title = f"[{title}]"
    if source.edition is Edition.DIGEST and Edition.DIGEST not in title:
        title += "（提要）"
    issued = known("issued", publication.issued)
    stated = {
        "title": source.title,
        "responsible": publication.responsible,
        "publisher": publication.publisher,
        "place": publication.place,
        "issued": publication.issued,
        "url": publication.url,
    }
    supposed = _YEAR.search(publication.issued) if not issued else None
    authors = re.split(r"[;；、]", known("responsible", publication.responsible))
    return Citable(
        report=source.report,
        title=title,
        authors=tuple(name.strip() for name in authors if name.strip()),
        publisher=known("publisher", publication.publisher),
        place=known("place", publication.place),
        issued=issued,
        url=known("url", publication.url),
        covered=source.year,
        estimated_year=supposed.group() if supposed else "",
        withheld=tuple(name for field, name in FIELD_NAMES.items() if field in doubtful and stated.get(field)),
    )


def author_line(work: Citable, style: CitationStyle) -> str:
    """The first three bodies, 等 for more; empty without any."""
    comma = ", " if style.is_2015 else "，"
    return comma.join((*work.authors[:3], "等") if len(work.authors) > 3 else work.authors)


def reference(work: Citable, style: CitationStyle, *, pages: str = "", accessed: str = "", suffix: str = "") -> str:
    """One entry of the list of references, without its number, ending in a full stop.

    pages: where it was cited (53, 213-221). accessed: ISO date, printed by edition 2015 for online reports.
    suffix: a, b … that tells apart works of the same author and year.
    """
    author = author_line(work, style)
    comma = ", " if style.is_2015 else "，"
    mark = "[R/OL]" if work.url else "[R]"
    if style.is_numeric:
        head = f"{author}. {work.title}{mark}" if author else f"{work.title}{mark}"
    else:
        head = f"{author or NO_AUTHOR}{comma}{work.issue_year}{suffix}. {work.title}{mark}"
    parts = [head, _imprint(work, style, pages, accessed), work.url]
    return ". ".join(part for part in parts if part) + "."


def _imprint(work: Citable, style: CitationStyle, pages: str, accessed: str) -> str:
    """Place, publisher, date and pages."""
    colon, comma = (": ", ", ") if style.is_2015 else ("：", "，")
    online, dated = bool(work.url), bool(_FULL_DATE.fullmatch(work.issued))
    date = work.issue_year if style.is_numeric else ""
    publisher = f"{work.place or NO_PLACE}{colon}{work.publisher or NO_PUBLISHER}"
    # What is published on the net may go without place and publisher; a dated report there has its date instead.
    if online and not (work.place or work.publisher):
        publisher = ""
    if online and dated and not style.is_2015:
        publisher, date = "", work.issued
    elif online and dated:
        date = f"({work.issued})" if not publisher else f"{date}({work.issued})"
    where = comma.join(part for part in (publisher, date) if part)
    if pages:
        where = f"{where}{colon}{pages}" if where else pages
    if online and style.is_2015 and accessed:
        where += f"[{accessed}]"
    return where


def section_locator(excerpt: Excerpt) -> str:
    """`8.1 优化空间格局·嘉定区`: from the last numbered heading down, and the zone; empty without headings."""
    path = [" ".join(heading.split()).rstrip("：:，,。；;") for heading in excerpt.section if heading.strip()]
    numbered = [index for index, heading in enumerate(path) if _NUMBERED.match(heading)]
    names = path[numbered[-1] :] if numbered else path[-1:]
    if excerpt.zone and excerpt.zone not in names:
        names.append(excerpt.zone)
    return "·".join(names)


def locator(excerpt: Excerpt, *, section: bool = True, paragraph: bool = True) -> str:
    """Where in the report: section and paragraph number (`8.1 优化空间格局，第12段`)."""
    parts = [section_locator(excerpt)] if section else []
    if paragraph and excerpt.paragraph is not None:
        parts.append(f"第{excerpt.paragraph}段")
    return "，".join(part for part in parts if part)


def page_range(pages: list[str]) -> str:
    """The pages cited: `53`, `213-221` from the least to the greatest, or those that are no numbers, joined."""
    known = list(dict.fromkeys(page.strip() for page in pages if page.strip()))
    if all(page.isdecimal() for page in known):
        numbers = sorted(int(page) for page in known)
        if len(numbers) > 1:
            return f"{numbers[0]}-{numbers[-1]}"
    return "，".join(known)
