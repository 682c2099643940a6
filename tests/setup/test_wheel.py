"""The installed package has everything with it, wherever it is started from."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.packaging
ROOT = Path(__file__).parents[2]


def _output(*command: str | Path, cwd: Path) -> str:
    process = subprocess.run(
        list(map(str, command)), cwd=cwd, capture_output=True, encoding="utf-8", env=_environment()
    )
    assert process.returncode == 0, process.stdout + process.stderr
    return process.stdout


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"PYTHONUTF8": "1"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    _output(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of an environment that holds the wheel and borrows this one's dependencies."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    bin_folder = home / ("Scripts" if os.name == "nt" else "bin")
    python = bin_folder / "python"
    _output(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=home)
    purelib = _output(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip()
    borrowed = [path for path in sys.path if path.endswith("site-packages")]
    Path(purelib, "borrowed.pth").write_text("\n".join(borrowed), "utf-8")
    return bin_folder


def test_the_wheel_holds_the_files_that_ship_with_the_program(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = [path for folder in ("corpus", "resources") for path in (ROOT / folder).rglob("*") if path.is_file()]
    assert {f"shkc_desktop/_data/{path.relative_to(ROOT).as_posix()}" for path in shipped} <= names
    data = {name.split(".data/data/share/")[1] for name in names if ".data/data/share/" in name}
    assert data == {
        "applications/shkc-desktop.desktop",
        "metainfo/io.github.shkc_desktop.metainfo.xml",
        "icons/hicolor/scalable/apps/shkc-desktop.svg",
    }


def test_the_installed_package_finds_its_files_from_another_folder(installed: Path, tmp_path: Path) -> None:
    code = (
        "from shkc_desktop import resources; print(resources.__file__);"
        "print(resources.resource('desktop/shkc-desktop.svg').is_file(), len(list(resources.corpus().glob('*.md'))))"
    )
    where, found = _output(installed / "python", "-c", code, cwd=tmp_path).splitlines()
    assert Path(where).is_relative_to(installed.parent)
    assert found == f"True {len(list((ROOT / 'corpus').glob('*.md')))}"


def test_the_installed_command_tells_its_version(installed: Path, tmp_path: Path) -> None:
    assert "0.1.0" in _output(installed / "shkc", "--version", cwd=tmp_path)
