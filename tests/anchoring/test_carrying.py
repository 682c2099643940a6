"""A span keeps its words through edits that are known exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shkc_desktop.anchoring.carrying import Edit, carry


@pytest.mark.parametrize(
    ("span", "edit", "carried"),
    [
        ((4, 8), (0, 2, 0, 5), (7, 11, False)),  # longer words before it
        ((4, 8), (9, 12, 9, 9), (4, 8, False)),  # something gone behind it
        ((4, 8), (5, 6, 5, 8), (4, 10, True)),  # its own words became longer
        ((4, 8), (2, 6, 2, 9), (2, 11, True)),  # its beginning was replaced with what stood before it
        ((4, 8), (7, 10, 7, 8), (4, 8, True)),  # its end was replaced with what stood behind it
        ((4, 8), (3, 9, 3, 9), (4, 8, True)),  # as many characters as before
        ((4, 8), (4, 4, 4, 6), (6, 10, False)),  # put in just before it
        ((4, 8), (8, 8, 8, 11), (4, 8, False)),  # put in just behind it
        ((4, 8), (6, 6, 6, 7), (4, 9, True)),  # put into it
        ((4, 8), (3, 9, 3, 3), (3, 3, True)),  # gone
        ((4, 8), (4, 8, 4, 6), (4, 6, True)),  # all of it replaced
    ],
)
def test_span_is_carried(span: tuple[int, int], edit: Edit, carried: tuple[int, int, bool]) -> None:
    assert carry(*span, [edit]) == carried


LETTERS = st.text("甲乙丙丁𠮷😀", max_size=4)
# What stays, what goes, what comes in its place.
PIECES = st.lists(st.tuples(LETTERS, LETTERS, LETTERS), max_size=6)


def edited(pieces: list[tuple[str, str, str]]) -> tuple[str, str, list[Edit]]:
    old = new = ""
    edits: list[Edit] = []
    for same, gone, come in pieces:
        old, new = old + same, new + same
        if gone or come:
            edits.append((len(old), len(old) + len(gone), len(new), len(new) + len(come)))
        old, new = old + gone, new + come
    return old, new, edits


@given(PIECES, st.data())
def test_untouched_span_keeps_its_words(pieces: list[tuple[str, str, str]], data: st.DataObject) -> None:
    old, new, edits = edited(pieces)
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    first, last, touched = carry(start, end, edits)
    assert 0 <= first <= last <= len(new)
    if not touched:
        assert new[first:last] == old[start:end]


@given(PIECES, st.data())
def test_no_kept_character_leaves_or_enters_a_span(pieces: list[tuple[str, str, str]], data: st.DataObject) -> None:
    old, _, edits = edited(pieces)
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    first, last, _ = carry(start, end, edits)
    for at in range(len(old)):
        if not any(gone <= at < until for gone, until, _, _ in edits):
            now = carry(at, at + 1, edits)[0]
            assert (start <= at < end) == (first <= now < last)
