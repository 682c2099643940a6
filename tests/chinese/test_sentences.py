"""Where sentences begin and end."""

import pytest

from shkc_desktop.chinese.sentences import sentence_at, sentences


@pytest.mark.parametrize(
    "parts",
    [
        ["建成平台。", "新增企业12家。"],
        ["他说：“先试一年。”", "大家同意。"],
        ["“一是快。", "二是稳。”", "会后执行。"],
        ["增长22.83%；", "达到3.95万亿元！"],
        ["真的吗？！", "是的……", "好"],
        ["包括（一是装备；二是材料。）两类。", "完"],
        ["发布《路线图。第二版》一文。", "完"],
        ['称为"星汀湾"。', "已开工。"],
        ['他说:"行。"', "完"],
        ["没有句号的标题"],
        ["开口（没有关。", "第二句。"],
        ["See v2.0 now.", "Next 中文。"],
    ],
)
def test_sentences_end_after_their_closers(parts: list[str]) -> None:
    text = "".join(parts) if "See" not in parts[0] else " ".join(parts)
    assert [text[a:b] for a, b in sentences(text)] == parts


def test_a_line_end_ends_a_sentence_and_blanks_are_left_out() -> None:
    text = "　　标题\n　　第一句。 第二句。\n\n"
    assert [text[a:b] for a, b in sentences(text)] == ["标题", "第一句。", "第二句。"]


@pytest.mark.parametrize(("offset", "found"), [(0, "甲。"), (1, "甲。"), (2, "𠮷乙。"), (6, "丙。"), (8, "丁")])
def test_the_sentence_at_an_offset(offset: int, found: str) -> None:
    text = "甲。𠮷乙。丙。\n丁"
    start, end = sentence_at(text, offset)
    assert text[start:end] == found


def test_an_empty_line_has_an_empty_sentence() -> None:
    assert sentence_at("甲\n\n乙", 2) == (2, 2)
