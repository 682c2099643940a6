"""Spans of sources, found by where they lie."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Generic, Protocol, TypeVar


class Spanned(Protocol):
    """A stretch of a source, such as a Mark."""

    @property
    def source(self) -> int:
        """The index of the source."""

    @property
    def start(self) -> int:
        """The offset of the first character."""

    @property
    def end(self) -> int:
        """The offset behind the last character."""


Span = TypeVar("Span", bound=Spanned)
# Few are longer; they are kept apart, so that the others are found within a short reach.
_LONG = 2000
_start = attrgetter("start")
_source = attrgetter("source")


class _OfSource(Generic[Span]):
    """The spans of one source by their start."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.short: list[Span] = sorted(spans, key=_start)
        self.long: list[Span] = []
        self.reach: int = max((s.end - s.start for s in self.short), default=0)
        if self.reach > _LONG:
            self.long = [s for s in self.short if s.end - s.start > _LONG]
            self.short = [s for s in self.short if s.end - s.start <= _LONG]
            self.reach = max((s.end - s.start for s in self.short), default=0)

    def add(self, span: Span) -> None:
        length: int = span.end - span.start
        if length > _LONG:
            self.long.append(span)
        else:
            insort(self.short, span, key=_start)
            self.reach = max(self.reach, length)

    def remove(self, span: Span) -> None:
        if span in self.long:
            self.long.remove(span)
        else:
            del self.short[self.short.index(span, bisect_left(self.short, span.start, key=_start))]

    def touching(self, start: int, end: int) -> list[Span]:
        first = bisect_left(self.short, start - self.reach, key=_start)
        last = bisect_left(self.short, end, key=_start)
        found = [s for s in self.short[first:last] if s.end > start]
        return found + [s for s in self.long if s.start < end and s.end > start]


class SpanIndex(Generic[Span]):
    """Spans by source and place."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        ordered = sorted(spans, key=_source)
        self._sources = {source: _OfSource(found) for source, found in groupby(ordered, key=_source)}

    def __iter__(self) -> Iterator[Span]:
        for found in self._sources.values():
            yield from found.short
            yield from found.long

    def add(self, span: Span) -> None:
        """Add a span."""
        if span.source not in self._sources:
            self._sources[span.source] = _OfSource(())
        self._sources[span.source].add(span)

    def remove(self, span: Span) -> None:
        """Remove a span that was added."""
        self._sources[span.source].remove(span)

    def touching(self, source: int, start: int, end: int) -> list[Span]:
        """The spans that overlap [start, end) of a source."""
        found = self._sources.get(source)
        return found.touching(start, end) if found else []
