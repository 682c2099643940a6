"""Heights of many rows, with sums that stay cheap when some of them change."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

_CHUNK = 256


class Heights:
    """The heights of rows in pixels, summed in chunks: a change costs one addition, a sum some 300."""

    def __init__(self, heights: Iterable[int]) -> None:
        self._heights = list(heights)
        self._chunks = [sum(self._heights[i : i + _CHUNK]) for i in range(0, len(self._heights), _CHUNK)]
        self._chunk_tops: list[int] | None = None

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, row: int) -> int:
        return self._heights[row]

    def __setitem__(self, row: int, height: int) -> None:
        self._chunks[row // _CHUNK] += height - self._heights[row]
        self._heights[row] = height
        self._chunk_tops = None

    def _tops(self) -> list[int]:
        if self._chunk_tops is None:
            self._chunk_tops = list(accumulate(self._chunks, initial=0))
        return self._chunk_tops

    @property
    def total(self) -> int:
        """The height of all rows together."""
        return self._tops()[-1]

    def top(self, row: int) -> int:
        """The sum of the heights before `row`."""
        chunk = row // _CHUNK
        return self._tops()[chunk] + sum(self._heights[chunk * _CHUNK : row])

    def tops(self) -> list[int]:
        """The tops of all rows and, last, the total."""
        return list(accumulate(self._heights, initial=0))

    def row_at(self, y: int) -> int:
        """The row that covers `y`; the first above all, the last below all."""
        tops = self._tops()
        chunk = max(0, min(len(self._chunks), bisect_right(tops, y)) - 1)
        first = chunk * _CHUNK
        inside = list(accumulate(self._heights[first : first + _CHUNK], initial=tops[chunk]))
        row = first + bisect_right(inside, y) - 1
        return max(0, min(len(self._heights) - 1, row))
