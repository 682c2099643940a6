"""What the tree and the overview show: reports and cells, counted in SQL."""

import json
import sqlite3
from dataclasses import dataclass
from typing import NamedTuple

from shkc_desktop.model.report import Edition


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


def summaries(connection: sqlite3.Connection, deleted: bool = False) -> list[ReportSummary]:
    """All living (or all deleted) reports, by year, originals before digests, then title."""
    state = "IS NOT NULL" if deleted else "IS NULL"
    counts = dict(
        connection.execute("SELECT report, COUNT(*) FROM annotation WHERE deleted IS NULL GROUP BY report").fetchall()
    )
    rows = connection.execute(
        "SELECT uuid, title, year, edition, characters, source_name, sha256, covers, covers_whole,"
        f" districts_complete, unverified, deleted FROM report WHERE deleted {state}"
        " ORDER BY year IS NULL, year, edition DESC, title, uuid"
    )
    return [
        ReportSummary(
            uuid,
            title,
            year,
            Edition(edition),
            characters,
            source_name,
            sha,
            counts.get(uuid, 0),
            tuple(json.loads(covers)),
            bool(whole),
            bool(complete),
            tuple(json.loads(unverified)),
            gone,
        )
        for uuid, title, year, edition, characters, source_name, sha, covers, whole, complete, unverified, gone in rows
    ]


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
        " WHERE r.deleted IS NULL AND c.characters > 0 ORDER BY r.year, r.edition DESC, r.title, r.uuid"
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
