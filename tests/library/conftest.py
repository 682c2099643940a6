"""A library with one small report, as the tests of this room need it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shkc_desktop.library.library import Library
from shkc_desktop.model.district import District
from shkc_desktop.model.report import Report
from shkc_desktop.store import reading, reports
from shkc_desktop.store.library_file import create

DISTRICTS = (District("嘉定区", "嘉定", "jd"), District("金山区", "金山", "js"), District("崇明区", "崇明", "cm"))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library that knows three districts."""
    file = create(tmp_path / "试 验.shkc")
    with file.transaction() as connection:
        reading.set_districts(connection, DISTRICTS)
    library = Library(file, "甲")
    yield library
    library.close()


@pytest.fixture
def report(library: Library, make_report: Callable[..., Report]) -> Report:
    """A stored report with two districts, one passage of none, and characters beyond the basic plane."""
    made = make_report(
        [
            ("#", "第四章 各区进展"),
            ("paragraph", "全市各区按部署推进，𠮷祥路与😀广场先行试点。"),
            ("##", "嘉定区", "嘉定区"),
            ("paragraph", "𠮷😀汽车城新建试车场一座，全年完成测试三千次。", "嘉定区"),
            ("list_item", "四月，联合实验室揭牌", "嘉定区"),
            ("##", "金山区", "金山区"),
            ("paragraph", "化工园区改造旧装置，节水百分之八。", "金山区"),
        ]
    )
    with library.file.transaction() as connection:
        reports.add(connection, made)
    return made
