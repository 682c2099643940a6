"""Groups, order and what stands with an excerpt, alike in every document format."""

import pytest

from shkc_desktop.export.document import Passage, Words, document
from shkc_desktop.export.options import ExportOptions, GroupBy, OwnText
from shkc_desktop.model.memo import Memo, MemoSubject
from shkc_desktop.model.report import Edition


def headings(layout):
    return [group.heading for group in layout.groups]


@pytest.fixture
def three(make, make_source):
    return [
        make("丙", number=3, source=make_source(2024), districts=(), tags=()),
        make("乙", number=2, start=90, districts=("嘉定区", "松江区"), tags=("产业/芯片", "人才")),
        make("甲", number=1, start=5, districts=("浦东新区",), tags=("人才",)),
    ]


@pytest.mark.parametrize(
    ("group_by", "expected"),
    [
        (GroupBy.TAG, ["产业/芯片", "人才", "未加标签"]),
        (GroupBy.DISTRICT, ["浦东新区", "嘉定区", "松江区", "未归区"]),
        (GroupBy.YEAR, ["2022 年", "2024 年"]),
        (GroupBy.REPORT, ["2022某市科技进步报告", "2024某市科技进步报告"]),
        (GroupBy.BASKET, [""]),
    ],
)
def test_groups_stand_in_the_order_the_reader_knows(three, group_by, expected):
    options = ExportOptions(group_by=group_by, districts=("浦东新区", "嘉定区", "松江区"))
    assert headings(document(three, options)) == expected


def test_within_a_group_excerpts_follow_the_text(three):
    layout = document(three, ExportOptions(group_by=GroupBy.YEAR))
    assert [entry.text for group in layout.groups for entry in group.entries] == ["甲", "乙", "丙"]


def test_the_basket_keeps_the_readers_own_order_and_words(three):
    memo = Memo("m", MemoSubject.LIBRARY, "", "思路", "先看人才。")
    layout = document([three[0], OwnText("说几句", "小结"), three[2], memo], ExportOptions(group_by=GroupBy.BASKET))
    kinds = [type(entry) for entry in layout.groups[0].entries]
    assert kinds == [Passage, Words, Passage, Words]
    assert layout.groups[0].entries[3] == Words("备忘录　思路", "先看人才。")


def test_an_excerpt_with_two_tags_stands_under_both_and_counts_once(three):
    layout = document(three, ExportOptions())
    assert (layout.count, layout.entries) == (3, 4)
    assert layout.facts == "2022 年、2024 年　3 个区　3 条"


def test_a_digest_says_that_it_is_one(make, make_source):
    layout = document([make(source=make_source(edition=Edition.DIGEST))], ExportOptions())
    assert layout.groups[0].entries[0].attribution == "嘉定区，2022，提要"
    assert "1 条摘自提要，不是报告的原文。" in layout.notices


def test_only_what_is_wanted_goes_out(make):
    excerpt = make(note="比较", tags=("人才",), before="前", after="后", original="按小时出组")
    unwanted = ("note", "tags", "section", "paragraph", "link", "citation", "corrections")
    bare = ExportOptions(**dict.fromkeys(unwanted, False))
    entry = document([excerpt], bare).groups[0].entries[0]
    assert (entry.details, entry.link, entry.raised_mark, entry.before) == ((), "", "", "")
    full = document([excerpt], ExportOptions(context=True)).groups[0].entries[0]
    assert [label for label, _ in full.details] == ["位置", "标签", "批注", "校订"]
    assert (full.before, full.after, full.link) == ("前", "后", excerpt.link)
