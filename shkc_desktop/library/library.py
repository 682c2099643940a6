"""An open library: its file, its codebook and the texts at hand."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from shkc_desktop.model.district import District
from shkc_desktop.model.tag import Tag, by_uuid
from shkc_desktop.store import reading, tags, texts
from shkc_desktop.store.changes import Change, Writer, reversed_change
from shkc_desktop.store.library_file import LibraryFile

if TYPE_CHECKING:
    from shkc_desktop.model.report import Report

# Texts kept at hand: the pages of a window's tabs. A text of a million characters takes some 2 to 4 MB.
_TEXTS_KEPT = 12


class Library:
    """What the wishes in this room work on. One per thread: a worker takes `again()`."""

    def __init__(self, file: LibraryFile, creator: str | None = None) -> None:
        self.file = file
        self.creator = creator if creator is not None else (self.setting("creator") or _login())
        self._texts: OrderedDict[int, tuple[str, str]] = OrderedDict()

    @property
    def path(self) -> Path:
        """Where the library lies."""
        return self.file.path

    @property
    def read_only(self) -> str:
        """Why nothing can be changed, in one sentence; empty when all can."""
        return self.file.read_only

    def close(self) -> None:
        """Close the file."""
        self.file.close()

    def again(self) -> "Library":
        """The same library on a connection of its own, for a worker thread."""
        return Library(self.file.again(), self.creator)

    def change(self, label: str, work: Callable[[Writer], None]) -> Change:
        """One step of the reader's: one transaction, one entry of the history."""
        return self.file.change(label, work)

    def undo(self, change: Change) -> None:
        """Take a change back; raises ChangedElsewhere if its rows have changed since."""
        self.redo(reversed_change(change))

    def redo(self, change: Change) -> None:
        """Do a change again, and bring up to date what is derived from it."""
        with self.file.transaction():
            self.file.apply(change)
            self._derive(change)

    def _derive(self, change: Change) -> None:
        from shkc_desktop.library.deriving import derive  # it stands above this module

        derive(self, change)

    # ---- what every wish needs ----------------------------------------------------------------------

    def text(self, version: int) -> tuple[str, str]:
        """A text version's words and their sha256."""
        found = self._texts.get(version)
        if found is None:
            found = self._texts[version] = texts.text(self.file.connection, version)
            if len(self._texts) > _TEXTS_KEPT:
                self._texts.popitem(last=False)
        else:
            self._texts.move_to_end(version)
        return found

    def report_text(self, report: str) -> tuple[str, str]:
        """The current text of a report and its sha256; ("", "") if there is none."""
        version = texts.current_version(self.file.connection, report)
        return ("", "") if version is None else self.text(version)

    def report(self, uuid: str, raw: bool = False) -> "Report | None":
        """A whole report; with its raw source and original file only when asked for."""
        from shkc_desktop.store import reports  # pages are composed without: a start does not wait for it

        return reports.load(self.file.connection, uuid, raw=raw)

    def districts(self) -> list[District]:
        """The districts of the city in official order."""
        return reading.districts(self.file.connection)

    def tags(self) -> dict[str, Tag]:
        """The living tags by uuid."""
        return by_uuid(tags.read(self.file.connection))

    def setting(self, key: str) -> str | None:
        """A setting of this library."""
        return reading.setting(self.file.connection, key)

    def set_setting(self, key: str, value: str, label: str = "更改设置") -> Change:
        """Write a setting of this library, such as the reader's names for the colours."""
        return self.change(label, lambda writer: writer.put("setting", {"key": key, "value": value}))


def merged(label: str, changes: Iterable[Change]) -> Change:
    """Several changes that were made in one go, as one step."""
    return Change(label, tuple(row for change in changes for row in change.rows))


def _login() -> str:
    import getpass  # asked for only where no name of the reader's is set

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
