"""Replaces a report by a new edition of it (替换为新版): marks are found again, the reader's corrections kept."""

from collections import Counter
from dataclasses import replace

from rapidfuzz import fuzz

from shkc_desktop.anchoring.describing import describe
from shkc_desktop.anchoring.matching import FoldedText, match_all
from shkc_desktop.library import correcting
from shkc_desktop.library.deriving import derive
from shkc_desktop.library.library import Library
from shkc_desktop.model.annotation import AnchorState, Annotation
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.memo import Bookmark
from shkc_desktop.model.report import Report
from shkc_desktop.model.selector import TextPositionSelector
from shkc_desktop.store import annotations, listing, memos, reports
from shkc_desktop.store.changes import Change, Writer

# A new edition shares at least this much of its text with the one it replaces.
_SHARED = 50.0
# By so many characters a bookmark knows its place again.
_BOOKMARKED = 24


def earlier_edition(library: Library, report: Report) -> str | None:
    """The living report that `report` is a new edition of: same source name and year, and half its text; else None."""
    for summary in listing.summaries(library.file.connection):
        if summary.source_name == report.source_name and summary.year == report.year:
            text, _ = library.report_text(summary.uuid)
            if shared(text, report.text) >= _SHARED:
                return summary.uuid
    return None


def shared(old: str, new: str) -> float:
    """How much of the longer text both have, 0 to 100, by their runs of eight characters."""
    size = 8
    one, other = ({text[i : i + size] for i in range(len(text) - size + 1)} for text in (old, new))
    if not one or not other:
        return float(fuzz.ratio(old, new))
    return 100.0 * len(one & other) / max(len(one), len(other))


def update(library: Library, old: str, report: Report) -> tuple[Change, dict[str, int]]:
    """Give the report `old` the text and blocks of `report`; returns the change and its living annotations by state.

    Deleted annotations, bookmarks and the reader's corrections go with it. The uuid stays, so links and memos hold.
    Metadata the reader has verified stays too.
    """
    present = library.report(old)
    if present is None:
        raise Failure("要替换的报告已不在资料库里。")
    merged = correcting.reapplied(library, old, _with_kept_metadata(present, report))
    connection = library.file.connection
    states: Counter[str] = Counter()
    with library.file.transaction():
        where = "annotation.report = ? AND deleted IS NULL"
        living = {annotation.uuid for annotation, _ in annotations.read(connection, where, (old,))}
        # Before the report has its new text: the old one is the witness.
        found, places = reanchored(library, old, merged.text), _bookmarks(library, old, merged.text)

        def work(writer: Writer) -> None:
            version = reports.add_version(connection, merged, "替换为新版")
            source = reports.add_source(connection, merged)
            row = reports.metadata_row(merged)
            writer.put("report", row | {"version": version, "source": source, "characters": len(merged.text)})
            for annotation in found:
                annotations.put(writer, annotation)
                if annotation.uuid in living:
                    states[str(annotation.state)] += 1
            for kept in places:
                memos.put_bookmark(writer, kept)

        change = library.change("替换为新版", work)
        derive(library, change)
    return change, {str(state): states[str(state)] for state in AnchorState}


def _with_kept_metadata(present: Report, new: Report) -> Report:
    kept = present.publication
    publication = replace(new.publication)
    for name in ("responsible", "publisher", "place", "issued", "url"):
        if getattr(kept, name) and name not in kept.unverified:
            publication = replace(
                publication, **{name: getattr(kept, name)}, unverified=publication.unverified - {name}
            )
    title = present.title if "title" not in kept.unverified else new.title
    return replace(
        new,
        uuid=present.uuid,
        title=title,
        year=new.year if new.year is not None else present.year,
        publication=publication,
    )


def reanchored(library: Library, report: str, text: str) -> list[Annotation]:
    """The report's annotations, deleted ones too, as they stand in `text`; a lost one keeps its old words."""
    rows = list(annotations.read(library.file.connection, "annotation.report = ?", (report,)))
    # The old text is the best witness of where its passages went.
    old, _ = library.report_text(report)
    found = match_all([annotation.target for annotation, _ in rows], FoldedText(text), old=FoldedText(old))
    digest = reports.text_hash(text)
    placed = []
    for (annotation, _), match in zip(rows, found, strict=True):
        target = annotation.target
        if match.state not in (AnchorState.AMBIGUOUS, AnchorState.ORPHAN):
            target = replace(target, position=TextPositionSelector(match.start, match.end), text_sha256=digest)
        placed.append(replace(annotation, target=target, state=match.state))
    return placed


def _bookmarks(library: Library, report: str, text: str) -> list[Bookmark]:
    """The report's bookmarks where their words stand in `text`; one whose words are gone keeps its share of the way."""
    old, _ = library.report_text(report)
    kept = [bookmark for bookmark in memos.bookmarks(library.file.connection) if bookmark.report == report]
    targets = [describe(old, b.offset, max(b.offset + 1, min(len(old), b.offset + _BOOKMARKED)), report) for b in kept]
    found = match_all(targets, FoldedText(text), old=FoldedText(old))
    placed = []
    for bookmark, match in zip(kept, found, strict=True):
        lost = match.state in (AnchorState.AMBIGUOUS, AnchorState.ORPHAN)
        share = round(bookmark.offset * len(text) / max(1, len(old)))
        placed.append(replace(bookmark, offset=share if lost else match.start))
    return placed
