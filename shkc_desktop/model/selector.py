"""Selectors of the Web Annotation model: where a passage stands and which words it has."""

from dataclasses import dataclass

# Characters of context kept on either side of a quote.
CONTEXT = 64


@dataclass(frozen=True, slots=True)
class TextPositionSelector:
    """`[start, end)` in code points of the report's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """The words themselves with up to 64 characters on either side."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A passage of a report. text_sha256 names the text version that `position` counts in."""

    report: str
    position: TextPositionSelector
    quote: TextQuoteSelector
    text_sha256: str = ""
    heading_path: tuple[str, ...] = ()
