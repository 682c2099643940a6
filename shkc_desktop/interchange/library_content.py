"""What two libraries show each other when their work is brought together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from shkc_desktop.model.annotation import Annotation
from shkc_desktop.model.correction import ReaderCorrection
from shkc_desktop.model.memo import Memo, MemoSubject
from shkc_desktop.model.selector import Target
from shkc_desktop.model.tag import Tag


@dataclass(frozen=True, slots=True)
class ReportIdentity:
    """A report as another library may know it. source_sha256: of the file's bytes; text_sha256: of its text."""

    uuid: str
    title: str = ""
    year: int | None = None
    text_sha256: str = ""
    source_sha256: str = ""


@dataclass(frozen=True, slots=True)
class MadeCorrection:
    """A correction of the reader's, and the passage it was made on."""

    correction: ReaderCorrection
    target: Target


@dataclass(frozen=True, slots=True)
class LibraryContent:
    """The living work of a library; `deleted` names (by uuid) what lies in its recycle bin."""

    reports: tuple[ReportIdentity, ...] = ()
    tags: tuple[Tag, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    memos: tuple[Memo, ...] = ()
    corrections: tuple[MadeCorrection, ...] = ()
    deleted: frozenset[str] = frozenset()


def selection(content: LibraryContent, annotations: Iterable[str]) -> LibraryContent:
    """What a library of its own needs to hold these annotations: their reports, tags and public memos, no bin."""
    wanted = set(annotations)
    marks = tuple(mark for mark in content.annotations if mark.uuid in wanted)
    reports = {mark.target.report for mark in marks}
    tags = _with_those_above(content.tags, {tag for mark in marks for tag in mark.tags})
    names = {tag.uuid for tag in tags}

    def belongs(memo: Memo) -> bool:
        subjects = {MemoSubject.REPORT: reports, MemoSubject.TAG: names}
        return not memo.private and memo.subject in subjects and memo.about in subjects[memo.subject]

    return replace(
        content,
        reports=tuple(report for report in content.reports if report.uuid in reports),
        tags=tags,
        annotations=marks,
        memos=tuple(memo for memo in content.memos if belongs(memo)),
        corrections=tuple(made for made in content.corrections if made.target.report in reports),
        deleted=frozenset(),
    )


def _with_those_above(tags: tuple[Tag, ...], wanted: set[str]) -> tuple[Tag, ...]:
    by_uuid = {tag.uuid: tag for tag in tags}
    found: set[str] = set()
    for name in wanted:
        above: str | None = name
        while above is not None and above in by_uuid and above not in found:
            found.add(above)
            above = by_uuid[above].parent
    return tuple(tag for tag in tags if tag.uuid in found)
