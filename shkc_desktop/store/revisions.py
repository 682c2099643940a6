"""Writes what a correction changed in blocks and attributions, row by row, so that it can be undone."""

from typing import Any

from shkc_desktop.model.block import Block
from shkc_desktop.model.report import Report
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
