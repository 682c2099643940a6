"""Which district each passage of a walk through the districts belongs to, where their headings are lost."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from shkc_desktop.ingest.gazetteer import Gazetteer

_IMPOSSIBLE = -1e9


@dataclass(slots=True)
class Step:
    """One paragraph of the walk.

    scores: district to log-odds. fixed: its district is known (`""`: it is nobody's). none: what speaks for nobody.
    under: the district whose heading stands over it, though not right over it.
    fresh: a heading stands between it and the step before, so that nothing goes on.
    follows: the one before ended with a full line, so that it may go on.
    """

    scores: dict[str, float]
    fixed: str | None = None
    none: float = 0.0
    under: str | None = None
    fresh: bool = False
    follows: bool = False


def order_of(districts: Sequence[str], gazetteer: Gazetteer) -> tuple[str, ...] | None:
    """The order in which these districts come, so that it helps where evidence is thin; None if in no known one."""
    best: tuple[float, tuple[str, ...] | None] = (0.0, None)
    for order in gazetteer.orders:
        ranks = [order.index(d) for d in districts]
        pairs = [(a, b) for a, b in itertools.pairwise(ranks) if a != b]
        if len(pairs) >= 2:
            rising = sum(a < b for a, b in pairs) / len(pairs)
            best = max(best, (rising, order), key=lambda found: found[0])
    return best[1] if best[0] >= 0.8 else None


def infer(
    steps: Sequence[Step], gazetteer: Gazetteer, order: tuple[str, ...] | None, stay: float
) -> list[tuple[str, float]]:
    """The district of each step (`""` for nobody) with its probability, by forward and backward sums over all walks.

    order: in which they come, if in any. stay: what speaks for a district having a second paragraph.
    """
    ordered = order is not None
    states = [*(order or gazetteer.orders[0]), ""]
    used = {step.fixed for step in steps if step.fixed}
    size = len(states)
    moves = [[_move(a, b, size, ordered, stay) for b in range(size)] for a in range(size)]
    emissions = [[_emission(step, state, used, ordered) for state in states] for step in steps]
    forward: list[list[float]] = []
    for index, step in enumerate(steps):
        row = emissions[index]
        if not index:
            forward.append([e + (0.5 if ordered and s == 0 else 0.0) for s, e in enumerate(row)])
            continue
        before = forward[-1]
        possible = [a for a in range(size) if before[a] > _IMPOSSIBLE / 2]
        forward.append(
            [
                row[b] + _sum([before[a] + _between(moves, a, b, step, ordered) for a in possible])
                if row[b] > _IMPOSSIBLE / 2
                else _IMPOSSIBLE
                for b in range(size)
            ]
        )
    backward = [[0.0] * size for _ in steps]
    for index in range(len(steps) - 2, -1, -1):
        after, row, step = backward[index + 1], emissions[index + 1], steps[index + 1]
        possible = [b for b in range(size) if row[b] > _IMPOSSIBLE / 2]
        for a in range(size):
            if forward[index][a] > _IMPOSSIBLE / 2:
                backward[index][a] = _sum([_between(moves, a, b, step, ordered) + row[b] + after[b] for b in possible])
    outcome = []
    for index in range(len(steps)):
        joint = [f + b for f, b in zip(forward[index], backward[index], strict=True)]
        total = _sum(joint)
        top = max(range(size), key=lambda s: joint[s])
        outcome.append((states[top], math.exp(joint[top] - total)))
    return outcome


def _emission(step: Step, state: str, used: set[str], ordered: bool) -> float:
    if step.fixed is not None:
        return 0.0 if state == step.fixed else _IMPOSSIBLE
    if not state:
        return step.none
    score = step.scores.get(state, 0.0)
    if step.under == state:
        score += 0.5
    elif state in used and not ordered:
        score -= 1.5
    return score


def _move(a: int, b: int, size: int, ordered: bool, stay: float) -> float:
    """What speaks for b right after a; the last state is nobody."""
    nobody = size - 1
    if a == nobody or b == nobody:
        return 0.0 if a == b else -0.4
    if a == b:
        return stay
    if not ordered:
        return 0.0
    if b > a:
        return 1.5 - 0.4 * (b - a - 1)
    return -2.5


def _between(moves: list[list[float]], a: int, b: int, step: Step, ordered: bool) -> float:
    """The move, weaker where a heading parts the two."""
    if not step.fresh:
        return moves[a][b] + (2.0 if step.follows and a == b else 0.0)
    if a == b and a != len(moves) - 1:
        return -2.5
    return moves[a][b] * 0.5 if ordered else 0.0


def _sum(values: Sequence[float]) -> float:
    """log of the sum of exponentials."""
    top = max(values, default=_IMPOSSIBLE)
    if top <= _IMPOSSIBLE / 2:
        return _IMPOSSIBLE
    return top + math.log(sum(math.exp(v - top) for v in values))
