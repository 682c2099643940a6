"""Opens, makes, copies and backs up library files."""

import glob
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from shkc_desktop.library.library import Library
from shkc_desktop.model.failure import Failure
from shkc_desktop.store import backup, reading
from shkc_desktop.store.library_file import create, open_existing

_APP = "shkc-desktop"


def default_path() -> Path:
    """`library.shkc` in the user's data folder."""
    import platformdirs

    return Path(platformdirs.user_data_dir(_APP, appauthor=False)) / "library.shkc"


def cache_folder() -> Path:
    """Where files lie that may be deleted, such as the search index."""
    import platformdirs

    return Path(platformdirs.user_cache_dir(_APP, appauthor=False))


def backup_folder() -> Path:
    """Where backups lie: outside the library's own folder, which may be a synchronised one."""
    import platformdirs

    return Path(platformdirs.user_state_dir(_APP, appauthor=False)) / "backups"


def open_library(path: Path, read_only: bool = False) -> Library:
    """Open an existing library. Raises LibraryUnusable with one sentence."""
    return Library(open_existing(path, read_only))


def new_library(path: Path) -> Library:
    """Make an empty library that knows the districts. Raises LibraryUnusable if the place is taken or refuses."""
    with _filled(path) as library:
        _add_districts(library)
    return library


@contextmanager
def _filled(path: Path) -> Iterator[Library]:
    """A new library to be filled; where that fails no empty one stays behind, which the next start would open."""
    library = Library(create(path))
    try:
        yield library
    except BaseException:
        library.close()
        with suppress(OSError):
            path.unlink()
        raise


def _add_districts(library: Library) -> None:
    from shkc_desktop.ingest.gazetteer import load_gazetteer

    with library.file.transaction() as connection:
        reading.set_districts(connection, load_gazetteer().districts)


def open_default(progress: Callable[[int, int], None] | None = None) -> Library:
    """The reader's own library; made with the shipped digests where there is none yet."""
    path = default_path()
    if path.exists():
        return open_library(path)
    from shkc_desktop.library import shipped

    with _filled(path) as library:
        if not shipped.lay_in(library.file):
            _add_districts(library)
            shipped.add_corpus(library, progress)
    return library


def save_as(library: Library, path: Path) -> Library:
    """Copy the library to another file and open that; the old file stays as it is."""
    if path.resolve() == library.path.resolve():
        raise Failure("另存的位置就是现在的文件，请换一个名称。")
    backup.back_up(library.file.connection, path)
    copy = open_library(path)
    library.close()
    return copy


def back_up(library: Library, target: Path | None = None) -> Path:
    """A checked copy: at `target`, or among the ten that rotate in the backup folder."""
    if target is not None:
        return backup.back_up(library.file.connection, target)
    series = _series(library.path)
    made = backup.back_up(library.file.connection, backup_folder() / f"{series}-{_now():%Y%m%d-%H%M%S}.shkc")
    backup.rotate(backup_folder(), series)
    return made


def back_up_daily(library: Library) -> Path | None:
    """A backup if the library was written since the newest one and that is not of today; else None."""
    newest = max(backups(library.path), default=None)
    if newest is not None:
        today = f"{_series(library.path)}-{_now():%Y%m%d}"
        if newest.name.startswith(today) or newest.stat().st_mtime >= library.path.stat().st_mtime:
            return None
    return back_up(library)


def backups(path: Path) -> list[Path]:
    """The rotating backups of the library at `path`, the oldest first."""
    return sorted(backup_folder().glob(f"{glob.escape(_series(path))}-*.shkc"))


def restorable(path: Path) -> Path | None:
    """The newest backup that can be opened in place of a library that cannot; None without, or when that is sound."""
    for candidate in (path, *reversed(backups(path))):
        with suppress(Failure):
            open_library(candidate, read_only=True).close()
            return None if candidate is path else candidate
    return None


def restore(path: Path, kept: Path) -> Library:
    """Put a backup in the place of a damaged library, which stays beside it as `.damaged`, and open it."""
    backup.put_back(kept, path)
    return open_library(path)


def _series(path: Path) -> str:
    import hashlib  # opens a cryptographic library, for which a start does not wait

    # Two libraries may have the same name in different folders: each has its own ten.
    return f"{path.stem}-{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:8]}"


def _now() -> datetime:
    return datetime.now().astimezone()
