"""The one pair of Python and PySide6 that must not meet."""

import sys
from importlib import metadata

_FATAL = "6.12.0"  # drops a reference to None in most calls: "Fatal Python error: none_dealloc" after some 5,100
_CURED_BY = (3, 12)  # None is immortal from here on


def refuse_bad_pair() -> None:
    """Leave with one sentence on standard error and status 1 if this PySide6 would kill this Python; call before Qt."""
    if sys.version_info >= _CURED_BY:
        return
    if _installed("shiboken6") == _FATAL or _installed("PySide6-Essentials") == _FATAL:
        python = ".".join(map(str, sys.version_info[:2]))
        sys.exit(
            f"PySide6 {_FATAL} 与 Python {python} 不能一起使用，程序会中途崩溃；"
            "请运行 pip install PySide6-Essentials==6.11.3，或改用 Python 3.12 以上。"
        )


def _installed(distribution: str) -> str | None:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None
