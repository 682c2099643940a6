"""A codebook goes out as REFI-QDA and comes back as it was."""

from pathlib import Path

import pytest

from shkc_desktop.interchange.refi.codebook import nearest_colour, read, to_xml
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.tag import Tag

A, B, C, D = (f"7b7cf2d0-0000-4000-8000-00000000000{n}" for n in range(4))
TAGS = (
    Tag(A, "产业", None, 2, "指产业。\n【示例】\n也算定义", "含<芯片>", "不含 & 园区", "如\\此"),
    Tag(B, "芯片", A, 3, position=0),
    Tag(C, "a<b 与 c>d", A, 4, example=" 留白 ", position=1),
    Tag(D, "人才", None, 1, inclusion="\\【示例】", position=1),
)


def test_a_codebook_comes_back_exactly():
    assert read(to_xml(TAGS)) == TAGS


def test_siblings_stand_in_the_readers_order():
    mixed = (Tag(A, "乙", position=1), Tag(B, "甲", position=0))
    assert [tag.name for tag in read(to_xml(mixed))] == ["甲", "乙"]


def test_the_file_is_valid(refi_schema):
    refi_schema("Codebook.xsd").validate(to_xml(TAGS).decode())
    with pytest.raises(Exception, match="color"):
        refi_schema("Codebook.xsd").validate(to_xml(TAGS).decode().replace("#8CC8FA", "#FFCC0080"))


def test_an_empty_codebook_is_no_file():
    with pytest.raises(Failure, match="还没有标签"):
        to_xml(())


def test_a_circle_of_tags_is_opened():
    assert {tag.uuid for tag in read(to_xml((Tag(A, "甲", B), Tag(B, "乙", A))))} == {A, B}


@pytest.mark.parametrize(
    ("written", "colour"),
    [("#FFE45C", 1), ("#0072B2", 2), ("#f00", 3), ("#00805C", 4), ("#FFCC0080", 1), ("", 1), ("red", 1)],
)
def test_a_colour_becomes_the_nearest_hue(written, colour):
    assert nearest_colour(written) == colour


def code(inner="", guid=A, name="甲"):
    return f'<Code guid="{guid}" name="{name}" isCodable="true">{inner}</Code>'


def codebook(codes, head='<?xml version="1.0"?>'):
    return f'{head}<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>{codes}</Codes></CodeBook>'.encode()


def test_a_name_with_a_slash_stays_one_tag():
    assert read(codebook(code(name="甲/乙")))[0].name == "甲／乙"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "不是有效的 XML"),
        (b"<CodeBook", "不是有效的 XML"),
        (b"<other/>", "不是 REFI-QDA 编码本"),
        (codebook(code(guid="x")), "没有有效的编号"),
        (codebook(code() + code()), "同一个编号"),
        (codebook("<Code>" * 200 + "</Code>" * 200), "过深"),
        (codebook("", '<!DOCTYPE x SYSTEM "http://x/y">'), "DOCTYPE"),
        (codebook("&a;", '<!DOCTYPE x [<!ENTITY a "aaa">]>'), "DOCTYPE"),
        (codebook("&a;", f'<!DOCTYPE x [<!ENTITY a SYSTEM "{Path(__file__).as_uri()}">]>'), "DOCTYPE"),
    ],
)
def test_what_is_no_honest_codebook_is_one_sentence(data, told):
    with pytest.raises(Failure, match=told) as caught:
        read(data)
    assert str(caught.value).endswith("没有导入。") and "\n" not in str(caught.value)
