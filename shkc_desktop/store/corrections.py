"""The reader's corrections of reports, kept with the words they were made on."""

import json
import sqlite3
import uuid as _uuid

from shkc_desktop.model.correction import ReaderCorrection
from shkc_desktop.model.selector import Target, TextPositionSelector, TextQuoteSelector
from shkc_desktop.store.changes import Writer
from shkc_desktop.store.clock import now


def put(writer: Writer, correction: ReaderCorrection, target: Target) -> None:
    """Keep a correction, made on the passage that `target` describes."""
    writer.put(
        "reader_correction",
        {
            "uuid": str(_uuid.uuid4()),
            "report": target.report,
            "kind": correction.kind,
            "value": json.dumps(correction.value, ensure_ascii=False),
            "start": target.position.start,
            "end": target.position.end,
            "exact": target.quote.exact,
            "prefix": target.quote.prefix,
            "suffix": target.quote.suffix,
            "created": now(),
        },
    )


def read(connection: sqlite3.Connection, report: str) -> list[tuple[ReaderCorrection, Target]]:
    """All corrections of a report in the order they were made, each with the passage it was made on."""
    return [
        (
            ReaderCorrection(kind, json.loads(value), start, end),
            Target(report, TextPositionSelector(start, end), TextQuoteSelector(exact, prefix, suffix)),
        )
        for kind, value, start, end, exact, prefix, suffix in connection.execute(
            'SELECT kind, value, start, "end", exact, prefix, suffix FROM reader_correction WHERE report = ?'
            " ORDER BY created, uuid",
            (report,),
        )
    ]
