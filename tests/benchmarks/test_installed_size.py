"""What the program takes on the disk, with all it cannot do without."""

import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

ROOT = Path(__file__).parents[2]
BUDGET_MB = 330


def _needed(requirements: list[str]) -> set[NormalizedName]:
    """The distributions that these requirements bring, optional ones left out."""
    found = {canonicalize_name("pip")}  # asked for by sqlite-utils, but every environment has it anyway
    waiting = list(requirements)
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        if name not in found and (requirement.marker is None or requirement.marker.evaluate({"extra": ""})):
            found.add(name)
            waiting += metadata.requires(name) or []
    return found - {"pip"}


@pytest.mark.budget
def test_the_installed_size_keeps_to_its_budget() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    files = [
        Path(str(file.locate()))
        for name in _needed(project["dependencies"])
        for file in metadata.files(name) or ()
        if not file.name.endswith(".pyc")  # written by Python as it goes
    ]
    files += [path for folder in ("shkc_desktop", "resources", "corpus") for path in (ROOT / folder).rglob("*")]
    megabytes = sum(path.stat().st_size for path in files if path.is_file()) / 1e6
    print(f"installed size: {megabytes:.0f} MB of {BUDGET_MB}")
    assert megabytes <= BUDGET_MB
