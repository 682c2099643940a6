"""The pair of Python and PySide6 that kills the process is refused, and the installed one does not kill it."""

import subprocess
import sys
from importlib import metadata

import pytest

from shkc_desktop import versions
from shkc_desktop.versions import refuse_bad_pair

MANY_VOID_CALLS = """
from PySide6.QtCore import QCoreApplication, QTimer
application = QCoreApplication([])
timer = QTimer()
for _ in range(20_000):
    timer.setInterval(5)
"""


def _pretend(monkeypatch: pytest.MonkeyPatch, python: tuple[int, int, int], qt: dict[str, str]) -> None:
    def version(distribution: str) -> str:
        if distribution not in qt:
            raise metadata.PackageNotFoundError(distribution)
        return qt[distribution]

    monkeypatch.setattr(sys, "version_info", python)
    monkeypatch.setattr(versions.metadata, "version", version)


@pytest.mark.parametrize("distribution", ["PySide6-Essentials", "shiboken6"])
@pytest.mark.parametrize("python", [(3, 11, 2), (3, 11, 7)])
def test_the_fatal_pair_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], python: tuple[int, int, int], distribution: str
) -> None:
    _pretend(monkeypatch, python, {distribution: "6.12.0"})
    with pytest.raises(SystemExit) as refusal:
        refuse_bad_pair()
    assert "PySide6 6.12.0 与 Python 3.11 不能一起使用" in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("python", "qt"),
    [
        ((3, 12, 0), {"PySide6-Essentials": "6.12.0", "shiboken6": "6.12.0"}),
        ((3, 11, 7), {"PySide6-Essentials": "6.11.3", "shiboken6": "6.11.3"}),
        ((3, 11, 7), {"PySide6-Essentials": "6.12.1", "shiboken6": "6.12.1"}),
        ((3, 11, 7), {}),
    ],
)
def test_other_pairs_may_start(
    monkeypatch: pytest.MonkeyPatch, python: tuple[int, int, int], qt: dict[str, str]
) -> None:
    _pretend(monkeypatch, python, qt)
    refuse_bad_pair()


def test_the_refusal_is_one_line_and_status_1() -> None:
    code = """
import sys
from importlib import metadata
sys.version_info = (3, 11, 7)
metadata.version = lambda _: "6.12.0"
from shkc_desktop.versions import refuse_bad_pair
refuse_bad_pair()
"""
    process = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, encoding="utf-8")
    assert process.returncode == 1
    assert process.stderr.count("\n") == 1
    assert process.stdout == ""


def test_the_installed_pair_survives_20_000_calls() -> None:
    pytest.importorskip("PySide6", reason="the core runs without Qt")
    process = subprocess.run([sys.executable, "-c", MANY_VOID_CALLS], capture_output=True, text=True)
    assert process.returncode == 0, process.stderr
