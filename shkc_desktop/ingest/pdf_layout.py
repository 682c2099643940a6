"""The reading order of a page, told from where its characters stand and not from when they were drawn."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from shkc_desktop.ingest.pdf_file import Glyph

_APART = 1.0  # ems between two pieces of one line
_GUTTER = 0.8  # ems, the narrowest space between columns
_CROSSING = 0.35  # of the lines, at most, may run across both columns
_FULL = 0.6  # of the column, at least, is filled by a line of prose
_FEWEST = 3  # lines on either side
# Left and right end of a column.
Edges = tuple[float, float]
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(slots=True)
class Piece:
    """Characters on one line without a gap among them; `runs` are its words with their weight."""

    x0: float
    y0: float
    x1: float
    y1: float
    em: float
    runs: list[tuple[str, bool]]
    text: str = ""

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.y0 + self.y1) / 2

    @property
    def height(self) -> float:
        """Its height, that of the font."""
        return self.y1 - self.y0


@dataclass(slots=True)
class Line:
    """The pieces side by side in one column; `left` and `right` are the column's edges, `column` its number."""

    pieces: list[Piece]
    left: float = 0.0
    right: float = 0.0
    column: int = 0
    x0: float = field(init=False)
    x1: float = field(init=False)
    y0: float = field(init=False)
    y1: float = field(init=False)
    em: float = field(init=False)

    def __post_init__(self) -> None:
        self.x0 = min(piece.x0 for piece in self.pieces)
        self.x1 = max(piece.x1 for piece in self.pieces)
        self.y0 = min(piece.y0 for piece in self.pieces)
        self.y1 = max(piece.y1 for piece in self.pieces)
        self.em = max(self.pieces, key=lambda piece: len(piece.text)).em

    @property
    def runs(self) -> list[tuple[str, bool]]:
        """Its words with their weight, a blank or a TAB where pieces stand apart."""
        runs: list[tuple[str, bool]] = []
        # 嘉 定 区, spaced out to look solemn, is one word.
        spaced = all(len(piece.text) == 1 and _HAN.match(piece.text) for piece in self.pieces)
        for before, piece in zip([None, *self.pieces], self.pieces, strict=False):
            if before is not None and not spaced:
                runs.append(("\t" if piece.x0 - before.x1 > 2.5 * piece.em else " ", False))
            runs.extend(piece.runs)
        return runs

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(words for words, _ in self.runs)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(bold for words, bold in self.runs if words.strip())


# The pieces left of a gutter, right of it, and across it.
Sides = tuple[list[Piece], list[Piece], list[Piece]]


def pieces_of(glyphs: Iterable[Glyph]) -> list[Piece]:
    """The glyphs of a page put together, in the order they were drawn."""
    pieces: list[Piece] = []
    current: list[Glyph] = []
    for glyph in _drawn_once(glyphs):
        if current and not _goes_on(current, glyph):
            _close(current, pieces)
            current = []
        if current or glyph.char != " ":
            current.append(glyph)
    _close(current, pieces)
    return pieces


def _drawn_once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """The glyphs without those that are drawn a second time, slightly aside, to look bold or to cast a shadow."""
    places: dict[str, list[tuple[float, float]]] = {}
    for glyph in glyphs:
        if glyph.char != " ":
            near = 0.15 * (glyph.y1 - glyph.y0)
            drawn = places.setdefault(glyph.char, [])
            if any(abs(x - glyph.x0) < near and abs(y - glyph.y0) < near for x, y in drawn):
                continue
            drawn.append((glyph.x0, glyph.y0))
        yield glyph


def _goes_on(current: list[Glyph], glyph: Glyph) -> bool:
    last = current[-1]
    height = max(last.y1 - last.y0, glyph.y1 - glyph.y0, 0.1)
    if abs((last.y0 + last.y1) - (glyph.y0 + glyph.y1)) / 2 > 0.4 * height:
        return False
    if glyph.char == " ":
        return True
    # A heading set larger than the text beside it is another piece.
    if min(last.y1 - last.y0, glyph.y1 - glyph.y0) < 0.5 * height:
        return False
    em = min(height, max(last.x1 - last.x0, glyph.x1 - glyph.x0, 0.5 * height))
    return -0.5 * em < glyph.x0 - last.x1 < _APART * em


def _close(glyphs: list[Glyph], pieces: list[Piece]) -> None:
    while glyphs and glyphs[-1].char == " ":
        glyphs.pop()
    if not glyphs:
        return
    runs: list[tuple[str, bool]] = []
    for glyph in glyphs:
        if runs and runs[-1][1] == glyph.bold:
            runs[-1] = (runs[-1][0] + glyph.char, glyph.bold)
        else:
            runs.append((glyph.char, glyph.bold))
    han = [glyph.x1 - glyph.x0 for glyph in glyphs if _HAN.match(glyph.char)]
    y0, y1 = min(glyph.y0 for glyph in glyphs), max(glyph.y1 for glyph in glyphs)
    pieces.append(
        Piece(
            x0=glyphs[0].x0,
            y0=y0,
            x1=max(glyph.x1 for glyph in glyphs),
            y1=y1,
            em=median(han) if han else (y1 - y0) * 0.8,
            runs=runs,
            text="".join(words for words, _ in runs),
        )
    )


def in_reading_order(pieces: Sequence[Piece], edges: Edges, known: Sequence[float] = ()) -> list[Line]:
    """The lines of a page, column by column where it clearly has columns.

    edges: left and right end of the page's text. known: gutters that other pages have.
    """
    lines: list[Line] = []
    _order(list(pieces), edges, list(known), lines, depth=0)
    return lines


def gutter(pieces: Sequence[Piece]) -> float | None:
    """The place of the space between two columns of prose, None where there clearly are none."""
    if len(pieces) < 2 * _FEWEST:
        return None
    em = median(piece.em for piece in pieces)
    left, right = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    width = right - left
    # How many lines cover each place from left to right: a sweep over the ends of the pieces.
    ends = sorted([(piece.x0, 1) for piece in pieces] + [(piece.x1, -1) for piece in pieces])
    best: tuple[float, float, float] | None = None  # covered, minus the width of the space, place
    covered, at = 0, left
    for place, change in ends:
        space = place - at
        if space >= _GUTTER * em and left + 0.2 * width <= (at + place) / 2 <= left + 0.8 * width:
            found = (covered, -space, (at + place) / 2)
            best = found if best is None or found < best else best
        covered, at = covered + change, place
    if best is None or best[0] > _CROSSING * len(pieces):
        return None
    return best[2] if _is_prose(pieces, best[2]) or _is_drawn_by_columns(pieces, best[2]) else None


def _sides(pieces: Sequence[Piece], place: float) -> Sides:
    """The pieces left of a gutter, right of it and across it."""
    left, right, across = [], [], []
    for piece in pieces:
        # A heading that is a little too long for its column still belongs to it.
        if min(place - piece.x0, piece.x1 - place) > 2 * piece.em:
            across.append(piece)
        elif piece.x0 + piece.x1 < 2 * place:
            left.append(piece)
        else:
            right.append(piece)
    return left, right, across


def _is_prose(pieces: Sequence[Piece], place: float) -> bool:
    """Whether both sides are lines that fill a column; the cells of a table and the dates before items do not."""
    sides = _sides(pieces, place)[:2]
    # Headings and last lines are short. What stands on other heights than its neighbour is no table all the same.
    needed = 0.5 if _on_one_height(*sides) else 0.25
    for side in sides:
        rows = _rows(side)
        if len(rows) < _FEWEST:
            return False
        left, right = min(line.x0 for line in rows), max(line.x1 for line in rows)
        if sum(line.x1 - line.x0 >= _FULL * (right - left) for line in rows) < max(needed * len(rows), _FEWEST - 1):
            return False
        if right - left < 7 * median(line.em for line in rows):
            return False
    return True


def _on_one_height(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether half the lines of the shorter side stand exactly beside one of the other, as a table's cells do."""
    fewer, more = sorted((left, right), key=len)
    heights = [piece.middle for piece in more]
    beside = sum(any(abs(piece.middle - other) < 0.1 * piece.height for other in heights) for piece in fewer)
    return beside >= len(fewer) / 2


def _is_drawn_by_columns(pieces: Sequence[Piece], place: float) -> bool:
    """Whether one side was drawn after the other, as lists side by side are; tables are drawn row by row."""
    left, right, _ = _sides(pieces, place)
    if min(len(left), len(right)) < _FEWEST:
        return False
    if any(median(piece.x1 - piece.x0 for piece in side) < 6 * median(p.em for p in side) for side in (left, right)):
        return False
    sides = [piece.x0 < place for piece in pieces if min(place - piece.x0, piece.x1 - place) <= 2 * piece.em]
    return sum(before != after for before, after in pairwise(sides)) <= max(1, 0.15 * len(sides))


def _order(pieces: list[Piece], edges: Edges, known: list[float], lines: list[Line], depth: int) -> None:
    if not pieces:
        return
    place = gutter(pieces) if depth < 4 else None
    if place is None:
        place = next((x for x in known if _fits(pieces, x)), None)
    if place is None:
        _put_column(pieces, edges, lines)
        return
    left, right, across = _sides(pieces, place)
    across += _headings_over_both(left, right)
    left = [piece for piece in left if piece not in across]
    rest = [x for x in known if abs(x - place) > 20]
    between = min((piece.x0 for piece in right), default=place) - 1.5 * median(piece.em for piece in pieces)
    sides = [(side, text_edges(side, end)) for side, end in ((left, between), (right, edges[1])) if side]
    spanning: list[Piece] = []
    for top, bottom, row in _bands(across):
        columns = [([p for p in side if top <= p.middle < bottom], side_edges) for side, side_edges in sides]
        if any(column for column, _ in columns):
            _put_column(spanning, edges, lines)
            spanning = []
        for column, side_edges in columns:
            _order(column, side_edges, rest, lines, depth + 1)
        spanning.extend(row)
    _put_column(spanning, edges, lines)


def text_edges(pieces: Sequence[Piece], limit: float) -> Edges:
    """Left and right end of a column; `limit` is where it ends if its own lines do not tell.

    The right end is one that several lines share; what runs over it, as a long heading may, does not count.
    """
    ends = sorted(piece.x1 for piece in pieces)
    em = median(piece.em for piece in pieces)
    needed = max(3, len(ends) // 8)
    left = min(piece.x0 for piece in pieces)
    for at in range(len(ends) - 1, needed - 2, -1):
        beyond = len(ends) - bisect_right(ends, ends[at] + em)
        if beyond > max(1, len(ends) // 20):
            break
        if ends[at] - ends[at - needed + 1] < em:
            return left, ends[at]
    return left, max(ends[-1], limit)


def _fits(pieces: Sequence[Piece], place: float) -> bool:
    """Whether a gutter that other pages have is one here too, on a page whose columns are not filled."""
    left, right, across = _sides(pieces, place)
    return bool(left and right) and len(across) <= _CROSSING * len(pieces) and not _share_rows(left, right)


def _share_rows(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether most lines of the shorter side stand beside a line of the other that is short too: a table."""
    fewer, more = sorted((left, right), key=len)
    width = max(piece.x1 for piece in more) - min(piece.x0 for piece in more)
    paired = sum(
        any(
            abs(piece.middle - other.middle) < 0.3 * piece.height and other.x1 - other.x0 < _FULL * width
            for other in more
        )
        for piece in fewer
    )
    return paired > len(fewer) / 2 and len(fewer) >= _FEWEST


def _headings_over_both(left: list[Piece], right: list[Piece]) -> list[Piece]:
    """Large lines of the left column that stand in a white band through both columns: headings over both."""
    if not left or not right:
        return []
    body = median(piece.em for piece in left + right)
    found = []
    for piece in left:
        if piece.em <= 1.25 * body:
            continue
        above = [other.y1 for other in right if other.middle < piece.middle]
        below = [other.y0 for other in right if other.middle >= piece.middle]
        if above and below and min(below) - max(above) > piece.height + 1.2 * body:
            found.append(piece)
    return found


def _bands(across: Sequence[Piece]) -> list[tuple[float, float, list[Piece]]]:
    """Top and bottom of each stretch of columns, with the lines that run across the page below it."""
    bands: list[tuple[float, float, list[Piece]]] = []
    top = float("-inf")
    for line in _rows(across):
        middle = (line.y0 + line.y1) / 2
        bands.append((top, middle, line.pieces))
        top = middle
    return [*bands, (top, float("inf"), [])]


def _put_column(pieces: Sequence[Piece], edges: Edges, lines: list[Line]) -> None:
    rows = _rows(pieces)
    column = lines[-1].column + 1 if lines else 0
    for line in rows:
        line.left, line.right, line.column = edges[0], edges[1], column
    lines.extend(rows)


def _rows(pieces: Sequence[Piece]) -> list[Line]:
    """The pieces put side by side, from top to bottom."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.middle):
        if rows and abs(rows[-1][0].middle - piece.middle) < 0.4 * min(rows[-1][0].height, piece.height):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [Line(sorted(row, key=lambda piece: piece.x0)) for row in rows]
