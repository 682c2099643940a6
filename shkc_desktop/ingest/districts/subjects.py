"""The subject of each sentence: the district that does what the sentence tells."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from shkc_desktop.ingest.districts.naming import EVENT
from shkc_desktop.ingest.gazetteer import Occurrence

Part = tuple[str, str | None]

_SENTENCE = re.compile(r"[^。！？；!?;]*(?:[。！？；!?;]+[”’」』）)】》]*|$)")
_CLAUSE = re.compile(r"[，,]")
_LEAD_IN = re.compile(
    r"(?:核心(?:承载)?区(?=[^，。的]{2})|[|｜]|原(?=\S{2}区)|[\s“\"‘【「『《（(—–·•]|其中|同时|此外|另外|而(?!且)|与此同时|[一二三四五六七八九十]是|首先|其次|再次|最后|例如|比如|如(?=[\u4e00-\u9fff]{2}区)|特别是|尤其是"
    r"|[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]|[①-⑳]|[，,：:])*"
)
# A phrase of time, purpose or circumstance before the subject: 年内，… 作为…，… 围绕…，…
_CIRCUMSTANCE = re.compile(
    r"年内|同期|年初|年底|年末|全年|今年|当年|本年|近年|一年来|多年来|目前|当前|现阶段|上半年|下半年|[一二三四]季度|\d{1,2}月|\d{4}年|截至|截止|自\d|期间|其间|随后|此前|"
    r"作为|围绕|为|按照|根据|依据|遵照|针对|依托|通过|随着|面向|立足|聚焦|紧扣|紧紧|紧盯|对标|对照|结合|坚持|以|在|自|经|从|借助|凭借|借力|发挥|利用|抓住|把握|抢抓|瞄准|积极|深入|继续|"
    r"进一步|落实|贯彻|服务|响应|基于|本着|受|得益|对于|关于|就|值|伴随|充分|顺应|适应|适逢|持续|锚定|秉持|践行|承接|用好|得力|着眼|着力|突出|强化|按|应|于|到|由于|因|出于|"
    r"同时|此外|另外|一方面|另一方面|总体|整体|全面|主动|大力|有|面对|应对|这[一几两]年|去年|近日|近期"
)
_CIRCUMSTANCE_ENDS = re.compile(
    r"(?:期间|以来|之?后|之?前|之?时|之际|之年|[过进]程中|背景下|基础上|框架下|推动下|支持下|带动下|指导下|方面|同时|[年月日天]|季度|年度|上|下|中)$"
)
# Further words with which such a phrase may go on after a comma.
_ACTS = re.compile(
    r"推[进动广]|加[快强大]|建[设成立]|打造|深化|强化|优化|完善|提升|实现|形成|集聚|培育|引[进入]|探索|构建|促进|支持|开展|释放|激发|突破|增强|拓展|放大|健全|培养|整合|汇聚|把|将"
)
_SAME = re.compile(r"(?:该区|全区|我区|本区|区内|辖区|该县|全县|该园区?|该镇|区委|区政府|区科委|区科技|区级)")
_BOTH = re.compile(r"(?:(?P<two>[两二2](?:个)?(?:区|地(?![块方])|城区))|(?P<three>[三3](?:个)?区(?!联动|融合)|三地))")
_GENERAL = re.compile(
    r"(?:区县之间|各区之间|(?:1[5-9]|十[五六七八九])个?区|各(?:区|郊区|城区|新城|县)|全市(?:各|1[6-9]个?区|十[六七八九]个?区|面上)|全市(?=范围|科技|高新)|其他(?:各)?区|其余各?区|总体上?看|整体来?看|从全市"
    r"|市级层面|市区两级|市、区|上海各)"
)
# Verbs and adverbs before which a name is the doer.
_DOES = re.compile(
    r"推|加快|建|打造|积极|着力|持续|全面|深入|深化|大力|进一步|不断|努力|率先|发布|出台|制[定订]|举办|承办|成立|设立|设有|启动|实施|围绕|聚焦|依托|通过|以|在|将|已|正|共|"
    r"发挥|优化|强化|加强|引进|引入|培育|落实|开展|探索|形成|获|被|入选|创|实现|完成|集聚|拥有|支持|促进|提升|构|布局|与|和|同|及|、|，|：|:|。|\s|坚持|紧扣|瞄准|立足|借|新增|累计|"
    r"编制|印发|修订|召开|揭牌|挂牌|签|联合|充分|锚定|完善|整合|规划|计划|重点|主动|稳步|有序|有效|鼓励|扶持|集中|突出|作为|为|按照|根据|结合|对|把|从|由|向|先后|首|第|认定|新建|"
    r"试点|试行|高标准|高质量|高水平|科技|科委|科经|政府|区|经|年|全年|年内|今年|\d|各|内|的|则|也|还|又|并|继续|坚定|切实|加大|加紧|"
    r"加速|健全|落户|迎来|迈|跻身|荣|投入|投资|吸引|"
    r"组织|搭|扩|拓|抢|激|释|营|用|运|发|谋|争|力|不|更|凭|利|因|就|于|始|一|两|三|四|五|六|七|八|九|十|（|\(|《|“|\"|等|生态|产业|人|工|大|高"
)
_DOES_SURELY = re.compile(
    r"推[进动出]|加快|建[设成立]|打造|积极|着力|持续|全面|深[入化]|大力|发布|出台|举办|承办|举行|召开|成立|设立|启动|实施|引进|培育|开展"
    r"|探索|获|揭牌|落户|支持|与|和|同|，|新增|集聚|组织|联合|成功|形成|构建|完成|实现|吸引|布局|签"
)
# A sign that sets a name apart at the head of its paragraph: 嘉定：…, 嘉定——…, 嘉定 | …
SET_APART = re.compile(r"[】」』）)]?\s*(?:[\s：:|｜]|——|—|–)")
_JOINED = re.compile(r"[、和与及／/·]|以及|联合|携手|[，,](?=[^，,。]{2,8}[、和与及])")
# What only counts them: …、…居全市前三; 其中…占三成.
_RANKED = re.compile(
    r"[^，。；]{0,16}?(?:(?:位列|位居|排名|名列|排在|居|列)(?:全市|各区|前|首)|次之|领先|占(?:全市|总|比)|占[^，。；]{0,4}(?:成|分之|%|％|半|多数))"
)
# What sits in a district without being a part of it.
_SEATED = frozenset({"venues", "landmarks", "enterprises", "institutes", "campuses"})
_BEYOND = re.compile(r"以外|之外|除外")
# Not the district but somebody in it does it.
_OTHERS_THERE = re.compile(
    r"[^，。；、：的]{0,6}(?:医院|中学|小学|学院|学校|幼儿园|图书馆|博物馆)|的?一[名家位个所]|籍|的?(?:企业|高校|院所|科研院所|居民|医院|学校|机构|团队)"
)
_FIRMS_THERE = re.compile(r"[^，。；]{0,5}的[^，。；]{0,6}(?:企业|高校|院所|机构|单位|用户)(?![：:])")
_TOGETHER = re.compile(r"[三3]个?[区地](?:共同|联合|携手|合作|共建|签|将)")
_PLACE_ONLY = re.compile(r"(?:区域|范围|境|辖区)?内?(?:，|,)")
_AND_SO_ON = re.compile(r"[”》」]?等(?!级|离|奖|高|额)|[三四五六七八九十\d]+(?:个)?(?:区|地|镇|城)|各区")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a sentence is about.

    manner: `lead` districts do it; `same` the district before goes on (该区); `both` (两区); `pair` (双方);
        `general` all of them.
    """

    manner: str
    parts: tuple[Part, ...] = ()
    confidence: float = 0.0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text[start:end]`, a sentence or a clause up to `；`, with its subject if that is a district."""

    start: int
    end: int
    subject: Subject | None


def sentences(text: str, found: Sequence[Occurrence]) -> list[Sentence]:
    """The sentences of a block with their subjects; a sentence through several districts is cut at its commas."""
    if len(text) < 3:
        return []
    result: list[Sentence] = []
    starts = {occurrence.start: occurrence for occurrence in found}
    apart = _set_apart(text, found)
    for match in _SENTENCE.finditer(text):
        cuts = [match.start(), *(at for at in apart if match.start() < at < match.end()), match.end()]
        for start, end in itertools.pairwise(cuts):
            if start < end:
                result += _cut(text, start, end, [o for o in found if start <= o.start < end], starts)
    return result


def _named_again(
    subject: Subject | None, heads: Sequence[tuple[int, Subject]], start: int, inside: Sequence[Occurrence]
) -> bool:
    """Whether the district that opens a sentence is the only doer in it, and only one of those listed later."""
    if subject is None or subject.manner != "lead" or len(subject.parts) != 1 or len(heads) != 1:
        return False
    district = subject.parts[0][0]
    return heads[0][0] == start and sum(o.place.district == district for o in inside) > 1


def _set_apart(text: str, found: Sequence[Occurrence]) -> list[int]:
    """Where names stand between blanks as labels (… 圈 普陀 实施… 青浦 编制…), if there are several."""
    places = [
        o
        for o in found
        if o.place.territorial
        and o.place.district
        and (not o.start or text[o.start - 1].isspace())
        and text[o.end : o.end + 1].isspace()
    ]
    return [o.start for o in places] if len({o.place.district for o in places}) > 1 else []


def _cut(
    text: str, start: int, end: int, inside: Sequence[Occurrence], starts: dict[int, Occurrence]
) -> list[Sentence]:
    """One sentence, or its clauses where each has a district of its own."""
    named = {o.place.district for o in inside if o.place.district and o.place.territorial}
    subject = _subject(text, start, end, starts)
    if len(named) < 2:
        return [Sentence(start, end, subject)]
    cuts = [start, *(m.end() for m in _CLAUSE.finditer(text, start, end))]
    heads: list[tuple[int, Subject]] = []
    for index, at in enumerate(cuts):
        head = subject if not index else _clause_head(text, at, end, starts)
        if head is not None and head.manner == "lead":
            heads.append((at, head))
    groups = sum(head.count >= 3 for _, head in heads)
    crowded = any(head.count >= 2 for _, head in heads)
    districts = [head.parts for _, head in heads]
    if heads and heads[0][0] > start and re.match("[^，]{0,4}(?:其中|包括|[如])", text[heads[0][0] : end]):
        return [Sentence(start, end, Subject("general"))]  # 全市…, 其中浦东…, 闵行…: examples
    if _named_again(subject, heads, start, inside):
        return [Sentence(start, end, subject)]
    if len(named) >= 4 and (groups or crowded or len(heads) < len(named) - 1):
        return [Sentence(start, end, Subject("general"))]
    if groups or len(set(districts)) < 2 or len({d for parts in districts for d, _ in parts}) < 2:
        return [Sentence(start, end, subject)]
    clauses: list[Sentence] = []
    if heads[0][0] > start:
        clauses.append(Sentence(start, heads[0][0], None))
    for index, (at, head) in enumerate(heads):
        stop = heads[index + 1][0] if index + 1 < len(heads) else end
        if clauses and clauses[-1].subject is not None and clauses[-1].subject.parts == head.parts:
            clauses[-1] = Sentence(clauses[-1].start, stop, head)
        else:
            clauses.append(Sentence(at, stop, head))
    return clauses


def _subject(text: str, start: int, end: int, starts: dict[int, Occurrence]) -> Subject | None:
    """The subject of the sentence `text[start:end]`, phrases of circumstance before it passed over."""
    lead_in = _LEAD_IN.match(text, start, end)
    at = lead_in.end() if lead_in else start
    quoted = "《" in text[start:at]
    for step in range(4):
        if _GENERAL.match(text, at, end):
            return Subject("general")
        if _SAME.match(text, at, end):
            return Subject("same")
        if text.startswith("双方", at):
            return Subject("pair", count=2)
        if both := _BOTH.match(text, at, end):
            return Subject("both", count=2 if both.group("two") else 3)
        found = _named(text, at, end, starts)
        if found is None and text.startswith(("在", "于"), at) and at + 1 in starts:
            # 在长宁区，… says where all that follows happens.
            found = _named(text, at + 1, end, starts)
            comma = _CLAUSE.search(text, at, min(end, at + 14))
            if found is None or comma is None or not _PLACE_ONLY.match(text, _end_of_names(at + 1, starts)):
                return None
            return Subject("lead", found.parts, 0.86, found.count) if found.manner == "lead" else found
        if found is not None and (not step or found.confidence >= 0.9 or found.count > 1):
            if quoted:
                return Subject("lead", found.parts, 0.85, found.count)
            return found if not step else Subject(found.manner, found.parts, found.confidence - 0.03, found.count)
        comma = _CLAUSE.search(text, at, min(end, at + 60))
        if comma is None or not _is_circumstance(text, at, comma.start(), step):
            return None
        at = comma.end()
        if lead_in := _LEAD_IN.match(text, at, end):
            at = lead_in.end()
    return None


def _end_of_names(at: int, starts: dict[int, Occurrence]) -> int:
    while (occurrence := starts.get(at)) is not None:
        at = occurrence.end
    return at


def _is_circumstance(text: str, at: int, end: int, step: int) -> bool:
    """Whether a clause only says when, why or whereby, so that the subject is still to come."""
    if _CIRCUMSTANCE.match(text, at, end) or (step and _ACTS.match(text, at, end)):
        return True
    return _CIRCUMSTANCE_ENDS.search(text[max(at, end - 4) : end]) is not None and end - at <= 24


def _clause_head(text: str, at: int, end: int, starts: dict[int, Occurrence]) -> Subject | None:
    """The subject of a clause inside a sentence; only a clear one counts."""
    while at < end and text[at] in ' “"':
        at += 1
    for word in ("而", "同时", "其中", "并"):
        if text.startswith(word, at) and at + len(word) in starts:
            at += len(word)
    return _named(text, at, end, starts)


def _named(text: str, at: int, end: int, starts: dict[int, Occurrence]) -> Subject | None:
    """The districts whose names stand at a place as the doers."""
    parts: dict[str, str | None] = {}
    confidence, count = 0.97, 0
    last: Occurrence | None = None
    names, zones_only = 0, True
    while (occurrence := starts.get(at)) is not None and at < end:
        if occurrence.place.kind == "city":
            at = occurrence.end
            continue
        place = occurrence.place
        stands_for_it = (
            place.territorial
            or (place.district and place.name.startswith(place.district))
            or (place.kind == "nicknames" and place.zone and place.strong)
        )
        if last is not None and zones_only and last.end < at and len(place.districts) > 1 and place.territorial:
            return Subject("general", count=2)  # 临港和虹桥
        if place.district is None or not stands_for_it:
            if last is not None and last.end == at and last.place.kind != "district" and place.kind in _SEATED:
                return None  # 青浦徐泾国家会展中心 is the hall, not the district
            break
        if last is not None and last.end == at and place.district not in parts:
            break  # two names without a sign between them are one name of something else
        names += 1
        zones_only = zones_only and place.kind not in ("district", "short", "former")
        if place.district not in parts:
            count += 1
        parts[place.district] = place.zone or parts.get(place.district)
        if place.kind not in ("district", "former"):
            confidence = min(confidence, 0.94 if place.strong else 0.85)
        if place.kind == "short":
            confidence = min(confidence, 0.93)
        last, at = occurrence, occurrence.end
        while at < end and text[at] in '”"」』’':
            at += 1
        joint = _JOINED.match(text, at, end)
        if joint and joint.end() in starts:
            at = joint.end()
            if text[joint.start()] in "与和及联携":
                confidence = min(confidence, 0.9)
        elif joint and joint.end() < end and _city_then_name(joint.end(), starts):
            at = joint.end()
    if last is None:
        return None
    if last.place.kind != "district" and count == 1:
        rest = text[last.end : min(end, last.end + 14)]
        if _BEYOND.match(rest):
            return None
        event = EVENT.search(rest)
        doing = _DOES_SURELY.search(rest)
        direct = re.match(r"[\s：:，,—–|｜-]|[在以将已正与和围聚依通推加建率获]", rest)
        if event is not None and direct is None and (doing is None or doing.start() > event.start()):
            return None
        if not last.place.strong and last.place.kind != "short" and not (_DOES.match(rest) or SET_APART.match(rest)):
            return None  # 天山, 海湾 and their like are places only where they act
        if not _DOES.match(rest) and not SET_APART.match(rest) and rest.strip("。"):
            confidence = min(confidence, 0.82)
    if count > 1 and _FIRMS_THERE.match(text, last.end, end):
        return Subject("general", count=count)
    if count == 1 and _OTHERS_THERE.match(text, last.end, end):
        confidence = min(confidence, 0.8)
    if count >= 2 and _RANKED.match(text, last.end, end):
        return Subject("general", count=count)
    if count >= 2 and _AND_SO_ON.match(text, last.end, end):
        if (count >= 3 and not _TOGETHER.match(text, last.end, end)) or text[last.end] == "等":
            return Subject("general", count=count)
        confidence = min(confidence, 0.9)
    if count >= 4 or (count == 3 and names >= 4):
        return Subject("general", count=count)
    return Subject("lead", tuple(parts.items()), confidence, count)


def _city_then_name(at: int, starts: dict[int, Occurrence]) -> bool:
    occurrence = starts.get(at)
    return occurrence is not None and occurrence.place.kind == "city" and occurrence.end in starts
