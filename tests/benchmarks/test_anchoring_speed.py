"""Marks are found again within the budget."""

import time

import pytest

from shkc_desktop.anchoring.describing import describe
from shkc_desktop.anchoring.folded_text import FoldedText
from tests.anchoring.damage import DAMAGES, invented_report
from tests.anchoring.verdicts import judged, summed
from tests.benchmarks.pace import allowed

TEXTS = [invented_report(seed) for seed in range(5)]


@pytest.mark.budget
@pytest.mark.parametrize("together", [True, False])
def test_a_thousand_marks_in_reports_of_20_kb(capsys: pytest.CaptureFixture[str], together: bool) -> None:
    table = judged(TEXTS, 9, 1000, together=together)
    with capsys.disabled():
        print()
        for kind in DAMAGES:
            print(f"{kind:14} {table[kind]}")
        print(f"{'all nine':14} {summed(table)} of 1 ms each")
    assert summed(table).milliseconds <= allowed(1)


@pytest.mark.budget
def test_marks_in_a_text_of_a_million_characters(capsys: pytest.CaptureFixture[str]) -> None:
    table = judged(TEXTS[:1], 9, 60, ["mistaken", "all together"], padding=500_000)
    with capsys.disabled():
        print()
        for kind, verdicts in table.items():
            print(f"{kind:14} {verdicts} of 50 ms each, in a million characters")
    assert all(verdicts.milliseconds <= 50 for verdicts in table.values())


@pytest.mark.budget
@pytest.mark.parametrize(("copies", "milliseconds"), [(1, 10), (130, 400)])
def test_folding(capsys: pytest.CaptureFixture[str], copies: int, milliseconds: int) -> None:
    text = TEXTS[0] * copies
    FoldedText(text)
    begun = time.process_time()
    FoldedText(text)
    spent = 1000 * (time.process_time() - begun)
    with capsys.disabled():
        print(f"\nfolding {len(text):,} characters: {spent:.1f} ms CPU of {milliseconds} ms")
    assert spent <= milliseconds


@pytest.mark.budget
def test_describing_a_passage_of_a_million_characters(capsys: pytest.CaptureFixture[str]) -> None:
    text = TEXTS[0] * 145
    begun = time.process_time()
    for start in range(0, 1_000_000, 1000):
        describe(text, start, start + 40)
    spent = 1000 * (time.process_time() - begun)
    with capsys.disabled():
        print(f"\ndescribing 1,000 passages of {len(text):,} characters: {spent:.1f} ms CPU of 50 ms")
    assert spent <= allowed(50)
