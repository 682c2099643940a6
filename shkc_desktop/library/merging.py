"""Brings another library's work into ours: reads both sides, and writes what was decided as one step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shkc_desktop.anchoring.matching import FoldedText
from shkc_desktop.interchange.library_content import LibraryContent, MadeCorrection, ReportIdentity
from shkc_desktop.interchange.merging import Choice, Decision, MergePlan, Outcome, SameReport, plan_merge, resolved
from shkc_desktop.library import importing, opening, taking_corrections
from shkc_desktop.library.deriving import derive
from shkc_desktop.library.exchanging import placed_here
from shkc_desktop.library.library import Library, merged
from shkc_desktop.library.updating import shared
from shkc_desktop.model.annotation import AnchorState, Annotation
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.memo import Memo
from shkc_desktop.model.tag import Tag
from shkc_desktop.store import annotations, corrections, listing, memos, recycled, tags
from shkc_desktop.store.changes import Change, Writer
from shkc_desktop.store.clock import now

# Two reports that share this much of their text are one, whatever their files were.
_SAME_TEXT = 90.0
# Short texts may differ by a heading and be the same all the same.
_SLACK = 40


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge has done. kept: decisions that nobody took, so that our side stands; lost: marks without a place."""

    reports: int
    tags: int
    annotations: int
    memos: int
    corrections: int
    deleted: int
    same: int
    lost: int
    kept: tuple[Decision, ...] = ()

    @property
    def words(self) -> str:
        """`新标注 3 条，标签 1 个`, for the reader."""
        named = [
            (self.reports, "报告 {} 份"),
            (self.annotations, "标注 {} 条"),
            (self.tags, "标签 {} 个"),
            (self.memos, "备忘录 {} 则"),
            (self.corrections, "校订 {} 处"),
            (self.deleted, "删去 {} 项"),
            (self.lost, "待安放 {} 条"),
        ]
        found = [words.format(number) for number, words in named if number]
        same = f"，原已相同 {self.same} 条" if self.same else ""
        return ("并入" + "，".join(found) if found else "没有新的内容") + same


def content(library: Library) -> LibraryContent:
    """The living work of a library, and what lies in its recycle bin."""
    connection = library.file.connection
    summaries = listing.summaries(connection)
    living = {summary.uuid for summary in summaries}
    deleted = recycled.moments(connection)
    made = (
        MadeCorrection(correction, target)
        for summary in summaries
        for correction, target in corrections.read(connection, summary.uuid)
    )
    return LibraryContent(
        reports=tuple(
            ReportIdentity(s.uuid, s.title, s.year, library.report_text(s.uuid)[1], s.sha256) for s in summaries
        ),
        tags=tuple(library.tags().values()),
        # What lies on a deleted report waits in the bin with it.
        annotations=tuple(
            a for a, _ in annotations.read(connection) if a.target.report in living or a.target.report not in deleted
        ),
        memos=tuple(memos.read(connection)),
        corrections=tuple(made),
        deleted=frozenset(deleted),
    )


def opened(path: Path, ours: Library) -> Library:
    """The other library, for reading alone. Raises LibraryUnusable, and Failure for our own file."""
    if path.exists() and path.resolve() == ours.path.resolve():
        raise Failure("这就是正在使用的资料库，不必和自己合并。")
    return opening.open_library(path, read_only=True)


def plan(ours: Library, theirs: Library) -> MergePlan:
    """What a merge would do, and what the reader has to decide; nothing is written."""
    return plan_merge(content(ours), content(theirs), _same_report(ours, theirs), ours.creator)


def _same_report(ours: Library, theirs: Library) -> SameReport:
    def same(own: ReportIdentity, other: ReportIdentity) -> bool:
        if own.year != other.year:
            return False
        one, two = ours.report_text(own.uuid)[0], theirs.report_text(other.uuid)[0]
        return _may_be_same(one, two) and shared(one, two) >= _SAME_TEXT

    return same


def _may_be_same(one: str, two: str) -> bool:
    """A cheap look, so that two libraries of a thousand reports are not compared word by word."""
    if min(len(one), len(two)) < max(len(one), len(two)) * _SAME_TEXT / 100 - _SLACK:
        return False
    step = max(1, len(two) // 20)
    runs = [two[at : at + 8] for at in range(0, len(two), step)]
    return sum(run in one for run in runs) * 2 >= len(runs)


def merge(
    ours: Library,
    theirs: Library,
    planned: MergePlan,
    choices: Mapping[str, Choice] | Choice,
    take: Sequence[MadeCorrection] = (),
) -> tuple[Change, Merged]:
    """Carry out a plan as one step. take: those of `planned.corrections` that the reader wants.

    A conflict without a choice keeps ours, and is told in `Merged.kept`.
    """
    outcome = resolved(planned, choices)
    label = f"合并“{theirs.path.name}”"
    changes: list[Change] = []
    arrived: list[str] = []
    with ours.file.transaction():
        for identity in outcome.reports:
            report = theirs.report(identity.uuid, raw=True) or ours.report(identity.uuid, raw=True)
            if report is not None:
                _, _, added = importing.add(ours, report)
                changes += [added] if added is not None else []
                arrived.append(identity.uuid)
        taken, number = taking_corrections.take(ours, [made for made in take if made.target.report not in arrived])
        changes += taken
        placed = _placed(ours, outcome.annotations)
        written = ours.change(label, lambda writer: _write(writer, outcome, placed, planned, arrived))
        derive(ours, written)
        changes.append(written)
    lost = sum(a.state in (AnchorState.ORPHAN, AnchorState.AMBIGUOUS) for a in placed)
    kept = () if isinstance(choices, Choice) else tuple(d for d in planned.decisions if d.uuid not in choices)
    done = Merged(
        len(arrived),
        len(outcome.tags),
        len(outcome.annotations),
        len(outcome.memos),
        number,
        len(outcome.deleted),
        planned.same,
        lost,
        kept,
    )
    return merged(label, changes), done


def _placed(ours: Library, incoming: Sequence[Annotation]) -> list[Annotation]:
    """The annotations where their words stand in our texts; those without a report here are kept without a place."""
    connection = ours.file.connection
    texts: dict[str, FoldedText] = {}
    found = []
    for annotation in incoming:
        report = annotation.target.report
        if annotation.target.text_sha256 and annotation.target.text_sha256 == ours.report_text(report)[1]:
            found.append(annotation)
        else:
            here = {report: report if listing.summary(connection, report) is not None else None}
            found.append(placed_here(ours, annotation, here, texts))
    return found


def _write(
    writer: Writer, outcome: Outcome, placed: Sequence[Annotation], planned: MergePlan, arrived: Sequence[str]
) -> None:
    digits = {tag.favourite for tag in tags.read(writer.connection)}
    for tag in outcome.tags:
        present = writer.get("tag", tag.uuid)
        # The order among siblings and the digit keys are each reader's own.
        own = present["favourite"] if present else (None if tag.favourite in digits else tag.favourite)
        tags.put(writer, replace(tag, favourite=own, position=present["position"] if present else tag.position))
    for annotation in placed:
        annotations.put(writer, annotation)
    annotations.restore(writer, [annotation.uuid for annotation in placed])
    for memo in outcome.memos:
        memos.put(writer, memo)
    for made in planned.corrections:
        if made.target.report in arrived and made.target.report in {r.uuid for r in planned.new_reports}:
            corrections.put(writer, made.correction, made.target)
    for thing in outcome.deleted:
        table = {Tag: "tag", Annotation: "annotation", Memo: "memo"}.get(type(thing), "report")
        writer.put(table, {"uuid": thing.uuid, "deleted": now()})
