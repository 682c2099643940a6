"""What cannot be read or written is said in one line, with its exit status, and nothing stored is touched."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from shkc_desktop.library import opening
from shkc_desktop.library.opening import open_library
from shkc_desktop.library.reporting import list_reports

Make = Callable[[Path], object]
GOOD = "2019 甲市科技进步报告\n\n嘉定区\n\n嘉定区建成试车场一座。\n"

FILES: dict[str, tuple[Make, str]] = {
    "空的.txt": (Path.touch, "空文件"),
    "空白.md": (lambda p: p.write_text(" \n\n", encoding="utf-8"), "空文件"),
    "杂乱.txt": (lambda p: p.write_bytes(bytes(range(256)) * 20), "没有可读的文字"),
    "图片.txt": (lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "图片"),
    "坏的.docx": (lambda p: p.write_bytes(b"PK\x03\x04" + b"x" * 50), "损坏"),
    "坏的.pdf": (lambda p: p.write_bytes(b"%PDF-1.7\n" + b"x" * 50), "PDF"),
    "没有.txt": (lambda p: None, "找不到"),
}
LIBRARIES: dict[str, tuple[Make, str]] = {
    "假的.shkc": (lambda p: p.write_text("不是资料库", encoding="utf-8"), "不是本程序的资料库"),
    "空的.shkc": (Path.touch, "空文件"),
    "夹子.shkc": (Path.mkdir, "文件夹"),
}


def shkc(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "shkc_desktop.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")


def refused(*words: object) -> str:
    """The one line on standard error of a command that fails."""
    run = shkc(*words)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith("shkc: ") and run.stderr.count("\n") == 1
    return run.stderr


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with one report."""
    path = tmp_path / "库.shkc"
    (tmp_path / "好的 2019.txt").write_text(GOOD, encoding="utf-8")
    assert shkc("import", tmp_path / "好的 2019.txt", "--library", path).returncode == 0
    return path


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_is_named_and_the_library_stays(library: Path, tmp_path: Path, name: str) -> None:
    make, words = FILES[name]
    path = tmp_path / name
    make(path)
    before = library.read_bytes()
    run = shkc("import", path, "--library", library)
    assert run.returncode == 1
    assert run.stdout.startswith("failed") and run.stdout.count("\n") == 1
    assert words in run.stdout and name in run.stdout
    assert words in refused("outline", path)
    assert library.read_bytes() == before


def test_an_empty_folder_has_nothing_to_import(library: Path, tmp_path: Path) -> None:
    (tmp_path / "夹子").mkdir()
    before = library.read_bytes()
    run = shkc("import", tmp_path / "夹子", "--library", library)
    assert (run.returncode, run.stdout, run.stderr) == (1, "", "没有可以导入的文件。\n")
    assert "文件夹" in refused("outline", tmp_path / "夹子")
    assert library.read_bytes() == before


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_library_that_is_none_is_refused_by_every_command_and_stays(tmp_path: Path, name: str) -> None:
    make, words = LIBRARIES[name]
    path = tmp_path / name
    make(path)
    good = tmp_path / "好的.txt"
    good.write_text(GOOD, encoding="utf-8")
    before = None if path.is_dir() else path.read_bytes()
    for command in (["list"], ["import", good], ["search", "试车"], ["check"], ["backup", "-o", tmp_path / "b.shkc"]):
        assert words in refused(*command, "--library", path)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([good.name, name])
    assert before is None or path.read_bytes() == before


def test_a_missing_library_is_made_by_import_alone(tmp_path: Path) -> None:
    for command in (["list"], ["search", "试车"], ["check"], ["merge", tmp_path / "b.shkc"]):
        assert "找不到" in refused(*command, "--library", tmp_path / "没有.shkc")
    assert list(tmp_path.iterdir()) == []


def test_a_held_library_is_read_but_not_written(library: Path, tmp_path: Path) -> None:
    holder = open_library(library)
    try:
        good = tmp_path / "又一份 2020.txt"
        good.write_text(GOOD.replace("2019", "2020"), encoding="utf-8")
        for command in (["import", good], ["annotations", "import", good], ["merge", library.with_name("b.shkc")]):
            run = shkc(*command, "--library", library)
            assert run.returncode == 1 and run.stderr.count("\n") == 1
        assert "另一个程序" in refused("import", good, "--library", library)
        assert shkc("list", "--library", library).returncode == 0
        assert len(list_reports(holder)) == 1
    finally:
        holder.close()


def test_a_place_where_nothing_can_be_written_is_named(library: Path, tmp_path: Path) -> None:
    (tmp_path / "文件").touch()
    inside = tmp_path / "文件" / "x"
    before = library.read_bytes()
    for name in ("markdown", "xlsx", "docx", "jsonld"):
        assert "路径不是文件夹" in refused("export", "--format", name, "-o", inside, "--library", library)
    assert "路径不是文件夹" in refused("backup", "-o", inside, "--library", library)
    assert "文件夹" in refused("export", "--format", "csv", "-o", tmp_path, "--library", library)
    assert "文件夹" in refused("backup", "-o", tmp_path, "--library", library)
    assert library.read_bytes() == before


@pytest.mark.parametrize("name", ["markdown", "html", "docx", "xlsx", "csv", "text", "jsonld", "bibtex", "ris"])
def test_an_export_never_takes_the_place_of_a_library(library: Path, name: str) -> None:
    before = library.read_bytes()
    assert "资料库" in refused("export", "--format", name, "-o", library, "--library", library)
    assert library.read_bytes() == before


def test_a_backup_takes_the_place_only_of_a_library_that_nobody_holds(library: Path, tmp_path: Path) -> None:
    other, text = tmp_path / "别的.shkc", tmp_path / "好的 2019.txt"
    opening.new_library(other).close()
    assert "资料库自己" in refused("backup", "-o", library, "--library", library)
    assert "没有盖掉它" in refused("backup", "-o", text, "--library", library)
    assert text.read_text(encoding="utf-8") == GOOD
    holder = open_library(other)
    try:
        assert "另一个程序" in refused("backup", "-o", other, "--library", library)
    finally:
        holder.close()
    assert shkc("backup", "-o", other, "--library", library).returncode == 0
    again = open_library(other)
    assert len(list_reports(again)) == 1
    again.close()
