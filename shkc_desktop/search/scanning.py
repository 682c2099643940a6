"""Exact search by scanning: what Ctrl+F in a perfect editor would find, counted and listed."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from shkc_desktop.search.conditions import Conditions, Tally, key_values, mark_values
from shkc_desktop.search.corpus import SearchMark
from shkc_desktop.search.grams import LOOK, Grams
from shkc_desktop.search.leaf import Leaf, Runs
from shkc_desktop.search.query import Query
from shkc_desktop.search.shelf import ONE_BY_ONE, Shelf

# Leaves between two looks at the stop flag: about 1 ms at 20 KB each.
_PIECE = 64


class SearchStopped(Exception):
    """The search was asked to stop: another keystroke has come."""


class Spot(NamedTuple):
    """A hit in a leaf; `[start, end)` counts in the report's text."""

    passage: int
    start: int
    end: int
    districts: tuple[str, ...]
    marks: Sequence[SearchMark]


@dataclass(slots=True)
class Scan:
    """What a scan found: `per_leaf[i]` hits that pass in `leaves[i]`, counted by facet if that was asked for."""

    leaves: Sequence[Leaf]
    per_leaf: list[int]
    tally: Tally = field(default_factory=Tally)

    @property
    def total(self) -> int:
        """How many hits pass."""
        return sum(self.per_leaf)


def scan(
    shelf: Shelf,
    query: Query,
    conditions: Conditions,
    with_counts: bool,
    should_stop: Callable[[], bool],
    grams: Grams | None = None,
) -> Scan:
    """Count the hits of a query on a shelf; `grams` tells where there is nothing to look for. Raises SearchStopped."""
    leaves = shelf.leaves()
    found = Scan(leaves, _numbers(leaves, query, grams, should_stop))
    if conditions.is_empty and not with_counts:
        for at, leaf in enumerate(leaves):
            if leaf.variants:
                found.per_leaf[at] += sum(1 for _ in _old_spots(shelf, leaf, query))
        return found
    # Hits that no mark touches, by number of their facet key; apart, those in reports that are not chosen.
    plain: tuple[dict[int, int], dict[int, int]] = ({}, {})
    unmarked = mark_values(())
    unmarked_failing = conditions.failing(unmarked)
    passing: dict[int, bool] = {}
    for at, (leaf, number) in enumerate(zip(leaves, found.per_leaf, strict=True)):
        if at % _PIECE == 0 and should_stop():
            raise SearchStopped
        if not number and not leaf.variants:
            continue
        outside = () if conditions.is_empty else conditions.failing({"report": (leaf.report,)})
        by_key, others = _split(shelf, leaf, query, number)
        passed = 0
        counter = plain[bool(outside)]
        for key, count in by_key.items():
            counter[key] = counter.get(key, 0) + count
            if conditions.is_empty:
                passed += count
                continue
            if key not in passing:
                passing[key] = not unmarked_failing and not conditions.failing(key_values(shelf.key(key)))
            passed += count if passing[key] else 0
        for spot in others:
            values = {**_values(leaf, spot), **mark_values(spot.marks)}
            failing = conditions.failing(values)
            found.tally.add(1, values, failing + outside)
            passed += not failing
        if passed:
            found.tally.counts["report"][leaf.report] += passed
        found.per_leaf[at] = 0 if outside else passed
    constant = {"where": ("text",), **unmarked}
    for counter, elsewhere in zip(plain, ((), ("report",)), strict=True):
        keys = zip(map(shelf.key, counter), counter.values(), strict=True)
        found.tally.add_keys(keys, conditions, constant, (*conditions.failing(constant), *elsewhere))
    return found


def spots(shelf: Shelf, leaf: Leaf, query: Query, conditions: Conditions) -> Iterator[Spot]:
    """The hits in one leaf that pass, in reading order."""
    if conditions.failing({"report": (leaf.report,)}):
        return
    for spot in _in_order(shelf, leaf, query):
        if conditions.is_empty or not conditions.failing({**_values(leaf, spot), **mark_values(spot.marks)}):
            yield spot


def _numbers(leaves: Sequence[Leaf], query: Query, grams: Grams | None, should_stop: Callable[[], bool]) -> list[int]:
    """How often a query occurs in each leaf, not counting what only stood there before a correction."""
    narrowed = grams.narrow(query.forms[0].text) if grams is not None and len(query.forms) == 1 else None
    numbers = [LOOK] * len(leaves)
    if grams is not None and narrowed is not None:
        covered, known = grams.covered, narrowed.get
        numbers = [known(leaf.number, 0) if leaf.number in covered else LOOK for leaf in leaves]
    looked_at = [at for at, number in enumerate(numbers) if number == LOOK]
    form = query.plain
    for turn, at in enumerate(looked_at):
        if turn % _PIECE == 0 and should_stop():
            raise SearchStopped
        folded = leaves[at].folded
        numbers[at] = folded.count(form) if form else query.count(folded)
    return numbers


def _values(leaf: Leaf, spot: Spot) -> dict[str, Iterable[object]]:
    return key_values(leaf.facets[leaf.keys[spot.passage]], spot.districts)


def _in_order(shelf: Shelf, leaf: Leaf, query: Query) -> Iterator[Spot]:
    now = (_spot(shelf, leaf, start, end) for start, end in query.positions(leaf.folded))
    if not leaf.variants:
        return now
    return iter(sorted([*now, *_old_spots(shelf, leaf, query)], key=lambda spot: (spot.passage, spot.start, spot.end)))


def _spot(shelf: Shelf, leaf: Leaf, start: int, end: int) -> Spot:
    passage = leaf.passage_at(start)
    first, last = leaf.span(passage, start, end)
    marks = shelf.marks_on(leaf.report, first, last)
    return Spot(passage, first, last, leaf.districts_at(passage, start, end), marks)


def _old_spots(shelf: Shelf, leaf: Leaf, query: Query) -> Iterator[Spot]:
    """The hits that only the words before a correction hold."""
    seen: set[tuple[int, int]] = set()
    for variant in leaf.variants:
        for low, high in query.positions(variant.folded.text):
            span = variant.span(low, high)
            if span is not None and span not in seen:
                seen.add(span)
                districts = leaf.facets[leaf.keys[variant.passage]].districts
                yield Spot(variant.passage, *span, districts, shelf.marks_on(leaf.report, *span))


def _split(shelf: Shelf, leaf: Leaf, query: Query, number: int) -> tuple[dict[int, int], list[Spot]]:
    """The hits of one leaf: counted by facet key where they are alike, and one by one where not."""
    runs = leaf.runs
    by_key: dict[int, int] = {}
    others = list(_old_spots(shelf, leaf, query))
    if number < len(runs.keys) // 2:  # what a hit costs is twice what a run costs
        _by_hit(shelf, leaf, query, runs, by_key, others)
    else:
        _by_run(shelf, leaf, query, runs, by_key, others)
    return by_key, others


def _by_hit(shelf: Shelf, leaf: Leaf, query: Query, runs: Runs, by_key: dict[int, int], others: list[Spot]) -> None:
    begins, keys = runs
    for run, count in Counter(map(partial(bisect_left, begins), query.ends(leaf.folded))).items():
        key = keys[run - 1]
        if key == ONE_BY_ONE:
            inside = query.positions(leaf.folded, begins[run - 1], begins[run])
            others.extend(_spot(shelf, leaf, *span) for span in inside)
        else:
            by_key[key] = by_key.get(key, 0) + count


def _by_run(shelf: Shelf, leaf: Leaf, query: Query, runs: Runs, by_key: dict[int, int], others: list[Spot]) -> None:
    form, folded = query.plain, leaf.folded
    for key, (begin, end) in zip(runs.keys, pairwise(runs.begins), strict=True):
        if key == ONE_BY_ONE:
            others.extend(_spot(shelf, leaf, *span) for span in query.positions(folded, begin, end))
        else:
            count = folded.count(form, begin, end) if form else len(query.positions(folded, begin, end))
            if count:
                by_key[key] = by_key.get(key, 0) + count
