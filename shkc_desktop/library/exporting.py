"""Sends excerpts out in a format: gathers what the writers need, and checks the place."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from shkc_desktop.export.destination import Written, replacing
from shkc_desktop.export.formats import FORMATS, export
from shkc_desktop.export.options import ExportOptions, Item
from shkc_desktop.library import exchanging, refi
from shkc_desktop.library.codebook import codebook
from shkc_desktop.library.library import Library
from shkc_desktop.model.excerpt import Excerpt
from shkc_desktop.model.failure import Failure

# What interchange writes; the rest is written by export, and PDF by the window's room.
EXCHANGE = ("jsonld", "qdpx", "qdc")
ALL_FORMATS = tuple(dict.fromkeys((*FORMATS, "pdf", *EXCHANGE)))

Progress = Callable[[int, int], None]
ShouldStop = Callable[[], bool]


def with_library(library: Library, options: ExportOptions) -> ExportOptions:
    """The options with what the library knows: order of districts and tags, names of colours."""
    names = (library.setting("colour_names") or "").split("|")
    return replace(
        options,
        districts=tuple(district.name for district in library.districts()),
        tag_order=tuple(entry.path for entry in codebook(library)),
        colour_names=(names[0], names[1], names[2], names[3]) if len(names) == 4 else options.colour_names,
    )


def write(
    library: Library,
    name: str,
    items: Sequence[Item],
    options: ExportOptions,
    path: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Written:
    """Write items in any format but PDF. Raises Failure; then no file is written or changed."""
    if path.is_dir():
        raise Failure(f"“{path}”是文件夹，请写出文件名。")
    if name in EXCHANGE:
        return _exchange(library, name, items, path)
    return export(name, items, with_library(library, options), path, progress, should_stop)


def _exchange(library: Library, name: str, items: Sequence[Item], path: Path) -> Written:
    uuids = [item.annotation.uuid for item in items if isinstance(item, Excerpt)]
    count, problems = len(uuids), tuple[str, ...]()
    if name == "jsonld":
        data = exchanging.web_annotations(library, uuids).encode("utf-8")
    elif name == "qdc":
        data = refi.codebook_file(library)
    else:
        project = refi.project_file(library, uuids)
        data, count, problems = project.data, project.count, project.problems
    with replacing(path) as part:
        part.write_bytes(data)
    return Written(count, problems)
