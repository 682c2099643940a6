"""Whatever the reader corrects, and in whatever order, the report stays whole."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from shkc_desktop.ingest import revising
from shkc_desktop.ingest.revising import Revised
from shkc_desktop.model.attribution import Attribution, Evidence
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.report import Repair, Report, Section

DISTRICTS = ["嘉定区", "青浦区", "宝山区"]
LETTERS = st.sampled_from("甲乙丙丁。a 𠮷")
WORDS = st.text(LETTERS, min_size=1, max_size=12).filter(lambda words: words == words.strip())


@st.composite
def reports(draw) -> Report:
    """A report with an outline, attributions, emphasis, and joined lines; no two characters are told apart by luck."""
    blocks: list[Block] = []
    repairs, raw, start = [], [], 0
    above: list[Block] = []
    for index in range(draw(st.integers(1, 8))):
        kind = draw(st.sampled_from(list(BlockKind)))
        words = draw(WORDS)
        end = start + len(words)
        level = draw(st.integers(1, 4)) if kind is BlockKind.HEADING else int(kind is BlockKind.LIST_ITEM)
        while kind is BlockKind.HEADING and above and above[-1].level >= level:
            above.pop()
        district = draw(st.sampled_from([None, *DISTRICTS]))
        given_ = () if district is None else (Attribution(start, end, district, Evidence.HEADING, 0.9),)
        lines: tuple[int, ...] = (len(raw) + 1,)
        if len(words) > 2 and draw(st.booleans()):
            cut = draw(st.integers(1, len(words) - 1))
            raw += [words[:cut], words[cut:]]
            lines = (len(raw) - 1, len(raw))
            twice = draw(st.sampled_from(["", words[cut]]))
            before = f"{words[:cut]}\n{twice}{words[cut:]}"
            repairs.append(Repair("doubled_word" if twice else "joined_lines", index, lines, before, words, start))
        else:
            raw.append(words)
        block = Block(
            index, kind, start, end, level, above[-1].index if above else None, lines=lines,
            emphasis=((start, start + 1),), attributions=given_,
        )  # fmt: skip
        blocks.append(block)
        if kind is BlockKind.HEADING:
            above.append(block)
        start = end + 1
    text = "\n".join(raw_words(block, raw) for block in blocks)
    sections = tuple(Section("", "", b.level, b.index) for b in blocks if b.kind is BlockKind.HEADING)
    return Report("u", "报告", None, text, tuple(blocks), sections, raw="\n".join(raw), repairs=tuple(repairs))


def raw_words(block: Block, raw: list[str]) -> str:
    return "".join(raw[line - 1] for line in block.lines)


def revise(report: Report, draw) -> Report | Revised:
    """One correction drawn at random."""
    index = st.integers(0, len(report.blocks) - 1)
    some = st.lists(index, min_size=1, max_size=3)
    offset = st.integers(0, len(report.text))
    match draw(st.integers(0, 9)):
        case 0:
            return revising.set_kind(report, draw(some), draw(st.sampled_from(list(BlockKind))))
        case 1:
            return revising.set_level(report, draw(some), draw(st.integers(1, 5)))
        case 2:
            return revising.move_blocks(report, draw(some), draw(st.none() | index))
        case 3:
            return revising.set_parent(report, draw(some), draw(st.none() | index))
        case 4:
            span = draw(st.none() | st.tuples(offset, offset))
            return revising.set_districts(report, draw(index), draw(st.lists(st.sampled_from(DISTRICTS))), span)
        case 5:
            start = draw(offset)
            end = min(len(report.text), start + draw(st.integers(0, 3)))
            return revising.correct_characters(report, start, end, draw(st.text(LETTERS, max_size=3)))
        case 6:
            return revising.split_block(report, draw(offset))
        case 7:
            first = draw(index)
            return revising.join_blocks(report, first, min(len(report.blocks) - 1, first + draw(st.integers(1, 3))))
        case 8 if report.repairs:
            return revising.undo_repair(report, draw(st.sampled_from(report.repairs)))
        case _:
            return revising.set_metadata(report, "year", draw(st.sampled_from(["2020", "", 2021])))


def check_whole(report: Report) -> None:
    assert report.text == "\n".join(report.block_text(block) for block in report.blocks)
    start = 0
    for index, block in enumerate(report.blocks):
        assert (block.index, block.start) == (index, start)
        start = block.end + 1
        assert "\n" not in report.block_text(block)
        for begin, end in [*block.emphasis, *((a.start, a.end) for a in block.attributions)]:
            assert block.start <= begin < end <= block.end
        assert block.parent is None or report.blocks[block.parent].kind is BlockKind.HEADING
        report.heading_path(block)
        seen, above = {index}, block.parent
        while above is not None:
            assert above not in seen
            seen.add(above)
            above = report.blocks[above].parent
    assert start == len(report.text) + 1
    ranks = [block.order for block in report.blocks]
    assert all(rank == -1 for rank in ranks) or sorted(ranks) == list(range(len(ranks)))
    # Blank lines part blocks and belong to none.
    lines = {line for block in report.blocks for line in block.lines}
    lines |= {line for repair in report.repairs for line in range(repair.lines[0], repair.lines[1] + 1)}
    assert lines >= {number for number, line in enumerate(report.raw.split("\n"), 1) if line.strip()}
    assert {s.block for s in report.sections} <= {b.index for b in report.headings()}
    for repair in report.repairs:
        if repair.start is not None:
            assert report.text[repair.start : repair.start + len(repair.after)] == repair.after
            assert report.blocks[repair.block].start <= repair.start <= report.blocks[repair.block].end
    for correction in report.corrections:
        assert 0 <= correction.start <= correction.end <= len(report.text)
        assert report.text[correction.start : correction.end] != correction.original


def check_carried(before: Report, done: Revised) -> None:
    """Every character that was not replaced is where it is said to be, and no two are at one place."""
    replaced = {at for start, end, _, _ in done.shift for at in range(start, end)}
    moved = {at for start, end, _ in done.moves for at in range(start, end)}
    places = []
    for at, char in enumerate(before.text):
        if at not in replaced or at in moved:
            start, end = done.carry(at, at + 1)
            assert (end, done.report.text[start:end]) == (start + 1, char)
            places.append(start)
    assert len(places) == len(set(places))


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_any_row_of_corrections_keeps_the_report_whole(data) -> None:
    report = data.draw(reports())
    check_whole(report)
    for _ in range(data.draw(st.integers(1, 6))):
        try:
            done = revise(report, data.draw)
        except Failure:
            continue
        if isinstance(done, Revised):
            check_carried(report, done)
            report = done.report
        else:
            assert done.text == report.text
            report = done
        check_whole(report)


def outcome(report: Report) -> list[tuple]:
    """What a reader sees of the structure."""
    return [
        (
            report.block_text(b),
            b.kind,
            b.level,
            b.reader_set,
            sorted((a.start - b.start, a.district) for a in b.attributions),
        )
        for b in report.in_reading_order()
    ]


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_correction_recorded_and_made_again_gives_the_same(data) -> None:
    report = data.draw(reports())
    try:
        done = revise(report, data.draw)
    except Failure:
        return
    after = done.report if isinstance(done, Revised) else done
    again = revising.reapply(revising.corrections_between(report, done), report)
    assert outcome(again) == outcome(after)
    assert [again.heading_path(b) for b in again.in_reading_order()] == [
        after.heading_path(b) for b in after.in_reading_order()
    ]
    assert replace(again, text=after.text, blocks=(), sections=(), repairs=()) == replace(
        after, blocks=(), sections=(), repairs=()
    ) or isinstance(done, Revised)
    assert again.text == after.text
