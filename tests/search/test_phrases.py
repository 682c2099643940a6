"""A named 词组, and traditional characters."""

import pytest

from shkc_desktop.search.corpus import Phrase
from shkc_desktop.search.finder import Finder
from shkc_desktop.search.query import query


def test_a_phrase_finds_all_its_variants(finder: Finder) -> None:
    finder.phrases = (Phrase("科创主阵地", ("科创中心主阵地", "G60科创走廊")),)
    for text in ("科创主阵地", "Ｇ60 科创走廊", "科创中心主阵地"):
        assert [hit.match for hit in finder.find(text).hits] == ["G60科创走廊", "科创中心主阵地"]
    assert finder.find("科创").total == 2


def test_a_variant_within_another_counts_a_place_once() -> None:
    forms = query("甲", [Phrase("甲", ("科创中心", "科创中心主阵地", "创中"))]).forms
    assert [form.text for form in forms] == ["创中", "甲"]


def test_traditional_characters_find_simplified_text(finder: Finder) -> None:
    pytest.importorskip("opencc")
    assert finder.find("科創走廊").total == 0
    finder.traditional = True
    assert [hit.match for hit in finder.find("科創走廊").hits] == ["科创走廊"]


def test_occurrences_that_overlap_are_counted() -> None:
    wanted = query("高高")
    assert wanted.forms[0].overlaps
    assert wanted.count("高高高高") == 3
    assert wanted.ends("高高高高") == [2, 3, 4]
    assert query("高楼").ends("高楼高楼x高楼") == [2, 4, 7]
