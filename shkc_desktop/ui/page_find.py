"""Finds words on a page: what the search field paints and F3 steps through."""

from shkc_desktop.model.page import Page

PageHit = tuple[int, int, int]  # source, start, end


def hits_on(page: Page, query: str) -> list[PageHit]:
    """(source, start, end) of every occurrence in the rows of a page, in reading order; a hit lies in one row."""
    # Imported at the first search, not at start.
    from shkc_desktop.chinese.folding import fold, fold_text

    if not fold_text(query):
        return []
    found: dict[int, list[tuple[int, int]]] = {
        number: list(fold(source.text).find(query)) for number, source in enumerate(page.sources)
    }
    hits: list[PageHit] = []
    for number in found:
        rows = sorted((row for row in page.rows if row.source == number and row.end > row.start), key=lambda r: r.start)
        at = 0
        for start, end in found[number]:
            while at < len(rows) and rows[at].end <= start:
                at += 1
            if at < len(rows) and rows[at].start <= start and end <= rows[at].end:
                hits.append((number, start, end))
    order = {(row.source, row.start): place for place, row in enumerate(page.rows)}
    starts = {number: sorted(row.start for row in page.rows if row.source == number) for number in found}
    return sorted(hits, key=lambda hit: (_order(order, starts, hit), hit[1]))


def _order(order: dict[tuple[int, int], int], starts: dict[int, list[int]], hit: PageHit) -> int:
    from bisect import bisect_right

    source, start, _ = hit
    return order[source, starts[source][bisect_right(starts[source], start) - 1]]
