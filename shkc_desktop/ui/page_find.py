"""Finds words on a page: what is painted there, and what F3 steps through."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from shkc_desktop.model.page import Page

if TYPE_CHECKING:
    from shkc_desktop.search.query import Query

PageHit = tuple[int, int, int]  # source, start, end
# Rows between two looks at the stop flag.
_PIECE = 64


def hits_on(page: Page, query: "Query", should_stop: Callable[[], bool] = lambda: False) -> list[PageHit]:
    """(source, start, end) of every occurrence in the rows of a page, in reading order; a hit lies in one row.

    What was found when it was stopped is all that is given.
    """
    # Imported at the first search, not at start.
    from shkc_desktop.chinese.folding import fold

    found: list[PageHit] = []
    if not query.forms:
        return found
    for number, row in enumerate(page.rows):
        if number % _PIECE == 0 and should_stop():
            break
        folded = fold(page.sources[row.source].text[row.start : row.end])
        for low, high in query.positions(folded.text):
            first, last = folded.span(low, high)
            found.append((row.source, row.start + first, row.start + last))
    return found


def first_from(hits: Sequence[PageHit], source: int, offset: int) -> int | None:
    """The index of the first hit at or behind a place, else of the very first; None without hits."""
    if not hits:
        return None
    later = (at for at, hit in enumerate(hits) if hit[0] == source and hit[1] >= offset)
    return next(later, 0)
