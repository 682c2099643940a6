"""A Word file has headings, styles with Chinese fonts, and footnotes that are footnotes."""

import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from shkc_desktop.export.docx_package import Package
from shkc_desktop.export.formats import export
from shkc_desktop.export.options import ExportOptions, GroupBy, OwnText

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def written(tmp_path):
    def write(items, **options):
        export("docx", items, ExportOptions(**options), tmp_path / "a.docx")
        return docx.Document(str(tmp_path / "a.docx"))

    return write


def lines(document):
    return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]


def test_a_word_file_shows_what_every_document_shows(make, written):
    document = written([make(note="租价\n待比", tags=("人才",), page="53", colour=3)], title="成果")
    shown = lines(document)
    assert shown[:3] == [("Title", "成果"), ("Subtitle", "2022 年　1 个区　1 条"), ("Heading 1", "人才")]
    assert shown[3:5] == [("摘录3", "设备按小时出租。[1]53"), ("摘录出处", "——嘉定区，2022")]
    assert ("摘录说明", "批注　租价\n待比") in shown
    assert shown[-1] == ("参考文献条目", "[1]\t某市科技局. 2022某市科技进步报告[R]. 上海：示例出版社，2023：53.")


@pytest.mark.parametrize(
    ("style", "font"), [("Normal", "宋体"), ("Heading 1", "黑体"), ("Title", "黑体"), ("Heading 2", "黑体")]
)
def test_chinese_has_a_chinese_font(make, written, style, font):
    fonts = written([make()]).styles[style].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == font
    assert not [name for name in fonts.attrib if name.endswith("Theme")]


def test_excerpts_have_a_bar_in_their_colour(make, written):
    document = written([make(colour=2)])
    border = document.styles["摘录2"].element.pPr.find(f"{W}pBdr/{W}left")
    assert border.get(f"{W}color") == "0072B2"


def test_footnotes_are_real_ones(make, written, tmp_path):
    document = written([make(page="53"), make("乙", number=2, start=9)], footnotes=True)
    archive = zipfile.ZipFile(tmp_path / "a.docx")
    notes = etree.fromstring(archive.read("word/footnotes.xml"))
    texts = {note.get(f"{W}id"): "".join(note.itertext()) for note in notes}
    assert texts["1"].endswith("2023：53.引自第 53 页。8.1 优化空间格局·嘉定区，第12段。")
    marks = [mark.get(f"{W}id") for mark in document.element.body.iter(f"{W}footnoteReference")]
    assert marks == ["1", "2"] and set(marks) <= set(texts)
    assert "footnotes.xml" in archive.read("word/_rels/document.xml.rels").decode()
    assert "/word/footnotes.xml" in archive.read("[Content_Types].xml").decode()
    assert "参考文献" not in [text for _, text in lines(document)]


def test_signs_of_xml_are_only_letters(make, written):
    words = '<w:p/> & ]]> "x" 𠮷😀'
    document = written([make(words, note="<b>张江</b>")], title="a<b 与 c>d")
    assert lines(document)[0][1] == "a<b 与 c>d"
    assert any(text.startswith(words) for _, text in lines(document))


def test_a_link_is_a_field_without_a_relationship(make, written):
    document = written([make()])
    fields = [field.get(f"{W}instr") for field in document.element.body.iter(f"{W}fldSimple")]
    assert fields == [' HYPERLINK "shkc://annotation/00000000-0000-4000-8000-000000000001" ']


def test_what_word_cannot_hold_is_taken_out(make, written):
    document = written([make("甲\x00\x1f\ud800乙")])
    assert any(text.startswith("甲乙") for _, text in lines(document))


def test_the_readers_own_text_has_its_headings(make, written):
    document = written([OwnText("一段\n又一段", "小结"), make()], group_by=GroupBy.BASKET)
    assert lines(document)[2:5] == [("Heading 2", "小结"), ("自己的话", "一段"), ("自己的话", "又一段")]


def test_no_style_is_there_twice():
    package = Package("题")
    keys = [style.get(f"{W}styleId") for style in package._document.styles.element.iter(f"{W}style")]
    assert len(keys) == len(set(keys))
