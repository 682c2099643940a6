"""The reader's corrections of a report, one by one."""

from dataclasses import replace

import pytest

from shkc_desktop.ingest import revising
from shkc_desktop.model.attribution import Attribution, Evidence
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.report import Correction, Doubt, Repair, Report, Section

# kind, level, parent, words, district, raw lines
ROWS = [
    ("heading", 1, None, "各区进展", None, (1,)),
    ("heading", 2, 0, "新城发力", None, (2,)),
    ("heading", 3, 1, "松江", "松江区", (3,)),
    ("paragraph", 0, 2, "建成两个平台。引来十家企业。", "松江区", (4, 6)),
    ("page_artifact", 0, 2, "12", None, (5,)),
    ("heading", 2, 0, "南北转型", None, (7,)),
    ("heading", 3, 5, "青浦", "青浦区", (8,)),
    ("paragraph", 0, 6, "北斗 and 导航集聚。", "青浦区", (9,)),
    ("list_item", 1, 6, "三个基地", "青浦区", (10,)),
    ("heading", 3, 5, "宝山", "宝山区", (11,)),
    ("paragraph", 0, 9, "钢城转身。", "宝山区", (12,)),
]
RAW = "\n".join(
    ["各区进展", "新城发力", "松江", "建成两个平", "12", "台。引来十家企业。", "南北转型", "青浦",
     "北斗 and 导航集聚。", "- 三个基地", "宝山", "钢城转身。"]
)  # fmt: skip


def small_report() -> Report:
    blocks, start = [], 0
    for index, (kind, level, parent, words, district, lines) in enumerate(ROWS):
        end = start + len(words)
        given = () if district is None else (Attribution(start, end, district, Evidence.HEADING, 0.95),)
        blocks.append(Block(index, BlockKind(kind), start, end, level, parent, lines=lines, attributions=given, page=1))
        start = end + 1
    text = "\n".join(row[3] for row in ROWS)
    paragraph = blocks[3]
    blocks[3] = replace(paragraph, emphasis=((paragraph.start + 2, paragraph.start + 4),))
    sections = tuple(Section("", ROWS[b.index][3], b.level, b.index) for b in blocks if b.kind is BlockKind.HEADING)
    repair = Repair("joined_lines", 3, (4, 6), "平\n台", "平台", text.index("平台"))
    return Report("u", "报告", 2021, text, tuple(blocks), sections, raw=RAW, repairs=(repair,))


def words(report: Report) -> list[str]:
    return [report.block_text(block) for block in report.in_reading_order()]


def under(report: Report, text: str) -> tuple[str, ...]:
    return report.heading_path(next(b for b in report.blocks if report.block_text(b) == text))


def test_two_districts_are_moved_under_another_heading_in_one_step() -> None:
    report = small_report()
    moved = revising.move_blocks(report, [6], before=5)
    assert words(moved)[:9] == [
        "各区进展", "新城发力", "松江", "建成两个平台。引来十家企业。", "12",
        "青浦", "北斗 and 导航集聚。", "三个基地", "南北转型",
    ]  # fmt: skip
    assert under(moved, "北斗 and 导航集聚。") == ("各区进展", "新城发力", "青浦")
    assert under(moved, "钢城转身。") == ("各区进展", "南北转型", "宝山")
    assert moved.text == report.text
    assert [s.title for s in moved.sections] == ["各区进展", "新城发力", "松江", "青浦", "南北转型", "宝山"]
    assert revising.set_parent(report, [6], 1).blocks == moved.blocks


def test_a_heading_hung_higher_takes_those_below_it_along() -> None:
    moved = revising.set_parent(small_report(), [5], 1)
    assert [b.level for b in moved.headings()] == [1, 2, 3, 3, 4, 4]
    assert under(moved, "钢城转身。") == ("各区进展", "新城发力", "南北转型", "宝山")
    top = revising.set_parent(moved, [5], None)
    assert (top.blocks[5].level, top.blocks[5].parent, top.blocks[9].level) == (1, None, 2)


@pytest.mark.parametrize(("blocks", "before"), [([5], 6), ([5], 5), ([], 1), ([99], 1), ([1], 99)])
def test_a_move_that_cannot_be_is_refused(blocks: list[int], before: int) -> None:
    with pytest.raises(Failure):
        revising.move_blocks(small_report(), blocks, before)


def test_a_heading_that_is_none_leaves_its_text_to_the_heading_before() -> None:
    plain = revising.set_kind(small_report(), [9], BlockKind.PARAGRAPH)
    assert (plain.blocks[9].level, plain.blocks[9].parent, plain.blocks[10].parent) == (0, 6, 6)
    assert 9 not in [s.block for s in plain.sections]
    # What the lost heading gave to its text now comes from the one before.
    assert plain.blocks[10].districts == ("青浦区",)


def test_a_line_made_a_heading_takes_what_follows() -> None:
    report = revising.set_kind(small_report(), [8], BlockKind.HEADING)
    assert (report.blocks[8].level, report.blocks[8].parent) == (4, 6)
    after = revising.set_level(report, [8], 2)
    assert (after.blocks[8].parent, after.blocks[9].parent) == (0, 8)
    back = revising.set_kind(report, [8], BlockKind.LIST_ITEM)
    assert (back.blocks[8].level, back.blocks[8].parent) == (1, 6)


def test_levels_are_set_for_many_headings_at_once() -> None:
    report = revising.set_level(small_report(), [6, 9], 2)
    assert (report.blocks[6].parent, report.blocks[7].parent, report.blocks[9].parent) == (0, 6, 0)
    with pytest.raises(Failure, match="有层级"):
        revising.set_level(report, [3], 2)


def test_a_sentence_is_given_to_another_district() -> None:
    report = small_report()
    start = report.text.index("引来")
    end = report.text.index("\n", start)
    changed = revising.set_districts(report, 3, ["嘉定区"], (start, end))
    assert [(report.text[a.start : a.end], a.district, a.evidence) for a in changed.blocks[3].attributions] == [
        ("建成两个平台。", "松江区", "heading"),
        ("引来十家企业。", "嘉定区", "reader"),
    ]
    assert changed.blocks[3].reader_set
    empty = revising.set_districts(changed, 3, [], (start, end))
    assert empty.blocks[3].districts == ("松江区",)


def test_what_stands_under_a_heading_follows_its_new_district() -> None:
    report = small_report()
    report = replace(report, doubts=(Doubt("district", "？", 6), Doubt("district", "？", 9)))
    own = revising.set_districts(report, 7, ["嘉定区"])
    changed = revising.set_districts(own, 6, ["金山区", "奉贤区"])
    assert changed.blocks[8].districts == ("金山区", "奉贤区")
    assert changed.blocks[8].attributions[0].evidence is Evidence.HEADING
    assert changed.blocks[7].districts == ("嘉定区",)
    assert changed.blocks[10].districts == ("宝山区",)
    assert [doubt.block for doubt in changed.doubts] == [9]
    assert revising.set_districts(changed, 6, []).blocks[8].attributions == ()


def test_characters_are_corrected_and_stay_on_record() -> None:
    report = small_report()
    start = report.text.index(" and ")
    done = revising.correct_characters(report, start, start + 5, "和")
    text = done.report.text
    assert "北斗和导航集聚。" in text
    assert done.report.corrections == (Correction(start, start + 1, " and "),)
    assert done.shift == ((start, start + 5, start, start + 1),)
    old = report.text.index("导航集聚")
    assert text[slice(*done.carry(old, old + 4))] == "导航集聚"
    assert [b.districts for b in done.report.blocks] == [b.districts for b in report.blocks]
    assert done.report.block_text(done.report.blocks[10]) == "钢城转身。"


def test_a_correction_corrected_keeps_the_first_original() -> None:
    report = small_report()
    start = report.text.index(" and ")
    once = revising.correct_characters(report, start, start + 5, "同").report
    twice = revising.correct_characters(once, start - 1, start + 2, "斗和导").report
    assert "北斗和导航" in twice.text
    assert [c.original for c in twice.corrections] == ["斗 and 导"]
    undone = revising.correct_characters(twice, start - 1, start + 2, "斗 and 导").report
    assert (undone.text, undone.corrections) == (report.text, ())


def test_earlier_corrections_move_with_the_text() -> None:
    report = small_report()
    start = report.text.index("十家")
    late = revising.correct_characters(report, start, start + 2, "九家").report
    early = revising.correct_characters(late, 0, 0, "上海").report
    assert [(early.text[c.start : c.end], c.original) for c in early.corrections] == [("上海", ""), ("九家", "十家")]


@pytest.mark.parametrize(("start", "end", "new"), [(0, 4, ""), (0, 6, "a"), (0, 1, "a\nb"), (0, 4, "  ")])
def test_a_correction_stays_within_its_block(start: int, end: int, new: str) -> None:
    with pytest.raises(Failure):
        revising.correct_characters(small_report(), start, end, new)


def test_a_block_is_split_and_joined_again() -> None:
    report = small_report()
    offset = report.text.index("引来")
    done = revising.split_block(report, offset)
    assert words(done.report)[3:5] == ["建成两个平台。", "引来十家企业。"]
    assert [done.report.blocks[i].lines for i in (3, 4)] == [(4, 6), (6,)]
    assert [done.report.blocks[i].districts for i in (3, 4)] == [("松江区",)] * 2
    assert done.report.blocks[8].parent == 7
    joined = revising.join_blocks(done.report, 3, 4)
    assert replace(joined.report, repairs=()) == replace(report, repairs=())


def test_blocks_are_joined_across_a_page_number() -> None:
    report = small_report()
    split = revising.split_block(report, report.text.index("引来")).report
    # 12 stands between them and what follows, as a page's number does.
    body = replace(split.blocks[6], kind=BlockKind.PARAGRAPH, level=0)
    other = replace(split, blocks=(*split.blocks[:6], body, *split.blocks[7:]))
    done = revising.join_blocks(other, 4, 6)
    assert words(done.report)[4:6] == ["引来十家企业。南北转型", "12"]
    number = other.text.index("12")
    assert done.report.text[slice(*done.carry(number, number + 2))] == "12"
    assert done.report.text[slice(*done.carry(other.blocks[6].start, other.blocks[6].end))] == "南北转型"


def test_two_blocks_with_text_between_are_not_joined() -> None:
    with pytest.raises(Failure):
        revising.join_blocks(small_report(), 7, 10)


def test_a_joining_is_undone() -> None:
    report = small_report()
    done = revising.undo_repair(report, report.repairs[0])
    assert words(done.report)[3:5] == ["建成两个平", "台。引来十家企业。"]
    assert [done.report.blocks[i].lines for i in (3, 4)] == [(4,), (6,)]
    assert done.report.repairs == ()
    with pytest.raises(Failure, match="已经撤销"):
        revising.undo_repair(done.report, report.repairs[0])


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("集\n\n集聚", "集聚", ["北斗 and 导航集", "集聚。"]),
        ("导航\n", "导航", ["北斗 and 导航", "集聚。"]),
        ("**集聚**", "集聚", ["北斗 and 导航**集聚**。"]),
        ("集 聚", "集聚", ["北斗 and 导航集 聚。"]),
        ("- 北斗", "北斗", ["- 北斗 and 导航集聚。"]),
        ("• ", "", ["• 北斗 and 导航集聚。"]),
    ],
)
def test_other_repairs_are_undone(before: str, after: str, shown: list[str]) -> None:
    report = small_report()
    start = report.text.index(after, report.blocks[7].start)
    repair = Repair("x", 7, (9, 9), before, after, start)
    done = revising.undo_repair(replace(report, repairs=(repair,)), repair)
    assert words(done.report)[7 : 7 + len(shown)] == shown


def test_a_block_set_aside_is_read_again() -> None:
    report = replace(small_report(), repairs=(Repair("set_aside", 4, (5, 5), "12", "12", None),))
    done = revising.undo_repair(report, report.repairs[0])
    assert done.report.blocks[4].kind is BlockKind.PARAGRAPH
    assert done.shift == ()


def test_metadata_on_the_readers_word_is_no_longer_unverified() -> None:
    report = small_report()
    report = replace(report, publication=replace(report.publication, unverified=frozenset({"publisher", "year"})))
    report = revising.set_metadata(revising.set_metadata(report, "publisher", "某社"), "year", "2020")
    assert (report.publication.publisher, report.year, report.year_evidence) == ("某社", 2020, "reader")
    assert report.publication.unverified == frozenset()
    with pytest.raises(Failure):
        revising.set_metadata(report, "year", "二〇二〇")
