"""The gazetteer tells districts from what only looks like one."""

import time
from pathlib import Path

import pytest

from shkc_desktop.ingest.gazetteer import load_gazetteer


def test_the_sixteen_districts_stand_in_official_order() -> None:
    names = [district.name for district in load_gazetteer().districts]
    assert names[:3] == ["浦东新区", "黄浦区", "静安区"]
    assert names[-1] == "崇明区"
    assert len(names) == 16
    assert {d.initials for d in load_gazetteer().districts} >= {"jd", "pd", "xh"}


@pytest.mark.parametrize(
    ("said", "district"),
    [
        ("嘉定", "嘉定区"),
        ("上海市嘉定区", "嘉定区"),
        ("南汇区", "浦东新区"),
        ("卢湾区", "黄浦区"),
        ("闸北", "静安区"),
        ("崇明县", "崇明区"),
        ("昆山", None),
        ("黄浦江", None),
    ],
)
def test_a_name_leads_to_the_district_of_today(said: str, district: str | None) -> None:
    assert load_gazetteer().full_name(said) == district


@pytest.mark.parametrize(
    ("text", "not_this"),
    [
        ("黄浦江沿岸的老厂房", "黄浦区"),
        ("浦东发展银行提供授信", "浦东新区"),
        ("武宁路改造", "长宁区"),
        ("主持人是院长宁教授", "长宁区"),
        ("企业数持续增长宁波分公司", "长宁区"),
        ("江西武宁县来访", "普陀区"),
        ("舟山市普陀区的渔场", "普陀区"),
        ("绿水青山就是金山银山", "金山区"),
        ("金山办公发布新版本", "金山区"),
        ("紫金山实验室的团队", "金山区"),
        ("双鸭山市宝山区的矿井", "宝山区"),
        ("马尾松江边林场", "松江区"),
        ("彩虹口罩生产线", "虹口区"),
        ("向姓闵行长颁发证书", "闵行区"),
        ("湖南汇智公司", "浦东新区"),
        ("水闸北侧的泵站", "静安区"),
        ("推崇明快的设计", "崇明区"),
        ("供奉贤者的书院", "奉贤区"),
        ("市场持续扩张江边地块", "浦东新区"),
        ("产业面临港口调整", "浦东新区"),
        ("四川长宁的页岩气", "长宁区"),
        ("浙江长兴的工厂", "崇明区"),
        ("重庆长寿区的园区", "普陀区"),
        ("浦江创新论坛开幕", "浦东新区"),
    ],
)
def test_a_false_friend_names_no_district(text: str, not_this: str) -> None:
    named = {d for o in load_gazetteer().find(text) for d in o.place.districts}
    assert not_this not in named


def test_the_longest_name_wins() -> None:
    found = {o.place.name: o.place.district for o in load_gazetteer().find("北外滩、新江湾城和张江嘉定园")}
    assert found == {"北外滩": "虹口区", "新江湾城": "杨浦区", "张江嘉定园": "嘉定区"}


def test_the_gazetteer_is_as_rich_as_the_reports_need() -> None:
    places = load_gazetteer().places.values()
    assert sum(p.kind in ("zones", "parks", "towns", "subdistricts") for p in places) >= 300
    assert sum(p.kind == "false_friend" and bool(p.why) for p in places) >= 60


def test_finding_names_takes_time_in_proportion_to_the_text() -> None:
    gazetteer = load_gazetteer()

    def seconds(text: str) -> float:
        """CPU time, the best of five."""
        spent = []
        for _ in range(5):
            start = time.process_time()
            gazetteer.find(text)
            spent.append(time.process_time() - start)
        return min(spent)

    assert seconds("上海上" * 40_000) < 50 * seconds("上海上" * 4_000)


def test_another_city_is_another_file(tmp_path: Path) -> None:
    path = tmp_path / "river_city.toml"
    path.write_text(
        """
city = "江城"
city_names = '江城市|江城'
[[district]]
name = "东湖区"
short = "东湖"
initials = "dh"
zones = '光电谷'
[[district]]
name = "西山区"
short = "西山"
initials = "xs"
former = '西山县@-2003'
[false_friends]
things = '''
西山煤业=企业名'''
""",
        encoding="utf-8",
    )
    city = load_gazetteer(path)
    assert [d.name for d in city.districts] == ["东湖区", "西山区"]
    assert city.full_name("西山县") == "西山区"
    assert [o.place.district for o in city.find("光电谷与西山煤业")] == ["东湖区", None]
