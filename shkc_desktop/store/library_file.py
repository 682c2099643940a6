"""The library file: opening, making, checking, and one transaction per change."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from shkc_desktop.model.failure import Failure, LibraryUnusable, cause
from shkc_desktop.store.changes import Change, Writer, apply
from shkc_desktop.store.lock import Lock, LockHeld
from shkc_desktop.store.schema import APPLICATION_ID, SCHEMA_VERSION, bring_up_to_date, differences, lay_out

_HEAD = b"SQLite format 3\x00"


class LibraryFile:
    """One open library file. `read_only` says why it cannot be written, or is empty.

    Not for several threads at once: a worker opens the file again by `again()`.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: Lock | None, read_only: str = "") -> None:
        self.path = path
        self.connection = connection
        self.read_only = read_only
        self._lock = lock
        self._depth = 0

    def close(self) -> None:
        """Close the file and give the lock back."""
        self.connection.close()
        if self._lock is not None:
            self._lock.release()

    def again(self) -> "LibraryFile":
        """The same file on a connection of its own, for a worker thread of this program."""
        return LibraryFile(self.path, _connect(self.path, bool(self.read_only)), None, self.read_only)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing. Nested calls join the outer transaction. Raises Failure with the usual causes."""
        if self.read_only:
            raise LibraryUnusable(self.read_only)
        if self._depth:
            yield self.connection
            return
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0
        except sqlite3.Error as error:
            raise _failure(self.path, error) from error

    def change(self, label: str, work: Callable[[Writer], None]) -> Change:
        """Carry out `work` in one transaction and return what it changed."""
        with self.transaction() as connection:
            writer = Writer(connection)
            work(writer)
            return writer.change(label)

    def apply(self, change: Change) -> None:
        """Bring the rows of `change` to their `after` images, in one transaction."""
        with self.transaction() as connection:
            apply(connection, change)


def create(path: Path) -> LibraryFile:
    """Make an empty library file; raises LibraryUnusable if something stands there already or the place refuses."""
    if path.exists():
        raise LibraryUnusable(f"“{path.name}”已经存在，没有覆盖它。")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = _locked(path)
    except OSError as error:
        raise LibraryUnusable(f"不能在“{path.parent}”新建资料库：{cause(error)}。") from error
    try:
        connection = _connect(path)
        lay_out(connection)
    except sqlite3.Error as error:
        lock.release()
        with suppress(OSError):
            path.unlink()
        raise _failure(path, error) from error
    return LibraryFile(path, connection, lock)


def open_existing(path: Path, read_only: bool = False) -> LibraryFile:
    """Open a library file, bringing it up to date; raises LibraryUnusable with one sentence, the file untouched."""
    _refuse_foreign(path)
    lock: Lock | None = None
    reason = ""
    if not read_only:
        if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
            reason = f"“{path.name}”所在的位置不可写，只能阅读，不能改动。"
        else:
            try:
                lock = _locked(path)
            except OSError as error:
                reason = f"“{path.name}”旁不能放置锁文件（{cause(error)}），只能阅读，不能改动。"
    else:
        reason = f"“{path.name}”以只读方式打开，不能改动。"
    try:
        connection = _connect(path, bool(reason))
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > SCHEMA_VERSION:
            reason = f"“{path.name}”由更新的版本写成，只能阅读，不能改动；请升级本程序。"
        elif version < SCHEMA_VERSION:
            if reason:
                raise LibraryUnusable(f"“{path.name}”由较旧的版本写成，需先升级，而它所在的位置不可写。")
            bring_up_to_date(connection)
        if version <= SCHEMA_VERSION:
            missing, strange = differences(connection)
            if missing:
                raise LibraryUnusable(f"“{path.name}”缺少本程序的数据表，不能打开，没有改动它。")
            if strange:
                reason = reason or f"“{path.name}”的结构与本程序所建的不同，只能阅读，不能改动。"
        problem = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if problem != "ok":
            raise LibraryUnusable(f"“{path.name}”已损坏，没有改动它；请用备份恢复。")
    except sqlite3.DatabaseError as error:
        if lock is not None:
            lock.release()
        raise _failure(path, error) from error
    except LibraryUnusable:
        if lock is not None:
            lock.release()
        raise
    return LibraryFile(path, connection, lock, reason)


def _locked(path: Path) -> Lock:
    lock = Lock(path)
    try:
        lock.acquire()
    except LockHeld as held:
        who = f"（进程 {held}）" if str(held) else ""
        raise LibraryUnusable(f"“{path.name}”正由另一个程序使用{who}，请先关闭它。") from None
    return lock


def _refuse_foreign(path: Path) -> None:
    if path.is_dir():
        raise LibraryUnusable(f"“{path.name}”是文件夹，不是资料库文件。")
    if not path.exists():
        raise LibraryUnusable(f"找不到资料库“{path}”。")
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise LibraryUnusable(f"不能读取“{path.name}”：{cause(error)}。") from error
    if not head:
        raise LibraryUnusable(f"“{path.name}”是空文件，不是资料库。")
    if not head.startswith(_HEAD) or int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise LibraryUnusable(f"“{path.name}”不是本程序的资料库，没有改动它。")


def _connect(path: Path, read_only: bool = False) -> sqlite3.Connection:
    if read_only:
        uri = path.resolve().as_uri() + "?mode=ro"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=5, check_same_thread=False)
    else:
        connection = sqlite3.connect(path, isolation_level=None, timeout=5, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _failure(path: Path, error: sqlite3.Error) -> Failure:
    text = str(error)
    if "locked" in text or "busy" in text:
        return LibraryUnusable(f"“{path.name}”正被另一个程序写入，这一步没有保存；稍后请再试。")
    if "full" in text:
        return LibraryUnusable("磁盘已满，这一步没有保存；腾出空间后请再试。")
    if "readonly" in text or "unable to open" in text:
        return LibraryUnusable(f"“{path.name}”不可写，这一步没有保存；可能是只读磁盘、同步软件或杀毒软件占用。")
    if "malformed" in text or "not a database" in text:
        return LibraryUnusable(f"“{path.name}”已损坏，没有改动它；请用备份恢复。")
    return LibraryUnusable(f"“{path.name}”不能使用（{text}），这一步没有保存。")
