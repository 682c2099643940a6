"""Two people's work becomes one, and nothing of either is lost without a question."""

from dataclasses import replace

import pytest

from shkc_desktop.interchange.library_content import LibraryContent, MadeCorrection, ReportIdentity, selection
from shkc_desktop.interchange.merging import Choice, Difference, plan_merge, resolved
from shkc_desktop.model.annotation import Annotation
from shkc_desktop.model.correction import ReaderCorrection
from shkc_desktop.model.memo import Memo, MemoSubject
from shkc_desktop.model.selector import Target, TextPositionSelector, TextQuoteSelector
from shkc_desktop.model.tag import Tag

REPORT = ReportIdentity("r", "年报", 2022, "t1", "s1")
TOP, LOW = Tag("t", "产业"), Tag("l", "芯片", "t")


def mark(uuid, *, report="r", start=0, end=2, words="字句", **changes):
    target = Target(report, TextPositionSelector(start, end), TextQuoteSelector(words), "t1")
    return Annotation(uuid, target, **({"creator": "甲", "modified": "2026-01-01"} | changes))


def content(**parts):
    values = {"reports": (REPORT,), "tags": (TOP, LOW), "annotations": (mark("a", tags=("l",)),)}
    return LibraryContent(**(values | parts))


OURS = content()


def test_merging_a_library_with_itself_changes_nothing():
    plan = plan_merge(OURS, OURS)
    assert plan.same == 1 and plan.decisions == ()
    assert resolved(plan, Choice.BOTH) == resolved(plan, {})
    assert resolved(plan, {}).annotations == resolved(plan, {}).tags == ()


@pytest.mark.parametrize(
    "differs", [{}, {"uuid": "x"}, {"uuid": "x", "text_sha256": "t2"}, {"uuid": "x", "source_sha256": "s2"}]
)
def test_the_same_report_is_one_by_uuid_or_file_or_text(differs):
    theirs = replace(REPORT, **differs)
    plan = plan_merge(OURS, content(reports=(theirs,), annotations=(mark("b", report=theirs.uuid),)))
    assert plan.new_reports == () and plan.new_annotations[0].target.report == "r"


def test_reports_alike_in_wording_are_one_when_the_caller_says_so():
    theirs = content(reports=(ReportIdentity("x", "年报", 2022, "t9", "s9"),), annotations=())
    assert [report.uuid for report in plan_merge(OURS, theirs).new_reports] == ["x"]
    assert plan_merge(OURS, theirs, lambda ours, other: ours.year == other.year).report_names == {"x": "r"}


def test_both_coders_stay_on_one_passage():
    theirs = content(annotations=(mark("b", creator="乙"),))
    outcome = resolved(plan_merge(OURS, theirs), {})
    assert [a.creator for a in outcome.annotations] == ["乙"] and outcome.deleted == ()


def test_a_renamed_tag_is_no_second_tag():
    theirs = content(
        tags=(replace(TOP, name="行业"), LOW, Tag("n", "设计", "l")), annotations=(mark("b", tags=("l", "n")),)
    )
    plan = plan_merge(OURS, theirs)
    assert [tag.uuid for tag in plan.new_tags] == ["n"] and plan.new_annotations[0].tags == ("l", "n")
    (decision,) = plan.decisions
    assert (decision.uuid, decision.difference, decision.fields) == ("t", Difference.CHANGED, ("name",))


def test_tags_of_the_same_path_are_one_even_below_a_renamed_parent():
    theirs = content(tags=(replace(TOP, name="行业"), Tag("x", "芯片", "t")), annotations=(mark("b", tags=("x",)),))
    plan = plan_merge(OURS, theirs)
    assert plan.tag_names == {"t": "t", "x": "l"} and plan.new_annotations[0].tags == ("l",) and plan.new_tags == ()


def test_a_tag_claimed_by_its_uuid_is_not_taken_for_another_by_its_path():
    theirs = content(tags=(TOP, replace(LOW, name="集成电路"), Tag("x", "芯片", "t")), annotations=())
    assert plan_merge(OURS, theirs).tag_names == {"t": "t", "l": "l", "x": "x"}


def test_a_definition_that_we_lack_is_suggested():
    plan = plan_merge(OURS, content(tags=(replace(TOP, definition="指产业"), LOW)))
    assert (plan.decisions[0].fields, plan.decisions[0].suggested) == (("definition",), Choice.THEIRS)


CHANGED = mark("a", tags=("t",), note="改", colour=3, modified="2026-02-02")


def test_a_change_is_shown_side_by_side_and_the_later_one_suggested():
    (decision,) = plan_merge(OURS, content(annotations=(CHANGED,))).decisions
    assert decision.fields == ("note", "colour", "tags") and decision.suggested is Choice.THEIRS
    assert (decision.ours, decision.theirs) == (OURS.annotations[0], CHANGED)


@pytest.mark.parametrize(
    ("choice", "notes"), [(Choice.OURS, []), (Choice.THEIRS, [("a", "改")]), (Choice.BOTH, [(None, "改")])]
)
def test_the_reader_decides(choice, notes):
    written = resolved(plan_merge(OURS, content(annotations=(CHANGED,))), {"a": choice}).annotations
    assert [(a.uuid if a.uuid == "a" else None, a.note) for a in written] == notes


def test_keeping_both_twice_makes_no_third():
    theirs = content(annotations=(CHANGED,))
    (copy,) = resolved(plan_merge(OURS, theirs), Choice.BOTH).annotations
    after = content(annotations=(*OURS.annotations, copy))
    assert plan_merge(after, theirs).decisions == ()


def test_what_one_side_deleted_is_asked_and_kept_by_default():
    plan = plan_merge(OURS, content(annotations=(), deleted=frozenset({"a"})))
    assert [(d.difference, d.theirs) for d in plan.decisions] == [(Difference.DELETED_THERE, None)]
    assert resolved(plan, Choice.BOTH).deleted == () == resolved(plan, {}).deleted
    assert resolved(plan, Choice.THEIRS).deleted == OURS.annotations


def test_what_we_deleted_comes_back_only_when_wanted():
    ours = content(annotations=(), deleted=frozenset({"a"}))
    plan = plan_merge(ours, OURS)
    assert plan.new_annotations == () and plan.decisions[0].difference is Difference.DELETED_HERE
    assert resolved(plan, {}).annotations == ()
    assert resolved(plan, Choice.BOTH).annotations == OURS.annotations


def test_a_report_in_our_bin_is_asked():
    plan = plan_merge(LibraryContent(deleted=frozenset({"r"})), OURS)
    assert plan.new_reports == () and plan.decisions[0].theirs == REPORT
    assert resolved(plan, {"r": Choice.THEIRS}).reports == (REPORT,)


def test_their_new_marks_follow_a_tag_that_is_kept_twice():
    theirs = content(tags=(replace(TOP, definition="别义"), LOW), annotations=(mark("b", tags=("t",)),))
    ours = content(tags=(replace(TOP, definition="本义"), LOW))
    outcome = resolved(plan_merge(ours, theirs), Choice.BOTH)
    (copy,) = outcome.tags
    assert copy.name == "产业（对方）" and outcome.annotations[0].tags == (copy.uuid,)


def test_a_new_tag_below_one_in_our_bin_stands_at_the_top():
    ours = content(tags=(), annotations=(), deleted=frozenset({"t", "l"}))
    theirs = content(tags=(TOP, Tag("n", "设计", "t")), annotations=())
    assert resolved(plan_merge(ours, theirs), {}).tags == (Tag("n", "设计"),)
    assert resolved(plan_merge(ours, theirs), Choice.BOTH).tags == (TOP, Tag("n", "设计", "t"))


def test_place_differs_by_words_where_texts_differ():
    other_text = replace(mark("a", start=7, end=9, tags=("l",)).target, text_sha256="t2")
    moved = replace(OURS.annotations[0], target=other_text)
    assert plan_merge(OURS, content(annotations=(moved,))).decisions == ()
    wider = mark("a", end=4, words="字句更长", tags=("l",))
    assert plan_merge(OURS, content(annotations=(wider,))).decisions[0].fields == ("place",)


MEMO = Memo("m", MemoSubject.TAG, "x", "题", "文", creator="乙")


def test_memos_come_along_but_private_ones_only_to_their_writer():
    theirs = content(tags=(TOP, Tag("x", "芯片", "t")), memos=(MEMO, replace(MEMO, uuid="p", private=True)))
    assert [(memo.uuid, memo.about) for memo in plan_merge(OURS, theirs).new_memos] == [("m", "l")]
    assert [memo.uuid for memo in plan_merge(OURS, theirs, reader="乙").new_memos] == ["m", "p"]


def test_corrections_that_we_lack_are_offered_once():
    def made(value, report="r"):
        target = Target(report, TextPositionSelector(0, 2), TextQuoteSelector("错字", "前文"))
        return MadeCorrection(ReaderCorrection("characters", {"replacement": value}, 0, 2), target)

    theirs = content(
        reports=(replace(REPORT, uuid="x"),),
        annotations=(),
        corrections=(made("对字", "x"), made("对字", "x"), made("另字", "x")),
    )
    plan = plan_merge(content(corrections=(made("另字"),)), theirs)
    assert plan.corrections == (made("对字"),)


def test_a_selection_takes_what_it_needs_and_no_private_memo():
    memos = (
        Memo("1", MemoSubject.TAG, "t", "", "公"),
        Memo("2", MemoSubject.TAG, "t", "", "私", True),
        Memo("3", MemoSubject.LIBRARY, "", "", "全库"),
    )
    whole = content(
        reports=(REPORT, ReportIdentity("q")),
        tags=(TOP, LOW, Tag("o", "别的")),
        annotations=(mark("a", tags=("l",)), mark("b", report="q")),
        memos=memos,
        deleted=frozenset({"z"}),
    )
    part = selection(whole, ["a"])
    assert part == LibraryContent((REPORT,), (TOP, LOW), (mark("a", tags=("l",)),), memos[:1])
