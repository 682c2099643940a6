"""The codebook (编码本): making, ordering, merging and splitting tags; each a step that can be undone."""

import uuid as _uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from shkc_desktop.library.library import Library
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.tag import Tag, tag_path
from shkc_desktop.store import annotations, tags
from shkc_desktop.store.changes import Change, Writer
from shkc_desktop.store.clock import now


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag with its path, and how many annotations carry it: itself, and itself or one below it."""

    tag: Tag
    path: str
    own: int
    total: int


def codebook(library: Library) -> list[TagCount]:
    """All living tags, depth first, siblings in the reader's order. `total` counts each annotation once."""
    living = library.tags()
    own = tags.counts(library.file.connection)
    under = _annotations_under(library, living)
    return [
        TagCount(tag, tag_path(tag, living), own.get(tag.uuid, 0), under.get(tag.uuid, own.get(tag.uuid, 0)))
        for tag in depth_first(living)
    ]


def depth_first(living: Mapping[str, Tag]) -> list[Tag]:
    """The tags as the codebook shows them: each followed by those below it."""
    children: dict[str | None, list[Tag]] = {}
    for tag in living.values():
        children.setdefault(tag.parent if tag.parent in living else None, []).append(tag)
    ordered: list[Tag] = []

    def walk(parent: str | None) -> None:
        for tag in children.get(parent, ()):
            ordered.append(tag)
            walk(tag.uuid)

    walk(None)
    return ordered


def _annotations_under(library: Library, living: Mapping[str, Tag]) -> dict[str, int]:
    """How many annotations carry a tag or one below it, for the tags that have some below."""
    found: dict[str, set[int]] = {t.parent: set() for t in living.values() if t.parent and t.parent in living}
    chains: dict[str, list[set[int]]] = {}
    for uuid in living:
        at: str | None = uuid
        seen: set[str] = set()
        while at is not None and at in living and at not in seen:
            seen.add(at)
            if at in found:
                chains.setdefault(uuid, []).append(found[at])
            at = living[at].parent
    for tag, annotation in tags.pairs(library.file.connection):
        for numbers in chains.get(tag, ()):
            numbers.add(annotation)
    return {uuid: len(numbers) for uuid, numbers in found.items()}


def below(living: dict[str, Tag], uuid: str) -> list[str]:
    """The tag and all tags under it."""
    found = [uuid]
    for at in found:
        found += [tag.uuid for tag in living.values() if tag.parent == at and tag.uuid not in found]
    return found


def _checked_name(library: Library, name: str, parent: str | None, but: str = "") -> str:
    name = name.strip()
    if not name:
        raise Failure("标签要有名称。")
    if "/" in name:
        raise Failure("标签名里不能有“/”，它用来分隔上下级。")
    if any(t.name == name and t.parent == parent and t.uuid != but for t in library.tags().values()):
        raise Failure(f"同一级里已经有标签“{name}”。")
    return name


def add_path(library: Library, path: str, colour: int | None = None) -> tuple[Change, str]:
    """Make the tag of a path (`产业/芯片`), and those above it where they are missing. Returns the change and its uuid.

    A tag that is there already is returned with an empty change. Raises Failure for a path without a name.
    """
    names = [name.strip() for name in path.split("/") if name.strip()]
    if not names:
        raise Failure("标签要有名称。")
    living = library.tags()
    parent: str | None = None
    made: list[Tag] = []
    for name in names:
        found = next((t for t in [*living.values(), *made] if t.name == name and t.parent == parent), None)
        if found is None:
            above = next((t for t in [*living.values(), *made] if t.uuid == parent), None)
            tint = colour or (above.colour if above else len([t for t in living.values() if t.parent is None]) % 4 + 1)
            position = sum(t.parent == parent for t in living.values())
            found = Tag(str(_uuid.uuid4()), name, parent, tint, position=position)
            made.append(found)
        parent = found.uuid

    def work(writer: Writer) -> None:
        for tag in made:
            tags.put(writer, tag)

    return library.change(f"新建标签“{names[-1]}”", work), str(parent)


def edit(library: Library, tag: Tag) -> Change:
    """Write a tag's name, colour, definition and so on; `tag.rev` is the one the reader saw."""
    name = _checked_name(library, tag.name, tag.parent, tag.uuid)
    return library.change("改标签", lambda writer: tags.put(writer, replace(tag, name=name), rev=tag.rev))


def rename(library: Library, uuid: str, name: str) -> Change:
    """Give a tag another name; annotations follow, for they know its uuid."""
    tag = library.tags()[uuid]
    name = _checked_name(library, name, tag.parent, uuid)
    return library.change("重命名标签", lambda writer: tags.put(writer, replace(tag, name=name), rev=tag.rev))


def move(library: Library, uuid: str, parent: str | None, position: int) -> Change:
    """Put a tag under another (None: at the top) at a place among its siblings. Raises Failure for a circle."""
    living = library.tags()
    if parent is not None and parent in below(living, uuid):
        raise Failure("不能把标签移到它自己下面。")
    tag = living[uuid]
    _checked_name(library, tag.name, parent, uuid)
    siblings = [t for t in living.values() if t.parent == parent and t.uuid != uuid]
    siblings.insert(max(0, min(position, len(siblings))), replace(tag, parent=parent))

    def work(writer: Writer) -> None:
        for index, sibling in enumerate(siblings):
            tags.put(writer, replace(sibling, position=index))

    return library.change("移动标签", work)


def merge(library: Library, sources: Sequence[str], target: str) -> Change:
    """Let `target` stand wherever one of `sources` stood; their children move under it, they go to the recycle bin."""
    living = library.tags()
    if any(target in below(living, source) for source in sources):
        raise Failure("不能把标签并入它自己的下级。")

    def work(writer: Writer) -> None:
        for source in sources:
            for uuid in tags.annotations_of(writer.connection, source):
                row = annotations.get(writer.connection, uuid)
                if row is not None:
                    kept = tuple(dict.fromkeys(target if tag == source else tag for tag in row.tags))
                    annotations.put_tags(writer, uuid, kept)
            names = {t.name for t in living.values() if t.parent == target}
            for child in [t for t in living.values() if t.parent == source]:
                free = child.name if child.name not in names else f"{child.name}（{living[source].name}）"
                tags.put(writer, replace(child, parent=target, name=free))
            writer.put("tag", {"uuid": source, "deleted": now(), "favourite": None})

    return library.change(f"合并标签到“{living[target].name}”", work)


def split(library: Library, uuid: str, name: str, moved: Sequence[str]) -> tuple[Change, str]:
    """Make a sibling tag and give it to the annotations `moved` in place of the old one."""
    living = library.tags()
    tag = living[uuid]
    name = _checked_name(library, name, tag.parent)
    new = replace(tag, uuid=str(_uuid.uuid4()), name=name, favourite=None, position=tag.position + 1)

    def work(writer: Writer) -> None:
        tags.put(writer, new)
        for annotation in moved:
            row = annotations.get(writer.connection, annotation)
            if row is not None:
                annotations.put_tags(writer, annotation, [new.uuid if t == uuid else t for t in row.tags])

    return library.change(f"拆分标签“{tag.name}”", work), new.uuid


def delete(library: Library, uuids: Sequence[str]) -> Change:
    """Put tags and those under them into the recycle bin; annotations keep them, unseen, until they come back."""
    living = library.tags()
    gone = list(dict.fromkeys(uuid for top in uuids for uuid in below(living, top)))

    def work(writer: Writer) -> None:
        for uuid in gone:
            writer.put("tag", {"uuid": uuid, "deleted": now()})

    label = f"删去标签“{living[gone[0]].name}”" if len(gone) == 1 else f"删去 {len(gone)} 个标签"
    return library.change(label, work)


def restore(library: Library, uuids: Sequence[str]) -> Change:
    """Take tags out of the recycle bin; one whose parent is gone comes back at the top."""
    living = library.tags()
    deleted = {tag.uuid: tag for tag in tags.read(library.file.connection, deleted=True)}

    def work(writer: Writer) -> None:
        back = set(uuids)
        for uuid in uuids:
            tag = deleted[uuid]
            parent = tag.parent if tag.parent in living or tag.parent in back else None
            writer.put("tag", {"uuid": uuid, "deleted": None, "parent": parent})

    return library.change("还原标签", work)


def set_favourite(library: Library, uuid: str, digit: int | None) -> Change:
    """Put a tag on a digit key (1 to 9), taking the key from the tag that had it; None takes it off."""

    def work(writer: Writer) -> None:
        for tag in library.tags().values():
            if tag.uuid == uuid:
                tags.put(writer, replace(tag, favourite=digit))
            elif digit is not None and tag.favourite == digit:
                tags.put(writer, replace(tag, favourite=None))

    return library.change("设常用标签", work)
