"""Suggests tags for a passage from passages tagged before; explained, and never applied by itself."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import log, sqrt

from shkc_desktop.library.library import Library
from shkc_desktop.model.tag import tag_path
from shkc_desktop.store import annotations

# Below this likeness a passage says nothing about another; measured on short policy sentences, where
# passages on one subject share 15 to 40 % of their weighted pairs of characters.
_LIKE = 0.12


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A tag, how like the passage is to those that carry it (0 to 1), and the likest of them."""

    tag: str
    path: str
    likeness: float
    because: str


def suggest(library: Library, words: str, carried: tuple[str, ...] = (), limit: int = 3) -> list[Suggestion]:
    """The tags whose passages are likest to `words`, best first; tags it carries already are left out."""
    living = library.tags()
    passages = [
        (a.target.quote.exact, [t for t in a.tags if t in living])
        for a, _ in annotations.read(library.file.connection)
        if a.tags
    ]
    pairs = [_pairs(text) for text, _ in passages]
    frequency = Counter(pair for found in pairs for pair in found)
    weight = {pair: log(1 + len(pairs) / count) for pair, count in frequency.items()}
    own = _pairs(words)
    best: dict[str, tuple[float, str]] = defaultdict(lambda: (0.0, ""))
    for (text, tags), found in zip(passages, pairs, strict=True):
        likeness = _cosine(own, found, weight)
        for tag in tags:
            if likeness > best[tag][0]:
                best[tag] = (likeness, text)
    ranked = sorted(best.items(), key=lambda entry: -entry[1][0])
    return [
        Suggestion(tag, tag_path(living[tag], living), likeness, text)
        for tag, (likeness, text) in ranked
        if likeness >= _LIKE and tag not in carried
    ][:limit]


def _pairs(text: str) -> Counter[str]:
    kept = "".join(c for c in text.lower() if c.isalnum())
    return Counter(kept[i : i + 2] for i in range(len(kept) - 1))


def _cosine(one: Counter[str], other: Counter[str], weight: dict[str, float]) -> float:
    shared = sum(one[p] * other[p] * weight.get(p, 0.0) ** 2 for p in one.keys() & other.keys())
    if not shared:
        return 0.0
    norms = [sqrt(sum((n * weight.get(p, 1.0)) ** 2 for p, n in pairs.items())) for pairs in (one, other)]
    return float(shared / (norms[0] * norms[1]))
