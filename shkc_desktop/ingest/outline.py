"""What an import recognises, as one JSON object."""

from typing import Any

from shkc_desktop.model.block import Block
from shkc_desktop.model.report import Report


def outline(report: Report) -> dict[str, Any]:
    """The object that `shkc outline --json` prints; lines count from 1, offsets are code points of the text."""
    return {
        "title": report.title,
        "year": report.year,
        "year_evidence": report.year_evidence,
        "encoding": report.encoding,
        "replaced_characters": report.replaced_characters,
        "repairs": [
            {
                "kind": repair.kind,
                "block": repair.block,
                "source_lines": list(repair.lines),
                "before": repair.before,
                "after": repair.after,
            }
            for repair in report.repairs
        ],
        "sections": [
            {"number": s.number, "title": s.title, "level": s.level, "block": s.block} for s in report.sections
        ],
        "blocks": [_block(report, block) for block in report.blocks],
    }


def _block(report: Report, block: Block) -> dict[str, Any]:
    return {
        "index": block.index,
        "kind": str(block.kind),
        "level": block.level,
        "text": report.block_text(block),
        "start": block.start,
        "end": block.end,
        "source_lines": [block.lines[0], block.lines[-1]],
        "districts": [
            {
                "name": a.district,
                "zone": a.zone,
                "evidence": str(a.evidence),
                "confidence": a.confidence,
                "start": a.start,
                "end": a.end,
            }
            for a in block.attributions
        ],
        "mentions": list(block.mentions),
    }
