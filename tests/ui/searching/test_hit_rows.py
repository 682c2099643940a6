"""The hits stand under their heads, with counts that are true."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from shkc_desktop.model.hit import Hit, Where
from shkc_desktop.ui import theme
from shkc_desktop.ui.searching.result_delegate import SNIPPET, fitted, underlined
from shkc_desktop.ui.searching.rows import (
    Grouping,
    Head,
    HitRow,
    More,
    RelatedHead,
    RelatedRow,
    SubHead,
    related_rows,
    rows,
    section_words,
)  # fmt: skip

HIT = Hit(
    Where.TEXT, 3, 5, "试车", "一条", "线路", "r1", None, "2021 年小报", 2021, ("嘉定区",), 4,
    ("2021 年小报", "第八章 各区进展", "嘉定区"), 7, annotations=("u1",),
)  # fmt: skip


@pytest.mark.parametrize(
    ("section", "districts", "words"),
    [
        (("2021 年小报", "第八章 各区进展", "嘉定区"), ("嘉定区",), "第八章　嘉定区"),
        (("08 各区进展",), ("嘉定区", "青浦区"), "08　嘉定区、青浦区"),
        (("8.1 全市概览",), (), "8.1　全市概览"),
        (("2016 年的工作",), (), "2016 年的工作"),
        ((), (), ""),
    ],
)
def test_a_section_is_named_by_its_number_and_its_district(section, districts, words: str) -> None:
    assert section_words(replace(HIT, section=section, districts=districts)) == words


def test_hits_stand_under_report_and_section_with_counts_and_colours() -> None:
    second = replace(HIT, districts=("杨浦区",), annotations=())
    third = replace(second, report="r2", title="2022 年小报", year=2022, section=("第六章 各区",))
    found = rows([HIT, second, third], 3, Grouping.REPORT, {"u1": 3}, {"r1": 2, "r2": 1})
    assert found == [
        Head("2021 年小报", 2), SubHead("第八章　嘉定区", 1), HitRow(0, HIT, 3),
        SubHead("第八章　杨浦区", 1), HitRow(1, second),
        Head("2022 年小报", 1), SubHead("第六章　杨浦区", 1), HitRow(2, third),
    ]  # fmt: skip


def test_a_head_whose_hits_are_not_all_known_tells_no_wrong_count() -> None:
    found = rows([HIT, HIT], 9, Grouping.REPORT, {}, {"r1": 9})
    assert found[:2] == [Head("2021 年小报", 9), SubHead("第八章　嘉定区", None)]
    assert found[-1] == More(7)
    assert rows([HIT], 9, Grouping.REPORT, {}, {})[0] == Head("2021 年小报", None)
    assert rows([HIT], 9, Grouping.CELL, {}, {"r1": 9})[0] == Head("嘉定区 · 2021", None)


def test_by_district_and_year_the_districts_come_in_their_order_the_later_years_first() -> None:
    hits = [HIT, replace(HIT, year=2022), replace(HIT, districts=("黄浦区",)), replace(HIT, districts=())]
    found = rows(hits, 4, Grouping.CELL, {}, {}, ["黄浦区", "嘉定区"])
    heads = [row.words for row in found if isinstance(row, Head)]
    assert heads == ["黄浦区 · 2021", "嘉定区 · 2022", "嘉定区 · 2021", "未归区 · 2021"]


def test_hits_outside_the_texts_have_heads_of_their_own() -> None:
    hits = [HIT, Hit(Where.NOTE, 0, 2, "试车", "", "", annotation="u1"), Hit(Where.TAG, 0, 2, "试车", "", "")]
    assert [row.words for row in rows(hits, 3, Grouping.REPORT, {}, {}) if isinstance(row, Head)][1:] == [
        "批注",
        "标签",
    ]


def test_related_passages_say_what_they_lack() -> None:
    head, row = related_rows("中试", [HIT], 12, "", ("试",))
    assert head == RelatedHead(12, "按相近程度，不含“中试”") and row == RelatedRow(HIT, ("试",))
    assert related_rows("中试", [], 0, "") == []
    assert related_rows("，", [], 0, "没有词") == [RelatedHead(0, "没有词")]


@pytest.mark.parametrize(
    ("before", "match", "after"),
    [
        ("这是很长很长的前文" * 4, "试车", "线路"),
        ("上一句。", "试车", "后文" * 40),
        ("", "试" * 80, ""),
        ("换\n行", "试车", "\n末"),
    ],
)
def test_a_snippet_fits_and_shows_the_hit_in_its_one_line(qtbot: QtBot, before: str, match: str, after: str) -> None:
    metrics = QFontMetricsF(theme.font(SNIPPET, serif=True))
    line = fitted(replace(HIT, before=before, match=match, after=after), metrics, 300)
    assert metrics.horizontalAdvance("".join(line)) <= 302 and "\n" not in "".join(line)
    assert line[1][:2] == match[:2] and not line[0].startswith("上一句")


def test_words_are_underlined_wherever_they_stand() -> None:
    assert underlined("试制与试制线，ＡＢ", ("试制", "制与", "ab")) == [(0, 5), (7, 9)]
