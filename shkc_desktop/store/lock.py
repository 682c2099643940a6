"""The lock beside a library file: one program writes at a time."""

import contextlib
import os
import sys
from pathlib import Path
from typing import IO


class LockHeld(Exception):
    """Another program holds the library; `str()` names its process and machine."""


class Lock:
    """An advisory lock on `library.shkc.lock`, freed by the system even when the process is killed."""

    def __init__(self, library: Path) -> None:
        self._path = library.with_name(library.name + ".lock")
        self._file: IO[str] | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._file is not None

    def acquire(self) -> None:
        """Take the lock or raise LockHeld at once. Raises OSError where the folder cannot be written."""
        while True:
            file = self._path.open("a+", encoding="utf-8")
            try:
                _take(file)
            except OSError:
                file.seek(0)
                holder = file.read(200).strip()
                file.close()
                raise LockHeld(holder) from None
            if _is_still_there(file, self._path):
                break
            file.close()  # who held it took the file away between our two steps
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()} {_machine()}")
        file.flush()
        self._file = file

    def release(self) -> None:
        """Give the lock back; harmless when it is not held."""
        if self._file is not None:
            if sys.platform != "win32":
                # While it is still held: afterwards it could be another's.
                with contextlib.suppress(OSError):
                    self._path.unlink()
            self._file.close()
            self._file = None
            if sys.platform == "win32":
                with contextlib.suppress(OSError):
                    self._path.unlink()


def _is_still_there(file: IO[str], path: Path) -> bool:
    try:
        return sys.platform == "win32" or os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _take(file: IO[str]) -> None:
        # Beyond the text, so that another process can still read who holds it.
        file.seek(1000)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _machine() -> str:
        return os.environ.get("COMPUTERNAME", "")
else:
    import fcntl

    def _take(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _machine() -> str:
        return os.uname().nodename
