"""A source as decoded text, with what its format told about its lines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class LineHint:
    """What a format said about one line: kind `heading | list_item | caption | paragraph | continuation`.

    level: heading level or list depth from 1, 0 where the format gives none.
    continuation: the line goes on with the paragraph before it, across a column or page, artifacts between aside.
    """

    kind: str
    level: int = 0


def _nothing() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source as decoded text with what its format told about its lines (raw lines counted from 1, split at LF only).

    replaced_characters: signs that could not be read (shown as U+FFFD) or that no text may hold (removed).
    encoding_doubtful: another encoding read nearly as well.
    original: the bytes of the file where they show more than the text does (PDF, DOCX), else None.
    line_pages: raw line to page of the original, from 1. printed_pages: page to the number printed on it.
    artifacts: raw lines known to be running heads and page numbers; they are still part of `raw`.
    front_matter: keys of a YAML head; its lines, both `---` included, are the first `front_matter_lines` of `raw`.
    """

    raw: str
    name: str = ""
    sha256: str = ""
    encoding: str = "utf-8"
    replaced_characters: int = 0
    encoding_doubtful: bool = False
    media_type: str = "text/plain"
    original: bytes | None = field(default=None, repr=False)
    line_pages: Mapping[int, int] = field(default_factory=_nothing)
    printed_pages: Mapping[int, str] = field(default_factory=_nothing)
    artifacts: frozenset[int] = frozenset()
    hints: Mapping[int, LineHint] = field(default_factory=_nothing)
    front_matter: Mapping[str, object] = field(default_factory=_nothing)
    front_matter_lines: int = 0

    def lines(self) -> list[str]:
        """The raw lines; line 1 is the first."""
        return self.raw.split("\n")
