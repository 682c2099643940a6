"""Each passage's districts: by its heading, else by its subjects, else by inference."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from shkc_desktop.ingest.districts.evidence import best, evidence, speaks_of_itself
from shkc_desktop.ingest.districts.inference import Step, infer, is_ordered
from shkc_desktop.ingest.districts.naming import Naming
from shkc_desktop.ingest.districts.subjects import Part, Sentence, sentences
from shkc_desktop.ingest.gazetteer import Gazetteer, Occurrence
from shkc_desktop.ingest.kinds import Passage
from shkc_desktop.ingest.levels import SUBSECTION
from shkc_desktop.model.attribution import Evidence
from shkc_desktop.model.block import BlockKind

# A passage that opens with the city or the state as the doer is no district's.
_CITY_ACTS = re.compile(r"市(?:委|政府|科委|领导|人大|政协|级|经|发|教|卫|财)|上海市?(?:科委|积极|深入|持续|全力)|本市|国家|科技部|全国|我国|国务院")


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]` of one block belongs to a district; as Attribution, but counted within the block."""

    start: int
    end: int
    part: Part
    evidence: Evidence
    confidence: float


@dataclass(slots=True)
class Body:
    """A passage with its words and what is known of its districts."""

    passage: Passage
    text: str
    found: list[Occurrence]
    spans: list[Span] = field(default_factory=list)
    scope: int | None = None
    sentences: list[Sentence] = field(default_factory=list)
    scores: dict[str, float] = field(default_factory=dict)

    @property
    def is_prose(self) -> bool:
        """Whether it is running text that can have a subject."""
        return self.passage.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)

    @property
    def general(self) -> bool:
        """Whether its first sentence speaks of all districts."""
        first = self.sentences[0].subject if self.sentences else None
        return first is not None and first.manner == "general"

    def whole(self, parts: Sequence[Part], evidence: Evidence, confidence: float) -> None:
        """Dedicate the whole block."""
        self.spans = [Span(0, len(self.text), part, evidence, confidence) for part in parts]


def attribute(passages: list[Passage], texts: Sequence[str], gazetteer: Gazetteer) -> list[Body]:
    """Each passage with the spans that are dedicated to districts."""
    bodies = [Body(p, text, gazetteer.find(text)) for p, text in zip(passages, texts, strict=True)]
    _forget_namesakes(bodies)
    _check_contextual(bodies)
    for body in bodies:
        if body.is_prose or body.passage.kind is BlockKind.CAPTION:
            body.sentences = sentences(body.text, body.found)
            body.scores = evidence(body.text, body.found)
    _by_heading(bodies)
    _by_subject(bodies)
    _by_inference(bodies, gazetteer)
    _followers(bodies)
    return bodies


def _forget_namesakes(bodies: list[Body]) -> None:
    """Where a passage names 双鸭山市宝山区, 宝山区 alone is that one too, until the next heading."""
    foreign: set[str] = set()
    for body in bodies:
        if body.passage.is_heading:
            foreign.clear()
        for o in body.found:
            if o.place.kind == "false_friend" and ("同名" in o.place.why or "外地" in o.place.why):
                foreign.add(o.place.name)
        if foreign and not body.passage.is_heading:
            body.found = [o for o in body.found if not _is_namesake(o, foreign, body.found)]


def _is_namesake(occurrence: Occurrence, foreign: set[str], found: list[Occurrence]) -> bool:
    place = occurrence.place
    if place.kind not in ("district", "short"):
        return False
    cities = {o.end for o in found if o.place.kind == "city"}
    if occurrence.start in cities:
        return False
    stem = place.name.removesuffix("区")
    return any(name.removesuffix("区").endswith(stem) for name in foreign)


def _check_contextual(bodies: list[Body]) -> None:
    """长三角G60科创走廊 and its like head a district's section only among districts' headings."""
    headings = [b.passage for b in bodies if b.passage.is_heading]
    for body in bodies:
        naming = body.passage.naming
        if not body.passage.is_heading or naming.manner not in ("exact", "led", "contains"):
            continue
        if not any(o.place.kind == "contextual" for o in body.found) or any(
            o.place.kind in ("district", "short") for o in body.found
        ):
            continue
        siblings = [h for h in headings if h.parent == body.passage.parent and h is not body.passage]
        if sum(h.naming.manner in ("exact", "led") for h in siblings) < 2:
            body.passage.naming = Naming("outward")


def _by_heading(bodies: list[Body]) -> None:
    """A heading's districts are those of what stands under it."""
    for body in bodies:
        passage = body.passage
        scope = passage.parent
        while scope is not None and not bodies[scope].passage.names_district:
            if bodies[scope].passage.naming.manner in ("regional", "outward"):
                scope = None
                break
            scope = bodies[scope].passage.parent
        body.scope = scope
        if passage.names_district:
            body.whole(passage.naming.parts, Evidence.HEADING, passage.naming.confidence)
        elif scope is not None and passage.kind is not BlockKind.PAGE_ARTIFACT:
            if passage.is_heading and passage.naming.manner in ("regional", "outward"):
                continue
            naming = bodies[scope].passage.naming
            body.whole(naming.parts, Evidence.HEADING, min(0.97, naming.confidence))


def _by_subject(bodies: list[Body]) -> None:
    """Paragraphs whose sentences have districts for subjects, and what goes on from the district before."""
    before: list[Part] = []
    for index, body in enumerate(bodies):
        if body.passage.is_heading:
            before = list(body.passage.naming.parts) if body.passage.names_district else []
            continue
        if not body.is_prose and body.passage.kind is not BlockKind.CAPTION:
            continue
        if body.general and body.scope is None:
            rest = _led_spans(body, [])
            body.spans = rest if _is_several(body) or (_is_single(body) and _share(rest, body) >= 0.5) else []
            before = [body.spans[-1].part] if body.spans else []
            continue
        spans = _led_spans(body, before)
        first = next((s.subject for s in body.sentences if s.subject is not None), None)
        opens = bool(body.sentences) and body.sentences[0].subject is not None
        if body.scope is not None:
            _within_heading(bodies, index, spans, opens)
        elif spans and opens and first is not None:
            body.spans = spans
        elif _is_several(body) or (_is_single(body) and _share(spans, body) >= 0.5):
            body.spans = [Span(s.start, s.end, s.part, s.evidence, min(s.confidence, 0.88)) for s in spans]
        before = _last_parts(body)


def _share(spans: list[Span], body: Body) -> float:
    return sum(s.end - s.start for s in spans) / max(1, len(body.text))


def _singles(body: Body) -> set[str]:
    """The districts that are some sentence's only subject."""
    return {s.subject.parts[0][0] for s in body.sentences if s.subject is not None and len(s.subject.parts) == 1}


def _is_several(body: Body) -> bool:
    """Whether two sentences and more have each a district of its own."""
    return len(_singles(body)) >= 2


def _is_single(body: Body) -> bool:
    """Whether one district is the only subject of all sentences that have one."""
    return len(_singles(body)) == 1


def _last_parts(body: Body) -> list[Part]:
    seen: dict[str, Part] = {}
    for span in body.spans:
        seen.pop(span.part[0], None)
        seen[span.part[0]] = span.part
    return list(seen.values())


def _led_spans(body: Body, before: list[Part]) -> list[Span]:
    """The spans of a block by its sentences' subjects; a sentence without one goes on with the district before."""
    spans: list[Span] = []
    history: list[Part] = list(before)
    current: tuple[Part, ...] = ()
    confidence = 0.0
    for sentence in body.sentences:
        subject = sentence.subject
        if subject is not None and subject.manner == "lead":
            current, confidence = subject.parts, subject.confidence
        elif subject is not None and subject.manner == "general":
            current = ()
        elif subject is not None and subject.manner == "same" and not current and history:
            current, confidence = (history[-1],), 0.88
        elif subject is not None and subject.manner == "both":
            recent = _recent(history, subject.count)
            if len(recent) >= 2:
                current, confidence = recent, 0.9
        for part in current:
            history = [p for p in history if p[0] != part[0]] + [part]
            last = next((s for s in reversed(spans) if s.part[0] == part[0]), None)
            if last is not None and last.end == sentence.start:
                spans[spans.index(last)] = Span(last.start, sentence.end, last.part, Evidence.LEAD, last.confidence)
            else:
                spans.append(Span(sentence.start, sentence.end, part, Evidence.LEAD, confidence))
    return spans


def _recent(history: list[Part], count: int) -> tuple[Part, ...]:
    return tuple(history[-count:])


def _within_heading(bodies: list[Body], index: int, spans: list[Span], opens: bool) -> None:
    """Under a district's heading the heading rules, unless a paragraph opens with another district."""
    body = bodies[index]
    assert body.scope is not None
    naming = bodies[body.scope].passage.naming
    own = {district for district, _ in naming.parts}
    led = list(dict.fromkeys(s.part[0] for s in spans))
    if opens and spans and spans[0].start <= 2 and led[0] not in own:
        sure = body.sentences[0].subject is not None and body.sentences[0].subject.confidence >= 0.9
        if sure:
            body.spans = [Span(s.start, s.end, s.part, s.evidence, min(s.confidence, 0.88)) for s in spans]
            return
    if len(own) > 1 and led and set(led) <= own:
        body.spans = spans
        return
    if naming.manner != "exact" and len(set(led)) >= 2:
        body.spans = spans
        return
    if body.general and naming.manner != "exact":
        body.spans = []
        return
    zones = [s.part[1] for s in spans if s.part[0] in own and s.part[1]]
    if opens and zones and len(own) == 1 and not naming.parts[0][1]:
        part = (naming.parts[0][0], zones[0])
        body.whole((part,), Evidence.HEADING, body.spans[0].confidence)


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


def _by_inference(bodies: list[Body], gazetteer: Gazetteer) -> None:
    """Where a section goes through the districts, its paragraphs without heading and subject find theirs."""
    sections: dict[int | None, list[int]] = {}
    for index, body in enumerate(bodies):
        if body.passage.kind is BlockKind.PARAGRAPH:
            sections.setdefault(_walk_key(bodies, index), []).append(index)
    for key, members in sections.items():
        outward = key is not None and bodies[key].passage.naming.manner == "outward"
        _infer_section(bodies, members, gazetteer, outward)


def _infer_section(bodies: list[Body], members: list[int], gazetteer: Gazetteer, outward: bool) -> None:
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
        if body.spans and (index in first_under or (led and _share(body.spans, body) >= 0.9)):
            known[index] = body.spans[-1].part[0]
        else:
            open_ones.append(index)
    if not open_ones:
        return
    strong = {}
    for index in open_ones:
        district, lead = best(bodies[index].scores)
        told_enough = district is not None and lead >= 1.2 and bodies[index].scores[district] >= 2.0
        if told_enough and district is not None and not _overview(bodies[index]):
            strong[index] = district
    told = {i: known.get(i) or strong.get(i) for i in members}
    sequence = [d for i in members if (d := told[i])]
    distinct = len(set(sequence))
    walk = distinct >= 3 and len(strong) >= 0.4 * len(open_ones) and distinct >= 0.6 * len(sequence)
    if outward and not known:
        walk = walk and distinct >= 4 and len(strong) >= 0.8 * len(open_ones)
    multiple = _multiple(bodies, members)
    # Where paragraphs name their district first, one that does not is more likely nobody's.
    spoken = sum(bodies[i].scope is None and bodies[i].spans[0].part[1] is None for i in known)
    none = (1.5 if outward else 0.0) + (2.5 if spoken >= 3 and spoken >= 0.3 * len(members) else 0.0)
    if not walk:
        _continue_leads(bodies, members, known)
        return
    ordered = is_ordered(sequence, gazetteer) and distinct >= 4
    steps = [_step(bodies, index, known, multiple, none) for index in members]
    for i, index in enumerate(members):
        steps[i].fresh = i > 0 and _heading_between(bodies, members[i - 1], index)
    outcome = infer(steps, gazetteer, ordered, 1.0 if multiple else -0.8)
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
        if (district in {d for d, _ in own} and body.spans) or len({s.part[0] for s in body.spans}) > 1:
            continue
        confidence = round(min(0.96, 0.5 + 0.47 * probability if probability < 0.9 else probability * 0.97), 3)
        body.whole(((district, _zone(body, district)),), Evidence.INFERRED, confidence)


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
    none = 1.2 + against - (1.5 if speaks_of_itself(body.text) else 0.0)
    if body.general:
        none += 3.0
    if len(body.text) < 30:
        none += 1.0
    if _CITY_ACTS.match(body.text):
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
    return (body.general and len(named) >= 3) or (len(named) >= 5 and not body.spans)


def _heading_between(bodies: list[Body], before: int, index: int) -> bool:
    return any(bodies[i].passage.is_heading for i in range(before + 1, index))


def _continue_leads(bodies: list[Body], members: list[int], known: dict[int, str]) -> None:
    """Outside a walk: a paragraph without subject goes on with the one before if it names its places and no others."""
    for position, index in enumerate(members):
        body = bodies[index]
        if index in known or body.scope is not None or not position or members[position - 1] not in known:
            continue
        before = bodies[members[position - 1]]
        if _heading_between(bodies, members[position - 1], index) or body.general or body.spans:
            continue
        part = before.spans[-1].part
        district, lead = best(body.scores)
        if district == part[0] and lead >= 2.0:
            body.whole((part,), Evidence.INFERRED, 0.78)
            known[index] = part[0]


def _followers(bodies: list[Body]) -> None:
    """Items and captions go with the paragraph they follow, where that found its district without a heading."""
    for index, body in enumerate(bodies):
        kind = body.passage.kind
        if kind not in (BlockKind.LIST_ITEM, BlockKind.LABEL, BlockKind.CAPTION) or not index:
            continue
        before = next((b for b in reversed(bodies[:index]) if b.passage.kind is not BlockKind.PAGE_ARTIFACT), None)
        if kind is BlockKind.CAPTION:
            _caption(bodies, index)
            continue
        if before is None or before.passage.is_heading or any(s.evidence is Evidence.LEAD for s in body.spans):
            continue
        announced = before.text.rstrip().endswith(("：", ":"))
        listed = announced or before.passage.kind in (BlockKind.LIST_ITEM, BlockKind.LABEL)
        inferred = bool(before.spans) and before.spans[-1].evidence is not Evidence.HEADING
        if inferred and listed and (before.scope == body.scope):
            last = before.spans[-1]
            if before.passage.kind is BlockKind.PARAGRAPH or not _leads_itself(before):
                body.whole((last.part,), last.evidence, min(last.confidence, 0.85))


def _leads_itself(body: Body) -> bool:
    return bool(body.sentences) and body.sentences[0].subject is not None


def _caption(bodies: list[Body], index: int) -> None:
    """A caption is its heading's, unless it speaks of all, of another, or of nothing that stands there."""
    body = bodies[index]
    if body.general:
        body.spans = []
        return
    if body.scope is None:
        return
    district, lead = best(body.scores)
    own = {d for d, _ in bodies[body.scope].passage.naming.parts}
    if district is not None and district not in own and lead >= 2.5:
        body.whole(((district, None),), Evidence.INFERRED, 0.75)
    elif district not in own and not any(b.passage.kind is not BlockKind.PAGE_ARTIFACT for b in bodies[index + 1 :]):
        words = "".join(b.text for b in bodies[body.scope : index])
        if not any(body.text[i : i + 3] in words for i in range(max(1, len(body.text) - 2))):
            body.spans = []


def _zone(body: Body, district: str) -> str | None:
    """The zone that an inferred passage opens with."""
    for occurrence in body.found:
        if occurrence.place.district == district and occurrence.place.zone and occurrence.start <= 12:
            return occurrence.place.zone if occurrence.place.strong and occurrence.place.kind == "zones" else None
    return None


def in_numbered_section(bodies: list[Body], index: int) -> int | None:
    """The numbered chapter or section a passage stands in."""
    parent = bodies[index].passage.parent
    while parent is not None and bodies[parent].passage.rank > SUBSECTION:
        parent = bodies[parent].passage.parent
    return parent
