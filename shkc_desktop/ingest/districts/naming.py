"""What a heading says of districts: it names one, speaks of several, or looks elsewhere."""

import re
from dataclasses import dataclass

from shkc_desktop.ingest.gazetteer import HEADING_KINDS, Gazetteer, Occurrence, Place

_BRACKETS = "【】〔〕「」『』〖〗《》“”\"'‘’[]<>〈〉 　\t:：—-–·|｜、，,。"
# Events and institutions that only bear a place's name (崇明生态岛国际论坛).
EVENT = re.compile(
    r"论坛|博物馆|科技馆|遗址|石化|造船|大会|峰会|博览会|大赛|年会|研讨会|展会|车展|花展|艺术节|科技节|电影节|音乐节|旅游节|文化节|医院|大学(?!城|科技园|校区)|学院(?!路)|银行|公司|集团(?!军)|实验室"
    r"|研究院|研究所|研究中心|机场|火车站|海关|大桥|隧道|铁路|地铁|轨道交通|高速公路|公路|大道|(?<!一带一)路(?![演径线由段])|股份|基金会|学会|协会|学校|中学"
)
_GENERAL = re.compile(
    r"各区|全市|本市|十六个?区|16个?区|十[七八九]个?区|1[789]个?区|市区|区县|各区县|上海市?(?:科技|各)|长三角(?!G60科创走廊松江|数字干线)"
)
# A place that reaches over more districts than this is a region.
_SHARED = 4


@dataclass(frozen=True, slots=True)
class Naming:
    """How a heading names districts.

    manner: `exact` it is the name; `shared` it is the name of a place in several, the text below tells in which;
        `led` it begins with it; `contains` it holds one district's name further on;
        `regional` it speaks of several or of a region; `outward` it looks beyond the city; `none`.
    parts: (district, zone), in order.
    """

    manner: str
    parts: tuple[tuple[str, str | None], ...] = ()
    confidence: float = 0.0

    @property
    def is_name(self) -> bool:
        """Whether the heading is a place's name and nothing else."""
        return self.manner in ("exact", "shared")


NOTHING = Naming("none")


def name_heading(title: str, gazetteer: Gazetteer) -> Naming:
    """What a heading's title, without number and mark, says of districts."""
    if len(title) < 2:
        return NOTHING
    bare = re.sub(r"\s+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\s+", "", title).strip(_BRACKETS + ".")
    place = gazetteer.place(bare)
    if place is not None and place.kind in HEADING_KINDS and place.district:
        certain = place.strong and place.kind in (
            "district",
            "short",
            "former",
            "zones",
            "towns",
            "subdistricts",
            "parks",
        )
        return Naming("exact", ((place.district, place.zone),), 0.985 if certain else 0.93)
    if place is not None and place.kind == "false_friend":
        return NOTHING
    if place is not None and place.territorial and 2 <= len(place.districts) <= _SHARED:
        return Naming("shared", tuple((district, place.name) for district in place.districts))
    found = gazetteer.find(bare)
    named = [o for o in found if o.place.district and o.place.kind in HEADING_KINDS]
    districts = list(dict.fromkeys(o.place.district for o in named if o.place.district))
    first = _leading(found)
    if len(districts) == 1 and len(named) > 1 and _only_names(bare, named):
        return Naming("exact", ((districts[0], named[-1].place.zone),), 0.97)  # 浦东张江
    if len(districts) > 1:
        return _several(bare, named, districts)
    if first is not None and not _named_after(bare, first):
        return Naming(
            "led",
            ((_district(first), first.place.zone),),
            0.94 if first.place.strong or first.place.kind == "short" else 0.85,
        )
    if gazetteer.is_outward(bare):
        return Naming("outward")
    if len(districts) == 1 and not _GENERAL.search(bare) and any(_speaks(o, bare) for o in named):
        occurrence = next(o for o in named if _speaks(o, bare))
        return Naming("contains", ((districts[0], occurrence.place.zone),), 0.8)
    if len(bare) <= 24 and gazetteer.is_regional(bare):
        return Naming("regional")
    return NOTHING


def _district(occurrence: Occurrence) -> str:
    district = occurrence.place.district
    assert district is not None
    return district


def _leading(found: list[Occurrence]) -> Occurrence | None:
    """The territorial place with which a text begins, the city's name before it skipped."""
    at = 0
    for occurrence in found:
        if occurrence.start != at:
            return None
        if occurrence.place.kind == "city":
            at = occurrence.end
            continue
        place = occurrence.place
        return occurrence if place.district and (place.territorial or place.kind == "nicknames") else None
    return None


def _named_after(text: str, occurrence: Occurrence) -> bool:
    """Whether the name is only part of an event's or an institution's name."""
    if occurrence.place.kind == "district":
        return False
    rest = text[occurrence.end : occurrence.end + 12]
    match = EVENT.search(rest)
    return match is not None and not re.search(
        r"举办|举行|召开|承办|主办|建设|推进|加快|打造|揭牌|成立|启动|落户|[：: ]", rest[: match.start()]
    )


def _only_names(text: str, named: list[Occurrence]) -> bool:
    """Whether a heading consists of names and brackets."""
    for occurrence in named:
        text = text.replace(occurrence.place.name, "", 1)
    return not text.strip(_BRACKETS + "（）()")


def _several(text: str, named: list[Occurrence], districts: list[str]) -> Naming:
    """A heading of several names: two or three districts joined are dedicated to each, more are a region."""
    between = text
    for occurrence in named:
        between = between.replace(text[occurrence.start : occurrence.end], "", 1)
    joined = not between.strip(_BRACKETS + "和与及（）()/／·+") or bool(
        re.fullmatch(
            r"[、和与及（）()/／·\s]*(?:等?[两二三2-3]?(?:区|地|城)|新城|联动|协同|协作|合作|联合).{0,12}", between
        )
    )
    if joined and len(districts) <= 3:
        parts = {o.place.district: o.place.zone for o in named if o.place.district}
        return Naming("exact", tuple(parts.items()), 0.93)
    if listed := re.match(r"[^：:\s]{4,16}?(?=[：:　\s])", text):
        head = [o for o in named if o.end <= listed.end()]
        rest = listed.group()
        for occurrence in head:
            rest = rest.replace(text[occurrence.start : occurrence.end], "", 1)
        if len(head) in (2, 3) and not rest.strip("、和与及两二三区地·"):
            return Naming("led", tuple({_district(o): o.place.zone for o in head}.items()), 0.88)
    first = named[0]
    if (
        first.start == 0
        and first.place.territorial
        and len(districts) == 2
        and text[first.end : first.end + 1] in "：: 　（("
    ):
        return Naming("led", ((_district(first), first.place.zone),), 0.85)
    return Naming("regional")


def _speaks(occurrence: Occurrence, text: str) -> bool:
    """Whether a name inside a heading says what the section is about."""
    place: Place = occurrence.place
    if place.kind in ("district", "zones", "former", "parks", "towns", "nicknames") and place.strong:
        return not _named_after(text, occurrence)
    return place.kind == "short" and not _named_after(text, occurrence)
