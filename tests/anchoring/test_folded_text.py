"""A folded text leads back to its own offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shkc_desktop.anchoring.folded_text import FoldedText, dropped_edges, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＩＰｖ６，（２０２４）", "ipv6,(2024)"),
        ("“张江—临港”", '"张江-临港"'),
        ("⻓三⻆⼀体化", "长三角一体化"),
        ("研\u200b发\n 投\u3000入", "研发投入"),
        ("**500**项㎡…", "500项m2..."),
        ("、。【甲】《乙》", ",.[甲]<乙>"),
    ],
)
def test_what_versions_exchange_folds_together(text: str, folded: str) -> None:
    assert fold(text) == folded


TEXTS = st.text("甲乙 丙\n𠮷😀㎡…１Ａ*“é\u0301", max_size=40)


@given(TEXTS)
def test_every_folded_character_knows_its_own(text: str) -> None:
    folded = FoldedText(text)
    assert folded.folded == fold(text)
    assert all(char in fold(text[at]) for char, at in zip(folded.folded, folded.origin, strict=True))


@given(TEXTS, st.data())
def test_there_and_back(text: str, data: st.DataObject) -> None:
    folded = FoldedText(text)
    if folded.folded:
        start = data.draw(st.integers(0, len(folded.folded) - 1))
        end = data.draw(st.integers(start + 1, len(folded.folded)))
        first, last = folded.to_text(start, end)
        assert folded.folded[start:end] in fold(text[first:last])
        assert folded.to_folded(first) <= start < folded.to_folded(last)


def test_bold_marks_at_the_edges_are_known() -> None:
    assert dropped_edges("**12** 家*") == ("**", "*")
