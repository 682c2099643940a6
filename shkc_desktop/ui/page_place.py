"""Where on a page a place is: its row, its paragraph, how far through the page it lies."""

from bisect import bisect_right
from itertools import islice
from operator import itemgetter

from shkc_desktop.model.page import Page, Place

SNIPPET = 24


def row_at(page: Page, place: Place) -> int:
    """The index of the row that holds a place, or of the last one before it; 0 if none does."""
    source = page.source_index(place.report)
    if source == 0 and len(page.sources) == 1:
        at = max(0, bisect_right(page.rows, place.offset, key=itemgetter(1)) - 1)
        if page.rows and page.rows[at].start <= place.offset <= page.rows[at].end:
            return at
    # Rows of several reports, or in an order of the reader's.
    found = 0
    for number, row in enumerate(page.rows):
        if row.source == source and row.start <= place.offset:
            found = number
    return found


def paragraph_at(page: Page, place: Place) -> int:
    """The paragraph's number in its report; in a heading that of the paragraph below; 0 without."""
    rows = islice(page.rows, row_at(page, place), None)
    return next((row.paragraph for row in rows if row.paragraph), 0)


def printed_page_at(page: Page, place: Place) -> str:
    """The number printed on the page of the original, "" if it is not known."""
    source = page.source_index(place.report)
    if source is None:
        return ""
    return next((name for start, name in reversed(page.sources[source].pages) if start <= place.offset), "")


def share_at(page: Page, place: Place) -> float:
    """How much of the page lies before a place, 0 to 1; dimmed rows do not count."""
    at = row_at(page, place)
    whole = sum(row.end - row.start for row in page.rows if not row.dimmed)
    before = sum(row.end - row.start for row in page.rows[:at] if not row.dimmed)
    if page.rows and not page.rows[at].dimmed:
        before += max(0, place.offset - page.rows[at].start)
    return min(1.0, before / whole) if whole else 0.0


def snippet_at(page: Page, place: Place) -> str:
    """The first words at a place, for 接着读."""
    if not page.rows:
        return ""
    row = page.rows[row_at(page, place)]
    text = page.sources[row.source].text
    start = max(row.start, place.offset)
    words = text[start : min(row.end, start + SNIPPET)]
    return words + "……" if start + SNIPPET < row.end else words


def first_own_place(page: Page) -> Place | None:
    """Where a page that is read in place begins: its first row that is not dimmed; None where that is its top."""
    number = next((n for n, row in enumerate(page.rows) if not row.dimmed), 0)
    row = page.rows[number] if number else None
    return Place(page.sources[row.source].report, row.start) if row is not None else None


class OwnSpans:
    """The spans of a page's rows that are not dimmed, to ask quickly what lies on them."""

    def __init__(self, page: Page) -> None:
        spans: dict[int, list[tuple[int, int]]] = {}
        for row in page.rows:
            if not row.dimmed and row.end > row.start:
                spans.setdefault(row.source, []).append((row.start, row.end))
        self._starts = {source: [start for start, _ in sorted(rows)] for source, rows in spans.items()}
        self._ends = {source: [end for _, end in sorted(rows)] for source, rows in spans.items()}

    def touch(self, source: int, start: int, end: int) -> bool:
        """Whether any of `[start, end)` lies on them."""
        at = bisect_right(self._starts.get(source, ()), end - 1) - 1
        return at >= 0 and start < self._ends[source][at]
