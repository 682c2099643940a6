"""The one pair of Python and PySide6 that must not meet."""

import os
import sys

_FATAL = "6.12.0"  # drops a reference to None in most calls: "Fatal Python error: none_dealloc" after some 5,100
_CURED_BY = (3, 12)  # None is immortal from here on


def refuse_bad_pair() -> None:
    """Leave with one sentence on standard error and status 1 if this PySide6 would kill this Python; call before Qt."""
    if sys.version_info < _CURED_BY and _installed("shiboken6", _FATAL):
        python = ".".join(map(str, sys.version_info[:2]))
        sys.exit(
            f"PySide6 {_FATAL} 与 Python {python} 不能一起使用，程序会中途崩溃；"
            "请运行 pip install PySide6-Essentials==6.11.3，或改用 Python 3.12 以上。"
        )


def _installed(distribution: str, version: str) -> bool:
    # Where importlib.metadata would look, without the 30 ms that importing it adds to every start.
    name = f"{distribution}-{version}.dist-info"
    return any(os.path.isdir(os.path.join(folder, name)) for folder in sys.path)  # noqa: PTH112, PTH118  # pathlib costs, too
