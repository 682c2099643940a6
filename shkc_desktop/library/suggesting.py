"""Suggests tags for a passage from passages tagged before; explained, and never applied by itself."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from shkc_desktop.library.library import Library
from shkc_desktop.model.tag import Tag, tag_path
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


class TaggedPassages:
    """The tagged passages of a library by their pairs of characters; made in a worker, then asked in a moment."""

    def __init__(self, passages: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        """passages: the words and the uuids of their tags."""
        self._passages = passages
        pairs = [_pairs(words) for words, _ in passages]
        frequency = Counter(pair for found in pairs for pair in found)
        self._weight = {pair: log(1 + len(pairs) / count) for pair, count in frequency.items()}
        self._holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._norms: list[float] = []
        for number, found in enumerate(pairs):
            self._norms.append(sqrt(sum((n * self._weight[pair]) ** 2 for pair, n in found.items())))
            for pair, count in found.items():
                self._holders[pair].append((number, count))

    def suggest(
        self, words: str, living: Mapping[str, Tag], carried: Sequence[str] = (), limit: int = 3
    ) -> list[Suggestion]:
        """The tags whose passages are likest to `words`, best first; tags it carries already are left out."""
        own = _pairs(words)
        norm = sqrt(sum((n * self._weight.get(pair, 1.0)) ** 2 for pair, n in own.items()))
        shared: dict[int, float] = defaultdict(float)
        for pair, count in own.items():
            weight = self._weight.get(pair, 0.0) ** 2 * count
            for number, others in self._holders.get(pair, ()):
                shared[number] += weight * others
        best: dict[str, tuple[float, str]] = {}
        for number, product in shared.items():
            likeness = product / (norm * self._norms[number])
            text, tags = self._passages[number]
            for tag in tags:
                if likeness >= _LIKE and likeness > best.get(tag, (0.0, ""))[0]:
                    best[tag] = (likeness, text)
        ranked = sorted(best.items(), key=lambda entry: (-entry[1][0], entry[0]))
        return [
            Suggestion(tag, tag_path(living[tag], living), likeness, text)
            for tag, (likeness, text) in ranked
            if tag in living and tag not in carried
        ][:limit]


def tagged_passages(library: Library) -> TaggedPassages:
    """All tagged passages of the library; some 0.4 s for 10,000."""
    found = annotations.read(library.file.connection)
    return TaggedPassages([(a.target.quote.exact, a.tags) for a, _ in found if a.tags])


def suggest(library: Library, words: str, carried: Sequence[str] = (), limit: int = 3) -> list[Suggestion]:
    """The tags whose passages are likest to `words`, best first; tags it carries already are left out."""
    return tagged_passages(library).suggest(words, library.tags(), carried, limit)


def _pairs(text: str) -> Counter[str]:
    kept = "".join(c for c in text.lower() if c.isalnum())
    return Counter(kept[i : i + 2] for i in range(len(kept) - 1))
