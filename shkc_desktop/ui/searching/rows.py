"""The rows of the list of hits: heads, hits, and what follows them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from shkc_desktop.model.district import UNATTRIBUTED
from shkc_desktop.model.hit import Hit, Where

_NUMBER = re.compile(
    r"第\s*[0-9〇零一二三四五六七八九十百]+\s*[章节编篇部]|[0-9]{1,2}(?:[.．][0-9]+)*(?![0-9]|\s*[年月])"
)


class Grouping(StrEnum):
    """What stands together."""

    REPORT = "report"
    CELL = "cell"  # district × year


@dataclass(frozen=True, slots=True)
class Head:
    """A report, or a district in a year. count: None where not all of its hits are known yet."""

    words: str
    count: int | None


@dataclass(frozen=True, slots=True)
class SubHead:
    """A section or district of a report. count: as of Head."""

    words: str
    count: int | None


@dataclass(frozen=True, slots=True)
class HitRow:
    """An exact hit. index: its number among all, from 0. colour: of an annotation on it, else 0."""

    index: int
    hit: Hit
    colour: int = 0


@dataclass(frozen=True, slots=True)
class More:
    """再显示 N 处."""

    count: int


@dataclass(frozen=True, slots=True)
class RelatedHead:
    """相关, how many passages, and what they are."""

    total: int
    words: str


@dataclass(frozen=True, slots=True)
class RelatedRow:
    """A passage that holds the words, or some of them; words: what to underline, folded."""

    hit: Hit
    words: tuple[str, ...] = ()


Row = Head | SubHead | HitRow | More | RelatedHead | RelatedRow


def _tr(words: str) -> str:
    return QCoreApplication.translate("searching", words)


def rows(
    hits: Sequence[Hit],
    total: int,
    grouping: Grouping,
    colours: Mapping[str, int],
    by_report: Mapping[str, int],
    districts: Sequence[str] = (),
) -> list[Row]:
    """The hits `0 … len(hits)` of `total` under their heads.

    colours: annotation to its colour. by_report: report to the number of its hits. districts: the program's order.
    """
    made: list[Row] = []
    numbered = list(enumerate(hits))
    if grouping is Grouping.CELL:
        order = {name: at for at, name in enumerate(districts)}
        numbered.sort(key=lambda pair: (*_cell_order(pair[1], order), pair[0]))
    keys = [_keys(hit, grouping) for _, hit in numbered]
    heads, subs = _counted(key[0] for key in keys), _counted(keys)
    complete = len(hits) >= total
    last = keys[-1] if keys else None
    shown: tuple[str, str] | None = None
    for (index, hit), key in zip(numbered, keys, strict=True):
        if shown is None or shown[0] != key[0]:
            count: int | None = heads[key[0]]
            if not complete:
                in_report = by_report.get(hit.report or "") if hit.where is Where.TEXT else None
                count = in_report if grouping is Grouping.REPORT else None
            made.append(Head(_head(hit, grouping), count))
        if shown != key and key[1]:
            known = complete or (grouping is Grouping.REPORT and key != last)
            made.append(SubHead(key[1], subs[key] if known else None))
        shown = key
        colour = next((colours[uuid] for uuid in hit.annotations if uuid in colours), 0)
        made.append(HitRow(index, hit, colour))
    if not complete:
        made.append(More(total - len(hits)))
    return made


def _counted(keys: Iterable[object]) -> dict[object, int]:
    found: dict[object, int] = {}
    for key in keys:
        found[key] = found.get(key, 0) + 1
    return found


def _cell_order(hit: Hit, order: Mapping[str, int]) -> tuple[bool, int, str, int]:
    name = hit.districts[0] if hit.districts else ""
    return hit.where is not Where.TEXT, order.get(name, len(order)), name, -(hit.year or 0)


def _keys(hit: Hit, grouping: Grouping) -> tuple[str, str]:
    """What tells the head and the head below it from others."""
    if hit.where is not Where.TEXT:
        return str(hit.where), ""
    if grouping is Grouping.CELL:
        district = hit.districts[0] if hit.districts else UNATTRIBUTED
        return f"{district}/{hit.year or ''}", hit.title
    return hit.report or "", section_words(hit)


def _head(hit: Hit, grouping: Grouping) -> str:
    if hit.where is not Where.TEXT:
        return _tr({"title": "报告标题", "note": "批注", "tag": "标签", "memo": "备忘录"}[str(hit.where)])
    if grouping is Grouping.CELL:
        district = hit.districts[0] if hit.districts else UNATTRIBUTED
        return f"{district} · {hit.year}" if hit.year is not None else district
    return hit.title


def section_words(hit: Hit) -> str:
    """`08　嘉定区`: the number of the chapter and the district, or the heading the hit stands under."""
    path = [" ".join(heading.split()) for heading in hit.section]
    if path and hit.title and (path[0] in hit.title or hit.title in path[0]):
        path = path[1:]
    number = next((found.group() for heading in path[:2] if (found := _NUMBER.match(heading))), "")
    where = "、".join(hit.districts)
    if not where and path:
        where = path[-1].removeprefix(number).strip()
    return "　".join(filter(None, (number, where)))


def related_rows(
    query: str, hits: Sequence[Hit], total: int, message: str, underlined: tuple[str, ...] = ()
) -> list[Row]:
    """相关 and its passages; nothing where there are none and nothing is to be said."""
    if not hits:
        return [RelatedHead(0, message)] if message else []
    words = _tr("按相近程度，不含“{}”").format(_named(query))
    if message:
        words = f"{words}　{message}"
    return [RelatedHead(total, words), *(RelatedRow(hit, underlined) for hit in hits)]


def _named(query: str) -> str:
    words = query.strip()
    return words if len(words) <= 12 else f"{words[:11]}…"
