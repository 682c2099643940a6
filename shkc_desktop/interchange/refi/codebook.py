"""Tags as a REFI-QDA codebook (`.qdc`), and back."""

import re
from collections.abc import Callable, Mapping, Sequence
from xml.etree.ElementTree import Element

from shkc_desktop.interchange.incoming import plain_uuid, tag_name
from shkc_desktop.interchange.refi.markup import child, guid, parsed, to_bytes
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.tag import Tag

NAMESPACE = "urn:QDA-XML:codebook:1.0"
ORIGIN = "SHKC Desktop"

# The four highlight hues; other programs paint passages with them. Strong ones come near the strokes.
COLOURS = ("#FFE45C", "#8CC8FA", "#F4A48C", "#C3EBD0")
_STROKES = ("#A67C00", "#0072B2", "#C04A12", "#00805C")

# How the parts of a tag stand in its one description; a line of its own opens each.
_PARTS = {"inclusion": "【纳入标准】", "exclusion": "【排除标准】", "example": "【示例】"}
_OPENERS = {label: name for name, label in _PARTS.items()}
_ESCAPED = re.compile(r"\\(\\*(?:" + "|".join(map(re.escape, _OPENERS)) + "))")


def to_xml(tags: Sequence[Tag]) -> bytes:
    """The codebook as a `.qdc` file. Raises Failure where there is no tag: the format knows no empty codebook."""
    if not tags:
        raise Failure("编码本里还没有标签，没有可导出的内容。")
    root = Element("CodeBook", {"origin": ORIGIN})
    add_codes(child(root, "Codes"), tags)
    return to_bytes(root, NAMESPACE)


def read(data: bytes) -> tuple[Tag, ...]:
    """The tags of a `.qdc` file, parents before children. Raises Failure."""
    root = parsed(data, "编码本")
    if root.tag != "CodeBook":
        raise Failure("文件不是 REFI-QDA 编码本，没有导入。")
    tags, _ = tags_of(root.find("Codes"))
    return tags


def add_codes(codes: Element, tags: Sequence[Tag], decorate: Callable[[Element, Tag], None] | None = None) -> None:
    """Put every tag below `codes`, each once; `decorate` adds what only a project knows."""
    below: dict[str | None, list[Tag]] = {}
    known = {tag.uuid for tag in tags}
    for tag in sorted(tags, key=lambda tag: tag.position):
        below.setdefault(tag.parent if tag.parent in known else None, []).append(tag)
    done: set[str] = set()

    def put(place: Element, tag: Tag) -> None:
        done.add(tag.uuid)
        code = child(
            place, "Code", guid=guid(tag.uuid), name=tag.name, isCodable="true", color=COLOURS[(tag.colour - 1) % 4]
        )
        if text := description(tag):
            child(code, "Description", text)
        if decorate is not None:
            decorate(code, tag)
        for lower in below.get(tag.uuid, ()):
            if lower.uuid not in done:
                put(code, lower)

    for tag in below.get(None, ()):
        put(codes, tag)
    for tag in tags:  # a circle has no top; it is opened at its first tag
        if tag.uuid not in done:
            put(codes, tag)


def tags_of(codes: Element | None) -> tuple[tuple[Tag, ...], dict[str, Element]]:
    """The tags below `codes`, parents before children, and the element of each. Raises Failure for a GUID twice."""
    tags: list[Tag] = []
    elements: dict[str, Element] = {}
    waiting: list[tuple[Element, str | None, int]] = []

    def enqueue(place: Element, parent: str | None) -> None:
        found = [(code, parent, position) for position, code in enumerate(place.findall("Code"))]
        waiting.extend(reversed(found))

    if codes is not None:
        enqueue(codes, None)
    while waiting:
        code, parent, position = waiting.pop()
        uuid = plain_uuid(code.get("guid"))
        if uuid is None:
            raise Failure("编码本里有一个编码没有有效的编号，没有导入。")
        if uuid in elements:
            raise Failure("编码本里有两个编码用了同一个编号，没有导入。")
        elements[uuid] = code
        parts = _parts(code.findtext("Description") or "")
        tags.append(
            Tag(
                uuid,
                tag_name(code.get("name", "")),
                parent,
                nearest_colour(code.get("color", "")),
                parts["definition"],
                parts["inclusion"],
                parts["exclusion"],
                parts["example"],
                position,
            )
        )
        enqueue(code, uuid)
    return tuple(tags), elements


def nearest_colour(written: str) -> int:
    """1 to 4: the hue that comes nearest to `#RRGGBB` or `#RGB`; 1 where it is neither."""
    found = re.fullmatch(r"\s*#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})\s*", written)
    if found is None:
        return 1
    signs = found.group(1)
    wanted = _rgb(signs if len(signs) == 6 else "".join(sign * 2 for sign in signs))
    distances = [sum((a - b) ** 2 for a, b in zip(wanted, _rgb(own[1:]), strict=True)) for own in COLOURS + _STROKES]
    return distances.index(min(distances)) % 4 + 1


def _rgb(signs: str) -> tuple[int, ...]:
    return tuple(int(signs[place : place + 2], 16) for place in (0, 2, 4))


def description(tag: Tag) -> str:
    """Definition, criteria and example as one text that `read` takes apart again."""
    lines = [_protected(tag.definition)] if tag.definition else []
    values: Mapping[str, str] = {"inclusion": tag.inclusion, "exclusion": tag.exclusion, "example": tag.example}
    for name, label in _PARTS.items():
        if values[name]:
            lines += [label, _protected(values[name])]
    return "\n".join(lines)


def _protected(text: str) -> str:
    """The text with `\\` before any line that would open a part."""
    return "\n".join(_shielded(line) for line in text.split("\n"))


def _shielded(line: str) -> str:
    return f"\\{line}" if line.lstrip("\\") in _OPENERS else line


def _parts(text: str) -> dict[str, str]:
    lines: dict[str, list[str]] = {"definition": [], **{name: [] for name in _PARTS}}
    part = "definition"
    for line in text.split("\n") if text else ():
        if line in _OPENERS:
            part = _OPENERS[line]
        else:
            lines[part].append(_ESCAPED.sub(r"\1", line) if line.startswith("\\") else line)
    return {name: "\n".join(found) for name, found in lines.items()}
