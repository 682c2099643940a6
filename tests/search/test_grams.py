"""In a large library counts by report spare most of the scanning, and change no answer."""

import random
from collections.abc import Iterator

import pytest

from shkc_desktop.chinese.folding import fold_text
from shkc_desktop.model.hit import Hit
from shkc_desktop.search import grams
from shkc_desktop.search.finder import Finder
from tests.benchmarks.generated import generated_reports
from tests.search.conftest import Shelves


@pytest.fixture
def large(finder: Finder, library: Shelves, monkeypatch: pytest.MonkeyPatch) -> Iterator[Finder]:
    monkeypatch.setattr(grams, "LARGE", 0)
    monkeypatch.setattr(grams, "_SLOTS", 3)
    monkeypatch.setattr(grams, "_PIECE", 100)
    for report in generated_reports(6, seed=2, characters=900):
        library.change(report)
    finder.changed()
    finder.catch_up()
    assert finder.build_words()
    yield finder


def _scanned(finder: Finder, text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, tuple[Hit, ...]]:
    with monkeypatch.context() as patch:
        patch.setattr(grams.Grams, "narrow", lambda self, form: None)
        finder.changed()
        found = finder.find(text + " ", limit=None)  # the blank folds away, so nothing is remembered
        return found.total, found.hits


def test_counts_and_scan_agree(large: Finder, library: Shelves, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(8)
    reports = list(library.reports.values())
    for _ in range(300):
        text = rng.choice(reports).text
        start = rng.randrange(len(text))
        query = fold_text(text[start : start + rng.randint(1, 6)])
        if query:
            found = large.find(query, limit=None, with_counts=False)
            assert (found.total, found.hits) == _scanned(large, query, monkeypatch), query


@pytest.mark.parametrize("text", ["的", "高高", "𠮷", "不存在", "推", "机器人", "，"])
def test_counts_follow_deletion_and_addition(
    large: Finder, library: Shelves, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    gone = next(iter(generated_reports(1, seed=2, characters=900)))
    del library.reports[gone.uuid]
    library.change(next(iter(generated_reports(1, seed=3, characters=900))))
    large.changed()
    found = large.find(text, limit=None, with_counts=False)
    assert gone.uuid not in {hit.report for hit in found.hits}
    assert (found.total, found.hits) == _scanned(large, text, monkeypatch)


def test_many_occurrences_in_one_report_are_all_counted(
    finder: Finder, library: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grams, "LARGE", 0)
    monkeypatch.setattr(grams, "_SLOTS", 1)
    for report in generated_reports(1, seed=6, characters=40_000):
        library.change(report)
    finder.catch_up()
    finder.build_words()
    narrowed = finder.grams.narrow("的")
    assert narrowed is not None and max(narrowed.values()) > 255
    assert sum(narrowed.values()) == finder.find("的", limit=None).total


def test_a_small_library_has_no_such_counts(finder: Finder) -> None:
    finder.catch_up()
    finder.build_words()
    assert finder.grams.narrow("科") is None


def test_counting_stops_when_asked_and_goes_on_later(large: Finder, library: Shelves) -> None:
    for report in generated_reports(3, seed=12, characters=500):
        library.change(report)
    large.changed()
    large.catch_up()
    before = large.grams.covered
    assert not large.build_words(should_stop=lambda: True)
    assert large.grams.covered == before
    assert large.build_words()
    assert len(large.grams.covered) > len(before)
