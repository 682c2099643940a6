"""Running heads and page numbers: what stands at the same place on page after page."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from statistics import median

from shkc_desktop.ingest.pdf_layout import Piece

_MARGIN = 0.12  # of the page's height, above and below the text
_SIDE = 0.08  # of its width
_FOOT = 0.09  # the same, on a page that has no other to compare it with
_PLACE = 6.0  # points: what is nearer than this stands at the same place
_LONGEST = 40  # characters of a running head
_NUMBER = re.compile(r"[-—–－·•\s第]*(\d{1,4})\s*(?:页|/\s*\d{1,4})?[-—–－·•\s]*")
_NUMBER_AT_AN_END = re.compile(r"(?<!\d)(\d{1,4})\s*$|^\s*(\d{1,4})(?!\d)")

Pages = Sequence[Sequence[Piece]]
Sizes = Sequence[tuple[float, float]]


def margins(pages: Pages, sizes: Sizes) -> tuple[list[set[int]], dict[int, str]]:
    """For each page the indices of the pieces that belong to its margins, and the number printed on each page
    (pages counted from 1)."""
    found = _running_heads(pages, sizes)
    if len(pages) == 1:
        found[0] |= _small_print(pages[0], sizes[0][1])
    numbers: dict[int, list[tuple[int, int]]] = {}  # page index to (piece index, number)
    for page, pieces in enumerate(pages):
        height = sizes[page][1]
        for index, piece in enumerate(pieces):
            if _in_margin(piece, height) and (match := _NUMBER.fullmatch(piece.text.strip())):
                numbers.setdefault(page, []).append((index, int(match[1])))
    printed: dict[int, str] = {}
    for page, index, number in _consistent(numbers, pages, sizes):
        found[page].add(index)
        _print(printed, page, number)
    for page, pieces in enumerate(pages):
        if page + 1 not in printed:
            _print_from_head(printed, page, [pieces[index] for index in found[page]])
    return found, _only_consistent(printed, pages)


def _in_margin(piece: Piece, height: float, share: float = _MARGIN) -> bool:
    return piece.y1 < share * height or piece.y0 > (1 - share) * height


def _at_a_side(piece: Piece, width: float) -> bool:
    """Whether it stands where the tabs of chapters are, often letter below letter."""
    return piece.x1 < _SIDE * width or piece.x0 > (1 - _SIDE) * width


def _running_heads(pages: Pages, sizes: Sizes) -> list[set[int]]:
    """Short pieces with the same words, digits aside, at the same height of three pages, or of most of a few."""
    # Heads of left and right pages alternate: of five pages two may have the one.
    needed = 3 if len(pages) > 5 else 2
    places: dict[tuple[str, int], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for page, pieces in enumerate(pages):
        width, height = sizes[page]
        for index, piece in enumerate(pieces):
            words = re.sub(r"\d+", "#", re.sub(r"\s", "", piece.text))
            # Months that stand on top of pages are labels of the text.
            if (
                len(words) > _LONGEST
                or words in ("#", "#月", "#年", "#.#")
                or not (_in_margin(piece, height) or _at_a_side(piece, width))
            ):
                continue
            # Each place has two names, so that a pair on either side of a border shares one.
            for bucket in {int(piece.y0 // _PLACE), int((piece.y0 + _PLACE / 2) // _PLACE)}:
                places[words, bucket][page].append(index)
    found: list[set[int]] = [set() for _ in pages]
    for on_pages in places.values():
        if len(on_pages) >= needed:
            for page, indices in on_pages.items():
                found[page].update(indices)
    return found


def _small_print(pieces: Sequence[Piece], height: float) -> set[int]:
    """On a single page the words at its upper or lower edge that are set smaller than the text."""
    if not pieces:
        return set()
    body = median(piece.em for piece in pieces for _ in piece.text)
    return {
        index
        for index, piece in enumerate(pieces)
        if piece.em < 0.95 * body and len(piece.text) <= _LONGEST and _in_margin(piece, height, _FOOT)
    }


def _consistent(
    numbers: Mapping[int, Sequence[tuple[int, int]]], pages: Pages, sizes: Sizes
) -> list[tuple[int, int, int]]:
    """Those numbers (page, piece, number) that go up with the pages; on a single page the one at its foot."""
    steps = Counter(number - page for page, on_page in numbers.items() for _, number in on_page)
    # A spread shows two pages of the book on one of the file: numbers go up by two.
    double = Counter(
        number - 2 * page for page, on_page in numbers.items() if len(on_page) > 1 for _, number in on_page
    )
    found = []
    for page, on_page in numbers.items():
        for index, number in on_page:
            piece = pages[page][index]
            if (
                steps[number - page] > 1
                or double[number - 2 * page] > 1
                or (len(pages) == 1 and piece.y0 > (1 - _FOOT) * sizes[page][1])
            ):
                found.append((page, index, number))
    return found


def _print(printed: dict[int, str], page: int, number: int) -> None:
    before = printed.get(page + 1)
    if before is None:
        printed[page + 1] = str(number)
    elif before.isdigit() and abs(int(before) - number) == 1:
        first, last = sorted((int(before), number))
        printed[page + 1] = f"{first}–{last}"


def _print_from_head(printed: dict[int, str], page: int, heads: Sequence[Piece]) -> None:
    """`2018 上海科技进步报告 39` holds the page's number too."""
    for head in heads:
        numbers = [int(match[1] or match[2]) for match in _NUMBER_AT_AN_END.finditer(head.text)]
        numbers = [number for number in numbers if not 1900 <= number <= 2100]
        if numbers:
            printed[page + 1] = str(numbers[-1])
            return


def _only_consistent(printed: dict[int, str], pages: Pages) -> dict[int, str]:
    """Without numbers that stand alone among many that agree."""
    if len(pages) < 2:
        return printed
    steps = Counter(int(number) - page for page, number in printed.items() if number.isdigit())
    return {page: number for page, number in printed.items() if not number.isdigit() or steps[int(number) - page] > 1}
