"""Short texts in which lists of numbers and names are kept in one column."""

from collections.abc import Iterable


def write_numbers(numbers: Iterable[int]) -> str:
    """`1,2,5`."""
    return ",".join(map(str, numbers))


def read_numbers(text: str) -> tuple[int, ...]:
    """What `write_numbers` wrote."""
    return tuple(map(int, text.split(","))) if text else ()


def write_spans(spans: Iterable[tuple[int, int]]) -> str:
    """`3-9,20-24`."""
    return ",".join(f"{start}-{end}" for start, end in spans)


def read_spans(text: str) -> tuple[tuple[int, int], ...]:
    """What `write_spans` wrote."""
    if not text:
        return ()
    pairs = (span.split("-") for span in text.split(","))
    return tuple((int(start), int(end)) for start, end in pairs)


def write_names(names: Iterable[str]) -> str:
    """`|嘉定区|张江|`, so that a LIKE finds a whole name; empty for none."""
    joined = "|".join(names)
    return f"|{joined}|" if joined else ""


def read_names(text: str) -> tuple[str, ...]:
    """What `write_names` wrote."""
    return tuple(text.strip("|").split("|")) if text else ()
