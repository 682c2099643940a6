"""Backups of a library file that have passed their check."""

import contextlib
import sqlite3
from pathlib import Path

from shkc_desktop.model.failure import Failure

KEPT = 10


def back_up(connection: sqlite3.Connection, target: Path) -> Path:
    """Write a whole, checked copy to `target`; an older file there stays until the new one is proved.

    Raises Failure when the copy cannot be written or does not pass.
    """
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(part)) as copy:
            connection.backup(copy)
            problem = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
            ours = connection.execute("SELECT COUNT(*) FROM annotation").fetchone()
            theirs = copy.execute("SELECT COUNT(*) FROM annotation").fetchone()
        if problem != "ok" or ours != theirs:
            raise Failure(f"备份“{target.name}”没有通过检查，已放弃。")
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise Failure(f"不能写备份“{target}”：{error}。") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return target


def rotate(folder: Path, stem: str, kept: int = KEPT) -> None:
    """Keep the newest `kept` backups of that stem; their names sort by time."""
    for old in sorted(folder.glob(f"{stem}-*.shkc"))[:-kept]:
        with contextlib.suppress(OSError):
            old.unlink()
