"""The layout of a whole report with its marks, which HTML and PDF show alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from shkc_desktop.export.citation import citable, reference
from shkc_desktop.export.cleaning import clean_text
from shkc_desktop.export.options import ExportOptions
from shkc_desktop.model.annotation import AnchorState, Annotation
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.excerpt import Source
from shkc_desktop.model.report import Report
from shkc_desktop.model.tag import Tag, tag_path

# A mark in one of these states has no place in the text.
_WITHOUT_PLACE = (AnchorState.ORPHAN, AnchorState.AMBIGUOUS)
SET_ASIDE = (BlockKind.CAPTION, BlockKind.LABEL, BlockKind.PAGE_ARTIFACT)


@dataclass(frozen=True, slots=True)
class Segment:
    """Words under the same marks. colour: of the first one, 0 without any; several: more than one covers them."""

    text: str
    colour: int = 0
    several: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """Tags and note of a mark that ends here."""

    colour: int
    text: str


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A block in reading order. number: of the paragraph, None without."""

    kind: BlockKind
    level: int
    number: int | None
    segments: tuple[Segment, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class LostMark:
    """A mark without a place, with its old words."""

    colour: int
    quote: str
    card: Card | None


@dataclass(frozen=True, slots=True)
class MarkedReport:
    """A whole report. facts: the line below the title; reference: empty when not wanted."""

    title: str
    facts: str
    blocks: tuple[MarkedBlock, ...]
    lost: tuple[LostMark, ...]
    reference: str
    count: int


def marked_report(
    report: Report, annotations: Sequence[Annotation], tags: Mapping[str, Tag], options: ExportOptions
) -> MarkedReport:
    """The report with these marks on it, as the options say."""
    placed = sorted(
        (a for a in annotations if a.state not in _WITHOUT_PLACE),
        key=lambda a: (a.target.position.start, -a.target.position.end, a.uuid),
    )
    numbers = report.paragraph_numbers() if options.paragraph else {}
    by_block = _by_block(report, placed)
    year = f"{report.year} 年　" if report.year is not None else ""
    source = Source(report.uuid, report.title, report.year, report.edition, report.publication)
    work = citable(source, options.accept_unverified)
    return MarkedReport(
        title=clean_text(report.title),
        facts=f"{year}{report.edition.value}　{len(annotations)} 处标注",
        blocks=tuple(
            _block(report, block, by_block.get(block.index, []), numbers.get(block.index), tags, options)
            for block in report.in_reading_order()
        ),
        lost=tuple(
            LostMark(a.colour, clean_text(a.target.quote.exact), _card(a, tags, options))
            for a in annotations
            if a.state in _WITHOUT_PLACE
        ),
        reference=reference(work, options.style, accessed=options.accessed) if options.citation else "",
        count=len(annotations),
    )


def _by_block(report: Report, placed: Sequence[Annotation]) -> dict[int, list[Annotation]]:
    """The annotations that touch each block, walking both lists once."""
    found: dict[int, list[Annotation]] = {}
    open_marks: list[Annotation] = []
    waiting = iter(placed)
    coming = next(waiting, None)
    for block in report.blocks:
        while coming is not None and coming.target.position.start < block.end:
            open_marks.append(coming)
            coming = next(waiting, None)
        open_marks = [a for a in open_marks if a.target.position.end > block.start]
        here = [a for a in open_marks if a.target.position.start < block.end]
        if here:
            found[block.index] = here
    return found


def _block(
    report: Report,
    block: Block,
    marks: Sequence[Annotation],
    number: int | None,
    tags: Mapping[str, Tag],
    options: ExportOptions,
) -> MarkedBlock:
    ending = (a for a in marks if a.target.position.end <= block.end)
    cards = tuple(card for a in ending if (card := _card(a, tags, options)) is not None)
    segments = tuple(_segments(report.text, block.start, block.end, marks))
    return MarkedBlock(block.kind, block.level, number, segments, cards)


def _segments(text: str, start: int, end: int, marks: Sequence[Annotation]) -> list[Segment]:
    """`text[start:end]`, cut wherever a mark begins or ends."""
    places = [(max(a.target.position.start, start), min(a.target.position.end, end), a) for a in marks]
    cuts = sorted({start, end, *(place for begin, stop, _ in places for place in (begin, stop))})
    found = []
    for begin, stop in pairwise(cuts):
        over = [a for first, last, a in places if first <= begin and stop <= last]
        colour = over[0].colour if over else 0
        found.append(Segment(clean_text(text[begin:stop]), colour, len(over) > 1))
    return found


def _card(annotation: Annotation, tags: Mapping[str, Tag], options: ExportOptions) -> Card | None:
    paths = [tag_path(tags[uuid], tags) for uuid in annotation.tags if uuid in tags] if options.tags else []
    parts = ["，".join(paths), annotation.note.strip() if options.note else ""]
    words = clean_text("\n".join(part for part in parts if part))
    return Card(annotation.colour, words) if words else None
