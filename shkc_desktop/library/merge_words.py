"""What a merge asks, in the reader's words."""

from shkc_desktop.interchange.library_content import ReportIdentity
from shkc_desktop.interchange.merging import Decision, Difference, Thing
from shkc_desktop.library.library import Library
from shkc_desktop.model.annotation import Annotation
from shkc_desktop.model.memo import Memo
from shkc_desktop.model.tag import Tag, tag_path

_FIELDS = {
    "note": "批注",
    "colour": "颜色",
    "district": "所属区",
    "creator": "编码者",
    "tags": "标签",
    "place": "位置",
    "name": "名称",
    "parent": "上级",
    "definition": "定义",
    "inclusion": "纳入标准",
    "exclusion": "排除标准",
    "example": "示例",
    "title": "题目",
    "text": "正文",
    "subject": "对象",
    "about": "对象",
    "private": "私密",
}
_WHY = {
    Difference.CHANGED: "两边不同",
    Difference.DELETED_HERE: "我已删去，对方还在",
    Difference.DELETED_THERE: "对方已删去，我还在",
}


def kind_of(thing: Thing) -> str:
    """标注, 标签, 备忘录 or 报告."""
    match thing:
        case Annotation():
            return "标注"
        case Tag():
            return "标签"
        case Memo():
            return "备忘录"
        case _:
            return "报告"


def name_of(thing: Thing) -> str:
    """The words by which the reader knows it."""
    match thing:
        case Annotation():
            return _short(thing.target.quote.exact)
        case Tag():
            return thing.name
        case Memo():
            return thing.title or _short(thing.text)
        case ReportIdentity():
            return thing.title
    raise TypeError(type(thing))


def heading(decision: Decision) -> str:
    """`标注“试车线路”　两边不同：批注、颜色`."""
    thing = decision.ours or decision.theirs
    if thing is None:
        raise ValueError("a decision about nothing")
    named = "、".join(dict.fromkeys(_FIELDS.get(name, name) for name in decision.fields))
    return f"{kind_of(thing)}“{name_of(thing)}”　{_WHY[decision.difference]}" + (f"：{named}" if named else "")


def values(library: Library, theirs: Library, decision: Decision) -> list[tuple[str, str, str]]:
    """(what, ours, theirs) for each field that differs."""
    if decision.ours is None or decision.theirs is None:
        return []
    names = {**theirs.tags(), **library.tags()}
    rows = []
    for field in decision.fields:
        ours, other = (_value(thing, field, names) for thing in (decision.ours, decision.theirs))
        rows.append((_FIELDS.get(field, field), ours, other))
    return rows


def spoken(library: Library, theirs: Library, decision: Decision) -> str:
    """One line for the command line; our side stands."""
    pairs = values(library, theirs, decision)
    said = "；".join(f"{what} 我的“{_short(ours)}” 对方的“{_short(other)}”" for what, ours, other in pairs)
    return f"{decision.uuid}　{heading(decision)}" + (f"（{said}）" if said else "") + "，保留了我的。"


def _value(thing: Thing, field: str, names: dict[str, Tag]) -> str:
    if field == "tags" and isinstance(thing, Annotation):
        return "，".join(tag_path(names[uuid], names) if uuid in names else "？" for uuid in thing.tags)
    if field == "place" and isinstance(thing, Annotation):
        position = thing.target.position
        return f"{_short(thing.target.quote.exact)}（{position.start}—{position.end}）"
    if field == "parent" and isinstance(thing, Tag):
        return tag_path(names[thing.parent], names) if thing.parent in names else "顶层"
    value = getattr(thing, field)
    if field == "colour":
        return f"第 {value} 色"
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 30 else line[:29] + "…"
