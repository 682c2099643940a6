"""What the places that a passage names say for each district."""

import re
from collections.abc import Sequence

from shkc_desktop.ingest.gazetteer import Occurrence

_PARTNER = re.compile(r"(?:与|同|和|跟|赴|向|对接|联合|携手|来自|支援|及)(?:上海市?)?$")
# What goes before a place where somebody else does something: 市农科院在庄行建…, 总部位于浦东的企业…
_AT = re.compile(r"(?:在|(?:位|坐落|设立?|落户|落地|选址)(?:于|在)|来自)(?:上海市?)?$")
# Characters that it has at most.
_AT_REACH = 8
# Words that open a clause whose doer is left out, as where a heading says it: 推进…, 围绕…, 举办…
_NO_DOER = re.compile(
    r"[“\"（(]|推|加[快强大]|建|打造|深|强化|优化|完善|提升|实现|形成|集聚|培育|引[进入]|探索|构|促|支持|开展|承|发|举|落实|启动|完成|成[功立]"
    r"|设立|以|围绕|聚焦|依托|通过|持续|全[力面]|积极|着力|大力|做|放大|营造|厚植|抢|首|截至|\d{4}年|此外|该区|全区|区内|区"
)
_DATE = re.compile(
    r"(?:年[内初底]|同[期时]|与此同时|此外|另外|(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[至到—–-]\d{1,2}日)?)[，,]?"
)
_INSTITUTION = re.compile(
    r"[^，。、；：的（(“]{0,6}?(?:博物馆|科技馆|遗址|医院|公司|集团|大学(?!城|科技园)|学院|银行|论坛|大会)"
)
_OWN = re.compile(r"全区|区内|区级|本区|我区|该区|辖区|区委|区政府|区校|区科委|区域内")
_AND_SO_ON = re.compile(r"等(?!级|奖|离)")
# More than this no passage needs to be told.
_ENOUGH = 9.0


def evidence(text: str, found: Sequence[Occurrence]) -> dict[str, float]:
    """District to log-odds. A name said again says little more; a partner or one of a list says less."""
    scores: dict[str, float] = {}
    seen: dict[str, int] = {}
    name = 0
    for index, (occurrence, share) in enumerate(zip(found, _shares(text, found), strict=True)):
        place = occurrence.place
        if not index or found[index - 1].end != occurrence.start:
            name = occurrence.start  # 奉贤|庄行 is named as one
        weight = place.weight
        if not weight:
            continue
        times = seen[place.name] = seen.get(place.name, 0) + 1
        weight *= (1.0, 0.3, 0.2)[min(times, 3) - 1]
        if place.territorial and _PARTNER.search(text, max(0, occurrence.start - 5), occurrence.start):
            weight *= 0.4
        weight *= share
        if place.kind == "short" and _INSTITUTION.match(text, occurrence.end):
            weight *= 0.5
        if somebody_acts(text, name) or _in_brackets(text, occurrence.start):
            weight *= 0.35
        for district in place.districts:
            scores[district] = min(_ENOUGH, scores.get(district, 0.0) + weight)
    return scores


def behind_date(text: str) -> int:
    """Where a passage begins behind its date (17日至19日，…)."""
    match = _DATE.match(text)
    return match.end() if match else 0


def somebody_acts(text: str, at: int) -> bool:
    """Whether somebody else is the doer where a place is named: 市农科院在奉贤…, and not 在奉贤… or 推进…在奉贤…"""
    begin = max(text.rfind(sign, 0, at) for sign in "。；！？：") + 1
    begin += behind_date(text[begin:at])
    where = _AT.search(text, max(begin, at - _AT_REACH), at)
    return where is not None and where.start() - begin >= 3 and not _NO_DOER.match(text, begin)


def _in_brackets(text: str, at: int) -> bool:
    """Whether a place is named in brackets, as the institutions behind a prize are."""
    opened = max(text.rfind("（", 0, at), text.rfind("(", 0, at))
    return 0 <= opened < at - 1 and text.find("）", opened, at) < 0 and text.find(")", opened, at) < 0


def speaks_of_itself(text: str) -> bool:
    """Whether a passage says 全区, 区内 …: it is some district's, even if it names none."""
    return bool(_OWN.search(text))


def _shares(text: str, found: Sequence[Occurrence]) -> list[float]:
    """How much each name counts: in an enumeration the districts share it, and 嘉定、青浦等 are examples."""
    shares: list[float] = []
    start = 0
    for index in range(1, len(found) + 1):
        if (
            index < len(found)
            and found[index].start - found[index - 1].end == 1
            and text[found[index - 1].end] in "、和与及"
        ):
            continue
        districts = {d for occurrence in found[start:index] for d in occurrence.place.districts}
        listed = len(districts) > 1 and _AND_SO_ON.match(text, found[index - 1].end)
        shares += [0.0 if listed else 1.0 / max(1, len(districts))] * (index - start)
        start = index
    return shares


def best(scores: dict[str, float]) -> tuple[str | None, float]:
    """The strongest district and its lead over the next."""
    if not scores:
        return None, 0.0
    ordered = sorted(scores.items(), key=lambda item: -item[1])
    second = ordered[1][1] if len(ordered) > 1 else 0.0
    return ordered[0][0], ordered[0][1] - second
