"""The rows of the facets: heads, values with counts, what is folded away."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from shkc_desktop.model.district import UNATTRIBUTED
from shkc_desktop.model.hit import Facets, Where

Counts = Mapping[str, Mapping[Any, int]]

# Values shown of a long facet before the rest is asked for.
SHOWN = 5
# Facets by their names in counts, with the field of Facets that holds their choice; those from `colour` on are folded.
_FACETS: tuple[tuple[str, str, Any], ...] = (
    ("district", "districts", QT_TRANSLATE_NOOP("searching", "区")),
    ("year", "years", QT_TRANSLATE_NOOP("searching", "年")),
    ("where", "where", QT_TRANSLATE_NOOP("searching", "所在")),
    ("annotated", "annotated", QT_TRANSLATE_NOOP("searching", "标注")),
    ("colour", "colours", QT_TRANSLATE_NOOP("searching", "颜色")),
    ("tag", "tags", QT_TRANSLATE_NOOP("searching", "标签")),
    ("creator", "creators", QT_TRANSLATE_NOOP("searching", "编码者")),
    ("kind", "kinds", QT_TRANSLATE_NOOP("searching", "段落种类")),
    ("section", "sections", QT_TRANSLATE_NOOP("searching", "章节")),
)
FOLDED = frozenset(("colour", "tag", "creator", "kind", "section"))
_LONG = frozenset(("district", "tag", "creator", "section"))
# 所在: what stands together is chosen together.
WHERE: tuple[tuple[tuple[Where, ...], Any], ...] = (
    ((Where.TEXT,), QT_TRANSLATE_NOOP("searching", "正文")),
    ((Where.NOTE, Where.TAG), QT_TRANSLATE_NOOP("searching", "批注与标签")),
    ((Where.TITLE,), QT_TRANSLATE_NOOP("searching", "标题")),
    ((Where.MEMO,), QT_TRANSLATE_NOOP("searching", "备忘录")),
)
KINDS: dict[str, Any] = {
    "heading": QT_TRANSLATE_NOOP("searching", "标题行"),
    "paragraph": QT_TRANSLATE_NOOP("searching", "段落"),
    "list_item": QT_TRANSLATE_NOOP("searching", "列表项"),
    "caption": QT_TRANSLATE_NOOP("searching", "图表说明"),
    "label": QT_TRANSLATE_NOOP("searching", "小标签"),
    "page_artifact": QT_TRANSLATE_NOOP("searching", "页眉页码"),
}


@dataclass(frozen=True, slots=True)
class FacetHead:
    """The name of a facet. is_open: None for one that is never folded."""

    facet: str
    words: str
    is_open: bool | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value with the hits it would leave. value: the choices it stands for. colour: of a mark or tag, else 0."""

    facet: str
    value: tuple[Any, ...]
    words: str
    count: int
    chosen: bool = False
    colour: int = 0


@dataclass(frozen=True, slots=True)
class FacetRest:
    """另外 4 区: the values that are not shown, and their hits."""

    facet: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class FacetClear:
    """清除条件."""


FacetRow = FacetHead | FacetValue | FacetRest | FacetClear


@dataclass(frozen=True, slots=True)
class FacetNames:
    """What the values are called. tags: uuid to path and colour of the living tags; colours: the reader's names."""

    districts: Sequence[str] = ()
    tags: Mapping[str, tuple[str, int]] | None = None
    colours: Sequence[str] = ("黄", "蓝", "橙", "绿")


def _tr(words: str) -> str:
    return QCoreApplication.translate("searching", words)


def rows(counts: Counts, facets: Facets, opened: Collection[str], names: FacetNames) -> list[FacetRow]:
    """The facets in which there is something to choose. opened: facets that the reader has unfolded."""
    made: list[FacetRow] = []
    for facet, field, title in _FACETS:
        values = _values(facet, counts.get(facet, {}), _chosen(facets, field), names)
        if not any(value.count for value in values) and not any(value.chosen for value in values):
            continue
        folds = facet in FOLDED
        is_open = facet in opened or any(value.chosen for value in values)
        made.append(FacetHead(facet, _tr(title), is_open if folds else None))
        if folds and not is_open:
            continue
        made += _shortened(facet, _tr(title), values, facet in opened and facet in _LONG and not folds)
    if facets != Facets():
        made.append(FacetClear())
    return made


def _shortened(facet: str, title: str, values: list[FacetValue], everything: bool) -> list[FacetRow]:
    if facet not in _LONG or everything or len(values) <= SHOWN + 1 or facet in FOLDED:
        return list(values)
    shown = [value for at, value in enumerate(values) if at < SHOWN or value.chosen]
    rest = [value for value in values if value not in shown]
    words = _tr("另外 {} {}").format(len(rest), title)
    return [*shown, FacetRest(facet, words, sum(value.count for value in rest))] if rest else list(shown)


def _chosen(facets: Facets, field: str) -> tuple[Any, ...]:
    value = getattr(facets, field)
    return () if value is None else (value,) if isinstance(value, bool) else tuple(value)


def _values(facet: str, counts: Mapping[Any, int], chosen: tuple[Any, ...], names: FacetNames) -> list[FacetValue]:
    if facet == "where":
        return [
            FacetValue(
                facet,
                group,
                _tr(words),
                sum(counts.get(str(where), 0) for where in group),
                all(w in chosen for w in group),
            )
            for group, words in WHERE
            if any(counts.get(str(where), 0) or where in chosen for where in group)
        ]
    if facet == "annotated":
        both = ((True, _tr("已标注")), (False, _tr("未标注")))
        return [FacetValue(facet, (v,), words, counts.get(v, 0), v in chosen) for v, words in both]
    tags = names.tags or {}
    found = dict(counts) | {value: counts.get(value, 0) for value in chosen}
    if facet == "tag":
        found = {value: count for value, count in found.items() if value in tags}
    values = [
        FacetValue(facet, (value,), _words(facet, value, names), count, value in chosen, _colour(facet, value, names))
        for value, count in found.items()
        if count or value in chosen
    ]
    return sorted(values, key=lambda value: _order(facet, value, names))


def _words(facet: str, value: Any, names: FacetNames) -> str:
    match facet:
        case "year":
            return str(value) if value is not None else _tr("年份待定")
        case "kind":
            return _tr(KINDS.get(str(value), str(value)))
        case "colour":
            return names.colours[(int(value) - 1) % 4]
        case "tag":
            return (names.tags or {})[value][0]
        case _:
            return " ".join(str(value).split())


def _colour(facet: str, value: Any, names: FacetNames) -> int:
    if facet == "colour":
        return int(value)
    return (names.tags or {})[value][1] if facet == "tag" else 0


def _order(facet: str, value: FacetValue, names: FacetNames) -> tuple[Any, ...]:
    first = value.value[0]
    if facet == "year":
        return first is None, -(first or 0)
    if facet == "colour":
        return (first,)
    order = {name: at for at, name in enumerate(names.districts)}
    return first == UNATTRIBUTED, -value.count, order.get(first, len(order)), value.words


def toggled(facets: Facets, row: FacetValue) -> Facets:
    """The conditions with a value chosen, or not chosen any more."""
    field = next(field for facet, field, _ in _FACETS if facet == row.facet)
    if field == "annotated":
        return replace(facets, annotated=None if row.chosen else row.value[0])
    kept = tuple(value for value in getattr(facets, field) if value not in row.value)
    chosen = kept if row.chosen else (*kept, *row.value)
    values: dict[str, Any] = {field: chosen}
    return replace(facets, **values)


def to_data(facets: Facets) -> dict[str, Any]:
    """The conditions as plain data, for a saved search."""
    found = {f.name: getattr(facets, f.name) for f in fields(facets)}
    return {name: value if value is None or isinstance(value, bool) else list(value) for name, value in found.items()}


def from_data(data: Mapping[str, Any]) -> Facets:
    """The conditions that `to_data` wrote; what is unknown is left out."""
    known: dict[str, Any] = {}
    for field in fields(Facets):
        value = data.get(field.name)
        if field.name == "where" and isinstance(value, list):
            known["where"] = tuple(Where(where) for where in value if where in set(Where))
        elif isinstance(value, list):
            known[field.name] = tuple(value)
        elif isinstance(value, bool) and field.name == "annotated":
            known[field.name] = value
    return Facets(**known)
