"""Conditions on hits, and the counts of what the other choices would give."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from shkc_desktop.model.district import UNATTRIBUTED
from shkc_desktop.model.hit import Facets
from shkc_desktop.search.corpus import SearchMark, SearchNote
from shkc_desktop.search.leaf import FacetKey

# The facets; a hit counts once for each of its values (a passage of two districts counts for both).
FACETS = ("where", "district", "year", "section", "kind", "annotated", "colour", "tag", "creator", "report")

Values = Mapping[str, Iterable[Any]]


class Conditions:
    """What a hit has to fulfil: one of the chosen values in every facet in which something is chosen."""

    def __init__(self, facets: Facets) -> None:
        chosen: dict[str, Sequence[Any]] = {
            "where": facets.where,
            "district": facets.districts,
            "year": facets.years,
            "section": facets.sections,
            "kind": facets.kinds,
            "colour": facets.colours,
            "tag": facets.tags,
            "creator": facets.creators,
            "report": facets.reports,
            "annotated": () if facets.annotated is None else (facets.annotated,),
        }
        self._chosen = {name: frozenset(values) for name, values in chosen.items() if values}

    @property
    def is_empty(self) -> bool:
        """Whether every hit passes."""
        return not self._chosen

    def failing(self, values: Values) -> tuple[str, ...]:
        """The facets, among those `values` speaks of, in which a hit with these values has no chosen one."""
        return tuple(
            name
            for name, chosen in self._chosen.items()
            if name in values and not any(value in chosen for value in values[name])
        )


class Tally:
    """Hits counted by facet.

    total: how many pass. counts: facet to value to the number of hits that would be shown if it alone were chosen
    in that facet, the other facets' choices kept.
    """

    def __init__(self) -> None:
        self.total = 0
        self.counts: dict[str, Counter[Any]] = {name: Counter() for name in FACETS}

    def add(self, number: int, values: Values, failing: Sequence[str]) -> None:
        """Count `number` hits with the same values; `failing` as Conditions told it."""
        if not failing:
            self.total += number
            names: Iterable[str] = values
        elif len(failing) == 1:
            names = failing
        else:
            return
        for name in names:
            counts = self.counts[name]
            for value in values.get(name, ()):
                counts[value] += number

    def add_keys(
        self, keys: Iterable[tuple[FacetKey, int]], conditions: Conditions, constant: Values, failing: Sequence[str]
    ) -> None:
        """Count hits by the key of their passage: thousands of keys, so each part of a key is judged only once.

        constant: what all these hits have beside their keys; failing: in which facets it fails.
        """
        parts: tuple[dict[Any, int], ...] = tuple({} for _ in _PARTS)
        judged: tuple[dict[Any, tuple[str, ...]], ...] = tuple({} for _ in _PARTS)
        passed = 0
        missed: Counter[str] = Counter()
        if conditions.is_empty and not failing:
            years, districts, sections, kinds = parts
            for (year, names, section, kind), number in keys:
                passed += number
                years[year] = years.get(year, 0) + number
                districts[names] = districts.get(names, 0) + number
                sections[section] = sections.get(section, 0) + number
                kinds[kind] = kinds.get(kind, 0) + number
            keys = ()
        for key, number in keys:
            fails = tuple(failing)
            for name, part, known in zip(_PARTS, key, judged, strict=True):
                verdict = known.get(part)
                if verdict is None:
                    verdict = known[part] = conditions.failing({name: _part_values(name, part)})
                if verdict:
                    fails += verdict
            if not fails:
                passed += number
                for part, counts in zip(key, parts, strict=True):
                    counts[part] = counts.get(part, 0) + number
            elif len(fails) == 1:
                if fails[0] in constant:
                    missed[fails[0]] += number
                elif fails[0] in _PARTS:
                    at = _PARTS.index(fails[0])
                    parts[at][key[at]] = parts[at].get(key[at], 0) + number
        self.total += passed
        for name, counts in zip(_PARTS, parts, strict=True):
            for part, number in counts.items():
                for value in _part_values(name, part):
                    self.counts[name][value] += number
        for name, values in constant.items():
            for value in values:
                if passed + missed[name]:
                    self.counts[name][value] += passed + missed[name]


# The facets that the parts of a FacetKey belong to, in its order.
_PARTS = ("year", "district", "section", "kind")


def _part_values(name: str, part: Any) -> Iterable[Any]:
    if name == "district":
        return part or (UNATTRIBUTED,)
    return part if name == "section" else (part,)


def key_values(key: FacetKey, districts: tuple[str, ...] | None = None) -> dict[str, Iterable[Any]]:
    """The facet values a passage gives its hits; `districts` where the hit's own are fewer."""
    own = key.districts if districts is None else districts
    return {
        "where": ("text",),
        "district": own or (UNATTRIBUTED,),
        "year": (key.year,),
        "section": key.section,
        "kind": (key.kind,),
    }


def mark_values(marks: Sequence[SearchMark]) -> dict[str, Iterable[Any]]:
    """The facet values that the marks on a hit give it."""
    return {
        "annotated": (bool(marks),),
        "colour": {mark.colour for mark in marks},
        "tag": {tag for mark in marks for tag in mark.tags},
        "creator": {mark.creator for mark in marks if mark.creator},
    }


def note_values(note: SearchNote) -> dict[str, Iterable[Any]]:
    """The facet values of a hit in the reader's own words."""
    return {
        "where": (note.where,),
        "district": note.districts,
        "year": () if note.year is None else (note.year,),
        "section": (),
        "kind": (),
        "annotated": (note.annotation is not None,),
        "colour": () if note.colour is None else (note.colour,),
        "tag": note.tags,
        "creator": (note.creator,) if note.creator else (),
        "report": () if note.report is None else (note.report,),
    }
