"""Writes what the dialog shows: to a file, or for the clipboard. Runs in a worker."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from shkc_desktop.export import html
from shkc_desktop.export.cleaning import cleaned
from shkc_desktop.export.destination import Written
from shkc_desktop.export.document import document
from shkc_desktop.export.options import ExportOptions, Item
from shkc_desktop.export.table import columns, rows
from shkc_desktop.library import exporting
from shkc_desktop.library.library import Library
from shkc_desktop.model.excerpt import Excerpt
from shkc_desktop.ui.export.choices import Choices
from shkc_desktop.ui.export.kinds import EXCHANGED, TABLES
from shkc_desktop.ui.export.previewing import written


def write(
    library: Library, items: Sequence[Item], choices: Choices, title: str, path: Path, progress: Any, should_stop: Any
) -> Written:
    """Write the file. Raises Failure; then no file is written or changed."""
    options = choices.options(title)
    if choices.format == "shkc":
        from shkc_desktop.library import sending

        uuids = [item.annotation.uuid for item in items if isinstance(item, Excerpt)]
        return sending.send(library, uuids, path, progress, should_stop)
    if choices.format == "pdf":
        from shkc_desktop.ui import pdf_writer

        return pdf_writer.write(items, exporting.with_library(library, options), path, progress, should_stop)
    return exporting.write(library, choices.format, items, options, path, progress, should_stop)


def clipboard(library: Library, items: Sequence[Item], choices: Choices, title: str) -> tuple[str, str]:
    """(plain text, HTML or ""): what a paste into a document, a table or an editor should give. Raises Failure."""
    options = exporting.with_library(library, choices.options(title))
    if choices.format in TABLES:
        return _table(items, options)
    if choices.format in ("docx", "html", "pdf"):
        clean, _ = cleaned(items)
        return written(library, items, replace(options, template=""), "text"), html.page(document(clean, options))
    if choices.format in EXCHANGED and choices.format not in ("jsonld", "qdc"):
        return written(library, items, options, "text"), ""
    return written(library, items, options, choices.format), ""


def _table(items: Sequence[Item], options: ExportOptions) -> tuple[str, str]:
    from html import escape

    clean, _ = cleaned(items)
    table = columns(clean, options)
    lines = [[column.name for column in table]]
    lines += [["" if cell is None else str(cell) for cell in row] for row in rows(clean, table, options)]
    plain = "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line) + "</tr>" for line in lines)
    return plain, f"<table>{body}</table>"
