"""Chapters, sections, groups and districts form a tree, and the file's coverage is known."""

from pathlib import Path

from shkc_desktop.ingest.gazetteer import load_gazetteer
from shkc_desktop.ingest.outline import outline
from shkc_desktop.ingest.recognise import recognise
from shkc_desktop.ingest.source import SourceText
from shkc_desktop.model.report import Report

CHAPTER = """04

区域创新加快发展

4.1 总体情况

各区协同推进，成效显著。

4.2 优化空间格局

中心城区提质

黄浦区

楼宇经济与科技服务融合。

新城发力

嘉定区

智能汽车示范里程增加。

4.3 深化国际合作

与多国签署协议。
"""


def paths(report: Report) -> dict[str, tuple[str, ...]]:
    """Each block's words with the headings above it."""
    return {report.block_text(block): report.heading_path(block) for block in report.blocks}


def test_districts_stand_under_their_group_and_section() -> None:
    found = paths(recognise(SourceText(CHAPTER)))
    chapter, section = "04 区域创新加快发展", "4.2 优化空间格局"
    assert found["智能汽车示范里程增加。"] == (chapter, section, "新城发力", "嘉定区")
    assert found["楼宇经济与科技服务融合。"] == (chapter, section, "中心城区提质", "黄浦区")
    assert found["与多国签署协议。"] == (chapter, "4.3 深化国际合作")


def test_levels_follow_numbers_and_signs() -> None:
    report = recognise(SourceText(CHAPTER))
    assert [(s.number, s.level) for s in report.sections][:3] == [("04", 1), ("4.1", 2), ("4.2", 2)]
    assert {s.title: s.level for s in report.sections}["嘉定区"] == 4


def test_a_passage_that_ends_inside_the_file_is_complete() -> None:
    four = CHAPTER.replace("新城发力", "静安区\n\n数据企业集聚。\n\n徐汇区\n\n人工智能企业集聚。\n\n新城发力")
    assert recognise(SourceText(four)).coverage.districts_complete
    cut = four[: four.index("4.3")]
    assert not recognise(SourceText(cut)).coverage.districts_complete
    assert recognise(SourceText(cut)).coverage.sections == ("04 区域创新加快发展", "4.1 总体情况", "4.2 优化空间格局")


def test_the_outline_has_the_promised_keys() -> None:
    seen = outline(recognise(SourceText(CHAPTER, "a.txt")))
    assert set(seen) == {
        *("title", "year", "year_evidence", "encoding", "replaced_characters", "repairs", "sections", "blocks")
    }
    block = seen["blocks"][-1]
    assert set(block) == {*("index", "kind", "level", "text", "start", "end", "source_lines", "districts", "mentions")}
    assert seen["sections"][0] == {"number": "04", "title": "区域创新加快发展", "level": 1, "block": 0}


def test_another_city_needs_another_file_and_no_code(tmp_path: Path) -> None:
    path = tmp_path / "river_city.toml"
    path.write_text(
        "city = '江城'\ncity_names = '江城市|江城'\nregional = '新区组团'\noutward = '国际'\n"
        + "".join(
            f"[[district]]\nname = '{name}区'\nshort = '{name}'\ninitials = '{initials}'\nzones = '{zone}'\n"
            for name, initials, zone in [("东湖", "dh", "光电谷"), ("西山", "xs", "樱花港"), ("南岗", "ng", "云帆城")]
        ),
        encoding="utf-8",
    )
    city = load_gazetteer(path)
    raw = "区域动态\n\n东湖区推出办法。\n\n樱花港\n\n港区扩容。\n\n嘉定区推出办法。\n"
    report = recognise(SourceText(raw), city)
    assert [block.districts for block in report.blocks] == [(), ("东湖区",), ("西山区",), ("西山区",), ("西山区",)]
    assert report.title == "江城科技进步报告"


def test_doubtful_districts_are_asked_about() -> None:
    raw = "区域动态\n\n嘉定区推出办法。\n\n安亭与外冈的测试道路贯通。\n"
    report = recognise(SourceText(raw))
    weak = [block for block in report.blocks if any(a.confidence < 0.8 for a in block.attributions)]
    assert {d.block for d in report.doubts if d.kind == "district"} == {block.index for block in weak}


LOST_HEADINGS = """8.1 各区进展

宝山区

宝山区的码头开始试用无人叉车。

闵行区

闵行的大零号湾新开三间共享实验室，南滨江一侧另有两间在建。

嘉定新城的试车线路增加到五条，安亭的车队夜间也能上路。

亭林与枫泾的苗圃合用一座种子库，金山的农户可以预约。
"""


def test_texts_whose_heading_is_lost_do_not_stand_under_the_district_before() -> None:
    report = recognise(SourceText(LOST_HEADINGS))
    above = {block.districts: report.heading_path(block)[1:] for block in report.blocks if block.kind.is_numbered}
    assert above == {("宝山区",): ("宝山区",), ("闵行区",): ("闵行区",), ("嘉定区",): (), ("金山区",): ()}
