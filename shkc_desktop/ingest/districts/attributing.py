"""Each passage's districts: by its heading, else by its subjects, else by inference."""

from collections.abc import Sequence

from shkc_desktop.ingest.districts.body import Body, Span
from shkc_desktop.ingest.districts.evidence import best, evidence
from shkc_desktop.ingest.districts.following import follow
from shkc_desktop.ingest.districts.naming import Naming
from shkc_desktop.ingest.districts.subjects import Part, sentences
from shkc_desktop.ingest.districts.walking import infer_districts
from shkc_desktop.ingest.gazetteer import Gazetteer, Occurrence
from shkc_desktop.ingest.kinds import Passage
from shkc_desktop.ingest.levels import subdivided
from shkc_desktop.model.attribution import Evidence
from shkc_desktop.model.block import BlockKind


def attribute(passages: list[Passage], texts: Sequence[str], gazetteer: Gazetteer) -> list[Body]:
    """Each passage with the spans that are dedicated to districts."""
    bodies = [Body(p, text, gazetteer.find(text)) for p, text in zip(passages, texts, strict=True)]
    _forget_namesakes(bodies)
    _check_contextual(bodies)
    for body in bodies:
        if body.is_prose or body.passage.kind is BlockKind.CAPTION:
            body.sentences = sentences(body.text, body.found)
            body.scores = evidence(body.text, body.found) if body.found else {}
    _settle_shared(bodies)
    _by_heading(bodies)
    _by_subject(bodies)
    _forget_surveys(bodies)
    infer_districts(bodies, gazetteer)
    follow(bodies)
    return bodies


def _forget_namesakes(bodies: list[Body]) -> None:
    """Where a passage names 双鸭山市宝山区, 宝山区 alone is that one too, there and in the next passage."""
    before: set[str] = set()
    for body in bodies:
        foreign = {
            o.place.name
            for o in body.found
            if o.place.kind == "false_friend" and ("同名" in o.place.why or "外地" in o.place.why)
        }
        if not body.passage.is_heading and (foreign or before):
            body.found = [o for o in body.found if not _is_namesake(o, foreign | before, body.found)]
        before = foreign


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
        among = sum(h.naming.manner in ("exact", "led") for h in siblings)
        if among < 2 or among < 0.6 * len(siblings):
            body.passage.naming = Naming("outward")


def _settle_shared(bodies: list[Body]) -> None:
    """A heading that several districts share (虹桥) is that of the one of which the text below speaks."""
    for index, body in enumerate(bodies):
        naming = body.passage.naming
        if not body.passage.is_heading or naming.manner != "shared":
            continue
        totals = {district: 0.0 for district, _ in naming.parts}
        for below in bodies[index + 1 :]:
            if below.passage.is_heading:
                break
            for district, score in below.scores.items():
                if district in totals:
                    totals[district] += score
        told, lead = best(totals)
        parts = tuple(part for part in naming.parts if part[0] == told)
        body.passage.naming = Naming("exact", parts, 0.85) if parts and lead >= 1.5 else Naming("regional")


def _by_heading(bodies: list[Body]) -> None:
    """A heading's districts are those of what stands under it."""
    parted = subdivided([body.passage for body in bodies])
    for body in bodies:
        passage = body.passage
        scope = passage.parent
        strange = not parted and _is_strange(passage)
        while scope is not None and not bodies[scope].passage.names_district:
            strange = strange or (not parted and _is_strange(bodies[scope].passage))
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
            body.whole(naming.parts, Evidence.HEADING, min(0.78 if strange else 0.97, naming.confidence))


def _is_strange(passage: Passage) -> bool:
    """Whether it may be the name of one more place, unknown to the gazetteer, among the names of others."""
    line = passage.piece.first
    return (
        passage.is_heading and passage.naming.manner == "none" and len(line.text) < 6 and not (line.style or line.mark)
    )


def _by_subject(bodies: list[Body]) -> None:
    """Paragraphs whose sentences have districts for subjects, and what goes on from the district before."""
    before: list[Part] = []
    left: int | None = None  # the heading whose section other districts' paragraphs have ended
    for index, body in enumerate(bodies):
        if body.passage.is_heading:
            before = list(body.passage.naming.parts) if body.passage.names_district else []
            continue
        if not body.is_prose and body.passage.kind is not BlockKind.CAPTION:
            continue
        if body.general and body.scope is None:
            rest = _led_spans(body, [])
            body.spans = rest if _is_several(body) or (_is_single(body) and body.share(rest) >= 0.5) else []
            before = [body.spans[-1].part] if body.spans else []
            continue
        spans = _led_spans(body, before)
        if _looks_outward(bodies, body):
            # Of other provinces' 宝山石榴 and the like a bare short name says too little.
            spans = [s for s in spans if s.confidence >= 0.88]
        first = next((s.subject for s in body.sentences if s.subject is not None), None)
        opens = bool(body.sentences) and body.sentences[0].subject is not None
        if body.passage.kind is BlockKind.LIST_ITEM and not body.passage.piece.last.terminal:
            # 临港重型燃机叶片铸造（…） is a work's name; a measure begins 嘉定区… or 嘉定推进…
            spans = [s for s in spans if s.confidence > 0.82]
        if body.scope is not None and body.general and body.scope == left:
            body.spans = []  # 区县之间…, behind paragraphs of other districts, is not the last heading's
        elif body.scope is not None:
            _within_heading(bodies, index, spans, opens)
            if body.spans and body.spans[0].evidence is Evidence.LEAD:
                left = body.scope
        elif spans and opens and first is not None:
            body.spans = spans
        elif _is_several(body) or (_is_single(body) and body.share(spans) >= 0.5):
            body.spans = [Span(s.start, s.end, s.part, s.evidence, min(s.confidence, 0.88)) for s in spans]
        before = _last_parts(body)


def _forget_surveys(bodies: list[Body]) -> None:
    """The paragraph below a title that goes over the districts before each has its own text is nobody's."""
    for index, body in enumerate(bodies):
        parent = body.passage.parent
        if parent is None or body.scope is not None or not body.spans or not _is_first_below(bodies, index):
            continue
        named = {o.place.district for o in body.found if o.place.district and o.place.territorial}
        if len(named) < 3:
            continue
        headed: set[str | None] = set()
        paragraphs = 0
        for later in bodies[index + 1 :]:
            if later.passage.is_heading and later.passage.level <= bodies[parent].passage.level:
                break
            if later.passage.names_district:
                headed |= {district for district, _ in later.passage.naming.parts}
            paragraphs += later.is_prose and bool(later.scores)
        groups = any(s.subject is not None and s.subject.manner == "general" for s in body.sentences)
        if len(named & headed) >= max(3, 0.6 * len(named)) or (groups and len(named) >= 5 and paragraphs >= 3):
            body.spans, body.survey = [], True


def _is_first_below(bodies: list[Body], index: int) -> bool:
    """Whether nothing but the page's own lines stands between a passage and its heading."""
    return all(bodies[i].passage.is_set_aside for i in range((bodies[index].passage.parent or 0) + 1, index))


def _looks_outward(bodies: list[Body], body: Body) -> bool:
    parent = body.passage.parent
    return parent is not None and bodies[parent].passage.naming.manner == "outward"


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
        elif subject is not None and subject.manner == "pair" and not current and len(before) == 2 == len(history):
            current, confidence = tuple(before), 0.85
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
        home = max(body.scores.get(district, 0.0) for district in own) < 1.5
        sure = home and body.sentences[0].subject is not None and body.sentences[0].subject.confidence >= 0.9
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
