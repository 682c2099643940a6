"""Takes excerpts out of the library: annotations with their words, place and citation."""

import bisect
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from shkc_desktop.library.annotating import target
from shkc_desktop.library.codebook import below
from shkc_desktop.library.library import Library
from shkc_desktop.library.reporting import list_reports
from shkc_desktop.model.annotation import AnchorState, Annotation
from shkc_desktop.model.block import Block
from shkc_desktop.model.excerpt import Excerpt, Source
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.report import Edition, Publication, Report
from shkc_desktop.model.tag import Tag, tag_path
from shkc_desktop.store import annotations, texts

CONTEXT = 40


@dataclass(frozen=True, slots=True)
class Filter:
    """Which annotations; empty asks for nothing. tags: uuids, each with those below it."""

    tags: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    reports: tuple[str, ...] = ()
    colours: tuple[int, ...] = ()
    creators: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    with_note: bool = False
    words: str = ""
    uuids: tuple[str, ...] | None = None


class _Held(NamedTuple):
    """A report in use, with its blocks by place and their paragraph numbers."""

    report: Report
    starts: list[int]
    numbers: dict[int, int]
    blocks: list[Block]


class _Reports:
    """The reports in use, read once each; the last few are kept."""

    _KEPT = 50

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: OrderedDict[str, _Held | None] = OrderedDict()

    def get(self, uuid: str) -> _Held | None:
        if uuid not in self._kept:
            report = self._library.report(uuid)
            self._kept[uuid] = None if report is None else _held(report)
            if len(self._kept) > self._KEPT:
                self._kept.popitem(last=False)
        return self._kept[uuid]


def _held(report: Report) -> _Held:
    blocks = sorted(report.blocks, key=lambda b: b.start)
    return _Held(report, [b.start for b in blocks], report.paragraph_numbers(), blocks)


def excerpts(library: Library, chosen: Filter | None = None) -> list[Excerpt]:
    """The excerpts that fit, by year, report and place; annotations that lost their place come with their old words."""
    chosen = chosen or Filter()
    living = library.tags()
    held = _Reports(library)
    order = {summary.uuid: index for index, summary in enumerate(list_reports(library))}
    hidden = {summary.uuid for summary in list_reports(library, deleted=True)}
    wanted_tags = {uuid for tag in chosen.tags for uuid in below(living, tag)}
    found: list[tuple[int, int, str, Excerpt]] = []
    for annotation, districts in annotations.read(library.file.connection):
        report = annotation.target.report
        if report in hidden and chosen.uuids is None:
            continue
        if not _may_fit(annotation, chosen, wanted_tags):
            continue
        excerpt = _excerpt(annotation, districts, living, held)
        if _fits(excerpt, chosen):
            place = order.get(report, len(order))
            found.append((place, annotation.target.position.start, annotation.uuid, excerpt))
    found.sort(key=lambda entry: entry[:3])
    return [entry[3] for entry in found]


def _may_fit(annotation: Annotation, chosen: Filter, wanted_tags: set[str]) -> bool:
    """The conditions that the annotation alone decides."""
    return (
        (chosen.uuids is None or annotation.uuid in chosen.uuids)
        and (not chosen.tags or not wanted_tags.isdisjoint(annotation.tags))
        and (not chosen.reports or annotation.target.report in chosen.reports)
        and (not chosen.colours or annotation.colour in chosen.colours)
        and (not chosen.creators or annotation.creator in chosen.creators)
        and (not chosen.states or str(annotation.state) in chosen.states)
        and (not chosen.with_note or bool(annotation.note.strip()))
    )


def _fits(excerpt: Excerpt, chosen: Filter) -> bool:
    """The conditions that need the report."""
    words = chosen.words.casefold()
    return (
        (not chosen.districts or not set(chosen.districts).isdisjoint(excerpt.districts or ("",)))
        and (not chosen.years or excerpt.source.year in chosen.years)
        and (not words or any(words in text.casefold() for text in (excerpt.text, excerpt.annotation.note)))
    )


def chosen(library: Library, tag: str | None = None, district: str | None = None, year: int | None = None) -> Filter:
    """A filter by the path of a tag, a district and a year. Raises Failure for a tag that is not there."""
    uuids: tuple[str, ...] = ()
    if tag:
        living = library.tags()
        uuids = tuple(uuid for uuid, found in living.items() if tag_path(found, living) == tag.strip("/"))
        if not uuids:
            raise Failure(f"编码本里没有标签“{tag}”。")
    if district and district not in (names := {d.name for d in library.districts()}):
        district = next((name for name in names if name.removesuffix("区").removesuffix("新") == district), district)
    return Filter(uuids, (district,) if district else (), (year,) if year is not None else ())


def excerpts_of(library: Library, uuids: Sequence[str]) -> list[Excerpt]:
    """The excerpts of these annotations, in this order; those that are gone are left out."""
    by_uuid = {e.annotation.uuid: e for e in excerpts(library, Filter(uuids=tuple(uuids)))}
    return [by_uuid[uuid] for uuid in uuids if uuid in by_uuid]


def _excerpt(annotation: Annotation, districts: Sequence[str], living: Mapping[str, Tag], reports: _Reports) -> Excerpt:
    target = annotation.target
    tags = [living[tag] for tag in annotation.tags if tag in living]
    paths = tuple(tag_path(tag, living) for tag in tags)
    colours = tuple(tag.colour for tag in tags)
    names = (annotation.district,) if annotation.district is not None else tuple(districts)
    held = reports.get(target.report)
    if held is None:
        gone = Source(target.report, "", None, Edition.ORIGINAL, Publication())
        return Excerpt(annotation, gone, target.quote.exact, target.heading_path, names, None, paths, colours)
    report = held.report
    source = Source(
        report.uuid,
        report.title,
        report.year,
        report.edition,
        report.publication,
        target.text_sha256,
        report.source_name,
    )
    if annotation.state in (AnchorState.AMBIGUOUS, AnchorState.ORPHAN):
        return Excerpt(annotation, source, target.quote.exact, target.heading_path, names, None, paths, colours)
    start, end = target.position.start, target.position.end
    block = held.blocks[max(0, bisect.bisect_right(held.starts, start) - 1)]
    zones = (a.zone for a in block.attributions if a.start < end and a.end > start and a.zone)
    return Excerpt(
        annotation,
        source,
        report.text[start:end],
        report.heading_path(block),
        names,
        next(zones, None),
        paths,
        colours,
        paragraph=held.numbers.get(block.index),
        page=block.printed_page or (str(block.page) if block.page else ""),
        before=report.text[max(block.start, start - CONTEXT) : start],
        after=report.text[end : min(max(block.end, end), end + CONTEXT)],
        original=_uncorrected(report, start, end),
    )


def _uncorrected(report: Report, start: int, end: int) -> str:
    """The words as they stood before characters were corrected; empty where none were."""
    inside = [c for c in report.corrections if c.start < end and c.end > start]
    if not inside:
        return ""
    pieces, at = [], start
    for correction in inside:
        pieces += [report.text[at : max(at, correction.start)], correction.original]
        at = max(at, correction.end)
    return "".join(pieces) + report.text[at:end]


def passage(library: Library, report: str, start: int, end: int) -> Excerpt:
    """A passage that is not marked, as an excerpt, for copying it with its citation."""
    annotation = Annotation("", target(library, report, start, end))
    version = texts.current_version(library.file.connection, report)
    districts = annotations.districts_under(library.file.connection, version or 0, start, end)
    return _excerpt(annotation, districts, {}, _Reports(library))
