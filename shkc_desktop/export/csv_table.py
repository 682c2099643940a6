"""Excerpts as CSV that Excel opens in Chinese and never takes for formulas."""

import csv
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from shkc_desktop.export.cleaning import cleaned
from shkc_desktop.export.destination import Progress, ShouldStop, Written, replacing, watched
from shkc_desktop.export.options import ExportOptions, Item
from shkc_desktop.export.references import References
from shkc_desktop.export.table import Cell, Column, columns, excerpt_count, rows
from shkc_desktop.model.excerpt import Excerpt

# Spreadsheets skip blanks, and full-width signs too, before they look for a formula.
_FORMULA = re.compile(r"[\t\r]|[\s\u3000\ufeff\u200b]*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+\-＋－]?\d[\d,]*(\.\d+)?[%％‰]?")


def guarded(text: str) -> str:
    """The text, with `'` before it where a spreadsheet would compute it; plain numbers (-5.22%) stay."""
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def write(
    items: Sequence[Item],
    options: ExportOptions,
    path: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Written:
    """Write the items as CSV (UTF-8 with BOM, CRLF). Raises Failure, ExportCancelled."""
    clean, warnings = cleaned(items)
    table = columns(clean, options)
    lines = rows(clean, table, options)
    write_lines(table, lines, path, progress, should_stop)
    notices = References([i for i in clean if isinstance(i, Excerpt)], options).notices() if options.citation else ()
    return Written(excerpt_count(clean), (*warnings, *notices))


def write_lines(
    table: Sequence[Column],
    lines: Sequence[Sequence[Cell]],
    path: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> None:
    """Write any table as CSV. Raises Failure, ExportCancelled."""
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([column.name for column in table])
        for line in watched(lines, progress, should_stop):
            writer.writerow([_shown(cell) for cell in line])


def _shown(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    return guarded(cell) if isinstance(cell, str) else cell
