"""Related search: passages that hold the words of a query in any order, the best first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shkc_desktop.chinese.folding import fold
from shkc_desktop.search.conditions import Conditions, Tally, key_values, mark_values
from shkc_desktop.search.corpus import SearchMark
from shkc_desktop.search.leaf import Leaf
from shkc_desktop.search.query import Query
from shkc_desktop.search.shelf import Shelf
from shkc_desktop.search.words_index import WordsIndex

# Nobody reads on; and the count is of passages that come into question, not of hits as 精确 counts them.
MOST = 500


@dataclass(frozen=True, slots=True)
class RelatedSpot:
    """A passage that holds every word (strict) or some; the smaller its bm25 score, the better."""

    leaf: Leaf
    passage: int
    score: float
    strict: bool
    districts: tuple[str, ...]
    marks: Sequence[SearchMark]


def related(
    shelf: Shelf,
    index: WordsIndex,
    words: Sequence[str],
    conditions: Conditions,
    without: Query | None,
    should_stop: Callable[[], bool],
) -> tuple[list[RelatedSpot], Tally]:
    """Passages with all the words, then those with some, each by bm25, at most MOST. Raises SearchStopped.

    without: passages that hold this query are left out: 精确 shows them already.
    """
    found: list[RelatedSpot] = []
    tally = Tally()
    seen: set[tuple[int, int]] = set()
    for every in (True, False) if len(words) > 1 else (True,):
        # Reports that have gone may stand among the first; twice as many as wanted leaves room for them.
        for number, passage, score in index.match(words, every, 2 * MOST, should_stop):
            leaf = shelf.numbered(number)
            if leaf is None or passage >= len(leaf.begins) or (number, passage) in seen:
                continue
            seen.add((number, passage))
            if without is not None and any(form.text in leaf.text_of(passage) for form in without.forms):
                continue
            start, end = leaf.bounds(passage)
            marks = shelf.marks_on(leaf.report, *leaf.span(passage, start, end))
            key = leaf.facets[leaf.keys[passage]]
            values = {**key_values(key), **mark_values(marks), "report": (leaf.report,)}
            failing = conditions.failing(values)
            if len(found) < MOST:
                tally.add(1, values, failing)
                if not failing:
                    found.append(RelatedSpot(leaf, passage, score, every, key.districts, marks))
    return found, tally


def first_word(text: str, words: Sequence[str]) -> tuple[int, int]:
    """The span of the longest of the words that stands in a text, of its first occurrence; (0, 0) without."""
    folded = fold(text)
    for word in sorted(words, key=len, reverse=True):
        at = folded.text.find(word)
        if at >= 0:
            return folded.span(at, at + len(word))
    return 0, 0
