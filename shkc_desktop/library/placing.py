"""Annotations that lost their place or moved: what they were, where they might belong, and putting them there."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from shkc_desktop.anchoring.matching import Candidate, FoldedText, match
from shkc_desktop.library import annotating
from shkc_desktop.library.library import Library
from shkc_desktop.model.annotation import AnchorState, Annotation
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.report import Edition
from shkc_desktop.store import annotations, listing
from shkc_desktop.store.changes import Change, Writer
from shkc_desktop.store.clock import now


@dataclass(frozen=True, slots=True)
class Unsettled:
    """An annotation whose place is open, or whose words are no longer those it was made on.

    now: the words that stand at its place; empty where it has none.
    """

    annotation: Annotation
    title: str
    year: int | None
    now: str


def unsettled(library: Library) -> list[Unsettled]:
    """Those without a place first, then those whose words changed, then those that moved."""
    order = [AnchorState.AMBIGUOUS, AnchorState.ORPHAN, AnchorState.CHANGED, AnchorState.MOVED]
    found = []
    for annotation, _ in annotations.read(library.file.connection, "deleted IS NULL AND state <> 'exact'"):
        summary = listing.summary(library.file.connection, annotation.target.report)
        if summary is not None and summary.deleted is not None:
            continue
        words = ""
        if annotation.state in (AnchorState.CHANGED, AnchorState.MOVED):
            text, _digest = library.report_text(annotation.target.report)
            words = text[annotation.target.position.start : annotation.target.position.end]
        title, year = (summary.title, summary.year) if summary else ("", None)
        found.append(Unsettled(annotation, title, year, words))
    return sorted(found, key=lambda entry: order.index(entry.annotation.state))


def some_wait(library: Library, uuids: Iterable[str]) -> bool:
    """Whether one of these annotations waits for its place or for the reader's consent."""
    return any(a.state is not AnchorState.EXACT for a in annotations.some(library.file.connection, uuids))


def candidates(library: Library, uuid: str, report: str | None = None) -> list[tuple[str, Candidate]]:
    """Where an annotation might belong, best first, each with its report; in `report`, or in the one it lies on.

    An annotation whose report is gone is looked for in every living one.
    """
    annotation = annotating.get(library, uuid)
    if annotation is None:
        return []
    named = report or annotation.target.report
    living = [s.uuid for s in listing.summaries(library.file.connection)]
    wanted = [named] if named in living else living
    found: list[tuple[str, Candidate]] = []
    for candidate_report in wanted:
        text = library.report_text(candidate_report)[0]
        result = match(annotation.target, FoldedText(text))
        found += [(candidate_report, candidate) for candidate in result.candidates]
    return sorted(found, key=lambda pair: -pair[1].score)[:8]


def originals_beside(library: Library, uuid: str) -> list[str]:
    """The originals of the year of the digest that an annotation lies on; empty where it lies on no digest."""
    annotation = annotating.get(library, uuid)
    summary = listing.summary(library.file.connection, annotation.target.report) if annotation else None
    if summary is None or summary.edition is not Edition.DIGEST:
        return []
    every = listing.summaries(library.file.connection)
    return [s.uuid for s in every if s.year == summary.year and s.edition is Edition.ORIGINAL]


def carry_over(library: Library, uuid: str, report: str, start: int, end: int) -> tuple[Change, str]:
    """Mark the passage of an original with the colour, tags and note of an annotation on a digest, which stays."""
    annotation = annotating.get(library, uuid)
    if annotation is None:
        raise Failure("这条标注已经不在了。")
    change, (made,) = annotating.annotate(
        library,
        [(report, start, end)],
        annotation.colour,
        annotation.tags,
        annotation.note,
        label="带到原文",
    )
    return change, made


def leave_as_orphan(library: Library, uuid: str) -> Change:
    """None of the candidates is right: the annotation keeps its old words and waits."""

    def work(writer: Writer) -> None:
        annotation = annotations.get(writer.connection, uuid)
        if annotation is not None:
            annotations.put(writer, replace(annotation, state=AnchorState.ORPHAN, modified=now()))

    return library.change("不安放", work)
