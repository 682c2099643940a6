"""Web Annotation JSON-LD, ours or another program's, as incoming annotations."""

import json
from collections.abc import Iterator
from typing import Any

from shkc_desktop.interchange.incoming import MAX_OFFSET, Incoming, IncomingSource, TagShelf, named_uuid, plain_uuid
from shkc_desktop.interchange.web_annotation import (
    CODEBOOK,
    COLOUR,
    DISTRICT,
    GROUP,
    HEADINGS,
    SHA256,
    STATE,
    TAG_FIELDS,
    TITLE,
)
from shkc_desktop.model.annotation import COLOURS, AnchorState, Annotation
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.selector import Target, TextPositionSelector, TextQuoteSelector
from shkc_desktop.model.tag import Tag

MAX_BYTES = 200_000_000
_NOWHERE = TextPositionSelector(0, 0)

Json = dict[str, Any]


def read(data: bytes) -> Incoming:
    """What a JSON-LD file holds: an annotation, a list, a page, a collection, or what Hypothesis' API returns.

    Raises Failure where it is no such file; a single annotation that cannot be read is a problem, not a failure.
    """
    if len(data) > MAX_BYTES:
        raise Failure("标注文件超过 200 MB，没有导入。")
    try:
        page = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Failure("标注文件不是 UTF-8 编码，没有导入。") from None
    except (ValueError, RecursionError):
        raise Failure("标注文件不是有效的 JSON，没有导入。") from None
    reading = _Reading()
    try:
        found = list(_annotations(page))
        if not found and not _is_container(page):
            raise Failure("文件里没有 Web Annotation 标注，没有导入。")
        reading.codebook(page.get(CODEBOOK) if isinstance(page, dict) else None)
        for number, annotation in enumerate(found, 1):
            reading.take(annotation, number)
    except RecursionError:
        raise Failure("标注文件嵌套过深，没有导入。") from None
    return reading.incoming()


def _is_container(page: object) -> bool:
    return isinstance(page, list) or (isinstance(page, dict) and any(key in page for key in ("items", "rows", "first")))


def _annotations(page: object) -> Iterator[Json]:
    """Every annotation in any of the usual wrappings."""
    if isinstance(page, list):
        for part in page:
            yield from _annotations(part)
    elif isinstance(page, dict):
        if "target" in page:
            yield page
            return
        for key in ("items", "rows", "first", "@graph", "annotations"):
            if isinstance(page.get(key), list | dict):
                yield from _annotations(page[key])


class _Reading:
    """One file being read."""

    def __init__(self) -> None:
        self._annotations: dict[str, Annotation] = {}
        self._sources: dict[str, IncomingSource] = {}
        self._shelf = TagShelf()
        self._problems: list[str] = []

    def incoming(self) -> Incoming:
        return Incoming(
            annotations=tuple(self._annotations.values()),
            tags=self._shelf.in_order(),
            sources=tuple(self._sources.values()),
            problems=tuple(self._problems),
        )

    def codebook(self, tags: object) -> None:
        for written in tags if isinstance(tags, list) else ():
            uuid = plain_uuid(written.get("id")) if isinstance(written, dict) else None
            if uuid is not None:
                self._shelf.put([_tag(uuid, written)])

    def take(self, written: Json, number: int) -> None:
        """One annotation; several targets become a group."""
        targets = written["target"] if isinstance(written["target"], list) else [written["target"]]
        own = _identity(written)
        group = _text(written.get(GROUP)) or (named_uuid("group", own) if len(targets) > 1 else None)
        for place, target in enumerate(targets):
            uuid = own if place == 0 else named_uuid("target", own, str(place))
            if uuid in self._annotations:
                self._problems.append(f"第 {number} 条标注与前面的编号相同，没有导入。")
                continue
            described = self._target(target, written, number)
            if described is not None:
                self._annotations[uuid] = self._annotation(uuid, written, described, group, number)

    def _annotation(self, uuid: str, written: Json, target: Target, group: str | None, number: int) -> Annotation:
        note, tags = self._bodies(written, number)
        colour = written.get(COLOUR)
        creator = written.get("creator", written.get("user"))
        if isinstance(creator, list):
            creator = creator[0] if creator else ""
        if isinstance(creator, dict):
            creator = creator.get("name") or creator.get("nickname") or creator.get("id")
        state = written.get(STATE)
        return Annotation(
            uuid=uuid,
            target=target,
            colour=colour if colour in COLOURS and not isinstance(colour, bool) else 1,
            tags=tags,
            note=note,
            creator=_person(_text(creator)),
            created=_text(written.get("created")),
            modified=_text(written.get("modified", written.get("updated"))),
            district=_text(written.get(DISTRICT)) or None,
            group=group,
            state=AnchorState(state) if state in list(AnchorState) else AnchorState.EXACT,
        )

    def _bodies(self, written: Json, number: int) -> tuple[str, tuple[str, ...]]:
        """The note and the tags. Whatever marks up a note, its letters are taken as they are."""
        notes, tags = [], []
        bodies = written.get("body", written.get("bodyValue", []))
        for body in bodies if isinstance(bodies, list) else [bodies]:
            if isinstance(body, str):
                notes.append(body)
            elif isinstance(body, dict) and isinstance(body.get("value"), str):
                purpose = body.get("purpose")
                if purpose == "tagging" or (purpose is None and written.get("motivation") == "tagging"):
                    tags.append(self._shelf.at_path(body["value"], plain_uuid(body.get("id"))))
                else:
                    notes.append(body["value"])
            elif body:
                self._problems.append(f"第 {number} 条标注有一段不是文字的批注，没有导入这一段。")
        if isinstance(written.get("text"), str):  # Hypothesis' API
            notes.append(written["text"])
        for name in written["tags"] if isinstance(written.get("tags"), list) else ():
            if isinstance(name, str) and name.strip():
                tags.append(self._shelf.at_path(name))
        return "\n\n".join(note for note in notes if note), tuple(dict.fromkeys(tags))

    def _target(self, target: object, written: Json, number: int) -> Target | None:
        place: Json = target if isinstance(target, dict) else {"source": target}
        source = place.get("source", place.get("id", written.get("uri")))
        if isinstance(source, dict):
            source = source.get("id")
        if not isinstance(source, str) or not source.strip():
            self._problems.append(f"第 {number} 条标注没有说明属于哪份报告，没有导入。")
            return None
        quote, position = self._selectors(place.get("selector"), number)
        if quote is None and position is None:
            self._problems.append(f"第 {number} 条标注没有可用的原文或位置，没有导入。")
            return None
        key = plain_uuid(source) or source
        self._remember(key, source, place, written)
        headings = place.get(HEADINGS)
        return Target(
            report=key,
            position=position or _NOWHERE,
            quote=quote or TextQuoteSelector(""),
            text_sha256=_text(place.get(SHA256)),
            heading_path=tuple(h for h in headings if isinstance(h, str)) if isinstance(headings, list) else (),
        )

    def _selectors(self, selector: object, number: int) -> tuple[TextQuoteSelector | None, TextPositionSelector | None]:
        quote: TextQuoteSelector | None = None
        position: TextPositionSelector | None = None
        for one in _refined(selector):
            match one.get("type"):
                case "TextQuoteSelector" if quote is None and isinstance(one.get("exact"), str):
                    quote = TextQuoteSelector(one["exact"], _text(one.get("prefix")), _text(one.get("suffix")))
                case "TextPositionSelector" if position is None:
                    start, end = _offset(one.get("start")), _offset(one.get("end"))
                    if start is not None and end is not None and start <= end:
                        position = TextPositionSelector(start, end)
                    else:
                        self._problems.append(f"第 {number} 条标注的位置不合理，改按原文的字句寻找。")
        return quote, position

    def _remember(self, key: str, source: str, place: Json, written: Json) -> None:
        document = written.get("document")
        titles = document.get("title") if isinstance(document, dict) else None
        title = _text(place.get(TITLE)) or _text(titles[0] if isinstance(titles, list) and titles else titles)
        known = self._sources.get(key)
        if known is None or (title and not known.title):
            url = source if source.startswith(("http://", "https://")) else ""
            self._sources[key] = IncomingSource(key, title, url)


def _refined(selector: object) -> Iterator[Json]:
    """A selector, a list of them, and what refines them."""
    for one in selector if isinstance(selector, list) else [selector]:
        if isinstance(one, dict):
            yield one
            yield from _refined(one.get("refinedBy"))


def _identity(written: Json) -> str:
    """The annotation's uuid; another program's own name becomes the same uuid each time."""
    name = written.get("id")
    if isinstance(name, str) and name.strip():
        return plain_uuid(name) or named_uuid("annotation", name)
    return named_uuid("annotation", json.dumps(written, sort_keys=True))


def _offset(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_OFFSET else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _person(name: str) -> str:
    """`acct:name@host` of Hypothesis is a name to people."""
    return name.removeprefix("acct:").partition("@")[0] if name.startswith("acct:") else name


def _tag(uuid: str, written: Json) -> Tag:
    values: Json = {}
    for name in TAG_FIELDS:
        value, wanted = written.get(name), int if name in ("colour", "position", "favourite") else str
        if isinstance(value, wanted) and not isinstance(value, bool):
            values[name] = value
    values["name"] = values["name"].replace("/", "／") if values.get("name", "").strip() else "（无名）"
    if values.get("colour") not in COLOURS:
        values.pop("colour", None)
    if values.get("favourite") not in range(1, 10):
        values.pop("favourite", None)
    return Tag(uuid=uuid, parent=plain_uuid(written.get("parent")), **values)
