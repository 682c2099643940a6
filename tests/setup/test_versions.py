"""The pair of Python and PySide6 that kills the process is refused, and the installed one does not kill it."""

import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from shkc_desktop.versions import refuse_bad_pair

MANY_VOID_CALLS = """
from PySide6.QtCore import QCoreApplication, QTimer
application = QCoreApplication([])
timer = QTimer()
for _ in range(20_000):
    timer.setInterval(5)
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder with installed packages."""
    standard = [folder for folder in sys.path if not folder.endswith("site-packages")]
    monkeypatch.setattr(sys, "path", [*standard, str(tmp_path)])
    return tmp_path


def _install(site: Path, version: str) -> None:
    """Leave what pip leaves when it installs PySide6-Essentials, of which shiboken6 is a part."""
    for name in ("pyside6_essentials", "shiboken6"):
        folder = site / f"{name}-{version}.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n", "utf-8")


@pytest.mark.parametrize("python", [(3, 11, 2), (3, 11, 7)])
def test_the_fatal_pair_is_refused(site: Path, monkeypatch: pytest.MonkeyPatch, python: tuple[int, int, int]) -> None:
    _install(site, "6.12.0")
    assert metadata.version("shiboken6") == "6.12.0"
    monkeypatch.setattr(sys, "version_info", python)
    with pytest.raises(SystemExit, match=r"PySide6 6\.12\.0 与 Python 3\.11 不能一起使用") as refusal:
        refuse_bad_pair()
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("python", "qt"), [((3, 12, 0), "6.12.0"), ((3, 11, 7), "6.11.3"), ((3, 11, 7), "6.12.1"), ((3, 11, 7), "")]
)
def test_other_pairs_may_start(
    site: Path, monkeypatch: pytest.MonkeyPatch, python: tuple[int, int, int], qt: str
) -> None:
    if qt:
        _install(site, qt)
    monkeypatch.setattr(sys, "version_info", python)
    refuse_bad_pair()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="newer Pythons live with it")
def test_the_program_itself_refuses_in_one_line(tmp_path: Path) -> None:
    _install(tmp_path, "6.12.0")
    process = subprocess.run(
        [sys.executable, "-m", "shkc_desktop"],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
    )
    assert process.returncode == 1
    assert process.stderr.startswith("PySide6 6.12.0")
    assert process.stderr.count("\n") == 1
    assert process.stdout == ""


def test_the_check_reads_what_pip_leaves() -> None:
    pytest.importorskip("PySide6", reason="the core runs without Qt")
    folder = metadata.distribution("shiboken6").files
    assert folder is not None
    assert any(file.parts[0] == f"shiboken6-{metadata.version('shiboken6')}.dist-info" for file in folder)


def test_the_installed_pair_survives_20_000_calls() -> None:
    pytest.importorskip("PySide6", reason="the core runs without Qt")
    process = subprocess.run([sys.executable, "-c", MANY_VOID_CALLS], capture_output=True, text=True)
    assert process.returncode == 0, process.stderr
