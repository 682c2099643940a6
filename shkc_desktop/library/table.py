"""The table of all annotations (标注): light rows, filtered and grouped without reading a report."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shkc_desktop.library.codebook import below, depth_first
from shkc_desktop.library.excerpts import Filter
from shkc_desktop.library.library import Library
from shkc_desktop.model.district import UNATTRIBUTED
from shkc_desktop.model.tag import Tag, tag_path
from shkc_desktop.store import tabulating
from shkc_desktop.store.spans import read_names


@dataclass(frozen=True, slots=True)
class AnnotationRow:
    """An annotation as the table shows it; tags are uuids of living tags, words those it was made on."""

    uuid: str
    report: str
    start: int
    end: int
    words: str
    note: str
    tags: tuple[str, ...]
    colour: int
    creator: str
    title: str
    year: int | None
    edition: str
    districts: tuple[str, ...]
    section: tuple[str, ...]
    state: str
    created: str
    modified: str


def rows(library: Library, uuids: Sequence[str] | None = None) -> list[AnnotationRow]:
    """All living annotations, or some hundreds of them, in library order."""
    living = library.tags()
    found = []
    for record in tabulating.records(library.file.connection, uuids):
        own = (record.district,) if record.district is not None else read_names(record.found_districts)
        tags = tuple(tag for tag in record.tags.split(",") if tag in living) if record.tags else ()
        found.append(
            AnnotationRow(
                record.uuid,
                record.report,
                record.start,
                record.end,
                record.exact,
                record.note,
                tags,
                record.colour,
                record.creator,
                record.title or "",
                record.year,
                record.edition or "",
                own,
                tuple(json.loads(record.heading_path)) if record.heading_path != "[]" else (),
                record.state,
                record.created,
                record.modified,
            )
        )
    return found


def filtered(found: Iterable[AnnotationRow], chosen: Filter, living: Mapping[str, Tag]) -> list[AnnotationRow]:
    """The rows that fit; a tag brings those below it, `words` are looked for in text and note."""
    tags = {uuid for tag in chosen.tags for uuid in below(dict(living), tag)}
    words = chosen.words.casefold()
    districts = {"" if name == UNATTRIBUTED else name for name in chosen.districts}
    return [
        row
        for row in found
        if (not chosen.tags or not tags.isdisjoint(row.tags))
        and (not districts or not districts.isdisjoint(row.districts or ("",)))
        and (not chosen.years or row.year in chosen.years)
        and (not chosen.reports or row.report in chosen.reports)
        and (not chosen.colours or row.colour in chosen.colours)
        and (not chosen.creators or row.creator in chosen.creators)
        and (not chosen.states or row.state in chosen.states)
        and (not chosen.with_note or row.note.strip())
        and (not words or words in row.words.casefold() or words in row.note.casefold())
    ]


class Grouping(StrEnum):
    """What stands together."""

    TAG = "tag"
    DISTRICT = "district"
    YEAR = "year"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading. key: uuid of the tag or report, the district or the year; colour: of a tag, else 0."""

    key: str
    name: str
    colour: int
    rows: Sequence[AnnotationRow]


def grouped(library: Library, found: Sequence[AnnotationRow], by: Grouping) -> list[Group]:
    """The rows in groups, each in the order the program has for it; a row with two tags stands under both."""
    keyed: dict[str, list[AnnotationRow]] = {}
    names: dict[str, tuple[str, int]] = {}
    living = library.tags()
    order: list[str] = []
    if by is Grouping.TAG:
        names = {uuid: (tag_path(tag, living), tag.colour) for uuid, tag in living.items()}
        order = [tag.uuid for tag in depth_first(living)]
    elif by is Grouping.DISTRICT:
        order = [district.name for district in library.districts()]
    for row in found:
        for key in _keys(row, by):
            keyed.setdefault(key, []).append(row)
    order += [key for key in keyed if key not in set(order)]
    if by is Grouping.YEAR:
        order.sort(key=lambda key: (not key, key))
    empty = {Grouping.TAG: "未加标签", Grouping.DISTRICT: UNATTRIBUTED, Grouping.YEAR: "年份待定"}.get(by, "报告已不在")
    return [
        Group(key, *(names.get(key) or (_name(keyed[key][0], key, by) or empty, 0)), keyed[key])
        for key in sorted((k for k in order if k in keyed), key=lambda k: k == "")
    ]


def _keys(row: AnnotationRow, by: Grouping) -> tuple[str, ...]:
    match by:
        case Grouping.TAG:
            return row.tags or ("",)
        case Grouping.DISTRICT:
            return row.districts or ("",)
        case Grouping.YEAR:
            return (str(row.year or ""),)
        case Grouping.REPORT:
            return (row.report,)


def _name(row: AnnotationRow, key: str, by: Grouping) -> str:
    return row.title if by is Grouping.REPORT else key


class Places:
    """Paragraph numbers and pages of places, each report looked at once and only when it is shown."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._blocks: dict[str, tuple[list[int], list[tuple[int, str]]]] = {}

    def of(self, row: AnnotationRow) -> tuple[int, str]:
        """The number of the paragraph (第12段) the row lies in, 0 without, and its page, "" without."""
        if row.state in ("ambiguous", "orphan"):
            return 0, ""
        held = self._blocks.get(row.report)
        if held is None:
            found = tabulating.paragraph_starts(self._library.file.connection, row.report)
            held = self._blocks[row.report] = ([f[0] for f in found], [(f[1], f[2]) for f in found])
        at = bisect_right(held[0], row.start) - 1
        return held[1][at] if at >= 0 else (0, "")
