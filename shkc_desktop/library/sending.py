"""Writes a selection of annotations as a library file of its own, to be sent to someone else."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from shkc_desktop.export.destination import Progress, ShouldStop, Written, replacing, watched
from shkc_desktop.interchange.library_content import LibraryContent, selection
from shkc_desktop.library import opening
from shkc_desktop.library.library import Library
from shkc_desktop.library.merging import content
from shkc_desktop.model.failure import Failure
from shkc_desktop.store import annotations, corrections, memos, reports, tags
from shkc_desktop.store.changes import Writer


def send(
    library: Library,
    uuids: Sequence[str],
    path: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Written:
    """Write these annotations with their reports, tags and public memos. Raises Failure; then `path` is untouched."""
    if path.resolve() == library.path.resolve():
        raise Failure("这就是正在使用的资料库，请换一个文件名。")
    chosen = selection(content(library), uuids)
    if not chosen.annotations:
        raise Failure("没有可以发送的标注。")
    with replacing(path, over_library=True) as part:
        made = opening.new_library(part)
        try:
            with made.file.transaction() as connection:
                for identity in watched(chosen.reports, progress, should_stop):
                    report = library.report(identity.uuid, raw=True)
                    if report is not None:
                        # The file someone else receives holds the words, not the original pages.
                        reports.add(connection, replace(report, original=None))
                made.change("发送", lambda writer: _write(writer, chosen))
        finally:
            made.close()
    return Written(len(chosen.annotations))


def _write(writer: Writer, chosen: LibraryContent) -> None:
    for tag in chosen.tags:
        tags.put(writer, replace(tag, favourite=None))
    for annotation in chosen.annotations:
        annotations.put(writer, annotation)
    for memo in chosen.memos:
        memos.put(writer, memo)
    for made in chosen.corrections:
        corrections.put(writer, made.correction, made.target)
