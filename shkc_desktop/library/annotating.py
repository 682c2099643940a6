"""Marks passages, tags them, writes notes, deletes and restores: each a step that can be undone."""

import uuid as _uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from shkc_desktop.anchoring.describing import describe
from shkc_desktop.library.library import Library
from shkc_desktop.model.annotation import AnchorState, Annotation
from shkc_desktop.model.failure import ChangedElsewhere, Failure
from shkc_desktop.model.selector import Target
from shkc_desktop.store import annotations, texts
from shkc_desktop.store.changes import Change, Writer
from shkc_desktop.store.clock import now

Span = tuple[str, int, int]  # report uuid, start, end


def target(library: Library, report: str, start: int, end: int) -> Target:
    """Describe a passage of the report's current text. Raises Failure for an empty or impossible one."""
    text, digest = library.report_text(report)
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise Failure("没有选中文字，不能标注。")
    return describe(text, start, end, report, digest, heading_path(library, report, start))


def heading_path(library: Library, report: str, offset: int) -> tuple[str, ...]:
    """The headings above a place, outermost first."""
    connection = library.file.connection
    version = texts.current_version(connection, report)
    if version is None:
        return ()
    text, _ = library.text(version)
    return tuple(text[start:end] for start, end in texts.headings_above(connection, version, offset))


def annotate(
    library: Library,
    spans: Sequence[Span],
    colour: int = 1,
    tags: Sequence[str] = (),
    note: str = "",
    label: str = "标注",
) -> tuple[Change, list[str]]:
    """Mark one or several spans; several share a group. Returns the change and the new uuids."""
    moment = now()
    group = str(_uuid.uuid4()) if len(spans) > 1 else None
    made = [
        Annotation(
            uuid=str(_uuid.uuid4()),
            target=target(library, report, start, end),
            colour=colour,
            tags=tuple(tags),
            note=note,
            creator=library.creator,
            created=moment,
            modified=moment,
            group=group,
        )
        for report, start, end in spans
    ]

    def work(writer: Writer) -> None:
        for annotation in made:
            annotations.put(writer, annotation)

    return library.change(label, work), [annotation.uuid for annotation in made]


def get(library: Library, uuid: str) -> Annotation | None:
    """One annotation, None if there is none of that uuid."""
    return annotations.get(library.file.connection, uuid)


def _edit(library: Library, label: str, edited: Iterable[tuple[Annotation, Annotation]]) -> Change:
    pairs = [(old, new) for old, new in edited if old != new]
    moment = now()

    def work(writer: Writer) -> None:
        for old, new in pairs:
            annotations.put(writer, replace(new, modified=moment), rev=old.rev)

    return library.change(label, work)


def _existing(library: Library, uuids: Iterable[str]) -> list[Annotation]:
    return annotations.some(library.file.connection, uuids)


def recolour(library: Library, uuids: Sequence[str], colour: int) -> Change:
    """Give annotations another colour."""
    edited = ((a, replace(a, colour=colour)) for a in _existing(library, uuids))
    return _edit(library, "改颜色", edited)


def set_note(library: Library, uuid: str, note: str, rev: int | None = None) -> Change:
    """Write the note; `rev` is that of the annotation the writer saw, so that nothing is overwritten silently."""
    found = _existing(library, [uuid])
    edited = ((replace(a, rev=a.rev if rev is None else rev), replace(a, note=note)) for a in found)
    return _edit(library, "写批注", edited)


def add_tags(library: Library, uuids: Sequence[str], tags: Sequence[str]) -> Change:
    """Add tags behind those that are there."""
    edited = ((a, replace(a, tags=tuple(dict.fromkeys((*a.tags, *tags))))) for a in _existing(library, uuids))
    return _edit(library, "加标签", edited)


def remove_tags(library: Library, uuids: Sequence[str], tags: Sequence[str]) -> Change:
    """Take tags off."""
    edited = ((a, replace(a, tags=tuple(t for t in a.tags if t not in tags))) for a in _existing(library, uuids))
    return _edit(library, "取下标签", edited)


def set_tags(library: Library, uuids: Sequence[str], tags: Sequence[str]) -> Change:
    """Make these the tags of the annotations."""
    edited = ((a, replace(a, tags=tuple(dict.fromkeys(tags)))) for a in _existing(library, uuids))
    return _edit(library, "改标签", edited)


def set_district(library: Library, uuids: Sequence[str], district: str | None) -> Change:
    """Overrule the district of annotations; None goes back to the attributions under their words."""
    edited = ((a, replace(a, district=district)) for a in _existing(library, uuids))
    return _edit(library, "改标注所属区", edited)


def resize(library: Library, uuid: str, start: int, end: int, seen: tuple[int, int] | None = None) -> Change:
    """Extend or shrink an annotation; note and tags stay. `seen`: the ends the reader saw when she moved one."""
    found = _existing(library, [uuid])
    if seen is not None and any((a.target.position.start, a.target.position.end) != seen for a in found):
        raise ChangedElsewhere("这条标注的范围在另一个窗口里已经改过，请先看一看再改。")
    edited = ((a, replace(a, target=target(library, a.target.report, start, end))) for a in found)
    return _edit(library, "改标注范围", edited)


def place_by_hand(library: Library, uuid: str, report: str, start: int, end: int) -> Change:
    """Attach an annotation that lost its place to the passage the reader shows."""
    found = _existing(library, [uuid])
    edited = ((a, replace(a, target=target(library, report, start, end), state=AnchorState.EXACT)) for a in found)
    return _edit(library, "重新安放标注", edited)


def accept_state(library: Library, uuids: Sequence[str]) -> Change:
    """The reader has looked at moved or changed annotations: describe them anew where they now stand."""
    edited = (
        (
            a,
            replace(
                a,
                target=target(library, a.target.report, a.target.position.start, a.target.position.end),
                state=AnchorState.EXACT,
            ),
        )
        for a in _existing(library, uuids)
        if a.state in (AnchorState.MOVED, AnchorState.CHANGED)
    )
    return _edit(library, "认可新位置", edited)


def delete(library: Library, uuids: Sequence[str]) -> Change:
    """Put annotations into the recycle bin."""
    label = "删去标注" if len(uuids) == 1 else f"删去 {len(uuids)} 条标注"
    return library.change(label, lambda writer: annotations.delete(writer, uuids, now()))


def restore(library: Library, uuids: Sequence[str]) -> Change:
    """Take annotations out of the recycle bin, with tags and notes."""
    return library.change("还原标注", lambda writer: annotations.restore(writer, uuids))


def notes_at(library: Library, uuids: Iterable[str]) -> Mapping[str, str]:
    """The notes of some annotations by uuid."""
    return {a.uuid: a.note for a in _existing(library, uuids)}
