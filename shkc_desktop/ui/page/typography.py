"""What Chinese typesetting asks of a string: full-width marks, squeezed marks, gaps between Han and Latin."""

import re

OPENING = "（《〈“‘【「『〔［"
CLOSING = "）》〉”’】」』〕］，。、；：！？"
# In regular expressions; a start compiles none with it, which would take 2 ms each.
HAN = "[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"

_HALF_MARKS = re.compile(r"[,;:?!()]")
_FULL_WIDTH = str.maketrans(",;:?!()", "，；：？！（）")
_FULL = frozenset(OPENING + CLOSING)
# A closing mark before another mark; an opening mark at the start, or after another one.
_SQUEEZED = re.compile(f"[{CLOSING}](?=[{CLOSING}{OPENING}])|(?:^|(?<=[{OPENING}]))[{OPENING}]")
_LATIN = re.compile("[A-Za-z0-9%‰℃]+")


def is_han(character: str) -> bool:
    """Whether it is a Han character or a radical."""
    return (
        "\u3400" <= character <= "\u9fff"
        or "\u2e80" <= character <= "\u2fdf"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U000323af"
    )


def display_form(source: str) -> str:
    """`source` with half-width marks beside Han as full-width ones; its length stays, so offsets hold."""
    if not _HALF_MARKS.search(source):
        return source
    shown = list(source)
    open_at: list[int] = []
    for match in _HALF_MARKS.finditer(source):
        i, mark = match.start(), match.group()
        if mark == "(":
            open_at.append(i)
        elif mark == ")":
            # A pair changes together or not at all.
            j = open_at.pop() if open_at else i
            if _beside_han(source, i) or _beside_han(source, j):
                shown[j], shown[i] = source[j].translate(_FULL_WIDTH), "）"
        elif _beside_han(source, i) and not _inside_latin(source, i):
            shown[i] = mark.translate(_FULL_WIDTH)
    return "".join(shown)


def _beside_han(source: str, i: int) -> bool:
    return any(c in _FULL or is_han(c) for c in source[max(0, i - 1) : i] + source[i + 1 : i + 2])


def _inside_latin(source: str, i: int) -> bool:
    """Whether the mark belongs to a number or a word: 12,345 and 10:30."""
    return all(c.isascii() and c.isalnum() for c in (source[i - 1 : i] or " ", source[i + 1 : i + 2] or " "))


def squeezed(text: str) -> list[int]:
    """The offsets of marks that take half a width: 》，《 are two widths together, not three."""
    return [match.start() for match in _SQUEEZED.finditer(text)]


def gaps(text: str) -> list[int]:
    """The offsets of characters followed by a gap between Han and Latin."""
    found = []
    for run in _LATIN.finditer(text):
        start, end = run.span()
        if start and text[start] not in "%‰℃" and is_han(text[start - 1]):
            found.append(start - 1)
        if end < len(text) and is_han(text[end]):
            found.append(end - 1)
    return found
