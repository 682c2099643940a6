"""Traditional characters in a query."""

import pytest

from shkc_desktop.chinese import traditional


def test_a_traditional_query_becomes_simplified() -> None:
    pytest.importorskip("opencc")
    assert traditional.simplified("張江科學城") == "张江科学城"


def test_without_the_package_a_query_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert not traditional.is_available()
    assert traditional.simplified("張江") == "張江"
