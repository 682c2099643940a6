"""Exact search finds what Ctrl+F in a perfect editor would find, no less and no more."""

import random
from dataclasses import replace

import pytest

from shkc_desktop.chinese.folding import fold_text
from shkc_desktop.model.hit import Where
from shkc_desktop.model.report import Correction, Report
from shkc_desktop.search.corpus import SearchNote
from shkc_desktop.search.finder import Finder
from shkc_desktop.search.found import SearchState
from tests.benchmarks.generated import generated_reports
from tests.search.conftest import P, Shelves, report_of

ASKED = (
    r"""
G60 | g60 | 5G+XR | ５Ｇ＋ＸＲ | IPv6+ | ipv6＋ | 22.83% | ２２.８３％
“大零号湾” | "大零号湾" | 《上海 | 中以（上海） | 中以(上海) | 2+9+16 | aws
ＡＷＳ | deep sea | DeepSea | 11月17-19日 | 高高 | ”北翼 | 科 | 。 | ， | % | *
a*b | 𠮷 | 𠮷林 | \ | _x_ | ' | " | AND | NEAR( | OR * | ； | （ | 湾”北
转化”基金 | 第六章各区 | 0 | 嘉定 | 不存在
""".strip()
    .replace("\n", " | ")
    .split(" | ")
)


def brute_force(report: Report, wanted: str) -> list[tuple[int, int]]:
    """Every occurrence, looked for character by character within each block."""
    found = []
    for block in report.in_reading_order():
        text = report.block_text(block)
        assert "**" not in text  # marks are gone from the text of a report
        kept = [(fold_text(char), block.start + at) for at, char in enumerate(text) if fold_text(char)]
        for at in range(len(kept) - len(wanted) + 1):
            if all(kept[at + step][0] == char for step, char in enumerate(wanted)):
                found.append((kept[at][1], kept[at + len(wanted) - 1][1] + 1))
    return found


def hits(finder: Finder, text: str) -> list[tuple[str | None, int, int]]:
    found = finder.find(text, limit=None, with_counts=False)
    assert found.total == len(found.hits)
    return [(hit.report, hit.start, hit.end) for hit in found.hits if hit.where is Where.TEXT]


@pytest.mark.parametrize("text", ASKED)
def test_a_query_finds_what_brute_force_finds(finder: Finder, library: Shelves, text: str) -> None:
    wanted = fold_text(text)
    expected = [("a", *span) for span in brute_force(library.reports["a"], wanted)]
    expected += [("b", *span) for span in brute_force(library.reports["b"], wanted)]
    assert hits(finder, text) == expected
    assert bool(expected) == (text != "不存在")


@pytest.mark.parametrize("text", ["(a+)+$", "(.*)*张江$", r"(\d+|第\d+|\d+章)*章$", "[科技]", "科技|成果"])
def test_a_pattern_is_nothing_but_its_signs(finder: Finder, library: Shelves, text: str) -> None:
    assert finder.find(text).total == 0
    written = report_of("b", "年报", 2022, [(P, 0, f"{'a' * 40}！，{text}；第3章第4章章", "")])
    library.change(written)
    finder.changed()
    assert [written.text[start:end] for _, start, end in hits(finder, text)] == [text]


def test_the_words_of_a_hit_fold_to_the_query(finder: Finder) -> None:
    for text in ASKED:
        for hit in finder.find(text, limit=None).hits:
            assert fold_text(hit.match) == fold_text(text)


def test_thousands_of_random_substrings_equal_brute_force(finder: Finder, library: Shelves) -> None:
    for report in generated_reports(2, seed=5, characters=1500):
        library.change(report)
    finder.changed()
    order = sorted(library.reports.values(), key=lambda report: report.year or 0)
    rng = random.Random(11)
    for _ in range(3000):
        text = rng.choice(order).text
        start = rng.randrange(len(text))
        query = text[start : start + rng.randint(1, 9)].replace("\n", rng.choice(["", " "]))
        wanted = fold_text(query)
        if "\n" in text[start : start + 9] or not wanted:
            continue
        expected = [(report.uuid, *span) for report in order for span in brute_force(report, wanted)]
        assert hits(finder, _disguised(query, rng)) == expected, query


def _disguised(query: str, rng: random.Random) -> str:
    """The query as another hand would type it: full width, upper case, blanks in between."""
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code) != "*"}
    match rng.randrange(4):
        case 0:
            return query.translate(wide)
        case 1:
            return query.upper() if fold_text(query.upper()) == fold_text(query) else query
        case 2:
            return " ".join(query) if "*" not in query else query
        case _:
            return query


@pytest.mark.parametrize("text", ["", "  ", "\n", "**", "\u200b"])
def test_a_query_without_a_character_that_counts_says_so(finder: Finder, text: str) -> None:
    found = finder.find(text)
    assert (found.total, found.state) == (0, SearchState.EMPTY)
    assert found.message


def test_hits_come_in_library_order_and_page_by_page(finder: Finder) -> None:
    whole = finder.find("区", limit=None).hits
    assert [hit.year for hit in whole] == sorted(hit.year or 0 for hit in whole)
    pages = [hit for offset in range(0, len(whole), 2) for hit in finder.find("区", limit=2, offset=offset).hits]
    assert tuple(pages) == whole


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("组织and承接", ["组织承接"]),
        ("织 AND 承", ["织承"]),
        ("组织承接", ["组织承接"]),
        ("d承接", ["承接"]),
        ("and", ["织承", "AND"]),
        ("组织", ["组织"]),
    ],
)
def test_a_corrected_passage_is_found_by_both_forms(
    finder: Finder, library: Shelves, text: str, words: list[str]
) -> None:
    report = library.reports["b"]
    at = report.text.index("组织承接") + 2
    library.change(replace(report, corrections=(Correction(at, at, " and "),)))
    finder.changed()
    for counted in (False, True):
        found = finder.find(text, with_counts=counted)
        assert [hit.match for hit in found.hits] == words
        assert found.total == len(words)


def test_replaced_characters_are_found_at_what_replaced_them(finder: Finder, library: Shelves) -> None:
    report = library.reports["a"]
    at = report.text.index("全区推动")
    library.change(replace(report, corrections=(Correction(at, at + 2, "金 区𠮷"),)))
    finder.changed()
    assert [hit.match for hit in finder.find("区𠮷推").hits] == ["全区推"]
    assert [hit.match for hit in finder.find("全区推").hits] == ["全区推"]


def test_a_hit_tells_where_it_stands(finder: Finder) -> None:
    hit = finder.find("概念验证").hits[0]
    assert (hit.report, hit.year, hit.title) == ("b", 2022, "二〇二二年科技进步报告")
    assert (hit.districts, hit.section, hit.block, hit.paragraph) == (("嘉定区",), ("08 区域创新",), 3, 3)
    assert (hit.before, hit.match, hit.after) == ("嘉定推进", "概念验证", "，松江推进科技金融。")


def test_no_hit_reaches_over_two_blocks(finder: Finder) -> None:
    assert finder.find("嘉定区全区").total == 0


def test_titles_and_the_readers_words_are_searched(finder: Finder) -> None:
    finder.set_notes(Where.NOTE, [SearchNote(Where.NOTE, "查中试  平台的出处", "a", "n1", year=2021)])
    finder.set_notes(Where.TAG, [SearchNote(Where.TAG, "产业/中试平台", subject="t1")])
    finder.set_notes(Where.MEMO, [SearchNote(Where.MEMO, "全区中试平台一览", subject="m1")])
    found = finder.find("中试平台")
    assert [(hit.where, hit.start, hit.end) for hit in found.hits] == [("note", 1, 7), ("tag", 3, 7), ("memo", 2, 6)]
    assert [hit.subject for hit in found.hits] == ["", "t1", "m1"]
    assert finder.find("二〇二一年科技").hits[0].where is Where.TITLE
    finder.remove_note(Where.TAG, "t1")
    finder.put_note(SearchNote(Where.MEMO, "", subject="m1"))
    assert finder.find("中试平台").total == 1
