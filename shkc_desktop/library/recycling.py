"""The recycle bin (回收站): what was deleted, and the ways back."""

from collections.abc import Sequence
from dataclasses import dataclass

from shkc_desktop.library import annotating, codebook, memoing, reporting
from shkc_desktop.library.library import Library, merged
from shkc_desktop.model.tag import by_uuid, tag_path
from shkc_desktop.store import annotations, listing, recycled, tags
from shkc_desktop.store.changes import Change


@dataclass(frozen=True, slots=True)
class Discarded:
    """One thing in the bin. kind: report, annotation, tag or memo; words: by which the reader knows it again."""

    kind: str
    uuid: str
    words: str
    detail: str
    deleted: str


def bin_content(library: Library) -> list[Discarded]:
    """Everything in the bin, the latest first."""
    connection = library.file.connection
    titles = {s.uuid: s.title for state in (False, True) for s in listing.summaries(connection, state)}
    when = recycled.moments(connection)
    found = [
        Discarded("report", s.uuid, s.title, f"{s.annotations} 条标注随它等着", s.deleted or "")
        for s in listing.summaries(connection, deleted=True)
    ]
    for annotation, _ in annotations.read(connection, "deleted IS NOT NULL"):
        words, detail = annotation.target.quote.exact, titles.get(annotation.target.report, "")
        found.append(Discarded("annotation", annotation.uuid, words, detail, when[annotation.uuid]))
    gone = tags.read(connection, deleted=True)
    every = library.tags() | by_uuid(gone)
    found += [Discarded("tag", t.uuid, tag_path(t, every), t.definition, when[t.uuid]) for t in gone]
    found += [
        Discarded("memo", m.uuid, m.title or m.text[:40], memoing.subject_name(library, m), when[m.uuid])
        for m in memoing.list_memos(library, deleted=True)
    ]
    return sorted(found, key=lambda entry: entry.deleted, reverse=True)


def restore(library: Library, chosen: Sequence[Discarded]) -> Change:
    """Bring things back as one step: reports with their annotations, annotations with tags and notes."""
    ways = {
        "report": reporting.restore,
        "tag": codebook.restore,
        "annotation": annotating.restore,
        "memo": memoing.restore,
    }
    changes = []
    with library.file.transaction():
        for kind, way in ways.items():
            uuids = [entry.uuid for entry in chosen if entry.kind == kind]
            if uuids:
                changes.append(way(library, uuids))
    return merged("从回收站还原", changes)
