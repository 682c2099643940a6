"""A file that appears whole or not at all."""

import contextlib
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from shkc_desktop.model.failure import Failure, cause

Progress = Callable[[int, int], None]
ShouldStop = Callable[[], bool]
T = TypeVar("T")

# Often enough for a bar that moves and a cancel that is obeyed at once, rarely enough to cost nothing.
_EVERY = 50


class ExportCancelled(Failure):
    """The reader stopped the export; nothing was written."""


@dataclass(frozen=True, slots=True)
class Written:
    """How many excerpts went out, and what the reader should know about them, one Chinese sentence each.

    In a list of references `count` is of reports.
    """

    count: int
    warnings: tuple[str, ...] = ()


@contextmanager
def replacing(path: Path, over_library: bool = False) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place when the block ends well, and vanishes otherwise.

    Raises Failure where the folder cannot be written, and where a library lies, unless `over_library`.
    """
    # A file name has 255 bytes at most, a Chinese character three of them.
    temporary = path.with_name(f".{path.name[:60]}.{secrets.token_hex(4)}.part")
    try:
        if path.is_dir():
            raise Failure(f"“{path}”是一个文件夹，请给出文件名。")
        if not over_library and _is_library(path):
            raise Failure(f"“{path}”是资料库，不能用导出的文件盖掉它，请换一个文件名。")
        yield temporary
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    except OSError as error:
        raise Failure(
            f"无法写入“{path}”（{cause(error)}），请检查文件夹是否存在、可写，磁盘是否已满，文件是否正被打开。"
        ) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _is_library(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(100)
    return head.startswith(b"SQLite format 3") and head[68:72] == b"SHKC"  # as store/schema.py marks it


def watched(things: Sequence[T], progress: Progress | None, should_stop: ShouldStop | None) -> Iterator[T]:
    """The things in order, telling progress on the way. Raises ExportCancelled when asked to stop."""
    total = len(things)
    for done, thing in enumerate(things):
        if done % _EVERY == 0:
            if should_stop is not None and should_stop():
                raise ExportCancelled("导出已取消，没有写入任何文件。")
            if progress is not None:
                progress(done, total)
        yield thing
    if should_stop is not None and should_stop():
        raise ExportCancelled("导出已取消，没有写入任何文件。")
    if progress is not None:
        progress(total, total)
