"""A passage is found again, or is not, and its state says how."""

from dataclasses import replace

import pytest

from shkc_desktop.anchoring.describing import describe
from shkc_desktop.anchoring.matching import FoldedText, Match, match, match_all
from shkc_desktop.model.annotation import AnchorState
from shkc_desktop.model.selector import TextPositionSelector

OLD = (
    "前言部分介绍总体情况，说明统计口径与资料来源。\n"
    "甲区全年建成孵化器12家，新增企业300家，“灯塔计划”落地三个项目。\n"
    "乙区全年建成孵化器15家，新增企业410家，滨江园区引进两所研究院。\n"
    "丙区继续推进园区建设，出台《扶持办法》，设立专项资金二亿元。\n"
)


def found(words: str, new: str, old: str = OLD) -> Match:
    start = old.index(words)
    return match(describe(old, start, start + len(words)), FoldedText(new))


@pytest.mark.parametrize(
    ("words", "old", "new", "state", "now"),
    [
        ("引进两所研究院", "前言", "卷首语与前言", AnchorState.EXACT, "引进两所研究院"),
        ("“灯塔计划”落地", "“灯塔计划”", '"灯塔计划"', AnchorState.MOVED, '"灯塔计划"落地'),
        ("新增企业410家", "企业410", "企\n业４１０", AnchorState.MOVED, "新增企\n业４１０家"),
        ("出台《扶持办法》，设立专项资金", "扶持", "支持", AnchorState.CHANGED, "出台《支持办法》，设立专项资金"),
    ],
)
def test_state_says_what_became_of_a_passage(words: str, old: str, new: str, state: AnchorState, now: str) -> None:
    text = OLD.replace(old, new)
    result = found(words, text)
    assert (result.state, text[result.start : result.end]) == (state, now)


def test_same_version_needs_no_search() -> None:
    target = describe(OLD, 3, 9)
    assert match(target, FoldedText(OLD), same_version=True).state is AnchorState.EXACT


def test_deleted_passage_is_an_orphan() -> None:
    new = "".join(line for line in OLD.splitlines(True) if not line.startswith("丙区"))
    assert found("出台《扶持办法》，设立专项资金二亿元", new).state is AnchorState.ORPHAN


@pytest.mark.parametrize(("start", "end"), [(0, 4), (0, 1), (len(OLD) - 6, len(OLD)), (len(OLD) - 1, len(OLD)), (5, 6)])
def test_first_and_last_characters_are_found(start: int, end: int) -> None:
    target = describe(OLD, start, end)
    assert match(target, FoldedText(OLD)).state is AnchorState.EXACT
    found = match(target, FoldedText("卷首。\n" + OLD))
    assert OLD[start:end].isspace() or (found.start, found.end) == (start + 4, end + 4)


@pytest.mark.parametrize(("start", "end"), [(5, 5), (0, 0), (23, 24)])
def test_empty_and_blank_quotes_are_kept_but_not_guessed(start: int, end: int) -> None:
    target = describe(OLD, start, end)
    assert match(target, FoldedText(OLD), same_version=True).state is AnchorState.EXACT
    assert match(target, FoldedText("另起一行\n" + OLD)).state is AnchorState.ORPHAN


@pytest.mark.parametrize("new", ["", " \n", "乙", "新增"])
def test_text_shorter_than_the_quote(new: str) -> None:
    assert found("乙区全年建成孵化器15家，新增企业410家", new).state is AnchorState.ORPHAN


def test_twice_in_the_same_surroundings_is_for_the_reader_to_choose() -> None:
    line = "各园区按季度报送科技企业名录，并由街道核对地址与负责人，逾期未报的不得申请房租补贴与设备补贴。\n" * 3
    old = line + "以上适用于老城区。\n" * 30
    start = old.index("街道核对")
    result = match(describe(old, start, start + 4), FoldedText("开篇的话，放在一切前面。" * 9 + line * 2))
    assert result.state is AnchorState.AMBIGUOUS and (result.start, result.end) == (0, 0)
    assert len(result.candidates) > 1 and {one.exact for one in result.candidates} == {"街道核对"}


def test_overlapping_occurrences_are_one_place() -> None:
    old = "口号是冲冲冲冲冲，不停步，园区上下都记得这一天。"
    result = match(describe(old, 3, 7), FoldedText("当年" + old))
    assert (result.start, result.end) == (5, 9)


def test_the_old_text_tells_a_repeated_sentence_from_a_deleted_one() -> None:
    same = "全市新增院士工作站二十家，比上年翻一番，其中外资企业占三成"
    head = "概述部分把全年要点列在前面，方便读者查阅：" + same + "，数字以年报为准。\n"
    body = "第三章谈到人才政策的落实与效果，逐项说明：" + same + "，名单附在卷末。\n"
    old = head + OLD + body
    start = old.rindex(same)
    target = describe(old, start, start + len(same))
    assert match_all([target], FoldedText(head + OLD), old=FoldedText(old))[0].state is AnchorState.ORPHAN
    assert match_all([target], FoldedText(OLD + body), old=FoldedText(old))[0].state is AnchorState.EXACT


def test_words_that_had_changed_are_sought_as_they_stood_last() -> None:
    second = OLD.replace("出台《扶持办法》", "印发《扶助办法》")
    target = describe(OLD, OLD.index("出台"), OLD.index("，设立"))
    place = match(target, FoldedText(second))
    again = replace(target, position=TextPositionSelector(place.start, place.end))
    third = "卷首语。\n" + second.replace("甲区全年", "甲区当年")
    now = match_all([again], FoldedText(third), old=FoldedText(second))[0]
    assert (now.state, third[now.start : now.end]) == (AnchorState.CHANGED, "印发《扶助办法》")


def test_other_words_in_its_place_are_offered_but_not_taken() -> None:
    new = OLD.replace("滨江园区引进两所研究院", "旧码头仓库改成舞台")
    result = found("滨江园区引进两所研究院", new)
    assert result.state is AnchorState.ORPHAN
    assert result.candidates[0].exact == "旧码头仓库改成舞台"


def test_torn_off_half_is_left_out() -> None:
    new = "".join(line for line in OLD.splitlines(True) if not line.startswith("乙区"))
    words = "“灯塔计划”落地三个项目。\n乙区全年建成"
    result = found(words, new)
    assert (result.state, new[result.start : result.end]) == (AnchorState.CHANGED, "“灯塔计划”落地三个项目。")


def test_matching_can_be_stopped_and_tells_how_far_it_is() -> None:
    targets = [describe(OLD, start, start + 6) for start in range(5)]
    told: list[tuple[int, int]] = []
    results = match_all(
        targets, FoldedText(OLD), should_stop=lambda: len(told) == 3, progress=lambda *at: told.append(at)
    )
    assert len(results) == 3 and told == [(1, 5), (2, 5), (3, 5)]
