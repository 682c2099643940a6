"""Whatever the text: nothing is lost, nothing said twice, and all offsets, lines and sections agree."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from shkc_desktop.ingest.artifacts import mark_artifacts
from shkc_desktop.ingest.composing import compose
from shkc_desktop.ingest.gazetteer import load_gazetteer
from shkc_desktop.ingest.joining import join_lines
from shkc_desktop.ingest.lines import read_lines
from shkc_desktop.ingest.recognise import recognise
from shkc_desktop.ingest.source import SourceText
from shkc_desktop.model.block import BlockKind

_WORDS = [
    *("嘉定区", "金桥", "浦东", "各区", "推进", "平台建设", "服务", "“东方", "积极", "该区", "两区", "⽀"),
    *("”", "（", "）", "，", "。", "；", "、", "：", " ", "**", "○", "　　", "《", "》", "\u200b", "\t"),
    *("第三章 ", "4.3 ", "8.1", "（二）", "1. ", "- ", "- >| ", "• ", ">> ", "► ", "## ", "◆ "),
    *("7月", "2018年", "2018 上海科技进步报告 39", "图1-2 ", "AI Lab ", "12.5%"),
]
lines = st.lists(st.sampled_from(_WORDS), max_size=14).map("".join)
texts = st.lists(st.one_of(lines, st.just("")), max_size=14).map("\n".join)
_BLANKS = {" ", "\t", "\n", "\r", "　", "\xa0", "\u200b", "\ufeff", "\f", "\v"}


def signs(text: str) -> Counter[str]:
    """The characters of a text that are no blanks."""
    return Counter(sign for sign in text if sign not in _BLANKS)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_every_character_is_in_exactly_one_block_or_one_recorded_removal(raw: str) -> None:
    gazetteer = load_gazetteer()
    read = read_lines(SourceText(raw))
    mark_artifacts(read, gazetteer)
    places = Counter(
        place
        for piece in join_lines(read, gazetteer)
        for composed in [compose(raw, piece, gazetteer)]
        for start, end in [*composed.kept, *composed.removed]
        for place in range(start, end)
    )
    assert not [place for place, times in places.items() if times > 1]
    assert not [sign for place, sign in enumerate(raw) if place not in places and sign not in _BLANKS]


@settings(max_examples=150, deadline=None)
@given(texts)
def test_the_repairs_account_for_all_that_differs_from_the_source(raw: str) -> None:
    report = recognise(SourceText(raw))
    balance = signs(report.text)
    for repair in report.repairs:
        balance += signs(repair.before)
        balance.subtract(signs(repair.after))
    assert +balance == signs(raw)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_offsets_lines_and_sections_agree(raw: str) -> None:
    report = recognise(SourceText(raw))
    assert "\n".join(report.block_text(b) for b in report.blocks) == report.text
    used = [number for block in report.blocks for number in block.lines]
    assert len(used) == len(set(used))
    assert [b.lines[0] for b in report.blocks] == sorted(b.lines[0] for b in report.blocks)
    for block in report.blocks:
        assert block.parent is None or block.parent < block.index
        assert (block.kind is BlockKind.HEADING) == (block.level > 0 and block.kind is not BlockKind.LIST_ITEM)
        assert all(block.start <= a.start < a.end <= block.end for a in block.attributions)
        assert all(block.start <= a < b <= block.end for a, b in block.emphasis)
        assert not set(block.mentions) & set(block.districts)
    for section in report.sections:
        block = report.blocks[section.block]
        assert block.kind is BlockKind.HEADING
        assert section.level == block.level
        assert report.block_text(block).endswith(section.title)
    for repair in report.repairs:
        if repair.start is not None:
            assert report.text[repair.start : repair.start + len(repair.after)] == repair.after
