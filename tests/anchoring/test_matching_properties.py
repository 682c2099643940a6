"""What holds of every passage of every text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from shkc_desktop.anchoring.describing import describe
from shkc_desktop.anchoring.folded_text import fold
from shkc_desktop.anchoring.matching import FoldedText, match, match_all
from shkc_desktop.model.annotation import AnchorState

FOUND = (AnchorState.EXACT, AnchorState.MOVED, AnchorState.CHANGED)
WORDS = st.text("甲乙丙丁戊己庚辛，。 \n𠮷😀１*", max_size=60)


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(WORDS.filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(passages())
def test_passage_of_an_unchanged_text_stands_where_it_stood(passage: tuple[str, int, int]) -> None:
    found = match(describe(*passage), FoldedText(passage[0]))
    assert (found.state, found.start, found.end) == (AnchorState.EXACT, *passage[1:])


@given(passages(), WORDS)
@settings(max_examples=200)
def test_whatever_is_found_lies_in_the_text_and_says_so(passage: tuple[str, int, int], new: str) -> None:
    target = describe(*passage)
    for found in (match(target, FoldedText(new)), *match_all([target], FoldedText(new), old=FoldedText(passage[0]))):
        assert 0 <= found.start <= found.end <= len(new) and 0 <= found.score <= 1
        assert all(new[one.start : one.end] == one.exact for one in found.candidates)
        if found.state in FOUND:
            same = fold(new[found.start : found.end]) == fold(target.quote.exact)
            assert same == (found.state is not AnchorState.CHANGED)
        else:
            assert (found.start, found.end) == (0, 0)


@given(st.sampled_from(["𠮷", "😀", "𠮷😀甲"]), st.integers(0, 30))
def test_characters_beyond_the_first_plane_count_as_one(before: str, start: int) -> None:
    old = "滨江实验室联合两所高校，承担深海观测与极地通信的共性技术攻关，九月通过中期评估。"
    target = describe(old, start, start + 8)
    found = match(target, FoldedText(before + old))
    assert (found.start, found.end) == (len(before) + start, len(before) + start + 8)
