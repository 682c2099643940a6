"""The reader's corrections are stored, taken back, and made again on a new edition."""

from dataclasses import replace

from shkc_desktop.anchoring.describing import describe
from shkc_desktop.ingest import revising
from shkc_desktop.library import annotating, correcting
from shkc_desktop.library.library import Library
from shkc_desktop.model.report import Report


def at(report: Report, words: str) -> tuple[int, int]:
    start = report.text.index(words)
    return start, start + len(words)


def stored(library: Library, report: Report) -> Report:
    found = library.report(report.uuid, raw=True)
    assert found is not None
    return found


def test_corrected_characters_leave_a_mark_on_its_words_and_stay_on_record(library: Library, report: Report) -> None:
    _, (uuid,) = annotating.annotate(library, [(report.uuid, *at(report, "完成测试三千次"))])
    start, end = at(report, "新建试车场")
    change = correcting.revise(
        library, report.uuid, "校订", lambda r: revising.correct_characters(r, start, end, "改建的试车场")
    )
    after = stored(library, report)
    assert [(after.text[c.start : c.end], c.original) for c in after.corrections] == [("改建的试车场", "新建试车场")]
    marked = annotating.get(library, uuid)
    assert marked is not None
    assert after.text[marked.target.position.start : marked.target.position.end] == "完成测试三千次"
    library.undo(change)
    assert stored(library, report).text == report.text


def test_districts_and_characters_survive_a_new_import(library: Library, report: Report) -> None:
    block = next(b.index for b in report.blocks if report.block_text(b).startswith("化工园区"))
    correcting.revise(library, report.uuid, "更改所属区", lambda r: revising.set_districts(r, block, ["崇明区"]))
    start, end = at(report, "节水百分之八")
    correcting.revise(
        library, report.uuid, "校订", lambda r: revising.correct_characters(r, start, end, "节水百分之九")
    )
    anew = correcting.reapplied(library, report.uuid, report)
    changed = next(b for b in anew.blocks if anew.block_text(b).startswith("化工园区"))
    assert changed.districts == ("崇明区",)
    assert changed.reader_set
    assert anew.block_text(changed).endswith("节水百分之九。")


def test_a_correction_whose_words_are_gone_is_left_out(library: Library, report: Report) -> None:
    block = len(report.blocks) - 1
    correcting.revise(library, report.uuid, "更改所属区", lambda r: revising.set_districts(r, block, ["崇明区"]))
    shorter = report.blocks[:block]
    other = replace(report, text=report.text[: shorter[-1].end], blocks=shorter)
    assert correcting.reapplied(library, report.uuid, other) == other


def test_every_correction_describes_the_words_it_was_made_on(library: Library, report: Report) -> None:
    done = revising.set_districts(report, 3, ["崇明区"])
    (record,) = revising.corrections_between(report, done)
    assert describe(report.text, record.start, record.end, report.uuid).quote.exact == report.block_text(
        report.blocks[3]
    )
