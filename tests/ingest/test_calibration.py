"""The confidence of an attribution says how far it may be trusted."""

import pytest
from test_unseen_reports import CASES, read

from shkc_desktop.ingest.recognise import recognise
from shkc_desktop.ingest.source import SourceText


def test_an_unknown_name_among_the_names_of_zones_is_doubtful() -> None:
    raw = "第五章 重点园区\n\n金桥\n\n示范工厂投产。\n\n某某湾\n\n新厂房完工。\n\n外高桥\n\n保税研发扩大试点。"
    report = recognise(SourceText(raw, "a.txt"))
    strange = [b for b in report.blocks if b.lines[0] in (7, 9)]
    assert all(a.confidence < 0.8 for b in strange for a in b.attributions)
    assert {d.block for d in report.doubts if d.kind == "district"} == {b.index for b in strange}


def test_of_the_sure_attributions_of_other_years_nearly_all_are_right() -> None:
    sure = right = 0
    for path in CASES:
        case = read(path)
        report = recognise(SourceText(case.raw, "report.txt"))
        at = {number: block for block in report.blocks for number in block.lines}
        for number, ways in case.districts.items():
            found = [a.district for a in at[number].attributions if a.confidence > 0.9]
            sure += len(found)
            right += max(sum(district in way for district in found) for way in ways)
    assert sure > 1000
    assert right >= 0.99 * sure


@pytest.mark.parametrize(
    "sentence",
    [
        "市农科院在奉贤庄行建成试验站。",
        "9日，市科委在长宁区召开现场会。",
        "全市企业增长，其中浦东新区占三成，闵行区次之。",
        "浦东新区、徐汇区、闵行区的专利数位列前三。",
        "临港和虹桥两翼加快联动。",
        "青浦徐泾国家会展中心迎来技术展。",
    ],
)
def test_a_place_that_is_named_is_not_the_one_that_acts(sentence: str) -> None:
    report = recognise(SourceText(f"第二章 科技服务\n\n{sentence}\n\n科研诚信建设有序推进。", "a.txt"))
    assert report.blocks[1].districts == ()
