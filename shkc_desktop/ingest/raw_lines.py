"""Which raw lines the parts of a block came from."""

from shkc_desktop.ingest.text_change import TextChange, smallest

_LONGEST = 20_000  # characters that are compared one by one


def lines_of_parts(raw: str, lines: tuple[int, ...], text: str, at: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The raw lines of text[:at] and of text[at:], where `text` is that of a block that came from `lines`.

    A line that both parts came from is in both.
    """
    if len(lines) < 2 or not raw:
        return lines, lines
    all_lines = raw.split("\n")
    parts = [all_lines[line - 1] if 0 < line <= len(all_lines) else "" for line in lines]
    joined = "\n".join(parts)
    if max(len(joined), len(text)) > _LONGEST:
        before = after = at * len(joined) // max(1, len(text))
    else:
        change = TextChange.of(smallest(0, text, joined))
        before, after = change.end(at), change.start(at)
    head = joined[:before].rstrip().count("\n")
    tail = joined.count("\n", 0, len(joined) - len(joined[after:].lstrip()))
    return lines[: head + 1], lines[tail:]
