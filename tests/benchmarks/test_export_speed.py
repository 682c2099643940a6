"""Ten thousand excerpts go out within the budget."""

import time

import pytest

from shkc_desktop.export.formats import export
from shkc_desktop.export.options import ExportOptions, GroupBy
from shkc_desktop.model.annotation import Annotation
from shkc_desktop.model.excerpt import Excerpt, Source
from shkc_desktop.model.report import Edition, Publication
from shkc_desktop.model.selector import Target, TextPositionSelector, TextQuoteSelector
from tests.benchmarks.pace import allowed

COUNT = 10_000
DISTRICTS = ("浦东新区", "黄浦区", "静安区", "徐汇区", "嘉定区")


def excerpts():
    """As many as a long project gathers, of sixty characters each, with a note and two tags."""
    publication = Publication("某市科技局", "示例出版社", "上海", "2023", "https://example.org/r.pdf")
    sources = [Source(f"r{y}", f"{y}某市科技进步报告", y, Edition.ORIGINAL, publication) for y in range(2016, 2025)]
    for number in range(COUNT):
        text = f"第{number}处：" + "设备由公共平台购置，按小时出租给初创团队，" * 3
        target = Target(
            f"r{number % 9}", TextPositionSelector(number * 9, number * 9 + len(text)), TextQuoteSelector(text)
        )
        mark = Annotation(
            f"00000000-0000-4000-8000-{number:012}",
            target,
            number % 4 + 1,
            note="与邻区的做法比较，看租价与时段。",
            created="2026-11-20T08:00:00+00:00",
            modified="2026-11-20T08:00:00+00:00",
        )
        yield Excerpt(
            mark,
            sources[number % 9],
            text,
            ("第八章 区域创新", f"8.{number % 5 + 1} 优化空间格局", DISTRICTS[number % 5]),
            (DISTRICTS[number % 5],),
            tags=("产业/芯片", "平台/共享") if number % 2 else ("人才",),
            tag_colours=(1, 2),
            paragraph=number % 300,
            page=str(number % 200 + 1) if number % 3 else "",
        )


@pytest.mark.budget
@pytest.mark.parametrize(
    ("name", "seconds"),
    [("xlsx", 3.0), ("docx", 6.0), ("html", 3.0), ("markdown", 3.0), ("csv", 3.0), ("text", 6.0)],
)
def test_ten_thousand_excerpts(tmp_path, capsys, name, seconds):
    items, path = list(excerpts()), tmp_path / "out"
    start = time.process_time()
    export(name, items, ExportOptions(group_by=GroupBy.DISTRICT), path)
    spent = time.process_time() - start
    with capsys.disabled():
        print(
            f"\nexport of {COUNT:,} excerpts to {name}: {spent:.2f} s CPU of {seconds} s, {path.stat().st_size:,} bytes"
        )
    assert spent <= allowed(seconds)


def test_ten_thousand_excerpts_to_pdf(qapp, tmp_path, capsys):
    from shkc_desktop.ui import pdf_writer

    items, path = list(excerpts()), tmp_path / "out.pdf"
    start = time.process_time()
    pdf_writer.write(items, ExportOptions(group_by=GroupBy.DISTRICT), path)
    spent = time.process_time() - start
    with capsys.disabled():
        print(f"\nexport of {COUNT:,} excerpts to pdf: {spent:.2f} s CPU, {path.stat().st_size:,} bytes")
    assert spent <= allowed(30)
