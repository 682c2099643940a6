"""Excerpts, and a whole report with its marks, as a PDF whose text can be searched and copied."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from shkc_desktop.export.cleaning import cleaned
from shkc_desktop.export.destination import Progress, ShouldStop, Written, replacing, watched
from shkc_desktop.export.document import Document, Entry, Passage, document
from shkc_desktop.export.html import STROKES
from shkc_desktop.export.marked_report import SET_ASIDE, MarkedBlock, MarkedReport, marked_report
from shkc_desktop.export.options import ExportOptions, Item
from shkc_desktop.model.annotation import Annotation
from shkc_desktop.model.block import BlockKind
from shkc_desktop.model.report import Report
from shkc_desktop.model.tag import Tag
from shkc_desktop.ui.page.fonts import SANS, SERIF
from shkc_desktop.ui.pdf_pages import Pages, Paragraph, PdfPaper, Run, plain
from shkc_desktop.ui.pdf_text_map import repaired

if TYPE_CHECKING:
    from shkc_desktop.library.library import Library

_CONTEXT = "#6A6257"
_GROUNDS = ("#FFE45C", "#8CC8FA", "#F4A48C", "#C3EBD0")


def write(
    items: Sequence[Item],
    options: ExportOptions,
    path: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Written:
    """Write the items as PDF; like every writer of `export/`. Needs a QGuiApplication; any thread will do."""
    clean, warnings = cleaned(items)
    layout = document(clean, options)
    paragraphs = list(paragraphs_of(layout))
    told = _write(paragraphs, layout.title, path, progress, should_stop)
    return Written(layout.count, (*warnings, *layout.notices, *told))


def write_report(
    report: Report,
    annotations: Sequence[Annotation],
    tags: Mapping[str, Tag],
    options: ExportOptions,
    path: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Written:
    """Write a whole report with its marks as PDF; the twin of `export.report_html.write`."""
    layout = marked_report(report, annotations, tags, options)
    return Written(layout.count, _write(list(_marked(layout)), layout.title, path, progress, should_stop))


def write_headless(
    library: "Library",
    name: str,
    items: Sequence[Item],
    options: ExportOptions,
    path: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Written:
    """For the command line: `library.exporting.write` for PDF, without a window or a screen."""
    from shkc_desktop.library.exporting import with_library

    if name != "pdf":
        raise ValueError(f"not a format of this room: {name}")
    application = QGuiApplication.instance() or _application()
    written = write(items, with_library(library, options), path, progress, should_stop)
    del application
    return written


def _application() -> QGuiApplication:
    # Other systems have their fonts only on their own platform, and a screen always.
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication([])


def _write(
    paragraphs: Sequence[Paragraph],
    title: str,
    path: Path,
    progress: Progress | None,
    should_stop: ShouldStop | None,
) -> tuple[str, ...]:
    """Write the pages; what the reader should know about them."""
    with replacing(path) as temporary, TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.pdf"
        pages = Pages(PdfPaper(raw, title))
        try:
            for paragraph in watched(paragraphs, progress, should_stop):
                pages.add(paragraph)
        finally:
            pages.close()
        repaired(raw, temporary, pages.drawn, SERIF + SANS, pages.outline)
    boxes = pages.drawn.without_font(SERIF + SANS)
    return (f"这台电脑的字体里没有这些字符，PDF 中显示为方框：{'、'.join(boxes[:20])}。",) if boxes else ()


def paragraphs_of(layout: Document) -> Iterator[Paragraph]:
    """What stands on the pages, in order; also for a preview of them."""
    yield plain("title", layout.title)
    if layout.facts:
        yield plain("facts", layout.facts)
    yield from (plain("notice", notice) for notice in layout.notices)
    for group in layout.groups:
        if group.heading:
            yield plain("heading", group.heading, listed=True)
        for entry in group.entries:
            yield from _entry(entry)
    if layout.references:
        yield plain("heading", "参考文献", listed=True)
        for reference in layout.references:
            label = f"{reference.label} " if reference.label else ""
            yield plain("reference", label + reference.text)


def _entry(entry: Entry) -> Iterator[Paragraph]:
    if not isinstance(entry, Passage):
        if entry.heading:
            yield plain("subheading", entry.heading)
        yield from (plain("own", line) for line in entry.text.split("\n") if line.strip())
        return
    runs = [Run(entry.text)]
    if entry.before:
        runs.insert(0, Run(f"…{entry.before}", tone=_CONTEXT))
    if entry.line_mark:
        runs.append(Run(entry.line_mark))
    if entry.raised_mark:
        runs.append(Run(entry.raised_mark, raised=True))
    if entry.after:
        runs.append(Run(f"{entry.after}…", tone=_CONTEXT))
    yield Paragraph("excerpt", runs, bar=f"#{STROKES[(entry.colour - 1) % 4]}")
    if entry.attribution:
        yield plain("detail", f"——{entry.attribution}")
    for label, text in entry.details:
        yield plain("detail", f"{label}　{text}")
    if entry.link:
        yield plain("detail", f"链接　{entry.link}")


def _marked(layout: MarkedReport) -> Iterator[Paragraph]:
    yield plain("title", layout.title)
    yield plain("facts", layout.facts)
    for block in layout.blocks:
        yield from _block(block)
    if layout.lost:
        yield plain("heading", "没有着落的标注", listed=True)
        for mark in layout.lost:
            yield plain("excerpt", mark.quote, bar=f"#{STROKES[(mark.colour - 1) % 4]}")
            if mark.card is not None:
                yield plain("detail", mark.card.text)
    if layout.reference:
        yield plain("heading", "出处", listed=True)
        yield plain("reference", layout.reference)


def _block(block: MarkedBlock) -> Iterator[Paragraph]:
    runs = [Run(s.text, ground=_GROUNDS[(s.colour - 1) % 4] if s.colour else "") for s in block.segments]
    heading = block.kind is BlockKind.HEADING
    look = "own" if block.kind is BlockKind.PARAGRAPH else "item"
    if heading:
        look = "heading" if block.level <= 2 else "subheading"
    elif block.kind in SET_ASIDE:
        look = "set-aside"
    yield Paragraph(look, runs, listed=heading)
    yield from (plain("aside", card.text, bar=f"#{STROKES[(card.colour - 1) % 4]}") for card in block.cards)
