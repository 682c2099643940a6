"""What the program remembers for this reader, outside any library: theme, type, window, recent files."""

from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QSettings

RECENT_KEPT = 10


class Preferences:
    """Typed access to one INI file; QSettings alone gives numbers back as text in the next process."""

    def __init__(self, path: Path | None = None) -> None:
        if path is None:
            # Imported here: tests bring their own file.
            from platformdirs import user_config_path

            path = user_config_path("shkc-desktop", appauthor=False, ensure_exists=True) / "settings.ini"
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        """A text."""
        return cast("str", self._settings.value(key, default, str))

    def number(self, key: str, default: int) -> int:
        """A whole number; what is no number counts as the default."""
        try:
            return int(cast("str", self._settings.value(key, default)))
        except (TypeError, ValueError):
            return default

    def flag(self, key: str, default: bool) -> bool:
        """Yes or no."""
        return cast("bool", self._settings.value(key, default, bool))

    def bytes(self, key: str) -> QByteArray:
        """What Qt wrote of a window, empty if nothing."""
        value = self._settings.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def put(self, key: str, value: object) -> None:
        """Remember a value."""
        self._settings.setValue(key, value)

    def save(self) -> None:
        """Write to disk now."""
        self._settings.sync()

    def recent(self) -> list[Path]:
        """The library files opened last, the latest first."""
        return [Path(line) for line in self.text("library/recent").split("\n") if line]

    def add_recent(self, path: Path) -> None:
        """Put a library file at the head of the recent ones."""
        paths = [path, *(p for p in self.recent() if p != path)][:RECENT_KEPT]
        self.put("library/recent", "\n".join(map(str, paths)))
