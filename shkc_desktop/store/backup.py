"""Backups of a library file that have passed their check."""

import contextlib
import glob
import itertools
import sqlite3
from pathlib import Path

from shkc_desktop.model.failure import Failure, cause
from shkc_desktop.store.lock import Lock, LockHeld
from shkc_desktop.store.schema import APPLICATION_ID

KEPT = 10


def back_up(connection: sqlite3.Connection, target: Path) -> Path:
    """Write a whole, checked copy to `target`; an older file there stays until the new one is proved.

    Raises Failure when the copy cannot be written or does not pass.
    """
    part = target.with_name(target.name + ".part")
    lock = _lock_of(connection, target)
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
    except FileExistsError as error:
        raise Failure(f"不能写备份“{target}”：路径不是文件夹。") from error
    except OSError as error:
        raise Failure(f"不能写备份“{target}”：{cause(error)}。") from error
    except sqlite3.Error as error:
        raise Failure(f"不能写备份“{target}”：位置不可写，或磁盘已满（{error}）。") from error
    finally:
        if lock is not None:
            lock.release()
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return target


def _lock_of(connection: sqlite3.Connection, target: Path) -> Lock | None:
    """The lock of what is about to be replaced: only a library that nobody holds may be; None where nothing lies."""
    if target.is_dir():
        raise Failure(f"“{target}”是文件夹，请写出文件名。")
    if not target.exists():
        return None
    source = connection.execute("PRAGMA database_list").fetchone()[2]
    if Path(source).resolve() == target.resolve():
        raise Failure("备份的位置就是资料库自己，请换一个文件名。")
    lock = Lock(target)
    try:
        with target.open("rb") as file:
            if int.from_bytes(file.read(72)[68:], "big") != APPLICATION_ID:
                raise Failure(f"“{target}”已经存在，又不是资料库，没有盖掉它；请换一个文件名。")
        lock.acquire()
    except LockHeld:
        raise Failure(f"“{target}”正由另一个程序使用，没有盖掉它。") from None
    except OSError as error:
        raise Failure(f"不能写备份“{target}”：{cause(error)}。") from error
    return lock


def put_back(kept: Path, target: Path) -> Path:
    """Copy a backup to the place of a damaged file, which is renamed, never deleted; returns its new name."""
    import shutil  # brings three packers along, for which a start does not wait

    lock = Lock(target)
    part = target.with_name(target.name + ".part")
    try:
        lock.acquire()
        number = next(n for n in itertools.count() if not _damaged(target, n).exists())
        shutil.copyfile(kept, part)
        target.rename(_damaged(target, number))
        part.replace(target)
    except LockHeld:
        raise Failure(f"“{target.name}”正由另一个程序使用，请先关闭它。") from None
    except OSError as error:
        raise Failure(f"不能恢复“{target.name}”：{cause(error)}。") from error
    finally:
        lock.release()
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return _damaged(target, number)


def _damaged(target: Path, number: int) -> Path:
    return target.with_name(f"{target.name}.damaged{number or ''}")


def rotate(folder: Path, series: str, kept: int = KEPT) -> None:
    """Keep the newest `kept` backups of a library; their names sort by time."""
    for old in sorted(folder.glob(f"{glob.escape(series)}-*.shkc"))[:-kept]:
        with contextlib.suppress(OSError):
            old.unlink()
