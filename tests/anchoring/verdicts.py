"""How well passages are found again: a table of verdicts over seeded damage."""

import random
import time
from collections import Counter
from collections.abc import Sequence

from shkc_desktop.anchoring.describing import describe
from shkc_desktop.anchoring.matching import FoldedText, Match, match, match_all
from shkc_desktop.model.annotation import AnchorState
from tests.anchoring.damage import DAMAGES, Span, Truth, drawn, looking_alike, traced

LOST = (AnchorState.AMBIGUOUS, AnchorState.ORPHAN)


class Verdicts(Counter[str]):
    """Counts of exact, near, wrong, lost, false and kept out; seconds: CPU time spent."""

    seconds = 0.0

    def percent(self, verdict: str) -> float:
        """Of the passages that survived; of the deleted ones for "false"."""
        survived = sum(self[name] for name in ("exact", "near", "wrong", "lost"))
        deleted = self["false"] + self["kept out"]
        return 100 * self[verdict] / max(1, deleted if verdict == "false" else survived)

    @property
    def milliseconds(self) -> float:
        """Of one passage on the average."""
        return 1000 * self.seconds / max(1, sum(self.values()))

    def __str__(self) -> str:
        shares = " ".join(f"{name} {self.percent(name):6.2f} %" for name in ("exact", "near", "wrong", "lost", "false"))
        return f"{sum(self.values()):6} passages: {shares} | {self.milliseconds:6.3f} ms"


def verdict(true: Span | str, found: Match) -> str:
    """exact: the very span. near: half of both is common. wrong: less. false: an answer for what was deleted."""
    nowhere = found.state in LOST
    if isinstance(true, str):
        return "torn" if true == "torn" else "kept out" if nowhere else "false"
    if nowhere:
        return "lost"
    both = min(found.end, true[1]) - max(found.start, true[0])
    either = max(found.end, true[1]) - min(found.start, true[0])
    return "exact" if both == either else "near" if 2 * both >= either else "wrong"


def judged(
    texts: Sequence[str], seed: int, passages: int, kinds: Sequence[str] = tuple(DAMAGES), padding: int = 0,
    together: bool = True,
) -> dict[str, Verdicts]:  # fmt: skip
    """For each kind of damage the verdicts over so many passages of the texts, those torn apart left out.

    padding: characters of look-alike text put before and behind. together: matched as the marks of one report,
    else each for itself.
    """
    table: dict[str, Verdicts] = {}
    for kind in kinds:
        table[kind] = verdicts = Verdicts()
        for number, old in enumerate(texts):
            rng = random.Random(f"{kind} {seed} {number}")
            flank = looking_alike(old, padding, rng) if padding else []
            truth = Truth.of(flank + DAMAGES[kind](traced(old), rng) + flank)
            spans = list(drawn(old, passages // len(texts), random.Random(f"passages {seed} {number}")))
            targets = [describe(old, *span) for span in spans]
            text = FoldedText(truth.text)
            begun = time.process_time()
            found = match_all(targets, text) if together else [match(target, text) for target in targets]
            verdicts.seconds += time.process_time() - begun
            verdicts.update(verdict(truth.place(*span), one) for span, one in zip(spans, found, strict=True))
        del verdicts["torn"]
    return table


def summed(table: dict[str, Verdicts]) -> Verdicts:
    """All kinds of damage in one."""
    total = Verdicts()
    for verdicts in table.values():
        total.update(verdicts)
        total.seconds += verdicts.seconds
    return total
