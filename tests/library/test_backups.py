"""Backups come once a day, ten of each library are kept, and one takes the place of a damaged library."""

import os
from pathlib import Path

import pytest

from shkc_desktop.library import annotating, opening
from shkc_desktop.library.library import Library
from shkc_desktop.library.reporting import list_reports
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.report import Report


def damage(path: Path) -> bytes:
    path.write_bytes(path.read_bytes()[:5000] + b"\xff" * 8000)
    return path.read_bytes()


def test_a_library_is_backed_up_once_a_day_and_only_when_it_was_written(library: Library, report: Report) -> None:
    first = opening.back_up_daily(library)
    assert first is not None and opening.backups(library.path) == [first]
    annotating.annotate(library, [(report.uuid, 0, 3)])
    assert opening.back_up_daily(library) is None
    yesterday = first.with_name(first.name.replace(first.name[-20:-12], "20000101"))
    first.rename(yesterday)
    os.utime(yesterday, (1, 1))
    assert opening.back_up_daily(library) is not None
    assert len(opening.backups(library.path)) == 2
    for kept in opening.backups(library.path)[1:]:
        kept.unlink()
    later = library.path.stat().st_mtime + 10
    os.utime(yesterday, (later, later))
    assert opening.back_up_daily(library) is None


def test_ten_are_kept_of_each_library_and_those_of_its_namesake_stay(library: Library, tmp_path: Path) -> None:
    (tmp_path / "别处").mkdir()
    namesake = opening.new_library(tmp_path / "别处" / library.path.name)
    theirs = opening.back_up(namesake)
    namesake.close()
    series = opening.back_up(library)
    for day in range(10, 25):
        series.with_name(series.name.replace(series.name[-20:-12], f"200001{day}")).write_bytes(b"")
    opening.back_up(library)
    assert len(opening.backups(library.path)) == 10
    assert theirs.exists() and opening.backups(tmp_path / "别处" / library.path.name) == [theirs]


def test_the_newest_sound_backup_takes_the_place_of_a_damaged_library(library: Library, report: Report) -> None:
    path = library.path
    good = opening.back_up(library)
    assert opening.restorable(path) is None  # nothing is wrong with it
    library.close()
    newer = good.with_name(good.name.replace(good.name[-20:-12], "29991231"))
    newer.write_bytes(b"\x00" * 5000)
    bad = damage(path)
    assert opening.restorable(path) == good
    again = opening.restore(path, good)
    assert [summary.uuid for summary in list_reports(again)] == [report.uuid]
    again.close()
    assert path.with_name(path.name + ".damaged").read_bytes() == bad
    damage(path)
    opening.restore(path, good).close()
    assert path.with_name(path.name + ".damaged1").exists() and good.exists()


def test_a_library_that_is_held_is_not_replaced(library: Library) -> None:
    good = opening.back_up(library)
    before = library.path.read_bytes()
    with pytest.raises(Failure, match="另一个程序"):
        opening.restore(library.path, good)
    assert library.path.read_bytes() == before
    assert not list(library.path.parent.glob("*.damaged*"))
