"""Characters that no document format can carry, taken out before anything is written."""

import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from shkc_desktop.model.selector import Target

# XML 1.0 allows none of these; a lone surrogate cannot even be encoded.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
_EITHER = re.compile(f"{_UNPRINTABLE.pattern}|{_LINE_END.pattern}")

T = TypeVar("T")


def cleaned(things: Sequence[T]) -> tuple[list[T], tuple[str, ...]]:
    """The values with every string in them printable (LF line ends), and a sentence on what was taken out."""
    sweep = _Sweep()
    clean = [sweep.value(thing) for thing in things]
    warning = f"有 {sweep.removed} 个无法显示的控制字符没有导出。"
    return clean, (warning,) if sweep.removed else ()


def clean_text(text: str) -> str:
    """The text without unprintable characters, its line ends LF."""
    return _UNPRINTABLE.sub("", _LINE_END.sub("\n", text))


class _Sweep:
    def __init__(self) -> None:
        self.removed = 0
        self._seen: dict[int, tuple[Any, Any]] = {}

    def value(self, value: Any) -> Any:
        """The value itself where it is clean already, so that 10,000 clean excerpts cost no copies."""
        if isinstance(value, Enum | Target):  # a target is not shown, its words are the excerpt's
            return value
        if isinstance(value, str):
            if not _EITHER.search(value):
                return value
            self.removed += len(_UNPRINTABLE.findall(value))
            return clean_text(value)
        if isinstance(value, tuple):
            parts = tuple(self.value(part) for part in value)
            return value if all(new is old for new, old in zip(parts, value, strict=True)) else parts
        if is_dataclass(value) and not isinstance(value, type):
            known = self._seen.get(id(value))
            if known is not None:  # ten thousand excerpts share five sources
                return known[1]
            changes = {
                field.name: new
                for field in fields(value)
                if (new := self.value(old := getattr(value, field.name))) is not old
            }
            clean = replace(value, **changes) if changes else value
            self._seen[id(value)] = (value, clean)
            return clean
        return value
