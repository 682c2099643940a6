"""How a page is set and coloured, as the reader has chosen."""

from dataclasses import dataclass, field
from typing import Self

from shkc_desktop.ui.theme import Tokens, load_tokens


@dataclass(frozen=True)
class PageColours:
    """The colours of a page, as `#RRGGBB`.

    dimmed: words that stand back. fills and strokes: those of marks 1 to 4.
    """

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
    fills: tuple[str, ...]
    strokes: tuple[str, ...]
    is_dark: bool

    @classmethod
    def from_tokens(cls, tokens: Tokens) -> Self:
        """The colours of a page in the program's theme."""
        return cls(
            page=tokens.page,
            card=tokens.card,
            line=tokens.line,
            text=tokens.text,
            text2=tokens.text2,
            muted=tokens.muted,
            faint=tokens.faint,
            dimmed=tokens.repeat,
            hover=tokens.hover,
            accent=tokens.accent,
            tint=tokens.tint,
            select=tokens.selection,
            fills=tokens.marks,
            strokes=tokens.strokes,
            is_dark=tokens.dark,
        )

    @classmethod
    def of_theme(cls, name: str) -> Self:
        """The colours of the theme `light`, `sepia` or `dark`. Raises KeyError for any other."""
        return cls.from_tokens(load_tokens(name))

    @classmethod
    def light(cls) -> Self:
        """Ink on light paper."""
        return cls.of_theme("light")

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
