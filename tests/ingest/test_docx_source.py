"""Word documents become lines with what their styles say."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from shkc_desktop.ingest.docx_numbering import written
from shkc_desktop.ingest.reading import read_bytes
from shkc_desktop.model.failure import NotReadable


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def hints(source) -> dict[str, tuple[str, int]]:
    lines = source.lines()
    return {lines[number - 1]: (hint.kind, hint.level) for number, hint in source.hints.items()}


def test_paragraphs_and_tables_come_in_document_order_with_hints() -> None:
    document = docx.Document()
    document.add_heading("第八章 空间格局", 1)
    document.add_heading("嘉定区", 3)
    document.add_paragraph("推出新政。")
    document.add_paragraph("一个平台", style="List Bullet")
    document.add_paragraph("两个基地", style="List Bullet 2")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["区", "项目数", "青浦区", "12"], strict=True):
        cell.text = text
    document.add_paragraph("图1 分布", style="Caption")
    source = read_bytes(saved(document), "报告.docx")
    assert [line for line in source.lines() if line] == [
        "第八章 空间格局", "嘉定区", "推出新政。", "一个平台", "两个基地", "区\t项目数", "青浦区\t12", "图1 分布",
    ]  # fmt: skip
    assert hints(source) == {
        "第八章 空间格局": ("heading", 1),
        "嘉定区": ("heading", 3),
        "一个平台": ("list_item", 1),
        "两个基地": ("list_item", 2),
        "图1 分布": ("caption", 0),
    }


def test_the_original_is_kept() -> None:
    data = plain()
    assert read_bytes(data, "报告.docx").original == data


def test_a_row_of_long_cells_is_read_cell_by_cell() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "松江区"
    table.cell(0, 1).text = "这一格写得很长，" * 6
    assert [line for line in read_bytes(saved(document), "a.docx").lines() if line] == [
        "松江区",
        "这一格写得很长，" * 6,
    ]


def test_bold_within_a_paragraph_is_marked_and_a_bold_line_is_a_heading() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("新增")
    paragraph.add_run("320").bold = True
    paragraph.add_run("家企业。")
    document.add_paragraph().add_run("奉贤区").bold = True
    document.add_paragraph().add_run("全部加粗的一句话，也还是一句话。").bold = True
    source = read_bytes(saved(document), "a.docx")
    assert "新增**320**家企业。" in source.lines()
    assert hints(source) == {"奉贤区": ("heading", 0)}


NUMBERING = """<w:abstractNum {ns} w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/><w:isLgl/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>"""


def test_numbers_that_word_sets_are_part_of_the_text() -> None:
    document = docx.Document()
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(NUMBERING.format(ns=nsdecls("w"))))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for level, text in [
        (0, "总体"),
        (0, "各区"),
        (1, "浦东新区"),
        (1, "黄浦区"),
        (2, "一个平台"),
        (0, "展望"),
        (1, "明年"),
    ]:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>')
        )
    source = read_bytes(saved(document), "a.docx")
    assert [line for line in source.lines() if line] == [
        "一、总体", "二、各区", "2.1 浦东新区", "2.2 黄浦区", "一个平台", "三、展望", "3.1 明年",
    ]  # fmt: skip
    assert hints(source) == {"一个平台": ("list_item", 3)}


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (1, "chineseCountingThousand", "一"),
        (10, "chineseCounting", "十"),
        (12, "japaneseCounting", "十二"),
        (21, "chineseCounting", "二十一"),
        (105, "chineseCounting", "一〇五"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (4, "upperRoman", "IV"),
        (4, "decimalZero", "04"),
        (2, "ideographTraditional", "乙"),
        (3, "lowerLetter", "c"),
        (7, "somethingNew", "7"),
    ],
)
def test_a_number_is_written_as_word_writes_it(number: int, form: str, shown: str) -> None:
    assert written(number, form) == shown


def test_removed_and_hidden_text_stays_out_and_inserted_text_is_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("保留")
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>删去</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>加入</w:t></w:r></w:ins>"))
    paragraph.add_run("隐藏").font.hidden = True
    assert read_bytes(saved(document), "a.docx").raw == "保留加入"


def test_text_boxes_are_read_once_after_their_paragraph() -> None:
    document = docx.Document()
    box = (
        "<w:r {ns} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><mc:AlternateContent>"
        "<mc:Choice Requires='wps'><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    ).format(ns=nsdecls("w"))
    document.add_paragraph("框外")._p.append(parse_xml(box))
    assert read_bytes(saved(document), "a.docx").raw == "框外\n\n框内"


def with_member(data: bytes, name: str, change) -> bytes:
    """The archive with one member changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            new.writestr(member.filename, change(content) if member.filename == name else content)
    return out.getvalue()


def plain() -> bytes:
    document = docx.Document()
    document.add_paragraph("嘉定区推出新政。")
    return saved(document)


def test_links_to_files_and_scripts_are_only_their_words(tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    relation = f"<Relationship Id='rId99' Type='{kind}' Target='{secret.as_uri()}' TargetMode='External'/>"
    data = with_member(
        plain(),
        "word/_rels/document.xml.rels",
        lambda c: c.replace(b"</Relationships>", relation.encode() + b"</Relationships>"),
    )
    assert read_bytes(data, "a.docx").raw == "嘉定区推出新政。"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (plain()[: len(plain()) // 2], "已损坏"),
        (with_member(plain(), "word/document.xml", lambda c: c[:-200]), "已损坏"),
        (
            with_member(
                plain(),
                "word/document.xml",
                lambda c: c.replace(b"<w:document", b"<!DOCTYPE x [<!ENTITY a 'b'>]><w:document", 1),
            ),
            "不安全",
        ),
        (with_member(plain(), "word/styles.xml", lambda c: c + b" " * 40_000_000), "过大"),
        (with_member(plain(), "word/document.xml", lambda c: c.replace("嘉定区推出新政。".encode(), b"")), "没有文字"),
    ],
    ids=["cut", "xml cut", "doctype", "bomb", "no text"],
)
def test_a_document_that_cannot_be_read_says_why(data: bytes, words: str) -> None:
    with pytest.raises(NotReadable, match=words):
        read_bytes(data, "a.docx")
