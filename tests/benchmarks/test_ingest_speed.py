"""One text of 20 KB is understood within the budget, and the worst one too."""

import random
import time

import pytest

from shkc_desktop.ingest.gazetteer import load_gazetteer
from shkc_desktop.ingest.recognise import recognise
from shkc_desktop.ingest.source import SourceText
from tests.benchmarks.pace import allowed

SIZE = 20_480
_SENTENCES = (
    "围绕{a}打造研发与制造融合的示范点，全年新增高新技术企业{n}家",
    "{a}的概念验证平台对外开放，服务团队{n}个",
    "发布支持初创企业的实施细则，{n}个项目获得首轮资助",
    "与高校共建联合实验室，形成“企业出题、院所答题”的机制",
)


def report() -> str:
    """A text of 20 KB as reports are: sections, district headings, some of them lost, a running head now and then."""
    generator = random.Random(7)
    gazetteer = load_gazetteer()
    lines: list[str] = []
    section = 0
    while len("\n".join(lines).encode()) < SIZE:
        section += 1
        lines += [f"{section // 4 + 1}.{section % 4 + 1} 全域创新第{section}组", ""]
        for district in gazetteer.districts:
            zones = [p.name for p in gazetteer.places.values() if p.district == district.name and p.kind == "zones"]
            words = [s.format(a=generator.choice(zones), n=generator.randrange(5, 900)) for s in _SENTENCES]
            if generator.random() < 0.6:
                lines += [district.name, ""]
            lines += ["。".join(words) + "。", "", ""]
        lines += [f"2018 某市科技进步报告 {section}", ""]
    return "\n".join(lines)


def cpu_ms(raw: str) -> float:
    """CPU time of understanding a text once, in milliseconds, the best of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        recognise(SourceText(raw))
        times.append((time.process_time() - start) * 1000)
    return min(times)


@pytest.mark.budget
def test_a_text_of_20_kb_is_understood_in_25_ms() -> None:
    recognise(SourceText("嘉定区\n推出一项办法。"))
    spent = cpu_ms(report())
    print(f"\nimport of one 20 KB text: {spent:.1f} ms CPU")
    assert spent < allowed(25)


WORST = {
    "one line without punctuation": "嘉定区青浦区推进创新",
    "single characters": "嘉\n",
    "districts only": "嘉定区\n",
    "an endless enumeration": "嘉定、",
    "blanks between all characters": "嘉 ",
    "open brackets": "“《（",
    "years": "2018—",
    "full stops": ".",
    "bold marks": "**",
    "items": "- 嘉定\n",
    "short sentences": "嘉定区推进。",
    "numbered headings": "1.2 推进\n",
    "titles": "上海报告",
}


@pytest.mark.budget
@pytest.mark.parametrize("unit", WORST.values(), ids=WORST.keys())
def test_the_worst_text_of_20_kb_takes_under_200_ms(unit: str) -> None:
    raw = unit * (SIZE // len(unit.encode()))
    spent = cpu_ms(raw)
    print(f"\nworst text: {spent:.0f} ms CPU")
    assert spent < allowed(200)
