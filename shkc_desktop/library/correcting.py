"""The reader's corrections of a report: structure, districts, characters; kept so that they survive a re-import."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from shkc_desktop.anchoring.describing import describe
from shkc_desktop.anchoring.matching import FoldedText, match_all
from shkc_desktop.ingest.revising import Revised, corrections_between, reapply
from shkc_desktop.library.deriving import derive
from shkc_desktop.library.library import Library
from shkc_desktop.model.annotation import AnchorState, Annotation
from shkc_desktop.model.correction import ReaderCorrection
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.report import Correction, Report
from shkc_desktop.model.selector import TextPositionSelector
from shkc_desktop.store import annotations, corrections, memos, reports, revisions, texts
from shkc_desktop.store.changes import Change, Writer
from shkc_desktop.store.clock import now


def revise(
    library: Library,
    uuid: str,
    label: str,
    work: Callable[[Report], Report | Revised],
    records: Sequence[ReaderCorrection] | None = None,
) -> Change:
    """Carry out a correction on the stored report, with the records of it, as one step; without records given, those
    that tell the two reports apart.

    One that leaves the text as it is changes rows; one that changes the text makes a new text version,
    and the annotations on it are carried to where their words now stand.
    """
    before = library.report(uuid, raw=True)
    version = texts.current_version(library.file.connection, uuid)
    if before is None or version is None:
        raise Failure("这份报告已不在资料库里。")
    done = work(before)
    revised = done if isinstance(done, Revised) else Revised(done, ())
    after = revised.report
    kept = corrections_between(before, done) if records is None else records

    def write(writer: Writer) -> None:
        for record in kept:
            corrections.put(writer, record, describe(before.text, record.start, record.end, uuid))
        writer.put("report", {"uuid": uuid, "modified": now(), **_changed_metadata(before, after)})
        if after.text == before.text and len(after.blocks) == len(before.blocks):
            revisions.rewrite_blocks(writer, version, before, after)
            revisions.settle(writer, version, before, after)
            return
        new = reports.add_version(writer.connection, after, label)
        writer.put("report", {"uuid": uuid, "version": new, "characters": len(after.text)})
        digest = reports.text_hash(after.text)
        for annotation, _ in list(annotations.read(writer.connection, "annotation.report = ?", (uuid,))):
            annotations.put(writer, _carried(annotation, revised, digest))
        for kept_place in memos.bookmarks(writer.connection):
            if kept_place.report == uuid:
                offset, _ = revised.carry(kept_place.offset, kept_place.offset + 1)
                memos.put_bookmark(writer, replace(kept_place, offset=offset))

    with library.file.transaction():
        change = library.change(label, write)
        derive(library, change)
    return change


def corrected_characters(library: Library, uuid: str) -> tuple[Correction, ...]:
    """What the reader has corrected in the current text of a report (校订), in order."""
    version = texts.current_version(library.file.connection, uuid)
    return () if version is None else revisions.corrected_characters(library.file.connection, version)


def _changed_metadata(before: Report, after: Report) -> dict[str, object]:
    old, new = reports.metadata_row(before), reports.metadata_row(after)
    return {name: value for name, value in new.items() if value != old[name]}


def _carried(annotation: Annotation, revised: Revised, digest: str) -> Annotation:
    """The annotation where its words stand after known edits; it keeps the quote it was made on."""
    if annotation.state in (AnchorState.AMBIGUOUS, AnchorState.ORPHAN):
        return annotation
    target = annotation.target
    start, end = revised.carry(target.position.start, target.position.end)
    if start >= end:
        return replace(annotation, state=AnchorState.ORPHAN)
    # The reader's own correction is no change of the source: the words are described anew, the state stays.
    anew = describe(revised.report.text, start, end, target.report, digest, target.heading_path)
    return replace(annotation, target=replace(anew, position=TextPositionSelector(start, end)))


def reapplied(library: Library, uuid: str, report: Report) -> Report:
    """A newly recognised report with the corrections that the reader made on the report `uuid`."""
    kept = corrections.read(library.file.connection, uuid)
    if not kept:
        return report
    # The text they were made on is the best witness of where their words went.
    old, _ = library.report_text(uuid)
    witness = FoldedText(old) if old else None
    found = match_all([target for _, target in kept], FoldedText(report.text), old=witness)
    located = [
        replace(correction, start=match.start, end=match.end)
        for (correction, _), match in zip(kept, found, strict=True)
        if match.state not in (AnchorState.AMBIGUOUS, AnchorState.ORPHAN) or correction.kind == "metadata"
    ]
    return reapply(located, report)
