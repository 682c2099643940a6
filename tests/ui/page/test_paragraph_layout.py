"""A paragraph is set as a good book sets it."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shkc_desktop.ui.page.look import Look
from shkc_desktop.ui.page.paragraph_layout import ParagraphLayout, measure
from shkc_desktop.ui.page.style import StyleSheet
from shkc_desktop.ui.page.typography import CLOSING, OPENING

TEXT = (
    "“读报告”是一件慢工夫：先看目录，再看数字，最后才看结论。小林把2019年和2023年的两册摊在桌上，逐行比较《研发投入》，"
    "《人才引进》（附表3）和“成果转化”三节的说法；她发现同一个指标换了3次名字，而增长率（7.4%）只在脚注里出现过一回。"
    "IPv6改造、G60沿线的实验室，都要记在同一张表里，免得“一个数字，两种算法”。"
)


@pytest.fixture(params=["serif", "sans"])
def sheet(request: pytest.FixtureRequest, qapp: object) -> StyleSheet:
    return StyleSheet(Look(family=request.param))


def lay_out(sheet: StyleSheet, text: str, kind: str = "paragraph", width: int = 640) -> ParagraphLayout:
    return ParagraphLayout(text, sheet.style(kind, 1), width)


def test_lines_stand_on_the_grid_and_the_first_is_indented_by_two_ems(sheet: StyleSheet) -> None:
    layout = lay_out(sheet, TEXT)
    tops = [layout.layout.lineAt(n).position().y() for n in range(layout.line_count)]
    assert layout.line_count > 4
    assert all(below - above == pytest.approx(36) for above, below in pairwise(tops))
    assert layout.x_of(0) == pytest.approx(40, abs=0.2)


@pytest.mark.parametrize("width", range(600, 740, 20))
def test_no_line_begins_or_ends_with_the_wrong_mark_and_edges_are_straight(sheet: StyleSheet, width: int) -> None:
    layout = lay_out(sheet, TEXT, width=width)
    for n in range(layout.line_count - 1):
        words = TEXT[layout.line_start(n) : layout.line_end(n)]
        assert words[0] not in CLOSING and words[-1] not in OPENING
        gap = 3.6 if words[-1].isalnum() or layout.line_end(n) < len(TEXT) else 0
        assert layout.x_of(layout.line_end(n), n) == pytest.approx(width, abs=gap + 1.2)


def test_words_and_numbers_are_never_stretched(sheet: StyleSheet) -> None:
    at = TEXT.index("2019")
    natural = ParagraphLayout("2019", sheet.style("heading", 4), 640)
    for width in range(600, 740, 10):
        layout = lay_out(sheet, TEXT, width=width)
        if layout.line_of(at) == layout.line_of(at + 4):
            figures = layout.x_of(at + 3) - layout.x_of(at)
            assert figures == pytest.approx(3 * 11, abs=1.5), (width, natural.x_of(3))


def test_two_marks_take_two_widths_and_a_first_opening_mark_half_of_one(sheet: StyleSheet) -> None:
    layout = lay_out(sheet, "（好）》，《好》")
    assert layout.x_of(1) - layout.x_of(0) == pytest.approx(10, abs=0.3)
    assert layout.x_of(6) - layout.x_of(2) == pytest.approx(50, abs=0.6)


def test_a_number_that_would_leave_a_line_loose_is_drawn_into_it(sheet: StyleSheet) -> None:
    text = "“先安家，再立业”不是口号。人才公寓（含租赁房）当年交付2,140套，其中沿线若干套；改造覆盖全部园区。"
    layout = lay_out(sheet, text)
    assert text[: layout.line_end(0)].endswith("2,140")


def test_list_items_hang(sheet: StyleSheet) -> None:
    layout = lay_out(sheet, TEXT, "list_item")
    assert [round(layout.x_of(layout.line_start(n), n)) for n in (0, 1)] == [28, 28]


@pytest.mark.parametrize("text", [TEXT, TEXT + "𠮷" + TEXT, "短。", "", "English words alone, with 12,345 numbers."])
def test_measuring_finds_the_height_that_setting_has(sheet: StyleSheet, text: str) -> None:
    style = sheet.style("paragraph", 0)
    assert measure(text, style, 640) == ParagraphLayout(text, style, 640).height


def test_offsets_count_code_points_beyond_the_basic_plane(sheet: StyleSheet) -> None:
    text = "𠮷𠀋" + "好" * 60
    layout = lay_out(sheet, text)
    assert layout.offset_at(layout.x_of(5) + 1, 0) == 5
    assert layout.line_end(0) == 30 == layout.line_start(1)
    assert [line for line, _, _ in layout.bands(1, 40)] == [0, 1]


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ("读者翻开其中一册先看目录再说好。", "“晨间阅览室里的灯”亮着。"),
        ("读者翻开其中一册先看“目录再说”", "好书都在这里等人来借。"),
    ],
)
def test_a_line_may_end_beside_a_quotation_mark(sheet: StyleSheet, head: str, tail: str) -> None:
    layout = ParagraphLayout(head + tail, sheet.style("list_item", 1), sheet.style("list_item", 1).hang + 16.8 * 20)
    assert layout.line_start(1) == len(head)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.text(st.sampled_from("好区，。《》“”()a1 9,.—…\t\u2028\u3000𠮷😀é\u0301\u200b"), max_size=160))
def test_any_text_is_set_and_every_offset_found_again(qapp: object, text: str) -> None:
    layout = ParagraphLayout(text, StyleSheet(Look()).style("paragraph", 0), 300)
    starts = [layout.line_start(n) for n in range(layout.line_count)]
    assert starts == sorted(starts) and layout.line_end(layout.line_count - 1) == len(text)
    covered = [band for n in range(len(text)) for band in layout.bands(n, n + 1)]
    assert len(covered) >= len(text) - text.count("\u2028")
    assert all(0 <= layout.offset_at(layout.x_of(n), layout.line_of(n)) <= len(text) for n in range(len(text)))
    assert measure(text, layout.style, 300) == layout.height
