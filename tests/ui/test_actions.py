"""Every action of the table works, has a key of its own, and a line of help."""

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from shkc_desktop.resources import resource
from shkc_desktop.ui.action_table import ACTIONS, MENUS, ActionRow
from shkc_desktop.ui.wiring import Wiring


@pytest.mark.parametrize("row", ACTIONS, ids=lambda row: row.id)
def test_an_action_has_words_a_menu_a_key_and_a_line_of_help(row: ActionRow) -> None:
    assert row.text and row.menu in MENUS and row.help.endswith("。")
    assert row.keys and all(not QKeySequence(key).isEmpty() for key in row.keys)
    assert not row.icon or resource(f"icons/{row.icon}.svg").is_file()


def test_no_key_does_two_things() -> None:
    keys = Counter(QKeySequence(key).toString() for row in ACTIONS for key in row.keys)
    assert [key for key, times in keys.items() if times > 1] == []


def test_no_action_is_named_twice() -> None:
    assert len({row.id for row in ACTIONS}) == len(ACTIONS)


def test_every_action_of_the_window_does_something(wiring: Wiring) -> None:
    assert wiring.window.commands.unbound() == set()


def test_every_action_stands_in_its_menu(wiring: Wiring) -> None:
    for row in ACTIONS:
        assert wiring.window.commands[row.id] in wiring.window.toolbar.menus[row.menu].actions()


def test_every_when_is_one_that_the_window_tells(wiring: Wiring) -> None:
    wiring.panels.search.focus()
    assert {row.when for row in ACTIONS if row.when} <= set(wiring.window.commands.states())
