"""Positions order a page; places name it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shkc_desktop.model.page import Page, PageKey, PageKind, PageSource, Place, Row
from shkc_desktop.model.report import Edition
from shkc_desktop.ui.page.flow import Flow

BLOCKS = ["甲区先行。", "乙", "", "丙区等待，丁区也是。"]


def flow_of(order: list[int], long: int = 1) -> Flow:
    """The blocks chosen by `order`, in that order; the last block is repeated `long` times."""
    blocks = [*BLOCKS[:3], BLOCKS[3] * long]
    rows, at = [], 0
    for n, block in enumerate(blocks):
        rows.append(Row(0, at, at + len(block), "paragraph", 0, n, n + 1))
        at += len(block) + 1
    source = PageSource("r", "报告", 2022, next(iter(Edition)), "\n".join(blocks), pages=((0, "7"), (8, "8")))
    return Flow(Page(PageKey(PageKind.REPORT, "r"), "", (source,), [rows[n] for n in order]))


@pytest.mark.parametrize("long", [1, 2_000])
@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 0, 1], [1], [2, 3]])
def test_every_place_on_the_page_has_a_position_and_back(order: list[int], long: int) -> None:
    flow = flow_of(order, long)
    for row in flow.page.rows:
        for offset in (row.start, (row.start + row.end) // 2, row.end):
            position = flow.position(0, offset)
            assert position is not None and flow.place_at(position) == Place("r", offset)


def test_a_place_that_is_not_on_the_page_goes_to_the_next_that_is() -> None:
    flow = flow_of([0, 3])
    assert flow.place_at(flow.position(0, 6) or 0) == Place("r", 9)
    assert flow_of([0]).position(1, 0) is None


@given(st.permutations([0, 1, 2, 3]), st.integers(0, 25), st.integers(0, 25))
def test_what_is_selected_is_what_stands_there(order: list[int], a: int, b: int) -> None:
    flow = flow_of(list(order))
    whole = "\n".join(BLOCKS[n] for n in order)
    a, b = sorted((min(a, len(whole)), min(b, len(whole))))
    text = flow.page.sources[0].text
    spans = flow.spans(a, b)
    assert all(start < end for _, start, end in spans)
    assert "".join(text[s:e].replace("\n", "") for _, s, e in spans) == whole[a:b].replace("\n", "")


def test_pages_of_the_original_are_found_where_they_begin() -> None:
    flow = flow_of([0, 1, 2, 3])
    assert [flow.pages_of(n) for n in range(4)] == [[(0, "7")], [], [], [(8, "8")]]


def test_a_page_without_rows_is_no_trouble(make_pane) -> None:
    pane = make_pane(Page(PageKey(PageKind.REPORT, "r"), "空", (), []))
    pane.select_all()
    assert (pane.selected_spans(), pane.plain_text(), pane.place()) == ([], "", Place("", 0))
