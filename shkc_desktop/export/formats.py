"""The formats that excerpts go out in, by the names the command line uses."""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from shkc_desktop.export.destination import Progress, ShouldStop, Written
from shkc_desktop.export.options import ExportOptions, Item
from shkc_desktop.model.failure import Failure

Writer = Callable[[Sequence[Item], ExportOptions, Path, Progress | None, ShouldStop | None], Written]

# Modules are loaded when they are used: python-docx alone costs a third of the start of the program.
_WRITERS = {
    "markdown": "markdown",
    "docx": "docx",
    "html": "html",
    "xlsx": "xlsx",
    "csv": "csv_table",
    "text": "text_template",
    "bibtex": "bibtex",
    "ris": "ris",
    "csl-json": "csl_json",
}
FORMATS = tuple(_WRITERS)
SUFFIXES = {
    "markdown": ".md",
    "docx": ".docx",
    "html": ".html",
    "xlsx": ".xlsx",
    "csv": ".csv",
    "text": ".txt",
    "bibtex": ".bib",
    "ris": ".ris",
    "csl-json": ".json",
}


def writer(name: str) -> Writer:
    """The writer of a format. Raises Failure for a name that is none."""
    if name not in _WRITERS:
        raise Failure(f"没有“{name}”这种导出格式，可用的有：{'、'.join(FORMATS)}。")
    return cast(Writer, import_module(f"shkc_desktop.export.{_WRITERS[name]}").write)


def export(
    name: str,
    items: Sequence[Item],
    options: ExportOptions,
    path: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Written:
    """Write the items in a format. Raises Failure, ExportCancelled; then no file is written or changed."""
    return writer(name)(items, options, path, progress, should_stop)
