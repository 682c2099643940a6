"""The core, and the tests of the core, run where PySide6 is not installed."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WINDOW_ROOMS = {"ui", "app", "__main__"}
CORE = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "shkc_desktop").rglob("*.py")
    if path.relative_to(ROOT / "shkc_desktop").with_suffix("").parts[0] not in WINDOW_ROOMS
)
ROOMS = sorted({module.split(".")[1] for module in CORE if "." in module})
BLOCKING = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ModuleNotFoundError(name=name)
sys.meta_path.insert(0, Absent())
"""


def _run_without_qt(code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", "-c", BLOCKING + code]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT)


def test_qt_is_truly_absent_in_these_tests() -> None:
    assert "ModuleNotFoundError" in _run_without_qt("import PySide6.QtCore").stderr


@pytest.mark.parametrize("room", ROOMS)
def test_a_core_room_imports(room: str) -> None:
    modules = [module for module in CORE if module.split(".")[1:2] == [room]]
    process = _run_without_qt(
        "import importlib\n" + "".join(f"importlib.import_module({name!r})\n" for name in modules)
    )
    assert process.returncode == 0, process.stderr


def test_the_tests_of_the_core_find_all_they_ask_for() -> None:
    # --setup-plan resolves every fixture and calls no test: they run once, in the ordinary run.
    arguments = ["tests", "-q", "--setup-plan", "-p", "no:pytest-qt", "-p", "no:cacheprovider"]
    process = _run_without_qt(f"import pytest; sys.exit(pytest.main({arguments}))")
    assert process.returncode == 0, process.stdout[-4000:] + process.stderr
    assert "tests/ui/" not in process.stdout
