"""Starts the window."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

_STARTED = time.monotonic()


class Trace:
    """Writes what happened when, a JSON object a line; nothing without a file."""

    def __init__(self, path: Path | None) -> None:
        self._file: IO[str] | None = path.open("w", encoding="utf-8") if path is not None else None

    def note(self, event: str, **facts: object) -> None:
        """Write an event with the wall and CPU time since the process started, in ms."""
        if self._file is not None:
            import json

            entry = {"event": event, "wall_ms": round(wall_ms()), "cpu_ms": round(time.process_time() * 1000)}
            self._file.write(json.dumps(entry | facts, ensure_ascii=False) + "\n")
            self._file.flush()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None


def wall_ms() -> float:
    """Milliseconds since the process started; since this module was imported where the system does not tell."""
    try:
        ticks = float(Path("/proc/self/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[19])
        uptime = float(Path("/proc/uptime").read_text(encoding="ascii").split()[0])
        import os

        return (uptime - ticks / os.sysconf("SC_CLK_TCK")) * 1000
    except (OSError, ValueError, IndexError):
        return (time.monotonic() - _STARTED) * 1000


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="shkc-desktop", description="上海科创报告阅读器")
    parser.add_argument(
        "files", nargs="*", metavar="文件", help="要导入的报告，要打开的资料库（.shkc），或 shkc:// 链接"
    )
    parser.add_argument("--library", type=Path, metavar="FILE", help="用这个资料库文件；没有就新建")
    parser.add_argument("--open", metavar="LINK", help="shkc:// 链接，或 区/年，如 嘉定/2022")
    parser.add_argument("--trace", type=Path, metavar="FILE", help="把启动各步的时刻写进这个文件（JSON 行）")
    parser.add_argument("--quit-when-shown", action="store_true", help="显示出来就退出")
    options = parser.parse_args(argv)
    # A desktop hands over links and files alike, files as file:// where it likes.
    links = [words for words in options.files if words.startswith("shkc://")]
    options.open = options.open or next(iter(links), None)
    options.files = [_path(words) for words in options.files if words not in links]
    return options


def _path(words: str) -> Path:
    if not words.startswith("file://"):
        return Path(words)
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    return Path(url2pathname(urlsplit(words).path))


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window; returns the exit status: 0, or 1 when the library could not be opened."""
    options = arguments(sys.argv[1:] if argv is None else argv)
    from shkc_desktop.display import refuse_missing_display
    from shkc_desktop.versions import refuse_bad_pair

    refuse_bad_pair()
    refuse_missing_display()
    # Before Qt: once it is there, PySide reads the source of every module that is imported, 16 ms in all.
    import shkc_desktop.library.overview
    import shkc_desktop.library.pages  # noqa: F401  # imported for the sake of the order

    # Qt is imported only now: the two above tell in a sentence what Qt would tell by dying.
    from shkc_desktop.ui.starting import run

    try:
        trace = Trace(options.trace)
    except OSError as error:
        from shkc_desktop.model.failure import cause

        print(f"不能写入“{options.trace}”：{cause(error)}。", file=sys.stderr)
        return 1
    return run(options, trace)
