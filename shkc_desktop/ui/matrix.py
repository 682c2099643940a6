"""The district × year matrix: what tree and overview show of each cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from shkc_desktop.library.overview import READING_STATES, Overview
from shkc_desktop.model.district import UNATTRIBUTED, District

UNREAD, READING, CODED = STATES = READING_STATES


class Presence(Enum):
    """Whether a district has text in a year; a district without is told apart by what the files cover."""

    TEXT = "有文"
    ABSENT = "无"  # the report says nothing of it
    MISSING = "未收"  # that part of the report is not in this library


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One district in one year. district: "" for 未归区. share: 0 to 1, how far it was read."""

    district: str
    year: int
    presence: Presence
    characters: int = 0
    editions: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    annotations: int = 0
    state: str = UNREAD
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Matrix:
    """All cells; `rows` are the districts in official order, then those the gazetteer does not know."""

    districts: tuple[District, ...]
    years: tuple[int, ...]
    cells: Mapping[tuple[str, int], MatrixCell]

    def cell(self, district: str, year: int) -> MatrixCell:
        """One cell; what is not known is 未收."""
        return self.cells.get((district, year)) or MatrixCell(district, year, Presence.MISSING)

    def row(self, district: str) -> tuple[MatrixCell, ...]:
        """A district through the years."""
        return tuple(self.cell(district, year) for year in self.years)

    def has_text(self, district: str) -> bool:
        """Whether the district has text in any year."""
        return any(cell.presence is Presence.TEXT for cell in self.row(district))

    def annotations_of(self, district: str) -> int:
        """All annotations of a district."""
        return sum(cell.annotations for cell in self.row(district))

    def column(self, year: int) -> tuple[MatrixCell, ...]:
        """A year through the districts, 未归区 left out."""
        return tuple(self.cell(d.name, year) for d in self.districts)


def matrix_of(overview: Overview, shares: Mapping[tuple[str, int], float]) -> Matrix:
    """The matrix of a library. shares: how far each (district, year) was read, 0 to 1."""
    presence = {"text": Presence.TEXT, "absent": Presence.ABSENT, "missing": Presence.MISSING}
    cells = {
        at: MatrixCell(
            view.district,
            view.year,
            presence[view.presence],
            view.characters,
            (view.edition,) if view.edition else (),
            view.reports,
            view.annotations,
            view.state,
            shares.get(at, 0.0),
        )
        for at, view in overview.cells.items()
    }
    for year, (characters, annotations) in overview.unattributed.items():
        if year is not None and characters:
            cells["", year] = MatrixCell("", year, Presence.TEXT, characters, (), (), annotations)
    return Matrix(tuple(overview.districts), tuple(column.year for column in overview.years), cells)


def matches(district: District, query: str) -> bool:
    """Whether a filter's words name the district: 嘉, 嘉定区, or pinyin initials jd."""
    # Imported at the first filter, not at start.
    from shkc_desktop.chinese.initials import matches_filter

    asked = query.strip().casefold()
    return (
        district.initials.startswith(asked)
        if district.initials and asked.isascii()
        else matches_filter(asked, district.name)
    )


def spoken(name: str) -> str:
    """A district's name as shown; what belongs to none is 未归区."""
    return name or UNATTRIBUTED
