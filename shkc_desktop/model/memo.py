"""A memo (备忘录): free text on a report, a district, a tag or the library."""

from dataclasses import dataclass
from enum import StrEnum


class MemoSubject(StrEnum):
    """What a memo is about."""

    LIBRARY = "library"
    REPORT = "report"
    DISTRICT = "district"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Memo:
    """`about` is the uuid of the report or tag, or the district's name; empty for the library."""

    uuid: str
    subject: MemoSubject
    about: str
    title: str
    text: str
    private: bool = False
    creator: str = ""
    created: str = ""
    modified: str = ""
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place in a report that the reader wants to come back to."""

    uuid: str
    report: str
    offset: int
    label: str
    created: str = ""
