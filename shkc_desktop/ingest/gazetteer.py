"""The gazetteer: a city's districts, the places in them, and the names that only look like one of them."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from shkc_desktop.model.district import District
from shkc_desktop.resources import resource

# Kinds whose name may stand for a part of the district's ground, and so be a heading or the subject of a passage.
TERRITORIAL = frozenset({"district", "short", "former", "zones", "subdistricts", "towns", "parks"})
# Kinds that are a heading when they stand alone on a line, but no subject: what a landmark does, its district does not.
HEADING_KINDS = TERRITORIAL | {"landmarks", "nicknames", "contextual"}

# How much one occurrence says for its district, as a log-odds; weak names say a third of it.
WEIGHTS: Mapping[str, float] = {
    "district": 4.0,
    "short": 3.2,
    "former": 3.0,
    "zones": 3.0,
    "subdistricts": 2.4,
    "towns": 2.4,
    "parks": 2.6,
    "nicknames": 2.8,
    "platforms": 2.0,
    "campuses": 1.6,
    "institutes": 1.4,
    "enterprises": 1.6,
    "landmarks": 1.6,
    "venues": 1.4,
    "roads": 1.2,
    "contextual": 2.0,
}
WEAK = 0.4
# What may stand between a place elsewhere and a name in it.
_BETWEEN = ("", "省", "市", "县", "州", "自治区")


@dataclass(frozen=True, slots=True)
class Place:
    """A name in the gazetteer.

    kind: `district | short | former | zones | … | roads`, or `false_friend`, `elsewhere`, `city`.
    districts: full names; none for what is no place of ours, several for a place that lies in several.
    zone: the part of the district it stands for. why: for false friends. until: last year of a former name.
    """

    name: str
    kind: str
    districts: tuple[str, ...] = ()
    strong: bool = True
    zone: str | None = None
    why: str = ""
    until: int | None = None

    @property
    def district(self) -> str | None:
        """The one district it tells, None if it tells none or several."""
        return self.districts[0] if len(self.districts) == 1 else None

    @property
    def territorial(self) -> bool:
        """Whether the name may stand for a part of a district, as 张江 and 嘉定 do and 复旦大学 does not."""
        return self.kind in TERRITORIAL

    @property
    def weight(self) -> float:
        """What one occurrence says for the district, as a log-odds."""
        share: float = max(1, len(self.districts)) ** 1.5
        return WEIGHTS.get(self.kind, 0.0) * (1.0 if self.strong else WEAK) / share


class Occurrence(NamedTuple):
    """`text[start:end]` is the name of `place`."""

    start: int
    end: int
    place: Place


@dataclass(frozen=True)
class Gazetteer:
    """A city: its districts in official order, and the names that tell them.

    regional: words of headings that speak of several districts. outward: of headings that look beyond the city.
    orders: in which reports go through the districts, the official order first.
    """

    city: str
    city_names: tuple[str, ...]
    districts: tuple[District, ...]
    places: Mapping[str, Place]
    regional: tuple[str, ...] = ()
    outward: tuple[str, ...] = ()
    orders: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        lengths: dict[str, set[int]] = {}
        for name in self.places:
            lengths.setdefault(name[:2], set()).add(len(name))
        ordered = {key: tuple(sorted(found, reverse=True)) for key, found in lengths.items()}
        object.__setattr__(self, "_lengths", ordered)
        names = {p.name: p.districts[0] for p in self.places.values() if p.kind in ("district", "short", "former")}
        object.__setattr__(self, "_full", names)
        object.__setattr__(self, "_regional", _any_of(self.regional))
        object.__setattr__(self, "_outward", _any_of(self.outward))

    def find(self, text: str) -> list[Occurrence]:
        """The names in a text, longest first at each place, false friends and names from elsewhere included.

        Linear in the length of the text: two characters are looked up at each place, then a few lengths.
        """
        lengths: dict[str, tuple[int, ...]] = self._lengths  # type: ignore[attr-defined]
        places = self.places
        found: list[Occurrence] = []
        position, last = 0, len(text) - 1
        while position < last:
            candidates = lengths.get(text[position : position + 2])
            if candidates is not None:
                for length in candidates:
                    place = places.get(text[position : position + length])
                    if place is not None:
                        end = position + len(place.name)
                        found.append(Occurrence(position, end, self._in_context(text, position, place, found)))
                        position = end
                        break
                else:
                    position += 1
            else:
                position += 1
        return found

    def _in_context(self, text: str, start: int, place: Place, before: list[Occurrence]) -> Place:
        """A name behind a place elsewhere (江西武宁, 舟山市普陀), or with one in brackets behind, is not ours."""
        if not place.districts:
            return place
        last = before[-1] if before else None
        if last is not None and last.place.kind == "elsewhere" and text[last.end : start] in _BETWEEN:
            return Place(place.name, "false_friend", why=f"{last.place.name}的同名地方")
        behind_own = last is not None and last.end == start and bool(last.place.districts)
        if start and text[start - 1] in "省县州盟旗" and not behind_own:
            return Place(place.name, "false_friend", why="外地同名")
        end = start + len(place.name)
        if text[end : end + 1] in ("（", "(") and self.places.get(text[end + 1 : end + 3], place).kind == "elsewhere":
            return Place(place.name, "false_friend", why=f"{text[end + 1 : end + 3]}的同名地方")
        return place

    def place(self, text: str) -> Place | None:
        """The place whose name the whole text is, with or without the city before it."""
        place = self.places.get(text)
        if place is not None:
            return place
        for city in self.city_names:
            if text.startswith(city):
                place = self.places.get(text[len(city) :])
                if place is not None and place.districts:
                    return place
        return None

    def is_regional(self, text: str) -> bool:
        """Whether a heading speaks of several districts at once."""
        pattern: re.Pattern[str] = self._regional  # type: ignore[attr-defined]
        return bool(pattern.search(text))

    def is_outward(self, text: str) -> bool:
        """Whether a heading looks beyond the city's districts."""
        pattern: re.Pattern[str] = self._outward  # type: ignore[attr-defined]
        return bool(pattern.search(text))

    def full_name(self, text: str) -> str | None:
        """嘉定, 嘉定区, 上海市嘉定区 → 嘉定区; 南汇区 → 浦东新区; None for what names no district."""
        names: dict[str, str] = self._full  # type: ignore[attr-defined]
        text = text.strip()
        for city in ("", *self.city_names):
            if text.startswith(city) and text[len(city) :] in names:
                return names[text[len(city) :]]
        return None


@lru_cache(maxsize=8)
def load_gazetteer(path: Path | None = None) -> Gazetteer:
    """The gazetteer of a file, by default Shanghai's; read once. Raises OSError, tomllib.TOMLDecodeError, KeyError."""
    data = tomllib.loads((path or resource("gazetteer/shanghai.toml")).read_text("utf-8"))
    places: dict[str, Place] = {}
    for name in _split(data.get("elsewhere", "")):
        places[name] = Place(name, "elsewhere")
    for name in _split(data.get("city_names", "")):
        places[name] = Place(name, "city")
    for kind, lines in data.get("shared", {}).items():
        for shared in _split(lines):
            name, _, several = shared.partition("=")
            places[name] = Place(name, kind, tuple(several.split("、")), strong=False, zone=name)
    districts = []
    for entry in data["district"]:
        districts.append(District(entry["name"], entry["short"], entry.get("initials", "")))
        places.update((place.name, place) for place in _places_of(entry))
    for lines in data.get("false_friends", {}).values():
        for line in lines.strip().splitlines():
            name, _, why = line.partition("=")
            if name not in places or not places[name].districts:
                places[name] = Place(name, "false_friend", why=why)
    return Gazetteer(
        data["city"],
        tuple(_split(data.get("city_names", ""))),
        tuple(districts),
        places,
        tuple(_split(data.get("regional", ""))),
        tuple(_split(data.get("outward", ""))),
        (tuple(d.name for d in districts), *(tuple(_split(order)) for order in data.get("orders", ()))),
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)) or "(?!)")


def _split(names: str) -> list[str]:
    return [name for name in names.replace("\n", "").split("|") if name]


def _places_of(entry: Mapping[str, Any]) -> Iterable[Place]:
    """The names of one district: its own last, so that they win over a park of the same name."""
    own = (entry["name"],)
    stems = sorted(_split(entry.get("stems", "")), key=len, reverse=True)
    reserved = {"name", "short", "initials", "pinyin", "former", "stems"}
    for key, names in entry.items():
        if key in reserved:
            continue
        kind = key.removesuffix("_weak")
        for name in _split(names):
            zone = next((stem for stem in stems if stem in name), None)
            if zone is None and kind in TERRITORIAL:
                zone = name
            yield Place(name, kind, own, strong=not key.endswith("_weak"), zone=zone)
    for former in _split(entry.get("former", "")):
        name, _, years = former.partition("@")
        until = years.rpartition("-")[2]
        zone = next((stem for stem in stems if stem in name), None)
        yield Place(name, "former", own, zone=zone, until=int(until) if until else None)
    yield Place(entry["short"], "short", own)
    yield Place(entry["name"], "district", own)
