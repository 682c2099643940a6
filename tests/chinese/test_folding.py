"""Folding, and the way back to the source."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shkc_desktop.chinese.folding import fold, fold_text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＷＳ", "aws"),
        ("IPv6＋", "ipv6+"),
        ("（一期）", "(一期)"),
        ("“湾”「区」", '"湾""区"'),
        ("11月17—19日", "11月17-19日"),
        ("２２．８３％", "22.83%"),
        ("**500**个", "500个"),
        ("a*b", "a*b"),
        ("全 角　空\u00a0格", "全角空格"),
        ("Deep  Sea", "deepsea"),
        ("段一\n段二", "段一段二"),
        ("⼀⻓⻔", "一长门"),
        ("项。8、9", "项。8、9"),
        ("李・四•五", "李·四·五"),
        ("İı", "İı"),
        ("ΣΑΣ", "σασ"),
        ("㎡…", "㎡…"),
        ("𠮷\u200b野", "𠮷野"),
        ("｡｢", '。"'),
        ("********", ""),
        ("* *", ""),
    ],
)
def test_what_does_not_count_folds_away(text: str, folded: str) -> None:
    assert fold_text(text) == folded
    assert fold(text).text == folded


@given(st.text(alphabet=st.sampled_from("科技 \n**\u3000ＡbÇİ“”—𠮷。，\u200b1２⼀ς*＊")))
def test_every_folded_character_comes_from_one_source_character(text: str) -> None:
    folded = fold(text)
    for index, char in enumerate(folded.text):
        start, end = folded.span(index, index + 1)
        assert end == start + 1
        assert fold_text(text[start:end]) in (char, "")
        assert folded.index(start) == index


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold_text(text)
    assert fold_text(once) == once
    assert len(once) <= len(text)


def test_random_spans_go_there_and_back() -> None:
    rng = random.Random(3)
    text = "".join(rng.choice(list("海洋装备 路线图\n“湾”**G60—（一）　")) for _ in range(3000))
    folded = fold(text)
    for _ in range(500):
        start = rng.randrange(len(folded.text))
        end = min(len(folded.text), start + rng.randint(1, 20))
        low, high = folded.span(start, end)
        assert (folded.index(low), folded.index(high)) == (start, end)


def test_overlapping_occurrences_count() -> None:
    assert list(fold("高 高高").find("高高")) == [(0, 3), (2, 4)]


def test_offsets_are_code_points() -> None:
    assert list(fold("𠮷😀 创新").find("创新")) == [(3, 5)]
