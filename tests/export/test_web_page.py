"""HTML files: self-contained, escaped, and a whole report with its marks."""

import re

import pytest
from lxml import html as parsed

from shkc_desktop.export import report_html
from shkc_desktop.export.formats import export
from shkc_desktop.export.options import ExportOptions, GroupBy, OwnText
from shkc_desktop.model.annotation import AnchorState, Annotation
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.report import Publication, Report
from shkc_desktop.model.selector import Target, TextPositionSelector, TextQuoteSelector
from shkc_desktop.model.tag import Tag

EVIL = '<img src="http://x/a.png" onerror="alert(1)">"\'&'


@pytest.fixture
def page(tmp_path):
    def write(items, **options):
        export("html", items, ExportOptions(**options), tmp_path / "a.html")
        return (tmp_path / "a.html").read_text(encoding="utf-8")

    return write


def test_the_page_shows_what_every_document_shows(make, page):
    root = parsed.fromstring(page([make(note="租价待比", tags=("人才",), page="53", colour=4)], title="成果"))
    assert root.findtext(".//h1") == "成果" and root.findtext(".//h2") == "人才"
    assert root.find(".//article").get("class") == "c4"
    assert root.find(".//blockquote").text_content() == "设备按小时出租。[1]53"
    assert root.xpath("//dd")[2].text == "租价待比"
    assert root.find_class("references")[0].text_content().strip().endswith("2023：53.")


def test_letters_stay_letters_everywhere(make, make_source, page):
    source = make_source(title=EVIL, publication=Publication(EVIL, EVIL, EVIL, EVIL, "javascript:alert(1)"))
    excerpt = make(EVIL, note=EVIL, tags=(EVIL,), section=(EVIL,), districts=(EVIL,), source=source, before=EVIL)
    text = page([excerpt, OwnText(EVIL, EVIL)], title=EVIL, context=True)
    root = parsed.fromstring(text)
    assert not root.xpath("//img | //script | //link | //iframe")
    assert [a.get("href") for a in root.iter("a")] == [excerpt.link]
    assert EVIL in root.text_content()


def test_the_page_needs_nothing_beside_it(make, page):
    text = page([make()])
    assert "default-src 'none'" in text
    assert not re.search(r"<(script|link|img)|@import|url\(", text)


def test_own_words_stand_between(make, page):
    root = parsed.fromstring(page([make(), OwnText("第一\n第二")], group_by=GroupBy.BASKET))
    assert root.find_class("own")[0].text == "第一\n第二"


TEXT = "嘉定区\n建成三座中试平台，面向团队开放。\n图1"
BLOCKS = (
    Block(0, BlockKind.HEADING, 0, 3, level=3),
    Block(1, BlockKind.PARAGRAPH, 4, 20, parent=0),
    Block(2, BlockKind.CAPTION, 21, 23, parent=0),
)
REPORT = Report("r", "年报<1>", 2022, TEXT, BLOCKS)


def mark(start, end, number, **changes):
    target = Target("r", TextPositionSelector(start, end), TextQuoteSelector(TEXT[start:end]))
    return Annotation(f"a{number}", target, **changes)


def report_page(*marks, **options):
    tags = {"t": Tag("t", "平台<b>")}
    return parsed.fromstring(report_html.page(REPORT, marks, tags, ExportOptions(**options)))


def test_a_report_shows_its_marks_notes_and_tags():
    root = report_page(mark(4, 8, 1, colour=2, note="数量\n待核", tags=("t",)), mark(9, 12, 2))
    assert [(m.get("class"), m.text) for m in root.iter("mark")] == [("c2", "建成三座"), ("c1", "试平台")]
    assert [a.text for a in root.iter("aside")] == ["平台<b>\n数量\n待核"]
    assert root.find(".//main").text_content().replace("\n", "").startswith("嘉定区1建成三座中试平台，面向团队开放。")


def test_overlapping_marks_keep_every_letter_once():
    root = report_page(mark(4, 12, 1), mark(8, 16, 2, colour=3))
    shown = [(m.get("class"), m.text) for m in root.iter("mark")]
    assert shown == [("c1", "建成三座"), ("c1 several", "中试平台"), ("c3", "，面向团")]


def test_a_mark_over_several_blocks_is_shown_in_each():
    root = report_page(mark(0, 8, 1, note="跨段"))
    assert [m.text for m in root.iter("mark")] == ["嘉定区", "建成三座"]
    assert [a.text for a in root.iter("aside")] == ["跨段"]


def test_marks_without_a_place_stand_at_the_end():
    root = report_page(mark(0, 3, 1, state=AnchorState.ORPHAN, note="旧"))
    assert not list(root.iter("mark")) and root.xpath("//section//blockquote/p")[0].text == "嘉定区"


def test_a_report_is_written_whole(tmp_path):
    written = report_html.write(REPORT, [mark(4, 8, 1)], {}, ExportOptions(), tmp_path / "r.html")
    assert written.count == 1 and "年报&lt;1&gt;" in (tmp_path / "r.html").read_text(encoding="utf-8")
