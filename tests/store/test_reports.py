"""A report goes into the library file and comes out the same."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from shkc_desktop.model.report import Coverage, Doubt, Publication, Repair, Report
from shkc_desktop.store import reports
from shkc_desktop.store.library_file import create


def test_a_report_comes_back_as_it_went_in(tmp_path: Path, make_report: Callable[..., Report]) -> None:
    made = make_report([("#", "一 总述"), ("paragraph", "𠮷街推广😀新灯。", "甲区"), ("caption", "图一 灯")])
    blocks = tuple(replace(b, order=b.index, emphasis=((b.start, b.start + 1),), page=3) for b in made.blocks)
    made = replace(
        made,
        blocks=blocks,
        original=b"%PDF",
        coverage=Coverage(("一 总述",), districts_complete=True),
        publication=Publication("甲市科委", unverified=frozenset({"responsible"})),
        repairs=(Repair("joined_lines", 1, (2, 3), "新\n灯", "新灯", 6),),
        doubts=(Doubt("year", "年份没有依据。"),),
    )
    file = create(tmp_path / "x.shkc")
    with file.transaction() as connection:
        reports.add(connection, made)
    stored = reports.load(file.connection, made.uuid)
    assert stored is not None
    assert replace(stored, sections=made.sections) == made
    assert [(s.number, s.title) for s in stored.sections] == [("一", "总述")]
    file.close()
