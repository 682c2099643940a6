"""The REFI-QDA schemas, where they are at hand; they are not part of this project."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_FOLDER = Path(os.environ.get("SHKC_REFI") or Path(__file__).parents[2].parent / "shared" / "refi")


@pytest.fixture
def refi_schema() -> Callable[[str], Any]:
    """`refi_schema("Project.xsd").validate(text)`."""
    if not (_FOLDER / "Project.xsd").is_file():
        pytest.skip("the REFI-QDA schemas are not here (set SHKC_REFI to their folder)")
    xmlschema = pytest.importorskip("xmlschema")
    return lambda name: xmlschema.XMLSchema(str(_FOLDER / name))
