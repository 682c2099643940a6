"""What another program's file brings: plain values, not yet found in the library."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import NAMESPACE_URL, UUID, uuid5

from shkc_desktop.model.annotation import Annotation
from shkc_desktop.model.memo import Memo
from shkc_desktop.model.tag import Tag

# Larger offsets than any text has; also where JSON numbers stop being exact.
MAX_OFFSET = 1_000_000_000
_SPACE = uuid5(NAMESPACE_URL, "urn:shkc-desktop:interchange")


@dataclass(frozen=True, slots=True)
class IncomingSource:
    """A report that incoming annotations lie on, as far as the file knows it.

    key: what `Annotation.target.report` says: a report's uuid, or another program's address.
    text: its words where the file holds them (LF line ends, no BOM), else None. sha256: of that text.
    """

    key: str
    title: str = ""
    url: str = ""
    text: str | None = None
    sha256: str = ""
    year: int | None = None
    districts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incoming:
    """Everything a file brings.

    annotations: their tags are uuids of `tags`. A quote without words (`exact == ""`) has its position alone; a
        position without length is unknown, then the quote alone tells. Offsets are trusted only where
        `target.text_sha256` names the text.
    tags: parents before children. sources: one for each report that an annotation lies on.
    problems: what could not be taken over, one Chinese sentence each.
    """

    annotations: tuple[Annotation, ...] = ()
    tags: tuple[Tag, ...] = ()
    memos: tuple[Memo, ...] = ()
    sources: tuple[IncomingSource, ...] = ()
    problems: tuple[str, ...] = ()


def named_uuid(*parts: str) -> str:
    """The same uuid for the same words, so that a file imported twice is recognised."""
    return str(uuid5(_SPACE, "\x1f".join(part.encode("utf-8", "replace").decode() for part in parts)))


def plain_uuid(text: object) -> str | None:
    """The uuid that `urn:uuid:…` or a bare uuid names, in lower case; None for anything else."""
    if not isinstance(text, str):
        return None
    try:
        return str(UUID(re.sub(r"^urn:uuid:", "", text.strip(), flags=re.IGNORECASE).strip("{}")))
    except ValueError:
        return None


def tag_name(text: str) -> str:
    """A name a tag may have: one line, without `/`."""
    return " ".join(text.replace("/", "／").split()) or "（无名）"


@dataclass(slots=True)
class TagShelf:
    """Tags by uuid, made from paths where a file knows no more."""

    tags: dict[str, Tag] = field(default_factory=dict)

    def put(self, tags: Iterable[Tag]) -> None:
        """Take over tags that the file describes itself."""
        self.tags.update((tag.uuid, tag) for tag in tags)

    def at_path(self, path: str, uuid: str | None = None, colour: int = 1) -> str:
        """The uuid of the tag at `产业/芯片`, which is made with those above it if need be."""
        if uuid is not None and uuid in self.tags:
            return uuid
        names = [tag_name(name) for name in path.split("/") if name.strip()] or [tag_name(path)]
        parent: str | None = None
        for depth, name in enumerate(names):
            last = depth == len(names) - 1
            key = uuid if last and uuid is not None else named_uuid("tag", *names[: depth + 1])
            self.tags.setdefault(key, Tag(key, name, parent, colour if last else 1))
            parent = key
        assert parent is not None
        return parent

    def in_order(self) -> tuple[Tag, ...]:
        """Parents before children; a parent that is unknown or lies in a circle is left out."""
        placed: dict[str, Tag] = {}
        for start in self.tags.values():
            chain: list[Tag] = []
            tag: Tag | None = start
            while tag is not None and tag.uuid not in placed and tag not in chain:
                chain.append(tag)
                tag = self.tags.get(tag.parent) if tag.parent else None
            for member in reversed(chain):
                lost = member.parent is not None and member.parent not in placed
                placed[member.uuid] = replace(member, parent=None) if lost else member
        return tuple(placed.values())
