"""Pages are composed of blocks, whatever is read on them."""

from collections.abc import Callable

import pytest

from shkc_desktop.library import annotating, pages, reporting
from shkc_desktop.library.library import Library
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.page import Page, PageKey, PageKind
from shkc_desktop.model.report import Coverage, Edition, Report
from shkc_desktop.store import reports

JIADING_2022 = PageKey(PageKind.DISTRICT, district="嘉定区", year=2022)


def words(page: Page) -> list[str]:
    return [page.sources[r.source].text[r.start : r.end] or page.labels[i] for i, r in enumerate(page.rows)]


def stored(library: Library, report: Report) -> Report:
    with library.file.transaction() as connection:
        reports.add(connection, report)
    return report


def test_a_report_page_counts_paragraphs_and_list_items(library: Library, report: Report) -> None:
    page = pages.compose(library, PageKey(PageKind.REPORT, report=report.uuid))
    assert [row.paragraph for row in page.rows] == [0, 1, 0, 2, 3, 0, 4]
    assert page.title == "甲市科技年报"


def test_a_district_page_shows_its_blocks_with_the_reports_numbers(library: Library, report: Report) -> None:
    page = pages.compose(library, JIADING_2022)
    assert words(page) == ["𠮷😀汽车城新建试车场一座，全年完成测试三千次。", "四月，联合实验室揭牌"]
    assert [row.paragraph for row in page.rows] == [2, 3]
    assert page.facts == ("2022 年", "第 2—3 段", "33 字")
    assert page.breadcrumb == ("甲市科技年报", "第四章 各区进展", "原文")


def test_in_place_the_rest_is_dimmed(library: Library, report: Report) -> None:
    page = pages.compose(library, PageKey(PageKind.IN_PLACE, district="嘉定区", year=2022))
    assert len(page.rows) == len(report.blocks)
    assert [row.block for row in page.rows if not row.dimmed] == [2, 3, 4]


def test_years_stand_under_year_headings(library: Library, report: Report, make_report: Callable[..., Report]) -> None:
    stored(library, make_report([("paragraph", "嘉定区去年新建两站。", "嘉定区")], 2021, title="乙"))
    page = pages.compose(library, PageKey(PageKind.YEARS, district="嘉定区"))
    assert words(page)[0::2][:2] == ["2021 原文", "2022 原文"]
    assert [source.year for source in page.sources] == [2021, 2022]


def test_marks_lie_on_each_page_alike(library: Library, report: Report) -> None:
    start = report.text.index("联合实验室")
    _, (uuid,) = annotating.annotate(library, [(report.uuid, start, start + 5)], 2)
    keys = [
        JIADING_2022,
        PageKey(PageKind.REPORT, report=report.uuid),
        PageKey(PageKind.YEARS, district="嘉定区"),
    ]
    for key in keys:
        page = pages.compose(library, key)
        (mark,) = pages.marks(library, page)
        assert page.sources[mark.source].text[mark.start : mark.end] == "联合实验室"
        assert (mark.uuid, mark.colour) == (uuid, 2)


def test_a_digest_steps_back_where_an_original_covers_its_section(
    library: Library, make_report: Callable[..., Report]
) -> None:
    digest = make_report(
        [
            ("##", "4.3 布局"),
            ("paragraph", "嘉定区（提要）。", "嘉定区"),
            ("##", "4.4 人才"),
            ("paragraph", "金山区。", "金山区"),
        ],
        title="提要",
        edition=Edition.DIGEST,
    )
    original = make_report(
        [("##", "4.3 优化布局"), ("paragraph", "嘉定区原文。", "嘉定区")], coverage=Coverage(("4.3 优化布局",))
    )
    stored(library, digest)
    assert words(pages.compose(library, JIADING_2022)) == ["嘉定区（提要）。"]
    at = digest.text.index("提要）")
    annotating.annotate(library, [(digest.uuid, at, at + 2)])
    assert not any("提要上" in fact for fact in pages.compose(library, JIADING_2022).facts)
    stored(library, original)
    assert words(pages.compose(library, JIADING_2022)) == ["嘉定区原文。"]
    assert pages.compose(library, JIADING_2022).facts[-1] == "另有 1 条标注在提要上"
    assert words(pages.compose(library, PageKey(PageKind.DISTRICT, district="金山区", year=2022))) == ["金山区。"]
    change = reporting.delete(library, [original.uuid])
    assert words(pages.compose(library, JIADING_2022)) == ["嘉定区（提要）。"]
    library.undo(change)
    assert words(pages.compose(library, JIADING_2022)) == ["嘉定区原文。"]


def test_a_page_without_text_says_so(library: Library, report: Report) -> None:
    with pytest.raises(Failure, match="没有崇明区的文字"):
        pages.compose(library, PageKey(PageKind.DISTRICT, district="崇明区", year=2022))


@pytest.mark.parametrize(
    "key", [JIADING_2022, PageKey(PageKind.YEARS, district="嘉定区"), PageKey(PageKind.REPORT, "u")]
)
def test_a_key_is_read_as_it_was_written(key: PageKey) -> None:
    assert PageKey.parse(str(key)) == key
