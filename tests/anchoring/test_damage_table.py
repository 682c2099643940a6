"""Marks survive: of the passages of a damaged report so many are found at exactly their words, none elsewhere."""

import os
from pathlib import Path

import pytest

from tests.anchoring.damage import invented_report
from tests.anchoring.verdicts import Verdicts, judged, summed

REPORTS = Path(os.environ.get("SHKC_REPORTS", Path(__file__).parents[2].parent / "shared" / "reports"))
INVENTED = [invented_report(seed) for seed in range(5)]


def held(table: dict[str, Verdicts], false: float) -> None:
    shown = "\n".join(f"{kind:14} {verdicts}" for kind, verdicts in table.items())
    total = summed(table)
    assert total.percent("exact") >= 97, shown
    assert total.percent("wrong") <= 0.1, shown
    assert total.percent("false") <= false, shown


@pytest.mark.parametrize("seed", [1, 2])
def test_marks_survive_every_kind_of_damage(seed: int) -> None:
    table = judged(INVENTED, seed, 1000)
    held(table, false=1)
    for kind, verdicts in table.items():
        assert verdicts.percent("exact") >= 97, f"{kind}: {verdicts}"


def test_mark_survives_alone() -> None:
    held(judged(INVENTED, 1, 1000, together=False), false=1)


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the reports to try it on are not beside the project")
def test_marks_survive_in_real_reports() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt"))]
    table = judged(texts, 1, 1000)
    held(table, false=1)
    assert table["all together"].percent("exact") >= 97, table["all together"]


def test_marks_survive_among_look_alikes() -> None:
    table = judged(INVENTED[:1], 1, 100, ["deleted", "replaced", "all together"], padding=500_000)
    held(table, false=6)
