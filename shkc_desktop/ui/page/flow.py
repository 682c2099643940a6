"""The rows of a page as one run of text with positions of its own."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import add, itemgetter, lt

from shkc_desktop.model.block import BlockKind
from shkc_desktop.model.page import Page, Place, Row

YEAR = "year"
# One paragraph of 100,000 characters takes 31 ms to lay out; cut in pieces, it is laid out as it is seen.
_LONGEST = 4000


class Flow:
    """A page's rows in their order, without those the reader does not see.

    A position counts code points over the rows, with one between two rows; `pieces` are rows, very long ones cut
    for layout. Positions order the page; places (source, offset) name it for everyone else.
    """

    def __init__(self, page: Page, show_artifacts: bool = False) -> None:
        self.page = page
        rows = page.rows
        shown: Sequence[int] = range(len(rows))
        if not show_artifacts:
            hidden = BlockKind.PAGE_ARTIFACT.value
            kept = [i for i, row in enumerate(rows) if row[3] != hidden]
            if len(kept) != len(rows):
                rows, shown = [rows[i] for i in kept], kept
        self.continued: set[int] = set()
        lengths = [row[2] - row[1] for row in rows]
        if lengths and max(lengths) > _LONGEST:
            rows, shown = self._cut(rows, shown)
        self.pieces = rows
        self.labels: dict[int, str] = {}
        if page.labels:
            self.labels = {
                n: page.labels[i] for n, i in enumerate(shown) if i in page.labels and n not in self.continued
            }
        apart = [1] * len(rows)
        if self.continued:
            lengths = [row[2] - row[1] for row in rows]
            apart = [int(n + 1 not in self.continued) for n in range(len(rows))]
        self.bases: list[int] = list(accumulate(map(add, lengths, apart), initial=0))
        self._by_source: dict[int, tuple[list[int], list[int]]] | None = None

    def _cut(self, rows: Sequence[Row], shown: Sequence[int]) -> tuple[list[Row], list[int]]:
        pieces, numbers = [], []
        for row, number in zip(rows, shown, strict=True):
            at, text = row.start, self.page.sources[row.source].text
            while row.end - at > _LONGEST:
                stop = text.rfind("。", at + _LONGEST // 2, at + _LONGEST) + 1 or at + _LONGEST
                pieces.append(row._replace(start=at, end=stop))
                numbers.append(number)
                at = stop
                self.continued.add(len(pieces))
            pieces.append(row._replace(start=at))
            numbers.append(number)
        return pieces, numbers

    def __len__(self) -> int:
        return len(self.pieces)

    @property
    def end(self) -> int:
        """The last position."""
        return max(0, self.bases[-1] - 1)

    @property
    def begin(self) -> int:
        """The first position in a report's words: behind a year heading."""
        first = next((n for n, row in enumerate(self.pieces) if row[3] != YEAR), 0)
        return self.bases[first]

    def text_of(self, piece: int) -> str:
        """The source text of a piece; a year heading's words."""
        row = self.pieces[piece]
        if row[3] == YEAR:
            return self.labels.get(piece, "")
        return self.page.sources[row[0]].text[row[1] : row[2]]

    def length_of(self, piece: int) -> int:
        """The code points of a piece that can be selected; none of a year heading."""
        row = self.pieces[piece]
        return row[2] - row[1]

    def piece_at(self, position: int) -> int:
        """The piece that holds `position`."""
        return max(0, min(len(self.pieces) - 1, bisect_right(self.bases, position) - 1))

    def place_at(self, position: int) -> Place:
        """The report's uuid and offset at `position`."""
        source, offset = self.source_offset(position)
        return Place(self.page.sources[source].report, offset)

    def source_offset(self, position: int) -> tuple[int, int]:
        """The source's index and the offset in it at `position`."""
        piece = self.piece_at(position)
        row = self.pieces[piece]
        return row.source, min(row.end, row.start + max(0, position - self.bases[piece]))

    def position(self, source: int, offset: int) -> int | None:
        """The position of an offset in a source; the nearest one after it if it is not on the page."""
        starts, pieces = self._index().get(source, ([], []))
        if not starts:
            return None
        n = bisect_right(starts, offset) - 1
        if n < 0:
            return self.bases[pieces[0]]
        piece = pieces[n]
        row = self.pieces[piece]
        if offset <= row.end:
            return self.bases[piece] + offset - row.start
        if n + 1 < len(pieces):
            return self.bases[pieces[n + 1]]
        return self.bases[piece] + row.end - row.start

    def pieces_of(self, source: int, start: int, end: int) -> list[int]:
        """The pieces that the span [start, end) of a source touches."""
        starts, pieces = self._index().get(source, ([], []))
        first = max(0, bisect_right(starts, start) - 1)
        if pieces and self.pieces[pieces[first]].end <= start:
            first += 1
        return pieces[first : bisect_left(starts, end)]

    def _index(self) -> dict[int, tuple[list[int], list[int]]]:
        """For each source the starts of its pieces, ascending, and the pieces."""
        if self._by_source is None and len(self.page.sources) == 1:
            starts = [row[1] for row in self.pieces]
            if all(map(lt, starts, starts[1:])):
                self._by_source = {0: (starts, list(range(len(starts))))}
        if self._by_source is None:
            found: dict[int, list[tuple[int, int]]] = {}
            for n, row in enumerate(self.pieces):
                if row[3] != YEAR:
                    found.setdefault(row[0], []).append((row[1], n))
            self._by_source = {}
            for source, pairs in found.items():
                pairs.sort()
                self._by_source[source] = ([start for start, _ in pairs], [n for _, n in pairs])
        return self._by_source

    def pages_of(self, piece: int) -> list[tuple[int, str]]:
        """(offset, printed page) for the pages of the original that begin in a piece or on the line end before it."""
        row = self.pieces[piece]
        pages = self.page.sources[row.source].pages
        if not pages or row.kind == YEAR:
            return []
        start, end = row.start - (piece not in self.continued), row.end
        first = bisect_left(pages, start, key=itemgetter(0))
        found = []
        while first < len(pages) and pages[first][0] < end:
            found.append(pages[first])
            first += 1
        return found

    def spans(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """(source, start, end) of what stands between two positions, cut where blocks are not consecutive."""
        spans: list[tuple[int, int, int]] = []
        if start >= end:
            return spans
        first, last = self.piece_at(start), self.piece_at(end)
        for n in range(first, last + 1):
            row, base = self.pieces[n], self.bases[n]
            a = row.start + max(0, start - base)
            b = min(row.end, row.start + end - base)
            if a >= b or row.kind == YEAR:
                continue
            if spans and spans[-1][0] == row.source and 0 <= a - spans[-1][2] <= 1 and a == row.start:
                spans[-1] = (row.source, spans[-1][1], b)
            else:
                spans.append((row.source, a, b))
        return spans

    def text(self, start: int, end: int) -> str:
        """The source text between two positions, blocks joined by LF."""
        return "\n".join(self.page.sources[source].text[a:b] for source, a, b in self.spans(start, end))
