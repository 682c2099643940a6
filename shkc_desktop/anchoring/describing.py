"""Describes a passage so that it can be found again in another version of its report."""

from shkc_desktop.model.selector import CONTEXT, Target, TextPositionSelector, TextQuoteSelector


def describe(
    text: str,
    start: int,
    end: int,
    report: str = "",
    text_sha256: str = "",
    heading_path: tuple[str, ...] = (),
) -> Target:
    """The target of `text[start:end]` with up to 64 characters on either side; ValueError outside the text."""
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"[{start}, {end}) does not lie in a text of {len(text)} characters")
    quote = TextQuoteSelector(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])
    return Target(report, TextPositionSelector(start, end), quote, text_sha256, heading_path)
