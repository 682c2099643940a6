"""Annotations as Web Annotation JSON-LD, written so that they come back exactly."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from shkc_desktop.model.annotation import Annotation
from shkc_desktop.model.tag import Tag, tag_path

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

# What the model has no word for stands under absolute names, which JSON-LD keeps without a context of ours.
COLOUR = "urn:shkc:colour"
GROUP = "urn:shkc:group"
DISTRICT = "urn:shkc:district"
STATE = "urn:shkc:state"
SHA256 = "urn:shkc:text-sha256"
HEADINGS = "urn:shkc:heading-path"
TITLE = "urn:shkc:report-title"
CODEBOOK = "urn:shkc:codebook"

TAG_FIELDS = ("name", "colour", "definition", "inclusion", "exclusion", "example", "position", "favourite")


def to_json(annotations: Sequence[Annotation], tags: Mapping[str, Tag], titles: Mapping[str, str] | None = None) -> str:
    """One AnnotationPage with every annotation and the tags they need.

    tags: by uuid. titles: of the reports, by uuid, so that whoever gets the file knows what is missing.
    """
    used = _with_parents({uuid for annotation in annotations for uuid in annotation.tags}, tags)
    page = {
        "@context": CONTEXT,
        "type": "AnnotationPage",
        "items": [to_dict(annotation, tags, (titles or {})) for annotation in annotations],
        CODEBOOK: [_tag(tags[uuid]) for uuid in used],
    }
    text = json.dumps(page, ensure_ascii=False, indent=1)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate out of a damaged file goes through as an escape
        return json.dumps(page, indent=1) + "\n"
    return text + "\n"


def to_dict(annotation: Annotation, tags: Mapping[str, Tag], titles: Mapping[str, str]) -> dict[str, Any]:
    """One annotation as a JSON-LD object that stands on its own."""
    bodies = [_tagging(uuid, tags) for uuid in annotation.tags]
    if annotation.note:
        bodies.append(
            {"type": "TextualBody", "value": annotation.note, "format": "text/plain", "purpose": "commenting"}
        )
    motivations = list(dict.fromkeys(str(body["purpose"]) for body in bodies)) or ["highlighting"]
    written: dict[str, Any] = {
        "@context": CONTEXT,
        "id": f"urn:uuid:{annotation.uuid}",
        "type": "Annotation",
        "motivation": motivations[0] if len(motivations) == 1 else motivations,
    }
    if annotation.created:
        written["created"] = annotation.created
    if annotation.modified:
        written["modified"] = annotation.modified
    if annotation.creator:
        written["creator"] = {"type": "Person", "name": annotation.creator}
    if bodies:
        written["body"] = bodies
    written["target"] = _target(annotation, titles)
    written[COLOUR] = annotation.colour
    written[STATE] = annotation.state.value
    if annotation.group is not None:
        written[GROUP] = annotation.group
    if annotation.district is not None:
        written[DISTRICT] = annotation.district
    return written


def source_iri(report: str) -> str:
    """`urn:uuid:…` for a report of ours, another program's address as it is."""
    return report if ":" in report else f"urn:uuid:{report}"


def _target(annotation: Annotation, titles: Mapping[str, str]) -> dict[str, Any]:
    target, quote = annotation.target, annotation.target.quote
    written: dict[str, Any] = {
        "source": source_iri(target.report),
        "selector": [
            {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
            {"type": "TextPositionSelector", "start": target.position.start, "end": target.position.end},
        ],
    }
    if target.text_sha256:
        written[SHA256] = target.text_sha256
    if target.heading_path:
        written[HEADINGS] = list(target.heading_path)
    if titles.get(target.report):
        written[TITLE] = titles[target.report]
    return written


def _tagging(uuid: str, tags: Mapping[str, Tag]) -> dict[str, Any]:
    path = tag_path(tags[uuid], tags) if uuid in tags else uuid
    return {"id": f"urn:uuid:{uuid}", "type": "TextualBody", "value": path, "purpose": "tagging"}


def _tag(tag: Tag) -> dict[str, Any]:
    parent = {"parent": f"urn:uuid:{tag.parent}"} if tag.parent else {}
    return {"id": f"urn:uuid:{tag.uuid}"} | {name: getattr(tag, name) for name in TAG_FIELDS} | parent


def _with_parents(uuids: set[str], tags: Mapping[str, Tag]) -> list[str]:
    """The tags used and those above them, in the order of the codebook."""
    used: set[str] = set()
    for uuid in uuids:
        above: str | None = uuid
        while above is not None and above in tags and above not in used:
            used.add(above)
            above = tags[above].parent
    return [uuid for uuid in tags if uuid in used]
