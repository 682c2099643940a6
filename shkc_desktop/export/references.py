"""The reports cited in one export, numbered, and the marks that point to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from shkc_desktop.export.citation import (
    FIELD_NAMES,
    NO_AUTHOR,
    Citable,
    author_line,
    citable,
    locator,
    page_range,
    reference,
)
from shkc_desktop.export.options import CitationStyle, ExportOptions
from shkc_desktop.model.excerpt import Excerpt, Source


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry: `label` is `[1]`, or empty by author and year; `text` the entry; `number` counts from 1."""

    number: int
    label: str
    text: str
    work: Citable


class References:
    """The reports that excerpts come from, in the order of their first citation."""

    def __init__(self, excerpts: Sequence[Excerpt], options: ExportOptions) -> None:
        self._style = options.style
        self._options = options
        sources: dict[str, Source] = {}
        pages: dict[str, list[str]] = {}
        for excerpt in excerpts:
            sources.setdefault(excerpt.source.report, excerpt.source)
            pages.setdefault(excerpt.source.report, []).append(excerpt.page)
        works = {report: citable(source, options.accept_unverified) for report, source in sources.items()}
        if not self._style.is_numeric:
            works = dict(sorted(works.items(), key=lambda item: self._author_year(item[1])))
        self._suffixes = self._told_apart(works)
        self._entries = {
            report: Reference(
                number,
                f"[{number}]" if self._style.is_numeric else "",
                reference(
                    work,
                    self._style,
                    pages=page_range(pages[report]),
                    accessed=options.accessed,
                    suffix=self._suffixes.get(report, ""),
                ),
                work,
            )
            for number, (report, work) in enumerate(works.items(), 1)
        }

    @property
    def entries(self) -> tuple[Reference, ...]:
        """The list of references."""
        return tuple(self._entries.values())

    def of(self, excerpt: Excerpt) -> Reference:
        """The entry of the report an excerpt comes from."""
        return self._entries[excerpt.source.report]

    def mark(self, excerpt: Excerpt) -> tuple[str, str]:
        """What stands after the words: on the line (`（著者，2017）`), and raised (`[1]213`)."""
        entry = self.of(excerpt)
        if self._style.is_numeric:
            return "", f"{entry.label}{excerpt.page}"
        comma = ", " if self._style.is_2015 else "，"
        return f"（{self._names(entry.work)}{comma}{self._year(entry.work)}）", excerpt.page

    def in_text(self, excerpt: Excerpt) -> str:
        """One parenthesis with all of it: `（[1]：53）`, `（著者，2017，2.2 优化空间格局）`."""
        entry = self.of(excerpt)
        comma = ", " if self._style.is_2015 else "，"
        names = f"{self._names(entry.work)}{comma}{self._year(entry.work)}"
        who = entry.label if self._style.is_numeric else names
        where = locator(excerpt, section=self._options.section, paragraph=self._options.paragraph)
        page = f"{': ' if self._style.is_2015 else '：'}{excerpt.page}" if excerpt.page else ""
        return f"（{who}{page}{'，' + where if where else ''}）"

    def notices(self) -> tuple[str, ...]:
        """What the reader of the export must know about the references."""
        withheld = [entry for entry in self.entries if entry.work.withheld]
        fields = dict.fromkeys(name for entry in withheld for name in entry.work.withheld)
        names = "、".join(name for name in FIELD_NAMES.values() if name in fields)
        return (f"{len(withheld)} 份报告的{names}待核实，引文中没有当作事实写出。",) if withheld else ()

    def _names(self, work: Citable) -> str:
        return author_line(work, self._style) or NO_AUTHOR

    def _year(self, work: Citable) -> str:
        return work.issue_year + self._suffixes.get(work.report, "")

    def _author_year(self, work: Citable) -> tuple[str, str, str]:
        return self._names(work), work.issue_year, work.title

    def _told_apart(self, works: dict[str, Citable]) -> dict[str, str]:
        """a, b, c … for works of one author and year."""
        alike: dict[tuple[str, str], list[str]] = {}
        for report, work in works.items():
            alike.setdefault(self._author_year(work)[:2], []).append(report)
        groups = [reports for reports in alike.values() if len(reports) > 1]
        return {report: _letters(place) for reports in groups for place, report in enumerate(reports)}


def _letters(place: int) -> str:
    """0 is a, 25 z, 26 aa."""
    return (_letters(place // 26 - 1) if place >= 26 else "") + chr(ord("a") + place % 26)


def copied(
    excerpt: Excerpt, style: CitationStyle = CitationStyle.NUMERIC_2025, *, accept_unverified: bool = False
) -> tuple[str, str]:
    """An excerpt with its citation for the clipboard: plain text, and the same as HTML."""
    options = ExportOptions(style=style, accept_unverified=accept_unverified)
    references = References([excerpt], options)
    entry, mark = references.of(excerpt), references.in_text(excerpt)
    plain = f"{excerpt.text}{mark}\n{entry.label}{entry.text}"
    words = escape(excerpt.text).replace("\n", "<br>")
    rich = f"<p>{words}{escape(mark)}</p><p>{escape(entry.label + entry.text)}</p>"
    return plain, f'<html><head><meta charset="utf-8"></head><body>{rich}</body></html>'
