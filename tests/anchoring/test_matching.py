"""A passage is found again, or is not, and its state says how."""

import pytest

from shkc_desktop.anchoring.describing import describe
from shkc_desktop.anchoring.matching import FoldedText, Match, match
from shkc_desktop.model.annotation import AnchorState

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
