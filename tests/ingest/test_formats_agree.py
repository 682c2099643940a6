"""The same report gives the same districts, whatever format it comes in."""

import os
import random
import re
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from pdf_writing import Words
from report_writing import printed, web_page, word_document

from shkc_desktop.chinese.folding import fold_text
from shkc_desktop.ingest.reading import read_bytes
from shkc_desktop.ingest.recognise import recognise
from shkc_desktop.model.block import BlockKind
from shkc_desktop.model.report import Report

OWN = sorted((Path(__file__).parent / "unseen").glob("*.txt"))
SHARED = Path(os.environ.get("SHKC_REPORTS", Path(__file__).parents[2] / "../shared/reports"))

Headings = frozenset[str] | None

FORMATS: dict[str, Callable[[str, Headings], bytes]] = {
    "bom.txt": lambda text, _: text.encode("utf-8-sig"),
    "crlf.txt": lambda text, _: text.replace("\n", "\r\n").encode(),
    "gb18030.txt": lambda text, _: text.encode("gb18030"),
    "utf-16.txt": lambda text, _: text.encode("utf-16"),
    "markdown.md": lambda text, _: text.encode(),
    "styled.docx": lambda text, _: word_document(text, styled=True),
    "plain.docx": lambda text, _: word_document(text, styled=False),
    "page.html": lambda text, _: web_page(text),
    "one.pdf": lambda text, headings: printed(text, 1, list, headings),
    "two.pdf": lambda text, headings: printed(text, 2, list, headings),
    "rows.pdf": lambda text, headings: printed(text, 2, by_rows, headings),
    "random.pdf": lambda text, headings: printed(text, 2, shuffled, headings),
}


def by_rows(words: list[Words]) -> list[Words]:
    """Drawn from left to right, then down."""
    return sorted(words, key=lambda one: (one.y, one.x))


def shuffled(words: list[Words]) -> list[Words]:
    """Drawn in no order."""
    return random.Random(1).sample(words, len(words))


def own_text(path: Path) -> tuple[str, Headings]:
    """A text of this project, its labels taken off, and its headings."""
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("# year")]
    text = "\n".join(re.sub(r"^[a-z] [a-z+/-]+\|", "", line) for line in lines)
    return text, frozenset(line.partition("|")[2].strip() for line in lines if line.startswith("h "))


def by_character(report: Report) -> tuple[str, list[frozenset[str]]]:
    """The letters and figures of the text without page artifacts, with the districts of each."""
    words, districts = [], []
    for block in report.blocks:
        if block.kind is BlockKind.PAGE_ARTIFACT:
            continue
        for offset in range(block.start, block.end):
            folded = fold_text(report.text[offset])
            if folded.isalnum():
                words.append(folded)
                districts.append(frozenset(a.district for a in block.attributions if a.start <= offset < a.end))
    return "".join(words), districts


def agreement(one: Report, other: Report) -> float:
    """How many of the characters of `one` are in `other`, in their order, with the same districts; 0 to 1."""
    (words, districts), (others, their_districts) = by_character(one), by_character(other)
    same = 0
    for run in SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks():
        pairs = zip(districts[run.a : run.a + run.size], their_districts[run.b : run.b + run.size], strict=True)
        same += sum(mine == theirs for mine, theirs in pairs)
    return same / len(words)


@pytest.mark.parametrize("form", FORMATS)
def test_our_own_texts_give_the_same_districts_in_every_format(form: str) -> None:
    shares = {}
    for path in OWN:
        text, headings = own_text(path)
        plain = recognise(read_bytes(text.encode(), "a.txt"))
        shares[path.stem] = agreement(plain, recognise(read_bytes(FORMATS[form](text, headings), form)))
    print(form, {name: round(share, 3) for name, share in shares.items() if share < 1})
    assert sum(shares.values()) / len(shares) >= 0.97
    assert min(shares.values()) >= 0.8  # no text falls apart, as one whose columns are not seen does


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of real reports is not here")
@pytest.mark.parametrize("form", FORMATS)
def test_real_reports_give_the_same_districts_and_year_in_every_format(form: str) -> None:
    for path in sorted(SHARED.glob("*.txt")):
        text = path.read_text("utf-8")
        plain = recognise(read_bytes(text.encode(), "a.txt"))
        other = recognise(read_bytes(FORMATS[form](text, None), form))
        assert agreement(plain, other) >= 0.97
        assert other.year == plain.year
