"""What the tree and the matrix (总览) show: districts × years, and what waits for the reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shkc_desktop.library.library import Library
from shkc_desktop.model.district import District
from shkc_desktop.model.edition import Edition
from shkc_desktop.model.tag import Tag
from shkc_desktop.store import listing, reading
from shkc_desktop.store.changes import Change
from shkc_desktop.store.listing import ReportSummary

READING_STATES = ("未读", "在读", "已编码")


@dataclass(frozen=True, slots=True)
class CellView:
    """One district in one year.

    presence: `text`; `absent` (无: the report has no word on the district); `missing` (未收: not in the files at hand).
    """

    district: str
    year: int
    presence: str
    characters: int = 0
    annotations: int = 0
    edition: str = ""
    state: str = READING_STATES[0]
    reports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class YearView:
    """A column of the matrix: editions at hand and which parts they hold."""

    year: int
    editions: tuple[str, ...]
    covers: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole matrix. `unattributed`: (year or None) to (characters, annotations) of what belongs to no district."""

    districts: Sequence[District]
    years: Sequence[YearView]
    cells: Mapping[tuple[str, int], CellView]
    unattributed: Mapping[int | None, tuple[int, int]]
    reports: Sequence[ReportSummary]
    annotations: int


def overview(library: Library) -> Overview:
    """Everything the tree and the matrix need, counted anew."""
    connection = library.file.connection
    districts = library.districts()
    reports = listing.summaries(connection)
    texts = {(cell.district, cell.year): cell for cell in listing.cells(connection)}
    marks = listing.annotation_counts(connection)
    states = reading.states(connection)
    years = [_year(year, reports) for year in sorted({r.year for r in reports if r.year is not None})]
    complete = {r.year for r in reports if r.districts_complete or r.covers_whole}
    cells = {}
    for district in districts:
        for column in years:
            at = (district.name, column.year)
            text = texts.get(at)
            cells[at] = CellView(
                *at,
                presence="text" if text else "absent" if column.year in complete else "missing",
                characters=text.characters if text else 0,
                annotations=marks.get(at, 0),
                edition=text.editions[0] if text else "",
                state=states.get(at, READING_STATES[0]),
                reports=text.reports if text else (),
            )
    loose = {year: (cell.characters, marks.get(("", year), 0)) for (name, year), cell in texts.items() if not name}
    return Overview(districts, years, cells, loose, reports, sum(r.annotations for r in reports))


def _year(year: int, reports: Sequence[ReportSummary]) -> YearView:
    own = [r for r in reports if r.year == year]
    standing = [r for r in own if r.edition is Edition.ORIGINAL] or own
    return YearView(
        year,
        tuple(dict.fromkeys(str(r.edition) for r in standing)),
        tuple(dict.fromkeys(section for r in standing for section in r.covers)),
        any(r.covers_whole for r in standing),
    )


def tag_counts(library: Library, tags: Sequence[str]) -> Mapping[tuple[str, int | None], int]:
    """(district, year) to the annotations there that carry one of the tags."""
    return listing.tag_counts(library.file.connection, tuple(tags)) if tags else {}


def tags_in_cell(library: Library, district: str, year: int) -> list[tuple[Tag, int]]:
    """The tags used in one district and year with their numbers, the most used first."""
    living = library.tags()
    counted = listing.tags_in_cell(library.file.connection, district, year)
    return [(living[tag], number) for tag, number in counted if tag in living]


def set_reading_state(library: Library, district: str, year: int, state: str) -> Change:
    """Note how far the reader is with a district in a year: 未读, 在读 or 已编码."""
    if state not in READING_STATES:
        raise ValueError(state)
    row = {"district": district, "year": year, "state": state}
    return library.change(f"标为{state}", lambda writer: writer.put("reading_state", row))


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the reader (待您处理)."""

    unverified_reports: tuple[str, ...]
    unattributed_passages: int
    changed_annotations: int
    lost_annotations: int


def waiting(library: Library) -> Waiting:
    """Metadata to verify, passages without district, annotations whose words changed or were lost."""
    connection = library.file.connection
    return Waiting(
        tuple(r.uuid for r in listing.summaries(connection) if r.unverified),
        listing.unattributed_passages(connection),
        *listing.unsettled_annotations(connection),
    )
