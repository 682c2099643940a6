"""The year a report covers is told by what it says, never by what it plans."""

import pytest

from shkc_desktop.ingest.recognise import recognise
from shkc_desktop.ingest.source import SourceText


@pytest.mark.parametrize(
    ("raw", "year"),
    [
        ("2018 上海科技进步报告 39\n\n嘉定区推进示范，到2020年建成基地。", 2018),
        ("上海科技进步报告 2014\n\n平台建设取得进展。", 2014),
        ("2015年5月，平台揭牌。2015年底通过验收。到2020年形成体系。", 2015),
        ("实施三年行动计划（2021—2023年），2020年首批项目落地。", 2020),
        ("截至2019年底，企业数量比2018年增长一成，比2017年增长两成。", 2019),
        ("二〇一二年，专利授权量创新高。", 2012),
        ("这是“十三五”收官之年，任务全面完成。", 2020),
        ("恰逢改革开放40周年，全市举办系列活动。", 2018),
        ("到2035年，建成全球创新中心。", None),
        ("力争到2025年产值翻番；规划期为2021—2025年。", None),
        ("平台建设取得进展，企业反映良好。", None),
        ("编辑出版：某出版社，2019年8月第1版。\n\n2018年，企业数量翻番。2018年11月，大会召开。", 2018),
    ],
)
def test_the_year_is_told_by_heads_and_events(raw: str, year: int | None) -> None:
    assert recognise(SourceText(raw)).year == year


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("2016上海科技进步报告.txt", 2016),
        ("report_2019_region.txt", 2019),
        ("000_8c4b2021f43610a3.txt", None),
        ("20190312.txt", None),
        ("2016-2020.txt", None),
    ],
)
def test_a_file_name_may_tell_the_year(name: str, year: int | None) -> None:
    assert recognise(SourceText("平台建设取得进展。", name)).year == year


def test_without_evidence_the_reader_is_asked() -> None:
    report = recognise(SourceText("平台建设取得进展。"))
    assert {"year", "title"} <= {doubt.kind for doubt in report.doubts}
    assert "title" in report.publication.unverified


def test_the_title_comes_from_the_running_head() -> None:
    report = recognise(SourceText("2018 上海科技进步报告 39\n\n嘉定区推进示范。\n\n2018 上海科技进步报告 40\n\n结束。"))
    assert report.title == "2018上海科技进步报告"
    assert "title" not in report.publication.unverified


def test_an_inferred_title_is_unverified() -> None:
    report = recognise(SourceText("2018年5月，平台揭牌。2018年底验收。"))
    assert report.title == "2018上海科技进步报告"
    assert "title" in report.publication.unverified


@pytest.mark.parametrize(
    ("raw", "title", "proved"),
    [
        ("# 2023年度上海科技创新年报\n\n## 8.1 各区\n\n平台揭牌。", "2023年度上海科技创新年报", True),
        ("# 2020 年区域科技小报\n\n## 8.1 各区\n\n平台揭牌。", "2020 年区域科技小报", False),
        ("# 科技平台\n\n2020年，平台揭牌。\n\n# 科技人才\n\n人才到岗。", "2020上海科技进步报告", False),
    ],
)
def test_the_heading_above_all_is_the_title(raw: str, title: str, proved: bool) -> None:
    report = recognise(SourceText(raw))
    assert (report.title, "title" not in report.publication.unverified) == (title, proved)
