"""Whether a window can be shown on this machine."""

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ctypes

_BY_SCREEN = ("", "xcb")  # Qt's choice where QT_QPA_PLATFORM names none, outside Wayland
# Qt loads its X11 plugin only with this one, which a fresh desktop often lacks.
_CURSOR_LIBRARY = "libxcb-cursor.so.0"


def refuse_missing_display() -> None:
    """Leave with one sentence on standard error and status 1 where Qt would abort for want of a screen."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if not sys.platform.startswith("linux") or platform not in _BY_SCREEN or os.environ.get("WAYLAND_DISPLAY"):
        return
    name = os.environ.get("DISPLAY", "")
    if not name:
        sys.exit("没有图形显示（未设置 DISPLAY），窗口无法打开；不用窗口时请用命令 shkc。")
    import ctypes  # 2 ms, spared where Qt needs no X11

    try:
        x11 = ctypes.CDLL("libX11.so.6")
        ctypes.CDLL(_CURSOR_LIBRARY)
    except OSError:
        sys.exit(f"缺少系统库 {_CURSOR_LIBRARY}，窗口无法打开；请运行 sudo apt-get install libxcb-cursor0。")
    if not _answers(x11, name):
        sys.exit(f"图形显示 {name} 没有应答，窗口无法打开；不用窗口时请用命令 shkc。")


def _answers(x11: "ctypes.CDLL", name: str) -> bool:
    import ctypes

    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    display = x11.XOpenDisplay(name.encode())
    if not display:
        return False
    x11.XCloseDisplay(display)
    return True
