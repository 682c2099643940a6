"""The console command does what the design promises, in the form it promises."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from shkc_desktop.library import annotating, opening
from shkc_desktop.library.opening import open_library

REPORT = """2019 甲市科技进步报告

第三章 各区进展

3.1 区域创新

嘉定区

嘉定区建成试车场一座，全年测试3000次，引进企业12家。

金山区

金山区改造旧装置，节水8%，新增专利40件。
"""


def shkc(*words: object, status: int = 0) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "shkc_desktop.cli", *map(str, words)], capture_output=True, text=True, encoding="utf-8"
    )
    assert run.returncode == status, run.stderr
    return run.stdout if status == 0 else run.stderr


def shown(*words: object) -> Any:
    return json.loads(shkc(*words, "--json"))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "甲 2019.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def library(tmp_path: Path, report: Path) -> Path:
    path = tmp_path / "库.shkc"
    shkc("import", report, "--library", path)
    return path


def test_outline_shows_blocks_and_stores_nothing(report: Path, tmp_path: Path) -> None:
    found = shown("outline", report)
    assert found["year"] == 2019
    named = {"title", "year", "year_evidence", "encoding", "replaced_characters", "repairs", "sections", "blocks"}
    assert set(found) >= named
    block = next(b for b in found["blocks"] if "试车场" in b["text"])
    assert [d["name"] for d in block["districts"]] == ["嘉定区"]
    assert set(block["districts"][0]) >= {"name", "zone", "evidence", "confidence", "start", "end"}
    assert block["source_lines"] == [9, 9]
    assert list(tmp_path.iterdir()) == [report]


def test_import_says_what_became_of_each_file(tmp_path: Path, report: Path) -> None:
    library = tmp_path / "x.shkc"
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    run = subprocess.run(
        [sys.executable, "-m", "shkc_desktop.cli", "import", report, bad, report, "--library", library, "--json"],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 1
    outcomes = json.loads(run.stdout)
    assert [o["status"] for o in outcomes] == ["added", "failed"]
    assert set(outcomes[0]) == {"file", "status", "report", "states", "message"}
    assert shown("import", report, "--library", library)[0]["status"] == "duplicate"


def test_list_shows_year_and_districts(library: Path) -> None:
    (row,) = shown("list", "--library", library)
    assert (row["year"], row["districts"], row["annotations"]) == (2019, ["嘉定区", "金山区"], 0)
    assert set(row) == {
        "uuid", "title", "year", "edition", "characters", "districts", "annotations", "source_name", "sha256",
    }  # fmt: skip


def test_search_finds_words_over_stray_blanks(library: Path) -> None:
    found = shown("search", "测试 3000次", "--library", library)
    assert (found["total"], found["mode"], found["query"]) == (1, "exact", "测试 3000次")
    hit = found["hits"][0]
    assert (hit["in"], hit["match"], hit["districts"], hit["year"]) == ("text", "测试3000次", ["嘉定区"], 2019)
    assert shown("search", "测试", "--district", "金山区", "--library", library)["total"] == 0


def test_annotations_go_out_and_come_back_the_same(library: Path, report: Path, tmp_path: Path) -> None:
    opened = open_library(library)
    (row,) = shown_reports(opened)
    text, _ = opened.report_text(row)
    start = text.index("试车场")
    annotating.annotate(opened, [(row, start, start + 5)], 3, note="口径？")
    opened.close()
    before = shown("annotations", "list", "--library", library)
    shkc("export", "--format", "jsonld", "-o", tmp_path / "a.jsonld", "--library", library)
    other = tmp_path / "另.shkc"
    shkc("import", report, "--library", other)
    shkc("annotations", "import", tmp_path / "a.jsonld", "--library", other)
    assert shown("annotations", "list", "--library", other) == before
    assert (before[0]["text"], before[0]["districts"], before[0]["colour"]) == ("试车场一座", ["嘉定区"], 3)


def shown_reports(library: Any) -> list[str]:
    from shkc_desktop.library.reporting import list_reports

    return [summary.uuid for summary in list_reports(library)]


def test_export_writes_markdown_with_report_year_district_and_note(library: Path, tmp_path: Path) -> None:
    opened = open_library(library)
    (row,) = shown_reports(opened)
    start = opened.report_text(row)[0].index("节水")
    annotating.annotate(opened, [(row, start, start + 4)], note="与去年比")
    opened.close()
    shkc("export", "--format", "markdown", "-o", tmp_path / "a.md", "--library", library)
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    for words in ("节水8%", "金山区", "2019", "与去年比", "3.1 区域创新"):
        assert words in text


def test_check_finds_nothing_wrong_in_a_sound_library(library: Path) -> None:
    assert shown("check", "--library", library) == {"ok": True, "problems": []}


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["list", "--library", "{}/none.shkc"], 1),
        (["import", "{}/none.txt", "--library", "{}/x.shkc"], 1),
        (["outline", "{}"], 1),
        (["list", "--library", "{}"], 1),
        (["frobnicate"], 2),
        (["export", "--format", "epub", "-o", "{}/x"], 2),
        (["search"], 2),
    ],
)
def test_bad_use_ends_with_one_line_and_its_status(tmp_path: Path, words: list[str], status: int) -> None:
    told = shkc(*(word.format(tmp_path) for word in words), status=status)
    assert "Traceback" not in told
    assert len(told.strip().splitlines()) <= 1


def test_writing_is_refused_while_another_program_holds_the_library(library: Path, report: Path) -> None:
    opened = open_library(library)
    try:
        assert "另一个程序" in shkc("import", report, "--library", library, status=1)
        assert len(shown("list", "--library", library)) == 1
    finally:
        opened.close()


def test_merge_tells_what_differs_and_keeps_both_when_told(library: Path, tmp_path: Path) -> None:
    ours = open_library(library)
    (found,) = ours.file.connection.execute("SELECT uuid FROM report").fetchall()
    (uuid,) = annotating.annotate(ours, [(found[0], 0, 6)], note="我的")[1]
    other = tmp_path / "对方.shkc"
    shkc_copy = opening.back_up(ours, other)
    ours.close()
    theirs = open_library(shkc_copy)
    annotating.set_note(theirs, uuid, "对方的")
    annotating.annotate(theirs, [(found[0], 7, 12)], note="新的")
    theirs.close()

    told = shkc("merge", other, "--library", library, status=1)
    assert told.count("\n") == 1 and uuid in told and "批注" in told
    notes = [row["note"] for row in shown("annotations", "list", "--library", library)]
    assert sorted(notes) == ["我的", "新的"]
    assert shkc("merge", other, "--keep-both", "--library", library).startswith("并入标注 1 条")
    assert "没有新的内容" in shkc("merge", other, "--keep-both", "--library", library)
    notes = [row["note"] for row in shown("annotations", "list", "--library", library)]
    assert sorted(notes) == ["对方的", "我的", "新的"]
