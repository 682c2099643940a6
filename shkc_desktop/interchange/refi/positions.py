"""What another program's offsets count: the words it names at them tell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

# Names shorter than this prove nothing; longer ones may be cut.
_TELLING = 2
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Counting:
    """A way to count: `place` turns an offset of the file into one of the text (LF, no BOM), None outside.

    told: how to say it to the reader, empty for the way of the standard.
    """

    told: str
    place: Callable[[int], int | None]
    inclusive: bool = False

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """`[start, end)` in the text, None where it lies outside or is empty."""
        first, last = self.place(start), self.place(end + 1 if self.inclusive else end)
        return (first, last) if first is not None and last is not None and first < last else None


def normalised(raw: str) -> str:
    """The text of a source as we keep it: no BOM, LF line ends."""
    return raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def counting(raw: str, selections: Sequence[tuple[int, int, str]]) -> Counting:
    """The way of counting that puts most names (start, end, name) on their words; of equals the most usual."""
    text = normalised(raw)
    ways = _ways(raw, text)
    if len(ways) == 1:
        return ways[0]
    scores = [sum(_fits(text, way.span(start, end), name) for start, end, name in selections) for way in ways]
    return ways[scores.index(max(scores))]


def _fits(text: str, span: tuple[int, int] | None, name: str) -> bool:
    wanted = "".join(name.split()).rstrip(".…")
    if span is None or len(wanted) < _TELLING:
        return False
    words = "".join(text[span[0] : span[1]].split())
    return words == wanted or (len(wanted) >= _SHOWN // 2 and words.startswith(wanted[:_SHOWN]))


def _ways(raw: str, text: str) -> list[Counting]:
    """The standard's way first: code points of the file, its BOM not counted, CR LF as two, end exclusive."""
    size = len(text)

    def plain(offset: int) -> int | None:
        return offset if 0 <= offset <= size else None

    ways = [Counting("", plain)]
    body = raw.removeprefix("\ufeff")
    if "\r\n" in body:
        gone = [0, *accumulate(body[place : place + 2] == "\r\n" for place in range(len(body)))]

        def with_returns(offset: int) -> int | None:
            return offset - gone[offset] if 0 <= offset <= len(body) else None

        ways = [Counting("", with_returns), Counting("换行按一个字符计", plain)]
    if raw.startswith("\ufeff"):
        ways += [Counting("文件开头的标记也计入", _after(way.place, 1)) for way in list(ways)]
    if any(ord(sign) > 0xFFFF for sign in text):
        units = [0, *accumulate(2 if ord(sign) > 0xFFFF else 1 for sign in text)]
        places = {unit: place for place, unit in enumerate(units)}
        ways.append(Counting("按 UTF-16 单位计", places.get))
    ways += [Counting("末字计入", way.place, inclusive=True) for way in ways[:2] if not way.inclusive]
    return ways


def _after(place: Callable[[int], int | None], shift: int) -> Callable[[int], int | None]:
    return lambda offset: place(offset - shift)
