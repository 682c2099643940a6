"""Lets a district's section end where the next district's text begins without a heading."""

from collections.abc import Sequence

from shkc_desktop.ingest.districts.body import Body


def close_sections(bodies: Sequence[Body]) -> None:
    """What follows a district's section under its heading, but belongs to others, goes to the heading above.

    Where the headings of 嘉定区 and 金山区 were pictures, their texts would stand under 闵行区, whose heading is the
    last that is left.
    """
    under: dict[int, list[int]] = {}
    for index, body in enumerate(bodies):
        if body.passage.parent is not None:
            under.setdefault(body.passage.parent, []).append(index)
    # From the front: what a section lets go may be let go by the one above it as well.
    for heading in sorted(under):
        naming = bodies[heading].passage.naming
        if naming.manner == "exact":
            _close(bodies, heading, under, {district for district, _zone in naming.parts})


def _close(bodies: Sequence[Body], heading: int, under: dict[int, list[int]], own: set[str]) -> None:
    children = under[heading]
    districts = [_districts(bodies, child, under) for child in children]
    last = max((n for n, found in enumerate(districts) if found & own), default=-1)
    first = next((n for n in range(last + 1, len(children)) if districts[n]), None)
    if last < 0 or first is None:
        return
    for child in children[first:]:
        bodies[child].passage.parent = bodies[heading].passage.parent
    under[heading] = children[:first]


def _districts(bodies: Sequence[Body], index: int, under: dict[int, list[int]]) -> set[str]:
    """The districts of a passage and of all that stands below it."""
    found = {span.part[0] for span in bodies[index].spans}
    for child in under.get(index, ()):
        found |= _districts(bodies, child, under)
    return found
