"""Web pages become lines and are never rendered."""

import time

import pytest

from shkc_desktop.ingest.reading import read_bytes

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>网站</title><style>p{{}}</style></head>
<body><nav><a href="/">首页</a></nav>
<h2>8.1 空间格局</h2>
<h3>嘉定区</h3><p>推出
新政，新增<b>320</b>家 AI
Lab。</p><script>alert(1)</script>
<ul><li>一个平台</li><li>两个基地<ul><li>在安亭</li></ul></li></ul>
<table><tr><th>区</th><th>项目数</th></tr><tr><td>青浦区</td><td>12</td></tr></table>
<p><strong>奉贤区</strong></p><p>甲<br>乙</p><p style="display: none">看不见</p>
<figure><img src="http://example.invalid/x.png"><figcaption>图1</figcaption></figure></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "big5"])
def test_a_page_is_read_by_its_blocks(charset: str) -> None:
    codec = {"gb2312": "gb18030", "big5": "utf-8"}.get(charset, charset)  # a page may also lie about its charset
    source = read_bytes(PAGE.format(charset=charset).encode(codec), "a.html")
    assert [line for line in source.lines() if line] == [
        "首页", "8.1 空间格局", "嘉定区", "推出新政，新增**320**家 AI Lab。", "一个平台", "两个基地", "在安亭",
        "区\t项目数", "青浦区\t12", "奉贤区", "甲", "乙", "图1",
    ]  # fmt: skip
    hints = {source.lines()[number - 1]: (hint.kind, hint.level) for number, hint in source.hints.items()}
    assert hints == {
        "8.1 空间格局": ("heading", 2),
        "嘉定区": ("heading", 3),
        "一个平台": ("list_item", 1),
        "两个基地": ("list_item", 1),
        "在安亭": ("list_item", 2),
        "奉贤区": ("heading", 0),
        "图1": ("caption", 0),
    }
    assert [source.lines()[number - 1] for number in source.artifacts] == ["首页"]
    assert source.original is None


def test_list_items_stand_together_and_other_blocks_apart() -> None:
    source = read_bytes(b"<html><p>a b</p><li>1</li><li>2</li><p>c", "a.html")
    assert source.raw == "a b\n\n1\n2\n\nc"


def test_text_in_nested_tables_is_read_once_and_in_order() -> None:
    page = "<table><tr><td>甲<table><tr><td>乙</td></tr></table>丙</td><td><h3>丁</h3>戊</td></tr></table>"
    assert [line for line in read_bytes(f"<html>{page}".encode(), "a.html").lines() if line] == list("甲乙丙丁戊")


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "span"])
def test_a_page_nested_without_end_is_read_in_time(tag: str) -> None:
    page = f"<html><body><p>前</p>{f'<{tag}>' * 50_000}内</body></html>"
    started = time.process_time()
    source = read_bytes(page.encode(), "a.html")
    assert [line for line in source.lines() if line] == ["前", "内"]
    assert time.process_time() - started < 2


def test_a_page_of_many_small_runs_is_read_in_time() -> None:
    page = "<html><p>" + "<span>创新 </span>" * 50_000
    started = time.process_time()
    assert len(read_bytes(page.encode(), "a.html").raw) == 50_000 * 3 - 1
    assert time.process_time() - started < 2
