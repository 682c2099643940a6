"""A hit of a search, and what narrows a search down."""

from dataclasses import dataclass, field
from enum import StrEnum


class Where(StrEnum):
    """What was found in."""

    TEXT = "text"
    TITLE = "title"
    NOTE = "note"
    TAG = "tag"
    MEMO = "memo"


class Mode(StrEnum):
    """精确: equal to Ctrl+F over the folded text. 相关: words, ranked."""

    EXACT = "exact"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Facets:
    """Conditions on hits; an empty tuple or None asks for nothing."""

    districts: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    sections: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    colours: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    creators: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    where: tuple[Where, ...] = ()
    annotated: bool | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """`start` and `end` are offsets into the report's text, or into the note, tag name, memo or title."""

    where: Where
    start: int
    end: int
    match: str
    before: str
    after: str
    report: str | None = None
    annotation: str | None = None
    title: str = ""
    year: int | None = None
    districts: tuple[str, ...] = ()
    block: int | None = None
    section: tuple[str, ...] = ()
    paragraph: int | None = None
    subject: str = ""
    score: float = 0.0
    annotations: tuple[str, ...] = field(default=())
