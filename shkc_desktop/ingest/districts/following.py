"""Items, labels and captions, which go with what they stand under or behind."""

import re

from shkc_desktop.ingest.districts.body import Body
from shkc_desktop.ingest.districts.evidence import best
from shkc_desktop.model.attribution import Evidence
from shkc_desktop.model.block import BlockKind

# A note below a table is no last row's.
_OF_TABLE = re.compile(r"[本上下]表")


def follow(bodies: list[Body]) -> None:
    """Items and captions go with the paragraph they follow, where that found its district without a heading."""
    for index, body in enumerate(bodies):
        if body.passage.kind is BlockKind.CAPTION:
            _caption(bodies, index)
        elif body.passage.kind is BlockKind.LIST_ITEM:
            _item(bodies, index)


def _item(bodies: list[Body], index: int) -> None:
    """An item without a subject of its own belongs to the paragraph above the list."""
    body = bodies[index]
    before = _above(bodies, index)
    if before is None or before.passage.is_heading or not before.spans or before.scope != body.scope:
        return
    if any(s.evidence is Evidence.LEAD for s in body.spans) or before.spans[-1].evidence is Evidence.HEADING:
        return
    if before.passage.kind is BlockKind.PARAGRAPH or not _has_subject(before):
        last = before.spans[-1]
        body.whole((last.part,), last.evidence, min(last.confidence, 0.85))


def _has_subject(body: Body) -> bool:
    return bool(body.sentences) and body.sentences[0].subject is not None


def _caption(bodies: list[Body], index: int) -> None:
    """A caption is its heading's, unless it speaks of all, of another, or of nothing that stands there."""
    body = bodies[index]
    if body.general or _OF_TABLE.search(body.text):
        body.spans = []
    elif body.scope is None:
        _caption_of_paragraph(bodies, index)
    else:
        district, lead = best(body.scores)
        own = {d for d, _ in bodies[body.scope].passage.naming.parts}
        last = all(bodies[i].passage.kind is BlockKind.PAGE_ARTIFACT for i in range(index + 1, len(bodies)))
        if district is not None and district not in own and lead >= 2.5:
            body.whole(((district, None),), Evidence.INFERRED, 0.75)
        elif (
            last
            and district not in own
            and not _repeats(body.text, "".join(b.text for b in bodies[body.scope : index]))
        ):
            body.spans = []  # a caption at the end of the file may close the whole section


def _caption_of_paragraph(bodies: list[Body], index: int) -> None:
    """Without a heading above, a caption goes with the paragraph before it if it speaks of the same."""
    body = bodies[index]
    above = _above(bodies, index)
    if above is None or above.passage.is_heading or len({s.part[0] for s in above.spans}) != 1:
        return
    span = above.spans[0]
    district, _ = best(body.scores)
    if district == span.part[0] or (district is None and _repeats(body.text, above.text)):
        body.whole((span.part,), span.evidence, 0.82)


def _above(bodies: list[Body], index: int) -> Body | None:
    """The nearest block above that is not set aside."""
    return next((bodies[i] for i in range(index - 1, -1, -1) if not bodies[i].passage.is_set_aside), None)


def _repeats(text: str, above: str) -> bool:
    """Whether three characters in a row stand in the text above."""
    return any(text[i : i + 3] in above for i in range(max(1, len(text) - 2)))
