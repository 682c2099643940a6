"""The digests of the first start are those that an import would make."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from shkc_desktop.library import opening, shipped
from shkc_desktop.library.library import Library
from shkc_desktop.model.failure import Failure
from shkc_desktop.store import prepared


@pytest.fixture
def first_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Library]:
    monkeypatch.setattr(opening, "default_path", lambda: tmp_path / "library.shkc")
    return opening.open_default


def tables(library: Library) -> list[str]:
    names = library.file.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [name for (name,) in names]


def rows_in(library: Library, table: str) -> int:
    return int(library.file.connection.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0])


def test_the_prepared_digests_are_as_an_import_recognises_them(tmp_path: Path) -> None:
    library = opening.new_library(tmp_path / "新认.shkc")
    shipped.add_corpus(library)
    stands = shipped.prepared_path().read_text(encoding="utf-8")
    assert shipped.describe(library) == stands, "run resources/prepare_digests.py"
    library.close()


def test_a_first_start_recognises_nothing_and_has_the_same_library(
    first_start: Callable[[], Library], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = opening.new_library(tmp_path / "新认.shkc")
    shipped.add_corpus(imported)
    monkeypatch.setattr(shipped, "add_corpus", None)
    library = first_start()
    assert prepared.take(library.file.connection) == prepared.take(imported.file.connection)
    both = [each.file.connection.execute("SELECT * FROM report ORDER BY uuid") for each in (library, imported)]
    one, other = ([[type(value) for value in row] for row in rows] for rows in both)
    assert one == other
    for (uuid,) in library.file.connection.execute("SELECT uuid FROM report").fetchall():
        mine, theirs = library.report(uuid, raw=True), imported.report(uuid, raw=True)
        assert mine == theirs and mine is not None and mine.raw
    assert library.file.connection.execute("PRAGMA foreign_key_check").fetchall() == []
    written, meant = ({table for table in tables(each) if rows_in(each, table)} for each in (library, imported))
    assert written == meant
    library.close()
    imported.close()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text.replace('"schema": ', '"schema": 9'),
        lambda text: text.replace('"level"', '"depth"'),
        lambda text: json.dumps({**json.loads(text), "tables": {}}),
        lambda text: text.replace('2016.md"', '2015.md"'),
        lambda _text: "[]",
    ],
    ids=["cut off", "other schema", "other columns", "no tables", "other files", "no object"],
)
def test_where_the_prepared_ones_do_not_fit_the_digests_are_recognised(
    first_start: Callable[[], Library], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[str], str]
) -> None:
    spoilt = tmp_path / "recognised.json"
    spoilt.write_text(spoil(shipped.prepared_path().read_text(encoding="utf-8")), encoding="utf-8")
    monkeypatch.setattr(shipped, "prepared_path", lambda: spoilt)
    library = first_start()
    assert library.file.connection.execute("SELECT COUNT(*) FROM report").fetchone() == (5,)
    assert len(library.districts()) == 16
    library.close()


def test_a_first_start_that_fails_leaves_nothing_and_the_next_is_a_first_one(
    first_start: Callable[[], Library], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Failure("磁盘已满。")

    with monkeypatch.context() as patch:
        patch.setattr(shipped, "prepared_path", lambda: tmp_path / "没有.json")
        patch.setattr(shipped, "add_corpus", refuse)
        with pytest.raises(Failure):
            first_start()
    assert list(tmp_path.iterdir()) == []
    library = first_start()
    assert library.file.connection.execute("SELECT COUNT(*) FROM report").fetchone() == (5,)
    library.close()
