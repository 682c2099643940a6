"""Works out a preview: the beginning of the very file that an export would write. Runs in a worker."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from shkc_desktop.export.cleaning import cleaned
from shkc_desktop.export.csv_table import guarded
from shkc_desktop.export.document import document, facts
from shkc_desktop.export.options import ExportOptions, Item
from shkc_desktop.export.table import columns, rows
from shkc_desktop.library import exporting, refi
from shkc_desktop.library.library import Library
from shkc_desktop.model.excerpt import Excerpt
from shkc_desktop.model.failure import Failure
from shkc_desktop.ui.export.choices import Choices
from shkc_desktop.ui.export.kinds import KINDS
from shkc_desktop.ui.export.page_images import painted
from shkc_desktop.ui.export.preview import Preview
from shkc_desktop.ui.pdf_writer import paragraphs_of

# More is not looked at in a preview; the file has all of it.
_PAGES, _ROWS, _ITEMS, _CHARACTERS = 12, 200, 300, 30_000


def preview(library: Library, items: Sequence[Item], choices: Choices, title: str, pixels: int) -> Preview:
    """The beginning of the file; never raises Failure."""
    options = exporting.with_library(library, choices.options(title))
    try:
        match KINDS[choices.format].preview:
            case "pages" | "scroll" as way:
                return _pages(items, options, pixels, endless=way == "scroll")
            case "table":
                return _table(items, options, choices.format == "csv")
            case "summary":
                return Preview(text=_summary(library, items, choices.format))
            case _:
                return _text(library, items, options, choices.format)
    except Failure as failure:
        return Preview(problem=str(failure))


def _pages(items: Sequence[Item], options: ExportOptions, pixels: int, endless: bool) -> Preview:
    clean, _ = cleaned(items[: _ITEMS * 2])
    layout = document(clean, options)
    if len(items) > len(clean):
        layout = replace(layout, facts=facts([item for item in items if isinstance(item, Excerpt)]))
    images, whole = painted(list(paragraphs_of(layout)), pixels, _PAGES, endless)
    return Preview(pages=images, whole=whole and len(items) <= len(clean))


def _table(items: Sequence[Item], options: ExportOptions, csv: bool) -> Preview:
    clean, _ = cleaned(items[:_ROWS])
    table = columns(clean, options)
    shown = [["" if cell is None else str(cell) for cell in row] for row in rows(clean, table, options)]
    if csv:
        shown = [[guarded(cell) for cell in row] for row in shown]
    return Preview(headers=[column.name for column in table], cells=shown, whole=len(items) <= _ROWS)


def _text(library: Library, items: Sequence[Item], options: ExportOptions, name: str) -> Preview:
    text = written(library, items[:_ITEMS], options, name)
    return Preview(text=text[:_CHARACTERS], whole=len(items) <= _ITEMS and len(text) <= _CHARACTERS)


def written(library: Library, items: Sequence[Item], options: ExportOptions, name: str) -> str:
    """What the file of a text format would hold. Raises Failure."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "preview"
        exporting.write(library, name, items, options, path)
        return path.read_text(encoding="utf-8-sig")


def _summary(library: Library, items: Sequence[Item], name: str) -> str:
    uuids = [item.annotation.uuid for item in items if isinstance(item, Excerpt)]
    if name == "shkc":
        from shkc_desktop.interchange.library_content import selection
        from shkc_desktop.library.merging import content

        chosen = selection(content(library), uuids)
        lines = [
            f"标注　{len(chosen.annotations)} 条",
            f"标签　{len(chosen.tags)} 个",
            f"备忘录　{len(chosen.memos)} 则（私密的不在其中）",
            f"报告　{len(chosen.reports)} 份，连同全文",
            *(f"　　{report.title}　{report.year or ''}".rstrip() for report in chosen.reports),
        ]
        return "\n".join(lines)
    project = refi.project_file(library, uuids)
    with zipfile.ZipFile(io.BytesIO(project.data)) as archive:
        members = [f"　　{entry.filename}　{entry.file_size:,} 字节" for entry in archive.infolist()]
    lines = [f"REFI-QDA 项目，{len(project.data):,} 字节", f"标注　{project.count} 条", "内含文件", *members]
    return "\n".join([*lines, *(["", "请留意", *project.problems] if project.problems else [])])
