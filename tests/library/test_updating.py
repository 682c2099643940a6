"""A report is replaced by a new edition: marks, bookmarks and corrections go with it, and undo gives all back."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shkc_desktop.ingest import revising
from shkc_desktop.library import annotating, codebook, correcting, importing, memoing, placing, updating
from shkc_desktop.library.library import Library
from shkc_desktop.model.annotation import AnchorState
from shkc_desktop.model.report import Report
from shkc_desktop.store import reports
from shkc_desktop.store.schema import KEYS
from tests.anchoring.damage import Truth, all_together, drawn, invented_report, traced

OLD = (
    ("#", "第四章 各区进展"),
    ("paragraph", "嘉定区新建试车场一座，全年完成测试三千次，邀请三家车队上路。", "嘉定区"),
    ("paragraph", "夜间调度室设在旧厂房里，由两名值班员轮流看守。", "嘉定区"),
    ("paragraph", "金山区化工园区改造旧装置，节水百分之八，用电也略有下降。", "金山区"),
)
NEW = (
    ("#", "第四章 各区进展"),
    ("paragraph", "编者按：本版依据各区来函订正。"),
    ("paragraph", "金山区化工园区改造旧装置，节水百分之八，用电也略有下降。", "金山区"),
    ("paragraph", "嘉定区新建试车场一座，全年完成测试三千五百次，邀请三家车队上路。", "嘉定区"),
)


PARTS = ("attribution", "repair", "doubt")


def everything(library: Library) -> dict[str, list[Any]]:
    """Every row the reader can change, the rev numbers aside."""
    found = {}
    for table in KEYS:
        # A text version that no report stands on any more may stay in the file: it can be wanted again.
        current = " WHERE version IN (SELECT version FROM report)" if "version" in KEYS[table] or table in PARTS else ""
        cursor = library.file.connection.execute(f'SELECT * FROM "{table}"{current}')
        names = [column[0] for column in cursor.description]
        rows = ({n: v for n, v in zip(names, row, strict=True) if n != "rev"} for row in cursor)
        found[table] = sorted(map(repr, rows))
    return found


@pytest.fixture
def old(library: Library, make_report: Callable[..., Report]) -> Report:
    made = make_report(OLD)
    with library.file.transaction() as connection:
        reports.add(connection, made)
    return made


def mark(library: Library, report: Report, words: str, **more: Any) -> str:
    start = report.text.index(words)
    return annotating.annotate(library, [(report.uuid, start, start + len(words))], **more)[1][0]


def now(library: Library, uuid: str) -> tuple[str, AnchorState]:
    found = annotating.get(library, uuid)
    assert found is not None
    text, _ = library.report_text(found.target.report)
    return text[found.target.position.start : found.target.position.end], found.state


def test_marks_follow_their_words_and_say_what_became_of_them(
    library: Library, old: Report, make_report: Callable[..., Report]
) -> None:
    _, tag = codebook.add_path(library, "指标")
    kept = mark(library, old, "节水百分之八", tags=[tag], note="口径？")
    changed = mark(library, old, "全年完成测试三千次")
    lost = mark(library, old, "由两名值班员轮流看守")
    binned = mark(library, old, "邀请三家车队")
    annotating.delete(library, [binned])
    _, place = memoing.bookmark(library, old.uuid, old.text.index("金山区化工"))
    before = everything(library)
    change, states = updating.update(library, old.uuid, make_report(NEW))
    assert now(library, kept) == ("节水百分之八", AnchorState.MOVED)
    assert now(library, changed) == ("全年完成测试三千五百次", AnchorState.CHANGED)
    assert now(library, lost)[1] is AnchorState.ORPHAN
    assert now(library, binned)[0] == "邀请三家车队"
    assert states == {"exact": 0, "moved": 1, "changed": 1, "ambiguous": 0, "orphan": 1}
    found = annotating.get(library, kept)
    assert found is not None
    assert (found.tags, found.note) == ((tag,), "口径？")
    (bookmark,) = memoing.list_bookmarks(library)
    assert bookmark.uuid == place
    assert library.report_text(old.uuid)[0][bookmark.offset :].startswith("金山区化工")
    library.undo(change)
    assert everything(library) == before


def test_what_is_lost_is_listed_with_its_old_words_and_placed_by_hand(
    library: Library, old: Report, make_report: Callable[..., Report]
) -> None:
    lost = mark(library, old, "由两名值班员轮流看守", note="几人？")
    updating.update(library, old.uuid, make_report(NEW))
    (entry,) = placing.unsettled(library)
    assert (entry.annotation.uuid, entry.annotation.target.quote.exact) == (lost, "由两名值班员轮流看守")
    text, _ = library.report_text(old.uuid)
    start = text.index("邀请三家车队")
    change = annotating.place_by_hand(library, lost, old.uuid, start, start + 6)
    assert now(library, lost) == ("邀请三家车队", AnchorState.EXACT)
    assert placing.unsettled(library) == []
    library.undo(change)
    assert now(library, lost)[1] is AnchorState.ORPHAN


def test_corrections_are_made_again_on_the_new_edition(
    library: Library, old: Report, make_report: Callable[..., Report]
) -> None:
    start = old.text.index("试车场")
    correcting.revise(library, old.uuid, "校订", lambda r: revising.correct_characters(r, start, start + 3, "试驾场"))
    block = next(b.index for b in old.blocks if old.block_text(b).startswith("金山区"))
    correcting.revise(library, old.uuid, "更改所属区", lambda r: revising.set_districts(r, block, ["崇明区"]))
    updating.update(library, old.uuid, make_report(NEW))
    text, _ = library.report_text(old.uuid)
    assert "嘉定区新建试驾场一座" in text
    report = library.report(old.uuid)
    assert report is not None
    moved = next(b for b in report.blocks if report.block_text(b).startswith("金山区"))
    assert moved.districts == ("崇明区",)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_damaged_edition_keeps_its_marks_through_the_library(
    library: Library, make_report: Callable[..., Report], seed: int
) -> None:
    text = invented_report(seed)
    first = make_report([("paragraph", line) for line in text.split("\n")])
    with library.file.transaction() as connection:
        reports.add(connection, first)
    library.file.connection.execute("PRAGMA synchronous = OFF")  # the disk is not what is tried here
    spans = list(drawn(first.text, 200, random.Random(seed)))
    uuids = annotating.annotate(library, [(first.uuid, *span) for span in spans])[1]
    annotating.delete(library, uuids[::10])
    before = everything(library)
    truth = Truth.of(all_together(traced(first.text), random.Random(seed)))
    second = make_report([("paragraph", line) for line in truth.text.split("\n")])
    change, states = updating.update(library, first.uuid, second)
    right = wrong = there = 0
    for uuid, span in zip(uuids, spans, strict=True):
        true, (words, state) = truth.place(*span), now(library, uuid)
        if isinstance(true, tuple):
            there += 1
            right += words == truth.text[slice(*true)]
            stands = annotating.get(library, uuid).target.position  # type: ignore[union-attr]
            elsewhere = stands.end <= true[0] or stands.start >= true[1]
            wrong += elsewhere and state not in (AnchorState.AMBIGUOUS, AnchorState.ORPHAN)
    print(f"{there} passages left: {right} at their words, {wrong} elsewhere; {states}")
    assert right / there >= 0.97
    assert wrong == 0
    assert sum(states.values()) == 180
    library.undo(change)
    assert everything(library) == before
    library.redo(change)
    assert now(library, uuids[1])[0]


def test_an_edition_is_replaced_once_and_then_known(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "2021 年科技小报.txt"
    lines = [f"第{n}段写的是试车场与旧厂房的第{n}件事，值班员记在本子上。" for n in range(30)]
    status = []
    revised, other = ["编者按：订正。", *lines[1:]], ["全新的一份，与前面毫不相干。"] * 9
    for edition in (lines, revised, revised, other):
        file.write_text("2021 年科技小报\n\n" + "\n\n".join(edition), encoding="utf-8")
        outcomes, _ = importing.import_files(library, [file], update=True)
        status.append(outcomes[0].status)
    assert status == ["added", "updated", "duplicate", "added"]
