"""A snippet: the words of a hit with some of those around it."""

# Characters on either side: one line of the list on a wide screen.
AROUND = 40


def snippet(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Before, match and after, as they stand in the text."""
    return text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND]
