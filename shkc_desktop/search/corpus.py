"""What is searched: reports cut into passages, the reader's own words, and the marks she has set."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.hit import Where
from shkc_desktop.model.report import Correction, Edition, Report


@dataclass(frozen=True, slots=True)
class SearchPassage:
    """One block as search sees it; a hit lies within one.

    text: its words, which begin at `start` of the report's text. kind: a BlockKind's value.
    section: the headings above it, outermost first. paragraph: its number in the report, None without.
    attributions: (start, end, district), offsets into the report's text. corrections: the 校订 within it.
    """

    block: int
    start: int
    text: str
    kind: str = BlockKind.PARAGRAPH
    section: tuple[str, ...] = ()
    paragraph: int | None = None
    attributions: tuple[tuple[int, int, str], ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchReport:
    """A report as search sees it; passages in reading order.

    stamp: whatever the caller changes when the report, its districts or what is hidden of it change.
    """

    uuid: str
    title: str
    year: int | None
    passages: tuple[SearchPassage, ...]
    stamp: str = ""
    edition: Edition = Edition.ORIGINAL


@dataclass(frozen=True, slots=True)
class SearchNote:
    """Words that are no report text: an annotation's note, a tag, a memo, a report's title.

    subject: uuid of the tag or memo. start: where the annotation begins in its report, for the order.
    What is unknown stays empty, and does not pass a condition on it.
    """

    where: Where
    text: str
    report: str | None = None
    annotation: str | None = None
    subject: str = ""
    title: str = ""
    year: int | None = None
    districts: tuple[str, ...] = ()
    colour: int | None = None
    tags: tuple[str, ...] = ()
    creator: str = ""
    start: int = 0

    @property
    def key(self) -> tuple[Where, str]:
        """Names it: the same words once changed have the same key."""
        return self.where, self.annotation or self.subject or self.report or ""


@dataclass(frozen=True, slots=True)
class SearchMark:
    """An annotation as the facets see it; `[start, end)` counts in the report's text. tags: uuids."""

    uuid: str
    start: int
    end: int
    colour: int = 1
    tags: tuple[str, ...] = ()
    creator: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A named 词组: whoever searches its name or one of its variants finds them all."""

    name: str
    variants: tuple[str, ...] = ()


class Source(Protocol):
    """The library as search asks it; it is called from worker threads."""

    def stamps(self) -> Mapping[str, str]:
        """The uuid and stamp of every report that is to be found."""
        ...

    def read(self, report: str) -> SearchReport | None:
        """A report, None if it has gone in the meantime."""
        ...


def passages_of(report: Report, stamp: str = "", hidden: Iterable[int] = ()) -> SearchReport:
    """A report cut into passages; `hidden` are the blocks of a digest that an original has taken the place of."""
    paths: dict[int | None, tuple[str, ...]] = {None: ()}
    without = frozenset(hidden)
    numbers = report.paragraph_numbers()
    corrections = sorted(report.corrections, key=lambda correction: correction.start)

    def inside(block: Block) -> tuple[Correction, ...]:
        return tuple(c for c in corrections if block.start <= c.start and c.end <= block.end)

    def path(parent: int | None) -> tuple[str, ...]:
        if parent not in paths:
            heading = report.blocks[parent] if parent is not None else None
            paths[parent] = ()  # a ring of parents ends here
            if heading is not None:
                paths[parent] = (*path(heading.parent), report.block_text(heading))
        return paths[parent]

    passages = tuple(
        SearchPassage(
            block.index,
            block.start,
            report.block_text(block),
            str(block.kind),
            path(block.parent),
            numbers.get(block.index),
            tuple((a.start, a.end, a.district) for a in block.attributions),
            inside(block) if corrections else (),
        )
        for block in report.in_reading_order()
        if block.index not in without
    )
    return SearchReport(report.uuid, report.title, report.year, passages, stamp, report.edition)
