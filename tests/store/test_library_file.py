"""Opening, refusing and locking library files."""

import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from shkc_desktop.model.failure import LibraryUnusable
from shkc_desktop.store.library_file import create, open_existing


def test_a_new_library_bears_its_mark_and_version(tmp_path: Path) -> None:
    create(tmp_path / "库.shkc").close()
    head = (tmp_path / "库.shkc").read_bytes()[:100]
    assert head[68:72] == b"SHKC"
    assert int.from_bytes(head[60:64], "big") == 1


def test_a_library_opens_again(tmp_path: Path) -> None:
    path = tmp_path / "库 二.shkc"
    file = create(path)
    with file.transaction() as connection:
        connection.execute("INSERT INTO setting VALUES ('k', 'v')")
    file.close()
    again = open_existing(path)
    assert again.connection.execute("SELECT value FROM setting").fetchone() == ("v",)
    again.close()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "空文件"), (b"not a database at all", "不是本程序"), (b"SQLite format 3\x00" + b"\x00" * 200, "不是本程序")],
)
def test_a_foreign_file_is_refused_and_left_as_it_was(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "x.shkc"
    path.write_bytes(content)
    with pytest.raises(LibraryUnusable, match=words):
        open_existing(path)
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["x.shkc"]


def test_a_damaged_library_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.shkc"
    create(path).close()
    path.write_bytes(path.read_bytes()[:5000] + b"\xff" * 8000)
    with pytest.raises(LibraryUnusable, match="损坏"):
        open_existing(path)


def test_a_folder_and_a_missing_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(LibraryUnusable, match="文件夹"):
        open_existing(tmp_path)
    with pytest.raises(LibraryUnusable, match="找不到"):
        open_existing(tmp_path / "无.shkc")


def test_create_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "x.shkc"
    path.write_text("mine")
    with pytest.raises(LibraryUnusable, match="已经存在"):
        create(path)
    assert path.read_text() == "mine"


def test_a_library_from_the_future_is_only_read(tmp_path: Path) -> None:
    path = tmp_path / "x.shkc"
    create(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    file = open_existing(path)
    assert "更新的版本" in file.read_only
    with pytest.raises(LibraryUnusable, match="更新的版本"), file.transaction():
        pass
    file.close()


_HOLD = """
import sys
from pathlib import Path
from shkc_desktop.store.library_file import open_existing
file = open_existing(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_library_held_by_another_program_is_refused_until_that_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "x.shkc"
    create(path).close()
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LibraryUnusable, match="另一个程序"):
            open_existing(path)
        open_existing(path, read_only=True).close()
        holder.kill()
    open_existing(path).close()


@pytest.mark.parametrize("closed", ["the folder", "the file"])
def test_a_read_only_place_is_only_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: str) -> None:
    path = tmp_path / "x.shkc"
    create(path).close()
    # As the system would answer; the superuser, whom it always lets, runs the tests as well.
    shut, access = tmp_path if closed == "the folder" else path, os.access
    monkeypatch.setattr(os, "access", lambda asked, mode: Path(asked) != shut and access(asked, mode))
    before = path.read_bytes()
    file = open_existing(path)
    assert "不可写" in file.read_only
    with pytest.raises(LibraryUnusable, match="不可写"), file.transaction():
        pass
    file.close()
    assert path.read_bytes() == before and [p.name for p in tmp_path.iterdir()] == ["x.shkc"]


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    file = create(tmp_path / "x.shkc")
    with pytest.raises(RuntimeError), file.transaction() as connection:
        connection.execute("INSERT INTO setting VALUES ('k', 'v')")
        raise RuntimeError
    assert file.connection.execute("SELECT COUNT(*) FROM setting").fetchone() == (0,)
    file.close()


def test_a_full_disk_is_named_and_nothing_is_half_done(tmp_path: Path) -> None:
    file = create(tmp_path / "x.shkc")
    pages = file.connection.execute("PRAGMA page_count").fetchone()[0]
    file.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LibraryUnusable, match="磁盘已满"), file.transaction() as connection:
        connection.execute("INSERT INTO setting VALUES ('k', ?)", ("长" * 100_000,))
    assert file.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    file.close()


THIEF = "CREATE TRIGGER thief AFTER INSERT ON setting BEGIN DELETE FROM annotation; END"
VIEW = "CREATE VIEW spy AS SELECT * FROM annotation"
OTHER = "ALTER TABLE annotation ADD COLUMN more TEXT"


@pytest.mark.parametrize("statement", [THIEF, VIEW, OTHER])
def test_a_library_that_others_have_built_upon_is_only_read(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "x.shkc"
    create(path).close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
    before = path.read_bytes()
    file = open_existing(path)
    assert "结构" in file.read_only
    with pytest.raises(LibraryUnusable, match="只能阅读"), file.transaction():
        pass
    file.close()
    assert path.read_bytes() == before


@pytest.mark.parametrize("statement", ["DROP TABLE memo", "ALTER TABLE memo RENAME TO other"])
def test_a_library_without_its_tables_is_refused(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "x.shkc"
    create(path).close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.execute("CREATE VIEW memo AS SELECT 1")
    before = path.read_bytes()
    with pytest.raises(LibraryUnusable, match="缺少"):
        open_existing(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["x.shkc"]
