"""Search answers while the reader types, over a thousand reports of 20 KB and over ten thousand."""

import copy
import itertools
import os
import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from shkc_desktop.chinese.words import Segmenter
from shkc_desktop.model.hit import Mode
from shkc_desktop.search.corpus import SearchReport, passages_of
from shkc_desktop.search.finder import Finder
from tests.benchmarks.generated import generated_reports
from tests.benchmarks.pace import allowed

COMMON = """的 年 ， 。 科 2 % 创新 科技 机器人 科技成果转化 G60 5G+XR 新增 嘉定区 同比增长1"""


class Generated:
    """Stands for a library of generated reports."""

    def __init__(self, number: int) -> None:
        first = [passages_of(report, "1") for report in generated_reports(1000)]
        self.reports: dict[str, SearchReport] = {}
        for volume in range(number // 1000):
            for report in first:
                uuid = f"{volume}-{report.uuid}"
                self.reports[uuid] = replace(report, uuid=uuid, title=f"{report.title}{volume}")
        self.texts = [passage.text for report in first[:50] for passage in report.passages]

    def first(self, number: int) -> "Generated":
        """A library of only so many of them."""
        fewer = copy.copy(self)
        fewer.reports = dict(itertools.islice(self.reports.items(), number))
        return fewer

    def stamps(self) -> Mapping[str, str]:
        return dict.fromkeys(self.reports, "1")

    def read(self, report: str) -> SearchReport | None:
        return self.reports[report]


def queries(texts: list[str]) -> list[str]:
    """Sixteen common ones, and random pieces of one to eight characters."""
    rng, found = random.Random(3), COMMON.split()
    while len(found) < 200:
        text = rng.choice(texts)
        start = rng.randrange(len(text))
        found.append(text[start : start + rng.randint(1, 8)])
    return found


def typed(finder: Finder, source: Generated, with_counts: bool = False) -> tuple[float, float]:
    """Median and 95th percentile of the CPU time of a query, total and first 50 snippets included, in ms."""
    times = []
    for text in queries(source.texts):
        start = time.process_time()
        finder.find(text, with_counts=with_counts)
        times.append((time.process_time() - start) * 1000)
    times.sort()
    return times[len(times) // 2], times[int(len(times) * 0.95)]


@pytest.fixture(scope="module")
def thousand() -> Generated:
    return Generated(1000)


@pytest.fixture(scope="module")
def ready(thousand: Generated, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finder]:
    finder = Finder(thousand, tmp_path_factory.mktemp("index") / "search.index", "bench", Segmenter())
    finder.catch_up()
    yield finder
    finder.close()


@pytest.mark.budget
def test_a_thousand_reports_answer_within_20_ms(ready: Finder, thousand: Generated) -> None:
    median, p95 = min(typed(ready, thousand) for _ in range(2))
    print(f"\nexact search over 1,000 reports: median {median:.1f}, p95 {p95:.1f} ms CPU of 20 ms")
    assert p95 <= allowed(20)
    median, p95 = typed(ready, thousand, with_counts=True)
    print(f"the same with the counts of all facets: median {median:.1f}, p95 {p95:.1f} ms CPU")


@pytest.mark.budget
@pytest.mark.parametrize(
    # Without rjieba a thousand take four times the time of 250, and the run of all tests a minute more.
    ("fast", "number", "seconds"),
    [(True, 1000, 10), (False, 250, 10)],
    ids=["rjieba", "jieba"],
)
def test_reports_are_indexed_in_time(
    thousand: Generated, tmp_path: Path, fast: bool, number: int, seconds: int
) -> None:
    if fast:
        pytest.importorskip("rjieba")
    segmenter = Segmenter(fast)
    segmenter.load()
    finder = Finder(thousand.first(number), tmp_path / "search.index", "bench", segmenter)
    start = time.process_time()
    finder.catch_up()
    exact = time.process_time() - start
    finder.build_words()
    spent = time.process_time() - start
    size = finder.index_path.stat().st_size / 1e6
    finder.close()
    print(
        f"\nindex of {number} reports: exact ready {exact:.1f} s, words {spent:.1f} s CPU of {seconds} s, {size:.0f} MB"
    )
    assert spent <= allowed(seconds)
    assert size <= 60 * number / 1000


@pytest.mark.budget
@pytest.mark.skipif("SHKC_LARGE" not in os.environ, reason="two minutes: set SHKC_LARGE=1 to run it")
def test_ten_thousand_reports_answer_within_100_ms(tmp_path: Path) -> None:
    source = Generated(10_000)
    finder = Finder(source, tmp_path / "search.index", "bench", Segmenter())
    start = time.process_time()
    finder.catch_up()
    exact = time.process_time() - start
    scanned = typed(finder, source)
    finder.grams.build(lambda: False, lambda _done, _of: None)
    counted = typed(finder, source)
    finder.close()
    print(
        f"\n10,000 reports: exact ready in {exact:.0f} s CPU; before characters are counted: median {scanned[0]:.1f},"
    )
    print(f"p95 {scanned[1]:.1f} ms; after: median {counted[0]:.1f}, p95 {counted[1]:.1f} ms CPU of 100 ms")
    assert counted[1] <= allowed(100)


@pytest.mark.budget
def test_related_search_answers_soon(ready: Finder) -> None:
    ready.build_words()
    start = time.process_time()
    found = ready.find("机器人中试平台", Mode.RELATED)
    spent = (time.process_time() - start) * 1000
    print(f"\nrelated search over 1,000 reports: {spent:.0f} ms CPU, {found.total} passages")
    assert found.total
    assert spent <= allowed(500)
