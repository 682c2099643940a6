"""How a page is set and coloured, as the reader has chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

# `design/visual.md`: light, sepia, dark.
_TOKENS: Mapping[str, tuple[str, str, str]] = {
    "page": ("#FBF8F2", "#F4ECD8", "#1E1C1A"),
    "card": ("#FFFDF9", "#FBF5E6", "#292623"),
    "line": ("#E4DCCD", "#D8CAA9", "#38342F"),
    "text": ("#241F1B", "#3B2F22", "#E6E1D8"),
    "text2": ("#574F47", "#58492F", "#C6BFB2"),
    "muted": ("#6A6257", "#65563E", "#A1988A"),
    "faint": ("#B5AB9B", "#AE9E7C", "#655E54"),
    "dimmed": ("#7A7165", "#77684B", "#8C8478"),
    "hover": ("#EAE3D5", "#E0D4B6", "#26231F"),
    "accent": ("#2C5268", "#3A5148", "#93BACB"),
    "tint": ("#DDE7EA", "#DBDFC9", "#25343B"),
    "select": ("#C6D8E1", "#CBD6C0", "#34505D"),
}
_FILLS = (
    ("#FFE45C", "#8CC8FA", "#F4A48C", "#C3EBD0"),
    ("#FBDD57", "#74BEE8", "#F59C78", "#C0EAC6"),
    ("#735D22", "#143062", "#56231C", "#146E5F"),
)
_STROKES = (
    ("#A67C00", "#0072B2", "#C04A12", "#00805C"),
    ("#946C00", "#005E94", "#A83A0E", "#12694A"),
    ("#D9B83A", "#6CB4F2", "#F28E6B", "#4FC79B"),
)
THEMES = ("light", "sepia", "dark")


@dataclass(frozen=True)
class PageColours:
    """The colours of a page, as `#RRGGBB`; `fills` and `strokes` are those of marks 1 to 4."""

    page: str
    card: str
    line: str
    text: str
    text2: str
    muted: str
    faint: str
    dimmed: str
    hover: str
    accent: str
    tint: str
    select: str
    fills: tuple[str, str, str, str]
    strokes: tuple[str, str, str, str]

    @classmethod
    def of_theme(cls, name: str) -> Self:
        """The colours of the theme `light`, `sepia` or `dark`."""
        n = THEMES.index(name)
        return cls(**{token: values[n] for token, values in _TOKENS.items()}, fills=_FILLS[n], strokes=_STROKES[n])

    @classmethod
    def light(cls) -> Self:
        """Ink on light paper."""
        return cls.of_theme("light")

    @classmethod
    def sepia(cls) -> Self:
        """Brown on old paper."""
        return cls.of_theme("sepia")

    @classmethod
    def dark(cls) -> Self:
        """Light on dark."""
        return cls.of_theme("dark")

    def fill(self, colour: int) -> str:
        """The fill of a mark's colour 1 to 4."""
        return self.fills[(colour - 1) % 4]

    def stroke(self, colour: int) -> str:
        """The underline of a mark's colour 1 to 4."""
        return self.strokes[(colour - 1) % 4]


@dataclass(frozen=True)
class Look:
    """How the reader wishes a page to be set.

    family: "serif", "sans" or a font's own name. px: size of the text. line_height: in ems.
    column: characters in a line, 30 to 36. show_artifacts: running heads and page numbers of the original too.
    """

    family: str = "serif"
    px: int = 20
    line_height: float = 1.8
    column: int = 32
    show_artifacts: bool = False
    colours: PageColours = field(default_factory=PageColours.light)
