"""The index is a cache: it may be deleted, damaged or outdated, and search goes on."""

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from shkc_desktop.chinese.words import Segmenter
from shkc_desktop.model.hit import Facets, Mode
from shkc_desktop.search import index as index_module
from shkc_desktop.search.corpus import SearchMark, passages_of
from shkc_desktop.search.finder import Finder
from shkc_desktop.search.found import SearchState
from shkc_desktop.search.index import file_name
from shkc_desktop.search.scanning import SearchStopped
from tests.benchmarks.generated import generated_reports
from tests.search.conftest import Shelves

Opened = Callable[..., Finder]


@pytest.fixture
def opened(library: Shelves, segmenter: Segmenter, tmp_path: Path) -> Opened:
    def open_again(path: Path | None = tmp_path / "search.index", library_id: str = "one") -> Finder:
        library.read_count = 0
        return Finder(library, path, library_id, segmenter)

    return open_again


def _built(finder: Finder) -> None:
    finder.catch_up()
    finder.build_words()
    finder.close()


def test_the_second_start_reads_no_report(opened: Opened, library: Shelves) -> None:
    _built(opened())
    assert library.read_count == 2
    finder = opened()
    hit = finder.find("概念验证").hits[0]
    assert (hit.section, hit.paragraph, hit.districts) == (("08 区域创新",), 3, ("嘉定区",))
    assert finder.find("科技", Mode.RELATED).state is SearchState.DONE
    assert library.read_count == 0
    finder.close()


def test_only_what_has_changed_is_read_again(opened: Opened, library: Shelves) -> None:
    _built(opened())
    report = library.reports["a"]
    library.change(replace(report, text=report.text.replace("推动", "加快")))
    del library.reports["b"]
    finder = opened()
    assert (finder.find("加快科技").total, finder.find("推动科技").total, finder.find("概念验证").total) == (1, 0, 0)
    assert library.read_count == 1
    finder.close()


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _scribble(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = b"\x5a" * (len(data) - 4096)
    path.write_bytes(bytes(data))


def _foreign(path: Path) -> None:
    path.write_bytes(b"no database at all" * 1000)


def _unlink(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("harm", [_truncate, _scribble, _foreign, _unlink])
def test_a_harmed_index_is_built_anew(
    opened: Opened, library: Shelves, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    _built(opened())
    harm(tmp_path / "search.index")
    finder = opened()
    assert finder.find("概念验证").total == 1
    assert library.read_count == 2
    finder.build_words()
    assert finder.find("科技", Mode.RELATED).state is SearchState.DONE
    finder.close()


def test_an_index_of_another_library_or_format_is_thrown_away(
    opened: Opened, library: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    _built(opened())
    finder = opened(library_id="two")
    finder.catch_up()
    assert library.read_count == 2
    finder.close()
    monkeypatch.setattr(index_module, "FORMAT", "another")
    finder = opened(library_id="two")
    finder.catch_up()
    assert library.read_count == 2
    finder.close()


def test_words_of_another_dictionary_are_thrown_away(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    _built(opened())
    monkeypatch.setattr(Segmenter, "generation", "another dictionary")
    finder = opened()
    assert finder.find("科技", Mode.RELATED).state is SearchState.WORDS_PENDING
    finder.build_words()
    assert finder.find("科技", Mode.RELATED).state is SearchState.DONE
    finder.close()


def test_without_a_place_to_write_search_works_and_leaves_nothing(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for path in (None, tmp_path / "file" / "search.index"):
        finder = opened(path)
        finder.catch_up()
        finder.build_words()
        assert finder.find("科技", Mode.RELATED).total
        kept = finder.index_path
        assert kept.exists()
        finder.close()
        assert not kept.exists()


def test_a_search_while_the_index_is_built_is_complete_or_says_what_is_missing(opened: Opened) -> None:
    finder = opened()
    stops = iter([False, False, True])
    assert not finder.catch_up(should_stop=lambda: next(stops, True))
    partial = finder.find("科", wait=False)
    assert partial.missing == 1
    whole = finder.find("科")
    assert (whole.missing, whole.total > partial.total) == (0, True)
    finder.close()


def test_a_search_stops_when_asked(finder: Finder) -> None:
    finder.catch_up()
    with pytest.raises(SearchStopped):
        finder.find("科", should_stop=lambda: True)


def test_a_number_is_never_given_twice(opened: Opened, library: Shelves, tmp_path: Path) -> None:
    finder = opened()
    finder.catch_up()
    for _ in range(3):
        library.change(library.reports["a"])
        finder.changed()
        finder.catch_up()
    finder.close()
    with sqlite3.connect(tmp_path / "search.index") as connection:
        numbers = [row[0] for row in connection.execute("SELECT number FROM report ORDER BY number")]
    connection.close()
    assert numbers[-1] == 5


def test_each_library_has_a_file_of_its_own() -> None:
    assert file_name("x") != file_name("y")


def test_searching_goes_on_while_reports_come_and_go(finder: Finder, library: Shelves) -> None:
    finder.catch_up()
    reports = [passages_of(report, "1") for report in generated_reports(4, seed=3, characters=800)]
    broken: list[BaseException] = []
    ended = threading.Event()

    def search() -> None:
        try:
            while not ended.is_set():
                for text in ("的", "科技", "嘉定"):
                    finder.find(text)
        except BaseException as error:  # told below, in the thread of the test
            broken.append(error)

    searching = threading.Thread(target=search)
    searching.start()
    for turn in range(40):
        finder.put(reports[turn % 4])
        finder.set_marks(reports[turn % 4].uuid, [SearchMark("m", turn, turn + 50)])
        finder.remove(reports[(turn + 2) % 4].uuid)
    ended.set()
    searching.join()
    assert broken == []
    assert finder.find("概念验证", facets=Facets(reports=("b",))).total == 1
