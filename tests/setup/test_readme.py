"""What the README shows can be typed."""

import re
import shlex
import sys
from pathlib import Path

import click
import pytest

from shkc_desktop.cli import commands
from shkc_desktop.library import opening

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
LINES = re.findall(r"^(shkc .*?)(?: +#.*)?$", README, re.MULTILINE)


@pytest.mark.parametrize("line", LINES)
def test_a_command_line_of_the_readme_is_understood(line: str) -> None:
    command: click.Command = commands
    context = click.Context(commands, info_name="shkc")
    words = shlex.split(line)[1:]
    while isinstance(command, click.Group):
        name, found, words = command.resolve_command(context, words)
        assert found is not None
        command, context = found, click.Context(found, info_name=name, parent=context)
    command.parse_args(context, words)  # raises for an unknown option or a missing argument


def test_the_first_screen_has_both_commands_and_the_picture() -> None:
    first_screen = "\n".join(README.splitlines()[:12])
    assert "sh resources/setup.sh run" in first_screen
    assert "sh resources/setup.sh test" in first_screen
    assert "(resources/screenshots/main.png)" in first_screen


@pytest.mark.skipif(sys.platform != "linux", reason="the README names the folders of Linux")
def test_the_data_lies_where_the_readme_says(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(variable)
    for place in (opening.default_path(), opening.backup_folder(), opening.cache_folder()):
        assert f"`~/{place.relative_to(Path.home())}" in README


@pytest.mark.parametrize("target", re.findall(r"\]\(((?!https?:)[^)#]+)\)", README))
def test_what_the_readme_points_to_is_there(target: str) -> None:
    assert (ROOT / target).exists()
