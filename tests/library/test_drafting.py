"""What the reader corrects in the preview is stored with the report, and made again on a new edition."""

from dataclasses import replace
from pathlib import Path

from shkc_desktop.ingest import revising
from shkc_desktop.library import correcting, importing, reporting
from shkc_desktop.library.drafting import Draft, settle
from shkc_desktop.library.library import Library
from shkc_desktop.model.attribution import Attribution, Evidence
from shkc_desktop.model.report import Doubt, Publication, Report, report_uuid


def other(report: Report) -> Report:
    return replace(report, uuid=report_uuid("另一份"), sha256="另一份")


def test_corrections_of_the_preview_survive_a_new_import(library: Library, report: Report) -> None:
    found = other(report)
    start = found.text.index("三千次")
    draft = (
        Draft(Path("甲.txt"), found)
        .revised(lambda r: revising.set_districts(r, 6, ["崇明区"]))
        .revised(lambda r: revising.correct_characters(r, start, start + 3, "三万次"))
    )
    ((outcome,), (change,)) = importing.import_drafts(library, [draft])
    assert outcome.status == "added"
    stored = library.report(found.uuid)
    assert stored is not None and stored.blocks[6].districts == ("崇明区",)
    anew = correcting.reapplied(library, found.uuid, found)
    assert anew.blocks[6].districts == ("崇明区",) and "三万次" in anew.text
    library.undo(change)
    assert found.uuid not in [r.uuid for r in reporting.list_reports(library)]


def test_a_report_from_the_recycle_bin_comes_back_with_the_corrections_of_the_preview(
    library: Library, report: Report
) -> None:
    reporting.delete(library, [report.uuid])
    draft = Draft(Path("甲.txt"), report).revised(lambda r: revising.set_districts(r, 6, ["崇明区"]))
    ((outcome,), _) = importing.import_drafts(library, [draft])
    assert outcome.status == "added"
    stored = library.report(report.uuid)
    assert stored is not None and stored.blocks[6].districts == ("崇明区",)


def test_a_doubt_that_is_answered_yes_makes_the_reader_the_evidence(report: Report) -> None:
    block = report.blocks[6]
    weak = replace(block, attributions=(Attribution(block.start, block.end, "金山区", Evidence.INFERRED, 0.6),))
    asked = (Doubt("district", "请核对。", 6), Doubt("year", "请核对。"), Doubt("joined", "请核对。", 3))
    unsure = replace(
        report, blocks=(*report.blocks[:6], weak), doubts=asked, publication=Publication(unverified=frozenset({"year"}))
    )
    sure = settle(unsure, asked)
    assert sure.doubts == () and sure.year_evidence == "reader" and not sure.publication.unverified
    assert [(a.district, a.evidence) for a in sure.blocks[6].attributions] == [("金山区", Evidence.READER)]


def test_settled_doubts_and_metadata_are_stored_and_taken_back(library: Library, report: Report) -> None:
    asked = Doubt("year", "请核对。")
    unsure = replace(other(report), doubts=(asked,))
    importing.import_drafts(library, [Draft(Path("甲.txt"), unsure)])
    change = correcting.revise(
        library, unsure.uuid, "改年份", lambda r: settle(revising.set_metadata(r, "year", 2018), r.doubts)
    )
    stored = library.report(unsure.uuid)
    assert stored is not None and (stored.year, stored.doubts) == (2018, ())
    library.undo(change)
    stored = library.report(unsure.uuid)
    assert stored is not None and (stored.year, stored.doubts) == (2022, (asked,))
