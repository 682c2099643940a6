"""Passages without heading and subject: in a walk through the districts they are inferred, else they may go on."""

import itertools
import re

from shkc_desktop.ingest.districts.body import Body
from shkc_desktop.ingest.districts.evidence import behind_date, best, somebody_acts, speaks_of_itself
from shkc_desktop.ingest.districts.inference import Step, infer, order_of
from shkc_desktop.ingest.districts.subjects import SET_APART
from shkc_desktop.ingest.gazetteer import Gazetteer
from shkc_desktop.model.attribution import Evidence
from shkc_desktop.model.block import BlockKind

# An item of so many characters may tell what a district did; a shorter one is a part of a list.
_PASSAGE = 24
# A passage that opens with the city or the state as the doer is no district's.
_CITY_ACTS = re.compile(
    r"(?:1[5-9]|十[五六七八九])个?区|以上(?:资料|数据|名单)|市(?:委|政府|科委|领导|人大|政协|级|经|发|教|卫|财)|上海市?(?:科委|积极|深入|持续|全力)|本市|国家|科技部|全国|我国|国务院"
)
# Headings under which the districts may be gone through.
_PARTS = re.compile(r"(?<!社)区(?!块)|空间|布局|格局|承载|新城|版图|高地|各地")
_GOES_ON = re.compile(r"此外|同时|另外|与此同时|还|并|该区|该县|区里|区内|全区|辖区|这里")
# A paragraph that opens with a partner leaves out who it is that works with them.
_WITH_OTHERS = re.compile(r"与|同(?!济|时)|和|联合|携手|面向|对接|支援|赴|向")


def infer_districts(bodies: list[Body], gazetteer: Gazetteer) -> None:
    """Where a section goes through the districts, its paragraphs without heading and subject find theirs."""
    sections: dict[int | None, list[int]] = {}
    for index, body in enumerate(bodies):
        if body.passage.kind is BlockKind.PARAGRAPH or _is_walking_item(bodies, index):
            sections.setdefault(_walk_key(bodies, index), []).append(index)
    for key, members in sections.items():
        _infer_section(bodies, members, gazetteer, key)


def _is_walking_item(bodies: list[Body], index: int) -> bool:
    """Whether an item is a passage of its own, as where a list goes through the districts."""
    body = bodies[index]
    if body.passage.kind is not BlockKind.LIST_ITEM or len(body.text) < _PASSAGE or body.scope is not None:
        return False
    above = index - 1
    while above >= 0 and bodies[above].passage.kind is BlockKind.LIST_ITEM:
        above -= 1
    return above < 0 or not bodies[above].spans


def _walk_key(bodies: list[Body], index: int) -> int | None:
    """The heading whose section a passage stands in, headings of districts and of regions left out."""
    parent = bodies[index].passage.parent
    while parent is not None:
        passage = bodies[parent].passage
        if not passage.names_district and passage.naming.manner != "regional":
            above = passage.parent
            while above is not None:
                if bodies[above].passage.names_district:
                    break
                above = bodies[above].passage.parent
            if above is None:
                return parent
        parent = passage.parent
    return None


def _infer_section(bodies: list[Body], members: list[int], gazetteer: Gazetteer, key: int | None) -> None:
    outward = key is not None and bodies[key].passage.naming.manner == "outward"
    first_under: set[int] = set()
    seen_scopes: set[int] = set()
    for index in members:
        scope = bodies[index].scope
        if scope is not None and scope not in seen_scopes:
            seen_scopes.add(scope)
            first_under.add(index)
    known, open_ones = {}, []
    for index in members:
        body = bodies[index]
        led = any(s.evidence is Evidence.LEAD for s in body.spans)
        if body.spans and (index in first_under or (led and body.share(body.spans) >= 0.9)):
            known[index] = body.spans[-1].part[0]
        else:
            open_ones.append(index)
    if not open_ones:
        return
    strong = {}
    for index in open_ones:
        district, lead = best(bodies[index].scores)
        told_enough = district is not None and lead >= 1.2 and bodies[index].scores[district] >= 2.0
        if (
            told_enough
            and district is not None
            and not _overview(bodies[index])
            and _on_ground(bodies[index], district)
        ):
            strong[index] = district
    told = {i: known.get(i) or strong.get(i) for i in members}
    sequence = [d for i in members if (d := told[i])]
    distinct = len(set(sequence))
    runs = len([district for district, _ in itertools.groupby(sequence)])
    walk = distinct >= 3 and len(sequence) >= 0.4 * len(members) and distinct >= 0.6 * runs
    if outward and not known:
        walk = walk and distinct >= 4 and len(strong) >= 0.8 * len(open_ones)
    order = order_of(sequence, gazetteer) if distinct >= 4 else None
    elsewhere = key is not None and not first_under and not _tells_of_districts(bodies, key)
    if elsewhere:
        # Under 科技金融 places are named by chance: only an order, or each once, tells of a walk.
        walk = walk and distinct >= 4 and (order is not None or runs == distinct >= 6)
    multiple = _multiple(bodies, members)
    # Where paragraphs name their district first, one that does not is more likely nobody's.
    spoken = sum(bodies[i].scope is None and bodies[i].spans[0].part[1] is None for i in known)
    none = (1.5 if outward else 0.0) + (2.5 if spoken >= 3 and spoken >= 0.3 * len(members) else 0.0)
    if not walk:
        _continue_leads(bodies, members, known)
        return
    # Two strong paragraphs of one district in a row: here a district may have several.
    repeated = sum(told[a] is not None and told[a] == told[b] for a, b in itertools.pairwise(members))
    multiple = multiple or repeated >= max(2, 0.2 * distinct)
    steps = [_step(bodies, index, known, multiple, none) for index in members]
    for i, index in enumerate(members):
        steps[i].follows = i > 0 and bodies[members[i - 1]].passage.piece.ends_full
        steps[i].fresh = i > 0 and _heading_between(bodies, members[i - 1], index)
    outcome = infer(steps, gazetteer, order, 1.0 if multiple else -0.8)
    for index, (district, probability) in zip(members, outcome, strict=True):
        if index in known:
            continue
        body = bodies[index]
        if not district:
            if body.scope is None or probability > 0.8:
                body.spans = []
            continue
        scope = body.scope
        own = bodies[scope].passage.naming.parts if scope is not None else ()
        if own and district not in {d for d, _ in own} and body.scores.get(district, 0.0) < 0.8:
            continue  # nothing in it speaks against its heading
        if (district in {d for d, _ in own} and body.spans) or len({s.part[0] for s in body.spans}) > 1:
            continue
        confidence = round(min(0.96, 0.5 + 0.47 * probability if probability < 0.9 else probability * 0.97), 3)
        body.whole(((district, _zone(body, district)),), Evidence.INFERRED, confidence)
    _continue_leads(bodies, members, known)


def _tells_of_districts(bodies: list[Body], heading: int | None) -> bool:
    """Whether a heading, or one above it, is about the city's parts."""
    while heading is not None:
        passage = bodies[heading].passage
        if passage.naming.manner == "regional" or _PARTS.search(bodies[heading].text):
            return True
        heading = passage.parent
    return False


def _city_acts(text: str) -> bool:
    """Whether a passage opens with the city or the state as the doer, a date before it passed over."""
    return bool(_CITY_ACTS.match(text, behind_date(text)))


def _somebody_acts(body: Body) -> bool:
    """Whether the first place that a passage names is only where somebody else does something."""
    first = next((o for o in body.found if o.place.territorial), None)
    return first is not None and somebody_acts(body.text, first.start)


def _on_ground(body: Body, district: str) -> bool:
    """Whether a passage names a part of the district, and not only institutes and firms that sit there."""
    return any(
        o.place.district == district
        and (o.place.territorial or o.place.kind in ("nicknames", "platforms", "contextual"))
        for o in body.found
    )


def _multiple(bodies: list[Body], members: list[int]) -> bool:
    """Whether districts here usually have several paragraphs each."""
    counts: dict[int, int] = {}
    for index in members:
        scope = bodies[index].scope
        if scope is not None:
            counts[scope] = counts.get(scope, 0) + 1
    rest = list(counts.values())[:-1]
    return bool(rest) and sum(n > 1 for n in rest) >= len(rest) / 3


def _step(bodies: list[Body], index: int, known: dict[int, str], multiple: bool, against: float) -> Step:
    body = bodies[index]
    if index in known:
        return Step({}, fixed=known[index])
    if _overview(body) and body.scope is None:
        return Step({}, fixed="")
    if body.scope is None and _somebody_acts(body) and best(body.scores)[1] < 2.5:
        return Step({}, fixed="")
    none = 1.2 + against - (1.5 if speaks_of_itself(body.text) else 0.0)
    if body.general:
        none += 3.0
    if len(body.text) < 30:
        none += 1.0
    if _city_acts(body.text) or _somebody_acts(body):
        none += 1.5
    scores = dict(body.scores)
    under = None
    if body.scope is not None:
        parts = bodies[body.scope].passage.naming.parts
        under = parts[0][0] if len(parts) == 1 else None
        for district, _ in parts:
            scores[district] = scores.get(district, 0.0) + (3.5 if multiple else 1.2)
        none -= 0.5
    return Step(scores, none=none, under=under)


def _overview(body: Body) -> bool:
    """Whether a paragraph lists the districts rather than being about one."""
    kinds = ("district", "short", "zones")
    named = {o.place.district for o in body.found if o.place.district and o.place.kind in kinds}
    return body.survey or (body.general and len(named) >= 3) or (len(named) >= 5 and not body.spans)


def _heading_between(bodies: list[Body], before: int, index: int) -> bool:
    return any(bodies[i].passage.is_heading for i in range(before + 1, index))


def _continue_leads(bodies: list[Body], members: list[int], known: dict[int, str]) -> None:
    """A paragraph without subject goes on with the one before if it says so, or names its places and no others.

    Where a name set apart opens the paragraph before (`嘉定 推出…`, `嘉定：…`), it is as good as a heading.
    """
    for position, index in enumerate(members):
        body = bodies[index]
        if index in known or body.scope is not None or not position or members[position - 1] not in known:
            continue
        before = bodies[members[position - 1]]
        if _heading_between(bodies, members[position - 1], index) or body.general or body.spans or not before.spans:
            continue
        part = before.spans[-1].part
        district, lead = best(body.scores)
        if (district == part[0] and lead >= 2.0) or _GOES_ON.match(body.text):
            confidence = 0.85 if _GOES_ON.match(body.text) else 0.78
        elif before.passage.piece.ends_full and district in (None, part[0]):
            confidence = 0.76
        elif _is_labelled(before) and (
            district is None or district == part[0] or lead < 1.5 or _WITH_OTHERS.match(body.text)
        ):
            confidence = 0.82
        else:
            continue
        if _city_acts(body.text) or _overview(body) or _somebody_acts(body):
            continue
        body.whole((part,), Evidence.INFERRED, confidence)
        body.labelled = _is_labelled(before)
        known[index] = part[0]


def _is_labelled(body: Body) -> bool:
    """Whether a name set apart by a blank, a colon or a bar opens the paragraph, or the one it goes on from."""
    first = next((o for o in body.found if o.place.kind != "city"), None)
    if body.labelled or first is None or first.place.district is None or first.start > 3:
        return body.labelled
    return bool(SET_APART.match(body.text, first.end))


def _zone(body: Body, district: str) -> str | None:
    """The zone that an inferred passage opens with."""
    for occurrence in body.found:
        if occurrence.place.district == district and occurrence.place.zone and occurrence.start <= 12:
            return occurrence.place.zone if occurrence.place.strong and occurrence.place.kind == "zones" else None
    return None
