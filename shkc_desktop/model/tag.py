"""A tag of the codebook, and the path by which people know it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tag:
    """A code of the codebook (编码本).

    name: without `/`. parent: uuid of the tag above, None at the top. colour: 1 to 4.
    definition 定义, inclusion 纳入标准, exclusion 排除标准, example 示例: plain text.
    position: place among its siblings. favourite: digit key 1 to 9, None without.
    """

    uuid: str
    name: str
    parent: str | None = None
    colour: int = 1
    definition: str = ""
    inclusion: str = ""
    exclusion: str = ""
    example: str = ""
    position: int = 0
    favourite: int | None = None
    rev: int = 0


def tag_path(tag: Tag, tags: Mapping[str, Tag]) -> str:
    """`产业/芯片`: the names from the top down to `tag`; `tags` maps uuids to tags."""
    names, seen = [tag.name], {tag.uuid}
    parent = tag.parent
    while parent is not None and parent in tags and parent not in seen:
        seen.add(parent)
        names.append(tags[parent].name)
        parent = tags[parent].parent
    return "/".join(reversed(names))


def by_uuid(tags: Iterable[Tag]) -> dict[str, Tag]:
    """The tags by their uuid."""
    return {tag.uuid: tag for tag in tags}
