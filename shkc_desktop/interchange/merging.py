"""Two people's work becomes one: what is new, what is the same, and what the reader has to decide."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from shkc_desktop.interchange.incoming import named_uuid
from shkc_desktop.interchange.library_content import LibraryContent, MadeCorrection, ReportIdentity
from shkc_desktop.model.annotation import Annotation
from shkc_desktop.model.memo import Memo, MemoSubject
from shkc_desktop.model.tag import Tag

Thing = ReportIdentity | Tag | Annotation | Memo
T = TypeVar("T", ReportIdentity, Tag, Annotation, Memo)

# Asked only of reports that neither uuid nor checksum brings together: (ours, theirs) -> are they the same?
SameReport = Callable[[ReportIdentity, ReportIdentity], bool]


class Difference(StrEnum):
    """Why the reader is asked."""

    CHANGED = "changed"
    DELETED_HERE = "deleted-here"
    DELETED_THERE = "deleted-there"


class Choice(StrEnum):
    """What she may answer; BOTH keeps two of it, or what one side has deleted."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing on which the two sides differ.

    uuid: of the thing, ours where both have it. ours, theirs: None where that side deleted it; `theirs` already
    speaks of our reports and tags. fields: what differs (`note`, `colour`, `tags`, `place`, `name` …).
    suggested: the side that changed it last.
    """

    uuid: str
    difference: Difference
    ours: Thing | None
    theirs: Thing | None
    fields: tuple[str, ...] = ()
    suggested: Choice = Choice.OURS


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge would do; nothing of ours is lost by it.

    report_names, tag_names: their uuid to ours. new_*: what comes in, already speaking of our reports and tags;
    offsets of an annotation whose `text_sha256` is not of our text have to be anchored anew.
    same: how many annotations both sides have alike. corrections: hers that we lack, to be offered.
    """

    report_names: Mapping[str, str]
    tag_names: Mapping[str, str]
    new_reports: tuple[ReportIdentity, ...]
    new_tags: tuple[Tag, ...]
    new_annotations: tuple[Annotation, ...]
    new_memos: tuple[Memo, ...]
    decisions: tuple[Decision, ...]
    corrections: tuple[MadeCorrection, ...]
    same: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is to be written in one step. `reports` come from the other library, or out of our recycle bin."""

    reports: tuple[ReportIdentity, ...] = ()
    tags: tuple[Tag, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    memos: tuple[Memo, ...] = ()
    deleted: tuple[Thing, ...] = ()


def plan_merge(
    ours: LibraryContent, theirs: LibraryContent, same_report: SameReport | None = None, reader: str = ""
) -> MergePlan:
    """What has to happen so that our library holds their work too.

    same_report tells whether two reports that differ in every checksum are one all the same.
    Their private memos stay theirs, unless `reader` wrote them herself.
    """
    reports = _report_names(ours.reports, theirs.reports, same_report)
    tags = _tag_names(ours.tags, theirs.tags)
    asked = _Decisions(ours.deleted, theirs.deleted)
    their_reports = [replace(report, uuid=reports[report.uuid]) for report in theirs.reports]
    their_tags = [replace(t, uuid=tags[t.uuid], parent=tags.get(t.parent or "")) for t in theirs.tags]
    their_marks = [_translated_mark(mark, reports, tags) for mark in theirs.annotations]
    public = (memo for memo in theirs.memos if not memo.private or (reader and memo.creator == reader))
    their_memos = [_translated_memo(memo, reports, tags) for memo in public]
    new_reports, _ = asked.compare(ours.reports, their_reports, lambda _a, _b: ())
    new_tags, _ = asked.compare(ours.tags, their_tags, _tag_differences)
    new_marks, same = asked.compare(ours.annotations, their_marks, _mark_differences)
    new_memos, _ = asked.compare(ours.memos, their_memos, _memo_differences)
    return MergePlan(
        report_names=reports,
        tag_names=tags,
        new_reports=tuple(new_reports),
        new_tags=tuple(new_tags),
        new_annotations=tuple(new_marks),
        new_memos=tuple(new_memos),
        decisions=tuple(asked.decisions),
        corrections=_offered(ours.corrections, theirs.corrections, reports),
        same=same,
    )


def resolved(plan: MergePlan, choices: Mapping[str, Choice] | Choice) -> Outcome:
    """What the reader's answers come to; a uuid without an answer keeps ours. A single choice answers everything."""
    tags, marks, memos = list(plan.new_tags), list(plan.new_annotations), list(plan.new_memos)
    reports = list(plan.new_reports)
    deleted: list[Thing] = []
    renamed: dict[str, str] = {}
    buried: set[str] = set()
    for decision in plan.decisions:
        choice = choices if isinstance(choices, Choice) else choices.get(decision.uuid, Choice.OURS)
        if decision.difference is Difference.DELETED_THERE:
            if choice is Choice.THEIRS and decision.ours is not None:
                deleted.append(decision.ours)
            continue
        if choice is Choice.OURS or decision.theirs is None:
            if decision.difference is Difference.DELETED_HERE:
                buried.add(decision.uuid)
            continue
        taken = decision.theirs
        if choice is Choice.BOTH and decision.difference is Difference.CHANGED:
            taken = twin(taken)
            renamed[decision.uuid] = taken.uuid
        match taken:
            case ReportIdentity():
                reports.append(taken)
            case Tag():
                tags.append(taken)
            case Annotation():
                marks.append(taken)
            case Memo():
                memos.append(taken)
    coming = {tag.uuid for tag in plan.new_tags}
    marks = [_retagged(mark, renamed) for mark in marks]
    parents: dict[str, str | None] = {**renamed, **dict.fromkeys(buried)}
    tags = [replace(t, parent=parents.get(t.parent or "", t.parent)) if t.uuid in coming else t for t in tags]
    return Outcome(tuple(reports), tuple(_parents_first(tags)), tuple(marks), tuple(memos), tuple(deleted))


def twin(theirs: Thing) -> Thing:
    """A copy beside ours: the same each time, so that merging twice makes no third."""
    match theirs:
        case Tag():
            made = named_uuid("twin", theirs.uuid, theirs.name, theirs.definition, theirs.inclusion, theirs.exclusion)
            return replace(theirs, uuid=made, name=f"{theirs.name}（对方）", favourite=None)
        case Annotation():
            return replace(theirs, uuid=named_uuid("twin", theirs.uuid, theirs.creator, theirs.modified, theirs.note))
        case Memo():
            return replace(theirs, uuid=named_uuid("twin", theirs.uuid, theirs.modified, theirs.text))
        case _:
            return theirs


class _Decisions:
    """Compares one kind of thing after another and gathers what the reader has to decide."""

    def __init__(self, deleted_here: frozenset[str], deleted_there: frozenset[str]) -> None:
        self._here, self._there = deleted_here, deleted_there
        self.decisions: list[Decision] = []

    def compare(
        self, ours: Sequence[T], theirs: Sequence[T], differences: Callable[[T, T], tuple[str, ...]]
    ) -> tuple[list[T], int]:
        """What is new to us, and how many are the same on both sides."""
        known = {thing.uuid: thing for thing in ours}
        told: set[str] = set()
        fresh: list[T] = []
        same = 0
        for thing in theirs:
            if thing.uuid in told:
                continue
            told.add(thing.uuid)
            if (own := known.get(thing.uuid)) is not None:
                fields = differences(own, thing)
                if not fields or twin(thing).uuid in known.keys() - {thing.uuid}:
                    same += 1
                else:
                    suggested = _later(own, thing, fields)
                    self.decisions.append(Decision(own.uuid, Difference.CHANGED, own, thing, fields, suggested))
            elif thing.uuid in self._here:
                self.decisions.append(Decision(thing.uuid, Difference.DELETED_HERE, None, thing))
            else:
                fresh.append(thing)
        gone = (thing for thing in ours if thing.uuid in self._there and thing.uuid not in told)
        self.decisions += [Decision(thing.uuid, Difference.DELETED_THERE, thing, None) for thing in gone]
        return fresh, same


def _later(ours: Thing, theirs: Thing, fields: Iterable[str]) -> Choice:
    if isinstance(ours, Annotation | Memo) and isinstance(theirs, Annotation | Memo):
        return Choice.THEIRS if theirs.modified > ours.modified else Choice.OURS
    # A tag has no date: what we left empty, they may fill.
    return Choice.THEIRS if not any(getattr(ours, name, None) for name in fields) else Choice.OURS


def _report_names(
    ours: Sequence[ReportIdentity], theirs: Sequence[ReportIdentity], same_report: SameReport | None
) -> dict[str, str]:
    """Their uuid to ours; a report that we lack keeps its own."""
    names: dict[str, str] = {}
    free = {report.uuid: report for report in ours}
    waiting = list(theirs)
    tests: list[SameReport] = [
        lambda a, b: a.uuid == b.uuid,
        lambda a, b: a.source_sha256 != "" and a.source_sha256 == b.source_sha256,
        lambda a, b: a.text_sha256 != "" and a.text_sha256 == b.text_sha256,
    ]
    for test in [*tests, *([same_report] if same_report is not None else [])]:
        later = []
        for report in waiting:
            found = next((own for own in free.values() if test(own, report)), None)
            if found is None:
                later.append(report)
            else:
                names[report.uuid] = found.uuid
                del free[found.uuid]
        waiting = later
    return names | {report.uuid: report.uuid for report in waiting}


def _tag_names(ours: Sequence[Tag], theirs: Sequence[Tag]) -> dict[str, str]:
    """Their uuid to ours: by uuid, then by name below the same parent; a tag that we lack keeps its own."""
    names = {tag.uuid: tag.uuid for tag in theirs if tag.uuid in {own.uuid for own in ours}}
    claimed = set(names)
    places = {(own.parent, own.name): own.uuid for own in ours if own.uuid not in claimed}
    for tag in _parents_first(theirs):
        if tag.uuid not in names:
            parent = names.get(tag.parent) if tag.parent else None
            names[tag.uuid] = places.pop((parent, tag.name), tag.uuid)
    return names


def _parents_first(tags: Sequence[Tag]) -> list[Tag]:
    known = {tag.uuid: tag for tag in tags}
    placed: dict[str, Tag] = {}
    for tag in tags:
        chain: list[Tag] = []
        above: Tag | None = tag
        while above is not None and above.uuid not in placed and above not in chain:
            chain.append(above)
            above = known.get(above.parent) if above.parent else None
        placed.update((member.uuid, member) for member in reversed(chain))
    return list(placed.values())


def _translated_mark(mark: Annotation, reports: Mapping[str, str], tags: Mapping[str, str]) -> Annotation:
    target = replace(mark.target, report=reports.get(mark.target.report, mark.target.report))
    return replace(mark, target=target, tags=tuple(dict.fromkeys(tags.get(tag, tag) for tag in mark.tags)))


def _retagged(mark: Annotation, names: Mapping[str, str]) -> Annotation:
    if names.keys().isdisjoint(mark.tags):
        return mark
    return replace(mark, tags=tuple(dict.fromkeys(names.get(tag, tag) for tag in mark.tags)))


def _translated_memo(memo: Memo, reports: Mapping[str, str], tags: Mapping[str, str]) -> Memo:
    names = {MemoSubject.REPORT: reports, MemoSubject.TAG: tags}.get(memo.subject, {})
    return replace(memo, about=names.get(memo.about, memo.about))


def _tag_differences(ours: Tag, theirs: Tag) -> tuple[str, ...]:
    names = ("name", "parent", "colour", "definition", "inclusion", "exclusion", "example")
    return tuple(name for name in names if getattr(ours, name) != getattr(theirs, name))


def _memo_differences(ours: Memo, theirs: Memo) -> tuple[str, ...]:
    names = ("title", "text", "subject", "about", "private")
    return tuple(name for name in names if getattr(ours, name) != getattr(theirs, name))


def _mark_differences(ours: Annotation, theirs: Annotation) -> tuple[str, ...]:
    names = ("note", "colour", "district", "creator")
    found = [name for name in names if getattr(ours, name) != getattr(theirs, name)]
    if set(ours.tags) != set(theirs.tags):
        found.append("tags")
    # Offsets of different text versions say nothing; the words do.
    moved = ours.target.text_sha256 == theirs.target.text_sha256 and ours.target.position != theirs.target.position
    if moved or ours.target.quote.exact != theirs.target.quote.exact:
        found.append("place")
    return tuple(found)


def _offered(
    ours: Sequence[MadeCorrection], theirs: Sequence[MadeCorrection], reports: Mapping[str, str]
) -> tuple[MadeCorrection, ...]:
    """Their corrections that we have not made, on our reports."""

    def key(made: MadeCorrection, report: str) -> tuple[str, str, str, str, str]:
        quote = made.target.quote
        return report, made.correction.kind, repr(made.correction.value), quote.exact, quote.prefix[-16:]

    known = {key(made, made.target.report) for made in ours}
    offered: dict[tuple[str, str, str, str, str], MadeCorrection] = {}
    for made in theirs:
        report = reports.get(made.target.report, made.target.report)
        name = key(made, report)
        if name not in known:
            offered.setdefault(name, replace(made, target=replace(made.target, report=report)))
    return tuple(offered.values())
