"""A leaf: one report folded for scanning, with a way back to the report's own offsets."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from shkc_desktop.chinese.folding import Folded, fold
from shkc_desktop.model.block import BlockKind
from shkc_desktop.model.report import Correction, Edition
from shkc_desktop.search.corpus import SearchPassage, SearchReport

# Folding drops every line end, so one can stand between two passages, and no query can reach over it.
BETWEEN = "\n"


class FacetKey(NamedTuple):
    """What the hits in a passage have in common. section: the two outermost headings it stands under."""

    year: int | None
    districts: tuple[str, ...]
    section: tuple[str, ...]
    kind: str


class Runs(NamedTuple):
    """A leaf cut where the facet key changes. begins: offsets in `folded`, one more than `keys`, numbers of keys."""

    begins: array[int]
    keys: array[int]


class Variant(NamedTuple):
    """A passage as it read before a correction: `[start, end)` of the report's text has replaced `original`.

    at: offset of the correction in the old words. base, limit: the passage in the report's text.
    """

    passage: int
    folded: Folded
    base: int
    limit: int
    at: int
    original: int
    start: int
    end: int

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The span of the report's text under folded[start:end] of the old words, None if it misses the correction."""
        low, high = self.folded.span(start, end)
        old_end = self.at + self.original
        if not (low < old_end and high > self.at) and not (low < self.at < high):
            return None
        shift = self.start + (self.end - self.start) - self.base - old_end
        first = self.base + low if low < self.at else self.start
        last = self.base + high + shift if high > old_end else self.end
        if first == last:  # only what was struck out: its neighbours are shown
            return max(self.base, first - 1), min(self.limit, last + 1)
        return first, last


@dataclass(slots=True)
class Leaf:
    """One report for scanning.

    number: its row in the index, never given twice. folded: all passages, LF between. begins: where each passage
    begins in `folded`; starts: and in the report's text. blocks: the passages' block indexes. keys: index into `facets`
    by passage. gaps: offsets in `folded` at which characters were dropped, ascending. mixed: passages that several
    districts share, with (start, end, district) in `folded`. variants: as corrected passages read before.
    runs: set by the shelf, which knows the marks.
    """

    number: int
    report: str
    title: str
    year: int | None
    edition: Edition
    stamp: str
    folded: str
    begins: array[int]
    starts: array[int]
    blocks: array[int]
    keys: array[int]
    gaps: array[int]
    facets: list[FacetKey]
    mixed: dict[int, tuple[tuple[int, int, str], ...]] = field(default_factory=dict)
    variants: tuple[Variant, ...] = ()
    runs: Runs = field(default_factory=lambda: Runs(array("I", [0]), array("I")))

    @property
    def order(self) -> tuple[bool, int, bool, str, str]:
        """Sorts leaves in library order: by year, originals before digests, then title."""
        return self.year is None, self.year or 0, self.edition is Edition.DIGEST, self.title, self.report

    def passage_at(self, index: int) -> int:
        """The passage that folded[index] lies in."""
        return bisect_right(self.begins, index) - 1

    def bounds(self, passage: int) -> tuple[int, int]:
        """The span of a passage in `folded`."""
        following = passage + 1
        end = self.begins[following] - 1 if following < len(self.begins) else len(self.folded)
        return self.begins[passage], end

    def text_of(self, passage: int) -> str:
        """The folded words of a passage."""
        start, end = self.bounds(passage)
        return self.folded[start:end]

    def span(self, passage: int, start: int, end: int) -> tuple[int, int]:
        """The span of the report's text under folded[start:end] of one passage."""
        return self._source(passage, start), self._source(passage, end - 1) + 1

    def _source(self, passage: int, index: int) -> int:
        begin = self.begins[passage]
        dropped = bisect_right(self.gaps, index) - bisect_left(self.gaps, begin)
        return self.starts[passage] + index - begin + dropped

    def districts_at(self, passage: int, start: int, end: int) -> tuple[str, ...]:
        """The districts that folded[start:end] of a passage is dedicated to."""
        spans = self.mixed.get(passage)
        if spans is None:
            return self.facets[self.keys[passage]].districts
        return tuple(dict.fromkeys(district for low, high, district in spans if low < end and high > start))


def leaf_of(report: SearchReport, number: int = 0) -> Leaf:
    """A report folded for scanning; about 4 million characters in a second. Passages without words are left out."""
    leaf = Leaf(
        number, report.uuid, report.title, report.year, report.edition, report.stamp, "",
        array("I"), array("I"), array("I"), array("I"), array("I"), [],
    )  # fmt: skip
    seen: dict[FacetKey, int] = {}
    parts: list[str] = []
    variants: list[Variant] = []
    at = 0
    for passage in report.passages:
        folded = fold(passage.text)
        if not folded.text:
            continue
        key = _key(report, passage)
        if key not in seen:
            seen[key] = len(leaf.facets)
            leaf.facets.append(key)
        number_here = len(parts)
        if any(span[:2] != (passage.start, passage.start + len(passage.text)) for span in passage.attributions):
            leaf.mixed[number_here] = tuple(
                (at + folded.index(start - passage.start), at + folded.index(end - passage.start), district)
                for start, end, district in passage.attributions
            )
        leaf.begins.append(at)
        leaf.starts.append(passage.start)
        leaf.blocks.append(passage.block)
        leaf.keys.append(seen[key])
        leaf.gaps.extend(at + gap for gap in folded.gaps)
        variants.extend(_variants(number_here, passage, folded.text))
        parts.append(folded.text)
        at += len(folded.text) + 1
    leaf.folded = BETWEEN.join(parts)
    leaf.variants = tuple(variants)
    return leaf


def _key(report: SearchReport, passage: SearchPassage) -> FacetKey:
    own = (passage.text,) if passage.kind == BlockKind.HEADING else ()
    path, title = passage.section + own, report.title
    if path and title and (path[0] in title or title in path[0]):  # a title above everything tells nothing apart
        path = path[1:]
    districts = tuple(dict.fromkeys(district for _, _, district in passage.attributions))
    return FacetKey(report.year, districts, path[:2], passage.kind)


def _variants(number: int, passage: SearchPassage, current: str) -> list[Variant]:
    made = []
    for correction in passage.corrections:
        old = _before(passage, correction)
        folded = fold(old)
        if folded.text != current:
            made.append(
                Variant(
                    number,
                    folded,
                    passage.start,
                    passage.start + len(passage.text),
                    correction.start - passage.start,
                    len(correction.original),
                    correction.start,
                    correction.end,
                )
            )
    return made


def _before(passage: SearchPassage, correction: Correction) -> str:
    start, end = correction.start - passage.start, correction.end - passage.start
    return passage.text[:start] + correction.original + passage.text[end:]
