"""The district × year matrix: what tree and overview show of each cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from shkc_desktop.model.district import UNATTRIBUTED, District

UNREAD, READING, CODED = STATES = ("未读", "在读", "已编码")


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


def compose(
    districts: Sequence[District],
    coverage: Mapping[int, bool],
    texts: Iterable[tuple[str, int | None, int, tuple[str, ...], tuple[str, ...]]],
    annotations: Mapping[tuple[str, int | None], int],
    states: Mapping[tuple[str, int], str],
    shares: Mapping[tuple[str, int], float],
) -> Matrix:
    """The matrix.

    coverage: every year with a report to whether its passage through the districts is there to the end.
    texts: (district or "", year, characters, editions, reports). shares: how far each cell was read, 0 to 1.
    """
    cells: dict[tuple[str, int], MatrixCell] = {}
    known = {d.name for d in districts}
    others: list[District] = []
    for district, year, characters, editions, reports in texts:
        if year is None:
            continue
        if district and district not in known:
            known.add(district)
            others.append(District(district, district.removesuffix("区")))
        cells[district, year] = MatrixCell(
            district,
            year,
            Presence.TEXT,
            characters,
            editions,
            reports,
            annotations.get((district, year), 0),
            states.get((district, year), UNREAD),
            shares.get((district, year), 0.0),
        )
    rows = (*districts, *others)
    for name in (*(d.name for d in rows), ""):
        for year, complete in coverage.items():
            if (name, year) not in cells:
                presence = Presence.ABSENT if complete else Presence.MISSING
                cells[name, year] = MatrixCell(name, year, presence, annotations=annotations.get((name, year), 0))
    return Matrix(rows, tuple(sorted(coverage)), cells)


def matches(district: District, query: str) -> bool:
    """Whether a filter's words name the district: 嘉, 嘉定区, or pinyin initials jd."""
    asked = query.strip().casefold()
    return asked in district.name.casefold() or (bool(district.initials) and district.initials.startswith(asked))


def spoken(name: str) -> str:
    """A district's name as shown; what belongs to none is 未归区."""
    return name or UNATTRIBUTED
