"""What the places that a passage names say for each district."""

import re
from collections.abc import Sequence

from shkc_desktop.ingest.gazetteer import Occurrence

_PARTNER = re.compile(r"(?:与|同|和|跟|赴|向|对接|联合|携手|来自|支援|及)(?:上海市?)?$")
_OWN = re.compile(r"全区|区内|区级|本区|我区|该区|辖区|区委|区政府|区校|区科委|区域内")
# More than this no passage needs to be told.
_ENOUGH = 9.0


def evidence(text: str, found: Sequence[Occurrence]) -> dict[str, float]:
    """District to log-odds. A name said again says little more; a partner or one of a list says less."""
    scores: dict[str, float] = {}
    seen: dict[str, int] = {}
    for occurrence, share in zip(found, _shares(text, found), strict=True):
        place = occurrence.place
        weight = place.weight
        if not weight:
            continue
        times = seen[place.name] = seen.get(place.name, 0) + 1
        weight *= (1.0, 0.3, 0.2)[min(times, 3) - 1]
        if place.territorial and _PARTNER.search(text, max(0, occurrence.start - 5), occurrence.start):
            weight *= 0.4
        weight *= share
        for district in place.districts:
            scores[district] = min(_ENOUGH, scores.get(district, 0.0) + weight)
    return scores


def speaks_of_itself(text: str) -> bool:
    """Whether a passage says 全区, 区内 …: it is some district's, even if it names none."""
    return bool(_OWN.search(text))


def _shares(text: str, found: Sequence[Occurrence]) -> list[float]:
    """How much each name counts: in an enumeration of three and more districts it speaks for none of them."""
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
        shares += [1.0 if len(districts) < 3 else 1.0 / len(districts)] * (index - start)
        start = index
    return shares


def best(scores: dict[str, float]) -> tuple[str | None, float]:
    """The strongest district and its lead over the next."""
    if not scores:
        return None, 0.0
    ordered = sorted(scores.items(), key=lambda item: -item[1])
    second = ordered[1][1] if len(ordered) > 1 else 0.0
    return ordered[0][0], ordered[0][1] - second
