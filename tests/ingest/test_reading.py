"""Files of every kind are told apart by their content, and say what is wrong with them."""

import hashlib

import pytest

from shkc_desktop.ingest.reading import read_bytes, read_source
from shkc_desktop.model.failure import NotReadable

TEXT = "8.1\n\n创新街区各有侧重\n\n长宁区\n\n武夷路一带开出三间共享实验室，接待访客1200人次。\n"
# The same in traditional characters, which Big5 can write.
OLD = "8.1\n\n創新街區各有側重\n\n長寧區\n\n武夷路一帶開出三間共享實驗室，接待訪客1200人次。\n"


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (TEXT.encode(), "utf-8", TEXT),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8", TEXT),
        (TEXT.encode("gb18030"), "gb18030", TEXT),
        (OLD.encode("big5"), "big5hkscs", OLD),
        (TEXT.encode("utf-16"), "utf-16-le", TEXT),
        (TEXT.encode("utf-16-le"), "utf-16-le", TEXT),
        (TEXT.encode("utf-16-be"), "utf-16-be", TEXT),
        (TEXT.encode("utf-32"), "utf-32-le", TEXT),
    ],
)
def test_a_text_is_read_in_the_encoding_it_was_written_in(data: bytes, encoding: str, text: str) -> None:
    source = read_bytes(data, "报告.txt")
    assert (source.raw, source.encoding, source.replaced_characters) == (text, encoding, 0)
    assert source.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_text_cut_off_within_a_character_is_shown_with_its_damage_counted(encoding: str) -> None:
    source = read_bytes((TEXT * 3).rstrip("\n").encode(encoding)[:-1], "报告.txt")
    assert source.encoding == encoding
    assert source.replaced_characters == source.raw.count("\ufffd") == 1


def test_a_spoilt_byte_is_shown_and_counted() -> None:
    data = bytearray((TEXT * 3).encode("gb18030"))
    data[40] = 0xFF
    source = read_bytes(bytes(data), "报告.txt")
    assert source.encoding == "gb18030"
    assert source.replaced_characters == source.raw.count("\ufffd") > 0


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        ("甲区\r\n乙区\r\n", ["甲区", "乙区", ""]),
        ("甲区\r乙区\n丙区", ["甲区\r乙区", "丙区"]),
        ("甲区\r乙区\r", ["甲区", "乙区", ""]),
        ("甲\x85区\u2028乙\x0b区\x0c丙区\n", ["甲\x85区\u2028乙\x0b区\x0c丙区", ""]),
    ],
)
def test_lines_end_at_line_feeds_only(data: str, lines: list[str]) -> None:
    assert read_bytes(data.encode(), "a.txt").lines() == lines


def test_a_nul_within_a_text_is_shown_as_damage() -> None:
    source = read_bytes(TEXT.encode().replace(b"1200", b"12\x0000"), "a.txt")
    assert source.encoding == "utf-8"
    assert "12\ufffd00" in source.raw
    assert source.replaced_characters == 1


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.txt", "空文件"),
        (b" \n\r\n", "a.txt", "空文件"),
        (b"----\n====", "a.txt", "没有文字"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "a.txt", "图片"),
        (bytes(range(256)) * 40, "a.txt", "不是文本文件"),
        (bytes((n * 7919 + n // 3) % 251 for n in range(9000)), "a.bin", "不是文本文件"),
        (bytes((n * 7919 + n // 3) % 251 for n in range(9000)), "a.docx", "已损坏"),
        (b"PK\x03\x04" + b"rest" * 30, "a.docx", "已损坏"),
        (b"PK\x03\x04" + b"rest" * 30, "a.xlsx", "压缩文件或其他办公文档"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", ".doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "密码"),
        (b"{\\rtf1 abc}", "a.rtf", "RTF"),
        (b"%PDF-1.7\n" + b"nothing here " * 20, "a.pdf", "已损坏"),
        (b"<html><body><script>alert(1)</script></body></html>", "a.html", "没有文字"),
    ],
)
def test_what_holds_no_text_says_what_it_is(data: bytes, name: str, words: str) -> None:
    with pytest.raises(NotReadable, match=words) as refusal:
        read_bytes(data, name)
    assert name in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_missing_file_and_a_folder_are_named(tmp_path) -> None:
    with pytest.raises(NotReadable, match=r"找不到文件“没有\.txt”"):
        read_source(tmp_path / "没有.txt")
    with pytest.raises(NotReadable, match="是文件夹"):
        read_source(tmp_path)


def test_a_name_that_lies_does_not_matter(tmp_path) -> None:
    path = tmp_path / "其实是网页.txt"
    path.write_text("<!DOCTYPE html><html><body><h2>长宁区</h2><p>开出实验室。</p></body></html>", encoding="utf-8")
    assert read_source(path).media_type == "text/html"


HEAD = """---
title: "《某年报告》提要"
year: 2021
edition: 提要
covers:
  - 4.3 空间格局: 各区
  - '引号''之内'
unverified: [publisher, "place"]
note: 自行撰写 # 不计
---

## 长宁区
"""


def test_a_yaml_head_is_read() -> None:
    source = read_bytes(HEAD.encode(), "2021.md")
    assert source.front_matter == {
        "title": "《某年报告》提要",
        "year": 2021,
        "edition": "提要",
        "covers": ["4.3 空间格局: 各区", "引号'之内"],
        "unverified": ["publisher", "place"],
        "note": "自行撰写",
    }
    assert source.lines()[source.front_matter_lines - 1] == "---"
    assert source.lines()[source.front_matter_lines + 1] == "## 长宁区"


@pytest.mark.parametrize(
    "head",
    [
        "---\n长宁区\n---\n",
        "---\ntitle: {a\n---\n",
        "---\ntitle: x\n",
        '---\ntitle: "x\n---\n',
        "---\n---\n文",
        "---\n- a\n---\n",
    ],
)
def test_a_head_that_is_not_understood_is_text(head: str) -> None:
    source = read_bytes((head + "正文").encode(), "a.md")
    assert (dict(source.front_matter), source.front_matter_lines) == ({}, 0)
