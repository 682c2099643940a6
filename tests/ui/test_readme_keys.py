"""The keys that the README names are those of the program."""

import re
from pathlib import Path

import pytest

from shkc_desktop.ui.action_table import ACTIONS

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
TABLE = README.split("## 常用键")[1].split("\n## ")[0]
KEYS = [key for key in re.findall(r"`([^`]+)`", TABLE) if "滚轮" not in key]


@pytest.mark.parametrize("key", KEYS)
def test_a_key_of_the_readme_does_something(key: str) -> None:
    assert [row.id for row in ACTIONS if key in row.keys]
