"""References after GB/T 7714, in both editions and both systems."""

import pytest

from shkc_desktop.export.citation import citable, locator, reference, section_locator
from shkc_desktop.export.options import CitationStyle, ExportOptions
from shkc_desktop.export.references import References, copied
from shkc_desktop.model.report import Edition, Publication

URL = "https://example.org/r.pdf"
NUMERIC, AUTHOR_YEAR = CitationStyle.NUMERIC_2025, CitationStyle.AUTHOR_YEAR_2025
OLD, OLD_AUTHOR_YEAR = CitationStyle.NUMERIC_2015, CitationStyle.AUTHOR_YEAR_2015


def publication(**changes):
    values = {"responsible": "某局", "publisher": "某社", "place": "上海", "issued": "2022", "url": ""}
    return Publication(**(values | changes))


@pytest.mark.parametrize(
    ("style", "changes", "pages", "expected"),
    [
        (NUMERIC, {}, "", "某局. 年报[R]. 上海：某社，2022."),
        (NUMERIC, {"url": URL}, "53", f"某局. 年报[R/OL]. 上海：某社，2022：53. {URL}."),
        (NUMERIC, {"url": URL, "issued": "2022-01-15"}, "8-9", f"某局. 年报[R/OL]. 2022-01-15：8-9. {URL}."),
        (NUMERIC, {"url": URL, "place": "", "publisher": ""}, "", f"某局. 年报[R/OL]. 2022. {URL}."),
        (OLD, {"url": URL}, "", f"某局. 年报[R/OL]. 上海: 某社, 2022[2026-11-20]. {URL}."),
        (
            OLD,
            {"url": URL, "issued": "2022-01-15"},
            "",
            f"某局. 年报[R/OL]. 上海: 某社, 2022(2022-01-15)[2026-11-20]. {URL}.",
        ),
        (OLD, {}, "53", "某局. 年报[R]. 上海: 某社, 2022: 53."),
        (AUTHOR_YEAR, {}, "", "某局，2022. 年报[R]. 上海：某社."),
        (OLD_AUTHOR_YEAR, {}, "53", "某局, 2022. 年报[R]. 上海: 某社: 53."),
        (NUMERIC, {"place": ""}, "", "某局. 年报[R]. [出版地不详]：某社，2022."),
        (NUMERIC, {"publisher": ""}, "", "某局. 年报[R]. 上海：[出版者不详]，2022."),
        (OLD, {"place": "", "publisher": ""}, "", "某局. 年报[R]. [出版地不详]: [出版者不详], 2022."),
        (NUMERIC, {"responsible": "", "issued": ""}, "", "年报[R]. 上海：某社，[出版年不详]."),
        (AUTHOR_YEAR, {"responsible": ""}, "", "佚名，2022. 年报[R]. 上海：某社."),
        (NUMERIC, {"responsible": "甲局、乙委；丙院;丁所"}, "", "甲局，乙委，丙院，等. 年报[R]. 上海：某社，2022."),
        (
            NUMERIC,
            {"unverified": frozenset({"responsible", "publisher", "issued"})},
            "",
            "年报[R]. 上海：[出版者不详]，[2022].",
        ),
        (NUMERIC, {"unverified": frozenset({"title", "place"})}, "", "某局. [年报][R]. [出版地不详]：某社，2022."),
    ],
)
def test_a_reference_follows_the_standard(make_source, style, changes, pages, expected):
    work = citable(make_source(title="年报", publication=publication(**changes)))
    assert reference(work, style, pages=pages, accessed="2026-11-20") == expected


def test_what_is_unverified_is_printed_with_the_readers_consent(make_source):
    doubtful = publication(unverified=frozenset({"responsible", "publisher", "place", "issued", "title"}))
    work = citable(make_source(title="年报", publication=doubtful), accept_unverified=True)
    assert reference(work, NUMERIC) == "某局. 年报[R]. 上海：某社，2022."


def test_a_digest_is_not_cited_as_the_report(make_source):
    assert citable(make_source(title="年报", edition=Edition.DIGEST)).title == "年报（提要）"


def test_the_locator_starts_at_the_last_numbered_heading(make):
    excerpt = make(zone="嘉定新城")
    assert section_locator(excerpt) == "8.1 优化空间格局·嘉定区·嘉定新城"
    assert locator(excerpt) == "8.1 优化空间格局·嘉定区·嘉定新城，第12段"
    assert locator(make(section=("前言",), paragraph=None)) == "前言"
    assert locator(make(section=("4.1 各类论坛", "青年奖项："))) == "4.1 各类论坛·青年奖项，第12段"


def test_reports_are_numbered_as_they_are_cited_and_pages_follow_the_number(make, make_source):
    excerpts = [make(page="213"), make(page="221", number=2), make(source=make_source(2024), number=3)]
    references = References(excerpts, ExportOptions())
    assert [references.mark(excerpt) for excerpt in excerpts] == [("", "[1]213"), ("", "[1]221"), ("", "[2]")]
    assert references.entries[0].text.endswith("2023：213-221.")


def test_works_of_one_author_and_year_are_told_apart(make, make_source):
    excerpts = [make(source=make_source(2021)), make(source=make_source(2022), number=2)]
    references = References(excerpts, ExportOptions(style=AUTHOR_YEAR))
    assert references.mark(excerpts[0]) == ("（某市科技局，2023a）", "")
    assert references.in_text(excerpts[1]) == "（某市科技局，2023b，8.1 优化空间格局·嘉定区，第12段）"
    assert [entry.text[:12] for entry in references.entries] == ["某市科技局，2023a.", "某市科技局，2023b."]


def test_copying_brings_the_citation_along_and_escapes_it(make):
    plain, rich = copied(make("a<b 与 c>d", page="53"))
    assert plain == (
        "a<b 与 c>d（[1]：53，8.1 优化空间格局·嘉定区，第12段）\n"
        "[1]某市科技局. 2022某市科技进步报告[R]. 上海：示例出版社，2023：53."
    )
    assert "a&lt;b 与 c&gt;d（[1]：53" in rich and "<p>[1]某市科技局" in rich


def test_withheld_metadata_is_named_in_a_notice(make, make_source):
    doubtful = make_source(publication=publication(unverified=frozenset({"publisher", "issued"})))
    notices = References([make(source=doubtful)], ExportOptions()).notices()
    assert notices == ("1 份报告的出版者、出版时间待核实，引文中没有当作事实写出。",)
