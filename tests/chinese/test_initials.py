"""Filters take pinyin initials."""

import pytest

from shkc_desktop.chinese.initials import initials, matches_filter, matches_initials

DISTRICTS = {
    "浦东新区": "pdxq", "黄浦区": "hpq", "静安区": "jaq", "徐汇区": "xhq", "长宁区": "cnq", "普陀区": "ptq",
    "虹口区": "hkq", "杨浦区": "ypq", "宝山区": "bsq", "闵行区": "mxq", "嘉定区": "jdq", "金山区": "jsq",
    "松江区": "sjq", "青浦区": "qpq", "奉贤区": "fxq", "崇明区": "cmq",
}  # fmt: skip


@pytest.mark.parametrize(("name", "letters"), DISTRICTS.items())
def test_a_district_has_its_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("jd", "嘉定区"),
        ("cgzh", "科技成果转化"),
        ("mh", "闵行区"),
        ("mx", "闵行区"),
        ("xz", "莘庄"),
        ("chj", "漕河泾"),
        ("JD", "嘉定"),
        ("ｊｄ", "嘉定"),
        ("cf", "重复"),
        ("zd", "重点"),
        ("g60", "长三角G60科创走廊"),
        ("cyxp", "产业/芯片"),
        ("sjg60", "三角G60"),
        ("xsjyq", "先试、教育区"),
    ],
)
def test_initials_find(query: str, text: str) -> None:
    assert matches_initials(query, text)


@pytest.mark.parametrize(("query", "text"), [("jd", "金山"), ("jx", "嘉定县"), ("jdqq", "嘉定区"), ("嘉", "加定")])
def test_other_initials_do_not_find(query: str, text: str) -> None:
    assert not matches_initials(query, text)


@pytest.mark.parametrize("query", ["嘉定", "jd", "", "嘉 定", "JDQ"])
def test_a_filter_takes_words_or_initials(query: str) -> None:
    assert matches_filter(query, "嘉定区")


def test_every_character_of_the_second_level_has_a_letter() -> None:
    assert initials("闵莘泾淞漕暨崧邬罄") == "mxjscjswq"
