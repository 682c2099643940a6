"""Related search: words in any order, ranked, labelled, never mixed with exact hits."""

import pytest

from shkc_desktop.model.hit import Facets, Mode
from shkc_desktop.search.corpus import SearchReport
from shkc_desktop.search.finder import Finder
from shkc_desktop.search.found import SearchState
from tests.search.conftest import Shelves


@pytest.fixture
def indexed(finder: Finder) -> Finder:
    finder.catch_up()
    assert finder.build_words()
    return finder


def test_passages_with_all_words_come_before_those_with_some(indexed: Finder) -> None:
    found = indexed.find("科技项目 组织", Mode.RELATED)
    assert found.state is SearchState.DONE
    assert (found.strict, found.hits[0].report, found.hits[0].block) == (1, "b", 1)
    assert found.total > 1
    scores = [hit.score for hit in found.hits[found.strict :]]
    assert scores == sorted(scores)


def test_what_exact_search_shows_is_left_out_beside_it(indexed: Finder) -> None:
    assert indexed.find("科技金融", Mode.RELATED).hits[0].block == 3
    beside = indexed.find("科技金融", Mode.RELATED, beside_exact=True)
    assert beside.total and all("科技金融" not in hit.before + hit.match + hit.after for hit in beside.hits)


def test_conditions_hold_for_related_hits(indexed: Finder) -> None:
    found = indexed.find("科技", Mode.RELATED, Facets(years=(2021,)))
    assert {hit.year for hit in found.hits} == {2021}
    assert found.counts["year"].keys() == {2021, 2022}


@pytest.mark.parametrize("text", ["，", "《》", "%+", '"', "( )"])
def test_a_query_without_words_says_so(indexed: Finder, text: str) -> None:
    found = indexed.find(text, Mode.RELATED)
    assert (found.total, found.state) == (0, SearchState.NO_WORDS)
    assert "精确" in found.message


@pytest.mark.parametrize(
    "text", ['科技" OR "x', "科技 AND", "NEAR(科技)", "words:科技", "科技*", "-科技", "22.83%", "𠮷", "^科", "'"]
)
def test_no_character_of_a_query_is_syntax(indexed: Finder, text: str) -> None:
    indexed.find(text, Mode.RELATED)
    indexed.find(text)


def test_before_the_words_are_indexed_it_says_so(finder: Finder) -> None:
    assert finder.find("科技", Mode.RELATED).state is SearchState.WORDS_PENDING
    assert "正在建立" in finder.find("科技", Mode.RELATED).message


def test_a_deleted_report_is_at_once_gone_from_related_hits(indexed: Finder, library: Shelves) -> None:
    assert {hit.report for hit in indexed.find("科技", Mode.RELATED).hits} == {"a", "b"}
    del library.reports["a"]
    indexed.remove("a")
    assert {hit.report for hit in indexed.find("科技", Mode.RELATED).hits} == {"b"}


def test_a_changed_report_waits_for_its_words_alone(indexed: Finder, library: Shelves) -> None:
    library.change(library.reports["a"])
    changed = library.read("a")
    assert isinstance(changed, SearchReport)
    indexed.put(changed)
    found = indexed.find("科技", Mode.RELATED)
    assert (found.state, {hit.report for hit in found.hits}) == (SearchState.WORDS_PENDING, {"b"})
    seen: list[tuple[int, int]] = []
    indexed.build_words(on_progress=lambda done, of: seen.append((done, of)))
    assert seen == [(1, 1)]
    assert {hit.report for hit in indexed.find("科技", Mode.RELATED).hits} == {"a", "b"}
