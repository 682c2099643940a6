"""Writes what a correction changed in blocks and attributions, row by row, so that it can be undone."""

import sqlite3
from typing import Any

from shkc_desktop.model.block import Block
from shkc_desktop.model.report import Correction, Report
from shkc_desktop.store.changes import Writer
from shkc_desktop.store.reports import BLOCK_COLUMNS, block_values


def rewrite_blocks(writer: Writer, version: int, before: Report, after: Report) -> None:
    """Bring the rows of a text version from `before` to `after`; both have the same text and the same blocks."""
    for old, new in zip(before.blocks, after.blocks, strict=True):
        if old == new:
            continue
        writer.put("block", {"version": version, **dict(zip(BLOCK_COLUMNS, block_values(new), strict=True))})
        if old.attributions != new.attributions:
            _rewrite_attributions(writer, version, new)


def corrected_characters(connection: sqlite3.Connection, version: int) -> tuple[Correction, ...]:
    """The character corrections of a text version, in order."""
    rows = connection.execute(
        'SELECT start, "end", original FROM character_correction WHERE version = ? ORDER BY start, id', (version,)
    )
    return tuple(Correction(*row) for row in rows)


def settle(writer: Writer, version: int, before: Report, after: Report) -> None:
    """Take doubts that are settled, and repairs that are undone, off the lists of a text version."""
    doubts = {(doubt.kind, doubt.message, doubt.block) for doubt in set(before.doubts) - set(after.doubts)}
    if doubts:
        rows = writer.connection.execute(
            "SELECT id, kind, message, block FROM doubt WHERE version = ? AND NOT settled", (version,)
        ).fetchall()
        for number, *doubt in rows:
            if tuple(doubt) in doubts:
                writer.put("doubt", {"id": number, "settled": 1})
    repairs = {(r.kind, r.block, *r.lines, r.before, r.after) for r in set(before.repairs) - set(after.repairs)}
    if repairs:
        rows = writer.connection.execute(
            "SELECT id, kind, block, first_line, last_line, before, after FROM repair WHERE version = ?", (version,)
        ).fetchall()
        for number, *repair in rows:
            if tuple(repair) in repairs:
                writer.remove("repair", number)


def _rewrite_attributions(writer: Writer, version: int, block: Block) -> None:
    connection = writer.connection
    for (old,) in connection.execute(
        "SELECT id FROM attribution WHERE version = ? AND block = ?", (version, block.index)
    ).fetchall():
        writer.remove("attribution", old)
    first = connection.execute("SELECT COALESCE(MAX(id), 0) + 1 FROM attribution").fetchone()[0]
    for number, found in enumerate(block.attributions, first):
        row: dict[str, Any] = {
            "id": number,
            "version": version,
            "block": block.index,
            "start": found.start,
            "end": found.end,
            "district": found.district,
            "zone": found.zone,
            "evidence": str(found.evidence),
            "confidence": found.confidence,
        }
        writer.put("attribution", row)
