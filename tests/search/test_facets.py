"""Facets narrow a search down and tell what each of their values would give."""

import random
from collections import Counter

import pytest

from shkc_desktop.model.district import UNATTRIBUTED
from shkc_desktop.model.hit import Facets, Hit, Where
from shkc_desktop.search.corpus import SearchMark, SearchNote
from shkc_desktop.search.finder import Finder
from tests.benchmarks.generated import generated_reports
from tests.search.conftest import Shelves


@pytest.mark.parametrize(
    ("facets", "years"),
    [
        (Facets(), [2021, 2021, 2022, 2022, 2022]),
        (Facets(years=(2021,)), [2021, 2021]),
        (Facets(districts=("松江区",)), [2021, 2022]),
        (Facets(districts=("嘉定区", "松江区")), [2021, 2021, 2022]),
        (Facets(districts=(UNATTRIBUTED,)), [2022, 2022]),
        (Facets(districts=("嘉定区",), years=(2022,)), []),
        (Facets(sections=("08 区域创新",)), [2022, 2022, 2022]),
        (Facets(kinds=("heading",)), []),
        (Facets(reports=("a",)), [2021, 2021]),
        (Facets(where=(Where.NOTE,)), []),
        (Facets(annotated=True), []),
        (Facets(annotated=False), [2021, 2021, 2022, 2022, 2022]),
    ],
)
def test_hits_fulfil_the_conditions(finder: Finder, facets: Facets, years: list[int]) -> None:
    found = finder.find("科", facets=facets)
    text = [hit for hit in found.hits if hit.where is Where.TEXT]
    assert [hit.year for hit in text] == years


def test_a_clause_belongs_to_its_own_district(finder: Finder) -> None:
    assert [hit.match for hit in finder.find("推进", facets=Facets(districts=("松江区",))).hits] == ["推进"]
    hits = finder.find("推进", facets=Facets(years=(2022,))).hits
    assert [hit.districts for hit in hits] == [(), ("嘉定区",), ("松江区",)]
    assert finder.find("证，松").hits[0].districts == ("嘉定区", "松江区")


def test_counts_leave_the_facets_own_choice_out(finder: Finder) -> None:
    counts = finder.find("科", facets=Facets(districts=("松江区",), where=(Where.TEXT,))).counts
    assert counts["district"] == {"嘉定区": 1, "松江区": 2, UNATTRIBUTED: 2}
    assert counts["year"] == {2021: 1, 2022: 1}
    assert counts["report"] == {"a": 1, "b": 1}
    assert counts["annotated"] == {False: 2}


def test_marks_are_facets_and_follow_every_change(finder: Finder, library: Shelves) -> None:
    text = library.reports["a"].text
    at = text.index("科技成果转化")
    mark = SearchMark("n1", at + 2, at + 6, 3, ("t1", "t2"), "甲")
    finder.set_marks("a", [mark])
    assert [hit.annotations for hit in finder.find("成果", facets=Facets(annotated=True)).hits] == [("n1",)]
    assert finder.find("科技", facets=Facets(annotated=True)).total == 0
    for facets in (Facets(colours=(3,)), Facets(tags=("t2",)), Facets(creators=("甲",))):
        assert finder.find("转化", facets=facets).total == 1
    counts = finder.find("转化").counts
    assert (counts["annotated"], counts["colour"], counts["tag"]) == ({True: 1, False: 1}, {3: 1}, {"t1": 1, "t2": 1})
    finder.set_marks("a", [])
    assert finder.find("转化", facets=Facets(annotated=True)).total == 0


def test_notes_have_facets_of_their_own(finder: Finder) -> None:
    note = SearchNote(Where.NOTE, "转化路径", "a", "n1", year=2021, districts=("嘉定区",), colour=2, tags=("t1",))
    finder.put_note(note)
    assert finder.find("转化", facets=Facets(where=(Where.NOTE,), districts=("嘉定区",))).total == 1
    assert finder.find("转化", facets=Facets(colours=(2,), years=(2022,))).total == 0
    assert finder.find("转化").counts["where"] == {"text": 2, "note": 1}


def _recount(hits: tuple[Hit, ...]) -> dict[str, Counter[object]]:
    return {
        "district": Counter(name for hit in hits for name in hit.districts or (UNATTRIBUTED,)),
        "year": Counter(hit.year for hit in hits),
        "report": Counter(hit.report for hit in hits),
        "annotated": Counter(bool(hit.annotations) for hit in hits),
    }


def test_counts_equal_a_recount_of_all_hits(finder: Finder, library: Shelves) -> None:
    rng = random.Random(4)
    for report in generated_reports(4, seed=9, characters=3000):
        library.change(report)
        spots = [rng.randrange(len(report.text)) for _ in range(9)]
        finder.set_marks(report.uuid, [SearchMark(f"{report.uuid}{at}", at, at + 30) for at in spots])
    finder.changed()
    for wanted in ("的", "，", "新", "嘉定", "科技", "2", "年", "新增"):
        found = finder.find(wanted, facets=Facets(where=(Where.TEXT,)), limit=None)
        for facet, counts in _recount(found.hits).items():
            assert found.counts[facet] == counts, (wanted, facet)
        assert found.total == finder.find(wanted, facets=Facets(where=(Where.TEXT,)), with_counts=False).total
