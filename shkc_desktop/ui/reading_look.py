"""How the reader wants pages set and the program coloured, kept over restarts."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from shkc_desktop.ui import theme
from shkc_desktop.ui.page.look import Look, PageColours
from shkc_desktop.ui.preferences import Preferences

FAMILIES = ("serif", "sans")
SIZES = (14, 15, 16, 17, 18, 19, 20, 21, 22, 24, 26, 28, 32, 36)
LINE_HEIGHTS = (1.6, 1.8, 2.0)
COLUMNS = (30, 32, 34, 36)
THEME_CHOICES = ("light", "sepia", "dark", "system")
DEFAULT_PX = 20


class ReadingLook(QObject):
    """The reader's choice of type and theme.

    Signals:
        changed: pages are to be set in another Look.
    """

    changed = Signal(object)

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        family = preferences.text("look/family", "serif")
        self.family = family if family in FAMILIES else "serif"
        self.px = min(max(preferences.number("look/px", DEFAULT_PX), SIZES[0]), SIZES[-1])
        self.line_height = min(max(preferences.number("look/line_height", 18), 14), 24) / 10
        self.column = min(max(preferences.number("look/column", 32), COLUMNS[0]), COLUMNS[-1])
        chosen = preferences.text("look/theme", "system")
        self.theme = chosen if chosen in THEME_CHOICES else "system"
        theme.wear(self.theme)
        # Held: without it Qt says "already deleted".
        self._hints = QGuiApplication.styleHints()
        self._hints.colorSchemeChanged.connect(self._system_changed)

    def look(self) -> Look:
        """How pages are set now."""
        colours = PageColours.from_tokens(theme.current())
        return Look(self.family, self.px, self.line_height, self.column, colours=colours)

    def set_family(self, family: str) -> None:
        """Set pages in `serif` or `sans`."""
        self.family = family
        self._tell("look/family", family)

    def set_px(self, px: int) -> None:
        """Set the size of the text."""
        self.px = min(max(px, SIZES[0]), SIZES[-1])
        self._tell("look/px", self.px)

    def zoom(self, steps: int) -> None:
        """Make the text larger or smaller by steps of the scale."""
        nearest = min(range(len(SIZES)), key=lambda i: abs(SIZES[i] - self.px))
        self.set_px(SIZES[min(max(nearest + steps, 0), len(SIZES) - 1)])

    def set_line_height(self, height: float) -> None:
        """Set the line height, in ems."""
        self.line_height = height
        self._tell("look/line_height", round(height * 10))

    def set_column(self, characters: int) -> None:
        """Set how many characters a line holds."""
        self.column = characters
        self._tell("look/column", characters)

    def set_theme(self, choice: str) -> None:
        """Wear a theme, or follow the system."""
        self.theme = choice
        theme.wear(choice)
        self._tell("look/theme", choice)

    def next_theme(self) -> None:
        """Wear the next of the three themes."""
        now = theme.THEMES.index(theme.current().name)
        self.set_theme(theme.THEMES[(now + 1) % len(theme.THEMES)])

    def _system_changed(self) -> None:
        if self.theme == "system":
            theme.wear("system")
            self.changed.emit(self.look())

    def _tell(self, key: str, value: object) -> None:
        self._preferences.put(key, value)
        self.changed.emit(self.look())
