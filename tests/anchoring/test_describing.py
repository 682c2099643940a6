"""A target holds the words of a passage, where they stand and what stands around them."""

import pytest

from shkc_desktop.anchoring.describing import describe

TEXT = "甲" * 100 + "𠮷区😀项目" + "乙" * 100


def test_target_holds_64_characters_of_context() -> None:
    target = describe(TEXT, 100, 105, "report", "hash", ("第八章", "8.1"))
    assert (target.quote.exact, target.quote.prefix, target.quote.suffix) == ("𠮷区😀项目", "甲" * 64, "乙" * 64)
    assert (target.position.start, target.position.end) == (100, 105)
    assert (target.report, target.text_sha256, target.heading_path) == ("report", "hash", ("第八章", "8.1"))


def test_context_ends_with_the_text() -> None:
    assert describe("某区", 0, 2).quote.prefix == describe("某区", 0, 2).quote.suffix == ""


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, 206)])
def test_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="does not lie"):
        describe(TEXT, start, end)
