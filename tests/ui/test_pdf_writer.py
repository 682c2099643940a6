"""A PDF says the same as what was written: its text can be searched and copied."""

import os
import re
from pathlib import Path

import pypdfium2
import pytest

from shkc_desktop.export.destination import ExportCancelled
from shkc_desktop.export.options import ExportOptions, GroupBy, OwnText
from shkc_desktop.model.annotation import AnchorState, Annotation
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.excerpt import Excerpt, Source
from shkc_desktop.model.report import Edition, Publication, Report
from shkc_desktop.model.selector import Target, TextPositionSelector, TextQuoteSelector
from shkc_desktop.model.tag import Tag
from shkc_desktop.ui import pdf_writer
from shkc_desktop.ui.page.fonts import chinese_font_available
from shkc_desktop.ui.pdf_text_map import Truth, read_map, write_map

# Each of these shares its glyph with a radical; digits beside Latin letters and long dashes are lost otherwise too.
TWINS = (
    "一家人工作的小书店开在水边，见得到青山，长窗正对日月。齐整地立着大小书目，黄页、风土、鱼鸟、飞马、齿轮，无一不备。"
)
HARD = "沿G60走廊，IPv6与C9联盟——𠮷祥路，增长5.2%，“引号”《书名》。"
REPORT = Source("r", "2022某市科技进步报告", 2022, Edition.ORIGINAL, Publication("某局", "某社", "上海", "2023"))
OPTIONS = ExportOptions(title="成果：摘录", group_by=GroupBy.BASKET)


def excerpt(text, number=1, **own):
    target = Target("r", TextPositionSelector(number, number + len(text)), TextQuoteSelector(text))
    mark = Annotation(f"00000000-0000-4000-8000-{number:012}", target, **own)
    return Excerpt(mark, REPORT, text, ("8.1 优化空间格局",), ("嘉定区",), paragraph=12)


def extracted(path):
    document = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def squeezed(text):
    return re.sub(r"\s+", "", text)


@pytest.fixture(autouse=True)
def _chinese_font(qapp):
    if not chinese_font_available():
        pytest.skip("no font with Chinese characters is installed")


@pytest.fixture
def text_of(qapp, tmp_path):
    def write(items, options=OPTIONS):
        pdf_writer.write(items, options, tmp_path / "a.pdf")
        return "".join(extracted(tmp_path / "a.pdf"))

    return write


def test_every_character_comes_out_as_it_went_in(text_of):
    text = text_of([excerpt(TWINS), OwnText(HARD), excerpt(HARD, 2, note=TWINS)])
    assert not re.search("[\u2e80-\u2fdf]", text)
    assert squeezed(text).count(TWINS) == 2 and squeezed(text).count(HARD) == 2


def test_characters_beyond_the_basic_plane_come_out_in_every_font(text_of):
    text = squeezed(text_of([OwnText("甲𠮷乙𡋤丙𠮷", "标题𡋤字𠮷"), excerpt("𡋤", note="乙𠮷")]))
    assert "标题𡋤字𠮷甲𠮷乙𡋤丙𠮷𡋤[1]" in text and "批注乙𠮷" in text


def test_what_no_font_has_is_told(qapp, tmp_path):
    written = pdf_writer.write([OwnText("\U000f0000")], OPTIONS, tmp_path / "a.pdf")
    assert written.warnings[-1].startswith("这台电脑的字体里没有这些字符")


def test_the_page_says_exactly_what_the_layout_says(text_of):
    assert squeezed(text_of([excerpt("中试平台", note="比较")])) == (
        "成果：摘录2022年1个区1条中试平台[1]——嘉定区，2022位置8.1优化空间格局，第12段批注比较"
        "链接shkc://annotation/00000000-0000-4000-8000-000000000001参考文献[1]某局.2022某市科技进步报告[R].上海：某社，2023."
    )


def test_words_stay_whole_over_the_edge_of_a_page(qapp, tmp_path):
    long = "".join(f"第{number}句说了一件事，" for number in range(700))
    pdf_writer.write([OwnText(long), excerpt(long)], OPTIONS, tmp_path / "a.pdf")
    pages = extracted(tmp_path / "a.pdf")
    assert len(pages) > 3 and squeezed("".join(pages)).count(long) == 2


def test_headings_are_in_the_outline(qapp, tmp_path):
    pdf_writer.write([excerpt("字")], ExportOptions(group_by=GroupBy.DISTRICT), tmp_path / "a.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    titles = [item.get_title() for item in document.get_toc()]
    document.close()
    assert titles == ["嘉定区", "参考文献"]


def test_a_cancelled_pdf_leaves_everything_as_it_was(qapp, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_text("旧")
    with pytest.raises(ExportCancelled):
        pdf_writer.write([excerpt("字")], OPTIONS, path, None, lambda: True)
    assert path.read_text() == "旧" and list(tmp_path.iterdir()) == [path]


def test_a_whole_report_shows_its_words_once_with_its_notes(qapp, tmp_path):
    text = "嘉定区\n建成三座中试平台，面向团队开放。\n图1"
    blocks = (
        Block(0, BlockKind.HEADING, 0, 3, level=3),
        Block(1, BlockKind.PARAGRAPH, 4, 20, parent=0),
        Block(2, BlockKind.CAPTION, 21, 23, parent=0),
    )
    target = Target("r", TextPositionSelector(4, 12), TextQuoteSelector(text[4:12]))
    marks = [
        Annotation("a", target, 2, ("t",), "数量待核"),
        Annotation("b", Target("r", TextPositionSelector(6, 14), TextQuoteSelector(text[6:14])), 3),
        Annotation("c", target, state=AnchorState.ORPHAN),
    ]
    report = Report("r", "年报", 2022, text, blocks)
    options = ExportOptions(citation=False)
    written = pdf_writer.write_report(report, marks, {"t": Tag("t", "平台")}, options, tmp_path / "r.pdf")
    assert written.count == 3
    assert squeezed("".join(extracted(tmp_path / "r.pdf"))) == (
        "年报2022年原文3处标注嘉定区建成三座中试平台，面向团队开放。平台数量待核图1没有着落的标注建成三座中试平台"
    )


def test_a_text_map_is_read_in_all_its_forms():
    cmap = (
        "begincmap 1 beginbfchar <0001> <2F00> endbfchar 2 beginbfrange <0002> <0003> <2F06> "
        "<0004> <0006> [<2F0A> <4E2D> <2E3A>] endbfrange endcmap"
    )
    truth = Truth(set("一二亠入中—"), ())
    assert "".join(read_map(truth.of_map(cmap))[0].values()) == "一二亠入中——"
    assert read_map(write_map(cmap, {1: "一"}, 4)) == ({1: "一"}, 4)


REPORTS = Path(os.environ.get("SHKC_REPORTS") or Path(__file__).parents[2].parent / "shared" / "reports")


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the report texts are not here (set SHKC_REPORTS to their folder)")
def test_whole_reports_come_out_as_they_went_in(text_of):
    texts = [path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt"))]
    shown = squeezed(text_of([OwnText(text) for text in texts]))
    assert not re.search("[\u2e80-\u2fdf]", shown)
    assert all(squeezed(text) in shown for text in texts)
