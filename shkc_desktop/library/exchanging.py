"""Takes annotations of other programs in, and gives ours out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shkc_desktop.anchoring.describing import describe
from shkc_desktop.anchoring.matching import FoldedText, Match, match, match_all
from shkc_desktop.interchange.incoming import Incoming, IncomingSource
from shkc_desktop.library.annotating import heading_path
from shkc_desktop.library.library import Library
from shkc_desktop.library.updating import shared
from shkc_desktop.model.annotation import AnchorState, Annotation
from shkc_desktop.model.failure import NotReadable, cause
from shkc_desktop.model.selector import Target, TextPositionSelector
from shkc_desktop.model.tag import Tag, tag_path
from shkc_desktop.store import annotations, listing, memos, tags
from shkc_desktop.store.changes import Change, Writer
from shkc_desktop.store.clock import now

# A source that shares this much of its text with a report of the library is that report.
_SAME_TEXT = 90.0


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came in: how many are new, how many were there already, and in which states the new ones stand."""

    added: int
    present: int
    states: dict[str, int]
    problems: tuple[str, ...]


def read_incoming(path: Path) -> Incoming:
    """What a file of another program brings. Raises Failure with one sentence."""
    try:
        data = path.read_bytes()
    except IsADirectoryError:
        raise NotReadable(f"“{path.name}”是文件夹，不是标注文件。") from None
    except FileNotFoundError:
        raise NotReadable(f"找不到文件“{path}”。") from None
    except OSError as error:
        raise NotReadable(f"不能读取“{path}”：{cause(error)}。") from error
    if not data.strip():
        raise NotReadable(f"“{path.name}”是空文件。")
    if data.startswith(b"PK") or path.suffix.lower() == ".qdpx":
        from shkc_desktop.interchange.refi import project_reader

        return project_reader.read(data)
    if path.suffix.lower() == ".qdc":
        from shkc_desktop.interchange.refi import codebook

        return Incoming(tags=codebook.read(data))
    from shkc_desktop.interchange import web_annotation_reader

    return web_annotation_reader.read(data)


def take_in(library: Library, incoming: Incoming) -> tuple[Change, Arrival]:
    """Store what came in, as one step. Known uuids are left alone; unknown reports leave orphans, kept and reported."""
    reports = {source.key: _report_of(library, source) for source in incoming.sources}
    known = {annotation.uuid for annotation, _ in annotations.read(library.file.connection, "1")}
    texts: dict[str, FoldedText] = {}
    fresh = [annotation for annotation in incoming.annotations if annotation.uuid not in known]
    found = found_together(library, fresh, reports, texts)
    placed = [placed_here(library, annotation, reports, texts, found.get(annotation.uuid)) for annotation in fresh]
    names, made = _tags(library, incoming.tags)
    moment = now()

    def work(writer: Writer) -> None:
        for tag in made:
            tags.put(writer, tag)
        for annotation in placed:
            own = tuple(dict.fromkeys(names.get(tag, tag) for tag in annotation.tags))
            created = annotation.created or moment
            whole = replace(annotation, tags=own, created=created, modified=annotation.modified or created)
            annotations.put(writer, whole)
        for memo in incoming.memos:
            if writer.get("memo", memo.uuid) is None:
                about = reports.get(memo.about) or names.get(memo.about, memo.about)
                created = memo.created or moment
                memos.put(writer, replace(memo, about=about, created=created, modified=memo.modified or created))

    change = library.change("导入标注", work)
    states = Counter(str(annotation.state) for annotation in placed)
    lost = [source for source in incoming.sources if reports[source.key] is None]
    problems = [*incoming.problems, *(_unknown(source) for source in lost)]
    present = len(incoming.annotations) - len(fresh)
    return change, Arrival(len(placed), present, dict(states), tuple(problems))


@dataclass(frozen=True, slots=True)
class Sample:
    """Words as they would be marked, with what stands around them: whether offsets are right is seen at a glance."""

    title: str
    before: str
    words: str
    after: str
    tags: str


def samples(incoming: Incoming, most: int = 6) -> list[Sample]:
    """Some of the passages that a file marks, from all over it."""
    sources = {source.key: source for source in incoming.sources}
    names = {tag.uuid: tag.name for tag in incoming.tags}
    step = max(1, len(incoming.annotations) // most)
    found = []
    for annotation in incoming.annotations[::step][:most]:
        target, source = annotation.target, sources.get(annotation.target.report)
        start, end = target.position.start, target.position.end
        words, before, after = target.quote.exact, target.quote.prefix[-20:], target.quote.suffix[:20]
        if not words and source is not None and source.text is not None:
            words, before = source.text[start:end], source.text[max(0, start - 20) : start]
            after = source.text[end : end + 20]
        title = (source.title or source.url or source.key) if source is not None else ""
        found.append(Sample(title, before, words, after, "，".join(names.get(tag, "") for tag in annotation.tags)))
    return found


def _unknown(source: IncomingSource) -> str:
    return f"资料库里没有“{source.title or source.url or source.key}”，其上的标注已保留，待安放。"


def _report_of(library: Library, source: IncomingSource) -> str | None:
    connection = library.file.connection
    if (found := listing.summary(connection, source.key)) is not None:
        return found.uuid
    summaries = listing.summaries(connection)
    if source.text is not None:
        best = max(((shared(library.report_text(s.uuid)[0], source.text), s.uuid) for s in summaries), default=None)
        if best is not None and best[0] >= _SAME_TEXT:
            return best[1]
    named = [s.uuid for s in summaries if source.title and s.title == source.title]
    return named[0] if len(named) == 1 else None


def found_together(
    library: Library,
    incoming: Sequence[Annotation],
    reports: Mapping[str, str | None],
    texts: dict[str, FoldedText],
) -> dict[str, Match]:
    """Where the words of annotations stand in our texts; those of one report witness for each other."""
    by_report: dict[str, list[Annotation]] = {}
    for annotation in incoming:
        report = reports.get(annotation.target.report)
        if report is not None and annotation.target.quote.exact:
            by_report.setdefault(report, []).append(annotation)
    found: dict[str, Match] = {}
    for report, annotations_there in by_report.items():
        text, digest = library.report_text(report)
        if all(a.target.text_sha256 == digest for a in annotations_there):
            continue  # nothing to look for: it is our very text
        folded = texts.setdefault(report, FoldedText(text))
        matches = match_all([a.target for a in annotations_there], folded)
        found.update((a.uuid, match) for a, match in zip(annotations_there, matches, strict=True))
    return found


def placed_here(
    library: Library,
    annotation: Annotation,
    reports: Mapping[str, str | None],
    texts: dict[str, FoldedText],
    among: Match | None = None,
) -> Annotation:
    """The annotation where its words stand in our text; reports: its report's name to ours, None if we have none.

    among: where they were found together with the others of the report, None where they were not looked for.
    """
    target = annotation.target
    report = reports.get(target.report)
    if report is None:
        return replace(annotation, state=AnchorState.ORPHAN)
    text, digest = library.report_text(report)
    target = replace(target, report=report)
    start, end = target.position.start, target.position.end
    if target.text_sha256 == digest and text[start:end] == target.quote.exact:
        return replace(annotation, target=replace(target, heading_path=heading_path(library, report, start)))
    if not target.quote.exact:
        if not 0 <= start < end <= len(text):
            return replace(annotation, target=target, state=AnchorState.ORPHAN)
        return replace(annotation, target=_described(library, text, digest, report, start, end))
    if report not in texts:
        texts[report] = FoldedText(text)
    found = among or match(target, texts[report])
    if found.state in (AnchorState.AMBIGUOUS, AnchorState.ORPHAN):
        return replace(annotation, target=target, state=found.state)
    if found.state is AnchorState.CHANGED:
        moved = replace(target, position=TextPositionSelector(found.start, found.end), text_sha256=digest)
        return replace(annotation, target=moved, state=found.state)
    return replace(annotation, target=_described(library, text, digest, report, found.start, found.end))


def _described(library: Library, text: str, digest: str, report: str, start: int, end: int) -> Target:
    return describe(text, start, end, report, digest, heading_path(library, report, start))


def _tags(library: Library, incoming: tuple[Tag, ...]) -> tuple[dict[str, str], list[Tag]]:
    """Incoming uuid to ours (by uuid, then by path), and the tags that have to be made."""
    living = library.tags()
    theirs = {tag.uuid: tag for tag in incoming}
    paths = {tag_path(tag, living): uuid for uuid, tag in living.items()}
    names: dict[str, str] = {}
    made: list[Tag] = []
    for tag in incoming:
        path = tag_path(tag, theirs)
        if tag.uuid in living:
            names[tag.uuid] = tag.uuid
        elif path in paths:
            names[tag.uuid] = paths[path]
        else:
            parent = names.get(tag.parent, tag.parent) if tag.parent else None
            made.append(replace(tag, parent=parent, favourite=None))
            names[tag.uuid] = paths[path] = tag.uuid
    return names, made


def web_annotations(library: Library, uuids: list[str] | None = None) -> str:
    """Annotations as Web Annotation JSON-LD; all of them where none are named."""
    from shkc_desktop.interchange import web_annotation

    found = [annotation for annotation, _ in annotations.read(library.file.connection)]
    chosen = found if uuids is None else [a for a in found if a.uuid in set(uuids)]
    titles = {summary.uuid: summary.title for summary in listing.summaries(library.file.connection)}
    return web_annotation.to_json(chosen, library.tags(), titles)
