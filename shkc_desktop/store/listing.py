"""What the tree and the overview show: reports and cells, counted in SQL."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any, NamedTuple

from shkc_desktop.model.edition import Edition


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """A report as a list shows it."""

    uuid: str
    title: str
    year: int | None
    edition: Edition
    characters: int
    source_name: str
    sha256: str
    annotations: int
    covers: tuple[str, ...]
    covers_whole: bool
    districts_complete: bool
    unverified: tuple[str, ...]
    deleted: str | None = None


class Cell(NamedTuple):
    """One district in one year; superseded digests are not counted where an original stands."""

    district: str
    year: int | None
    characters: int
    editions: tuple[str, ...]
    reports: tuple[str, ...]


_SUMMARY = (
    "SELECT uuid, title, year, edition, characters, source_name, sha256, covers, covers_whole,"
    " districts_complete, unverified, deleted FROM report"
)


def summaries(connection: sqlite3.Connection, deleted: bool = False) -> list[ReportSummary]:
    """All living (or all deleted) reports, by year, originals before digests, then title."""
    state = "IS NOT NULL" if deleted else "IS NULL"
    counts = dict(
        connection.execute("SELECT report, COUNT(*) FROM annotation WHERE deleted IS NULL GROUP BY report").fetchall()
    )
    rows = connection.execute(
        f"{_SUMMARY} WHERE deleted {state} ORDER BY year IS NULL, year, edition = '提要', title, uuid"
    )
    return [_summary(row, counts.get(row[0], 0)) for row in rows]


def summary(connection: sqlite3.Connection, report: str) -> ReportSummary | None:
    """One report, deleted or not, its annotations not counted; None if there is none of that uuid."""
    row = connection.execute(f"{_SUMMARY} WHERE uuid = ?", (report,)).fetchone()
    return None if row is None else _summary(row, 0)


def version_of(connection: sqlite3.Connection, report: str) -> int | None:
    """The current text version of a living report."""
    row = connection.execute("SELECT version FROM report WHERE uuid = ? AND deleted IS NULL", (report,)).fetchone()
    return None if row is None else int(row[0])


def _summary(row: tuple[Any, ...], annotations: int) -> ReportSummary:
    uuid, title, year, edition, characters, source_name, sha, covers, whole, complete, unverified, gone = row
    return ReportSummary(
        uuid,
        title,
        year,
        Edition(edition),
        characters,
        source_name,
        sha,
        annotations,
        tuple(json.loads(covers)),
        bool(whole),
        bool(complete),
        tuple(json.loads(unverified)),
        gone,
    )


def districts_by_report(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Report uuid to the districts it has text for, in official order."""
    found: dict[str, list[str]] = {}
    for report, district in connection.execute(
        "SELECT c.report, c.district FROM cell c LEFT JOIN district d ON d.name = c.district"
        " WHERE c.district <> '' ORDER BY c.report, d.position IS NULL, d.position, c.first"
    ):
        found.setdefault(report, []).append(district)
    return found


def cells(connection: sqlite3.Connection) -> list[Cell]:
    """Every district × year with text; '' stands for what belongs to no district (未归区)."""
    grouped: dict[tuple[str, int | None], list[tuple[str, int, str]]] = {}
    for district, year, edition, characters, report in connection.execute(
        "SELECT c.district, r.year, r.edition, c.characters, r.uuid FROM cell c JOIN report r ON r.uuid = c.report"
        " WHERE r.deleted IS NULL AND c.characters > 0 ORDER BY r.year, r.edition = '提要', r.title, r.uuid"
    ):
        grouped.setdefault((district, year), []).append((edition, characters, report))
    found = []
    for (district, year), parts in grouped.items():
        originals = [part for part in parts if part[0] == Edition.ORIGINAL]
        standing = originals or parts
        found.append(
            Cell(
                district,
                year,
                sum(characters for _, characters, _ in standing),
                tuple(dict.fromkeys(edition for edition, _, _ in standing)),
                tuple(report for _, _, report in standing),
            )
        )
    return found


def annotation_counts(connection: sqlite3.Connection) -> dict[tuple[str, int | None], int]:
    """(district, year) to the number of living annotations; the reader's own district outranks the found ones."""
    counts: dict[tuple[str, int | None], int] = {}
    for own, found, year, number in connection.execute(
        "SELECT a.district, a.found_districts, r.year, COUNT(*) FROM annotation a JOIN report r ON r.uuid = a.report"
        " WHERE a.deleted IS NULL AND r.deleted IS NULL GROUP BY 1, 2, 3"
    ):
        names = (own,) if own is not None else tuple(found.strip("|").split("|"))
        for name in names:
            counts[name, year] = counts.get((name, year), 0) + number
    return counts


def tag_counts(connection: sqlite3.Connection, tags: tuple[str, ...]) -> dict[tuple[str, int | None], int]:
    """(district, year) to the number of living annotations that carry one of `tags`."""
    marks = ",".join("?" * len(tags))
    counts: dict[tuple[str, int | None], int] = {}
    for own, found, year in connection.execute(
        "SELECT a.district, a.found_districts, r.year FROM annotation a JOIN report r ON r.uuid = a.report"
        " WHERE a.deleted IS NULL AND r.deleted IS NULL AND EXISTS (SELECT 1 FROM annotation_tag t"
        f" WHERE t.annotation = a.uuid AND t.tag IN ({marks}))",
        tags,
    ):
        names = (own,) if own is not None else tuple(found.strip("|").split("|"))
        for name in names:
            counts[name, year] = counts.get((name, year), 0) + 1
    return counts


def unattributed_passages(connection: sqlite3.Connection) -> int:
    """Paragraphs and list items of living reports that belong to no district, superseded ones left out."""
    row = connection.execute(
        "SELECT COUNT(*) FROM report r JOIN block b ON b.version = r.version WHERE r.deleted IS NULL"
        " AND b.kind IN ('paragraph', 'list_item') AND NOT b.superseded AND NOT EXISTS"
        " (SELECT 1 FROM attribution a WHERE a.version = b.version AND a.block = b.n)"
    ).fetchone()
    return int(row[0])


def unsettled_annotations(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many living annotations stand on changed words, and how many have lost their place."""
    row = connection.execute(
        "SELECT COALESCE(SUM(state IN ('moved', 'changed')), 0), COALESCE(SUM(state IN ('ambiguous', 'orphan')), 0)"
        " FROM annotation WHERE deleted IS NULL"
    ).fetchone()
    return int(row[0]), int(row[1])


def same_source(connection: sqlite3.Connection, sha256: str) -> ReportSummary | None:
    """A report from a file with the same bytes, living ones first."""
    row = connection.execute(f"{_SUMMARY} WHERE sha256 = ? ORDER BY deleted IS NOT NULL LIMIT 1", (sha256,)).fetchone()
    return None if row is None or not sha256 else _summary(row, 0)


def tags_in_cell(connection: sqlite3.Connection, district: str, year: int) -> list[tuple[str, int]]:
    """(tag, living annotations that carry it) in one district and year, the most used first."""
    rows = connection.execute(
        "SELECT t.tag, COUNT(*) FROM annotation_tag t JOIN annotation a ON a.uuid = t.annotation"
        " JOIN report r ON r.uuid = a.report WHERE a.deleted IS NULL AND r.deleted IS NULL AND r.year = ?"
        " AND (a.district = ? OR (a.district IS NULL AND instr('|' || a.found_districts || '|', '|' || ? || '|')))"
        " GROUP BY t.tag ORDER BY 2 DESC, t.tag",
        (year, district, district),
    )
    return [(tag, number) for tag, number in rows]


def stepped_back(connection: sqlite3.Connection, district: str, year: int) -> int:
    """Living annotations on what a digest says of a district and year, where an original has taken its place."""
    row = connection.execute(
        "SELECT COUNT(DISTINCT a.uuid) FROM report r JOIN annotation a ON a.report = r.uuid"
        ' JOIN block b ON b.version = r.version AND b.superseded AND a.start >= b.start AND a.start < b."end"'
        " WHERE r.year = ? AND r.edition = ? AND r.deleted IS NULL AND a.deleted IS NULL"
        " AND (a.district = ? OR (a.district IS NULL AND instr('|' || a.found_districts || '|', '|' || ? || '|')))",
        (year, Edition.DIGEST, district, district),
    ).fetchone()
    return int(row[0])


def open_doubts(connection: sqlite3.Connection) -> dict[str, int]:
    """Report uuid to how many of its doubts the reader has not settled; those without any left out."""
    return dict(
        connection.execute(
            "SELECT r.uuid, COUNT(*) FROM report r JOIN doubt d ON d.version = r.version"
            " WHERE r.deleted IS NULL AND NOT d.settled GROUP BY r.uuid"
        ).fetchall()
    )
