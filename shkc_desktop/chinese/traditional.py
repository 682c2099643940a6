"""Traditional characters in a query, turned into simplified ones where the optional OpenCC is installed."""

import importlib.util
from functools import lru_cache
from typing import Any


def is_available() -> bool:
    """Whether the conversion can be offered."""
    return importlib.util.find_spec("opencc") is not None


@lru_cache(maxsize=1)
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def simplified(query: str) -> str:
    """A query in simplified characters; the query itself where OpenCC is not installed. Never for stored text."""
    return str(_converter().convert(query)) if is_available() else query
