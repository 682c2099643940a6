"""The three themes: colours by what they are for, type sizes, and how Qt wears them."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from shkc_desktop.resources import resource

THEMES = ("light", "sepia", "dark")

SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "STSong", "SimSun", "serif")
SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "sans-serif")

# Type sizes in px, as in the design: nothing is written in any other.
PAGE_TITLE, PANEL_TITLE, BODY, LEAD, GROUP, INTERFACE, SECONDARY, MARGIN, YEAR_HEAD = 30, 24, 20, 18, 15, 13, 12, 11, 10

# Heights and radii in px.
TOOLBAR, TABS, STATUS, TREE_ROW, TABLE_ROW, CONTROL = 44, 36, 26, 28, 58, 32
MARK_RADIUS, CHECKBOX_RADIUS, CONTROL_RADIUS, CARD_RADIUS, DIALOG_RADIUS = 3, 4, 6, 8, 12


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme as `#RRGGBB`. marks, strokes: colours 1 to 4. steps: 总览 from none to many."""

    name: str
    title: str
    dark: bool
    page: str
    window: str
    card: str
    line: str
    text: str
    text2: str
    muted: str
    repeat: str
    faint: str
    edge: str
    hover: str
    selected: str
    accent: str
    on_accent: str
    tint: str
    selection: str
    warn: str
    warn_tint: str
    danger: str
    ok: str
    marks: tuple[str, ...]
    strokes: tuple[str, ...]
    steps: tuple[str, ...]

    def colour(self, token: str) -> QColor:
        """The colour of a token: `accent`, or `mark-1` … `mark-4`, `stroke-1` … `stroke-4`."""
        kind, _, number = token.partition("-")
        if number:
            return QColor((self.marks if kind == "mark" else self.strokes)[int(number) - 1])
        return QColor(getattr(self, token))


@cache
def load_tokens(name: str) -> Tokens:
    """The tokens of `light`, `sepia` or `dark`. Raises KeyError for any other."""
    if name not in THEMES:
        raise KeyError(name)
    values: dict[str, Any] = tomllib.loads(resource(f"themes/{name}.toml").read_text(encoding="utf-8"))
    values |= {kind: tuple(values[kind]) for kind in ("marks", "strokes", "steps")}
    return Tokens(name=name, **values)


class _Worn:
    """The theme the program wears now."""

    tokens: Tokens | None = None


def current() -> Tokens:
    """The tokens of the theme that the program wears; painters ask at each paint."""
    return _Worn.tokens or load_tokens("light")


def system_theme() -> str:
    """`dark` if the system says that it is dark, else `light`."""
    # Held in a variable: without it Qt says "already deleted".
    hints = QGuiApplication.styleHints()
    return "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"


def resolve(choice: str) -> str:
    """The name of a theme for what the reader chose: one of the three, or `system`."""
    return choice if choice in THEMES else system_theme()


def font(size: int = INTERFACE, *, serif: bool = False, bold: bool = False) -> QFont:
    """A font of the interface in px; the one place where sizes are set."""
    return QFont(_font(size, serif, bold))


@cache
def _font(size: int, serif: bool, bold: bool) -> QFont:
    made = QFont()
    made.setFamilies(list(SERIF if serif else SANS))
    made.setPixelSize(size)
    if bold:
        made.setWeight(QFont.Weight.Bold)
    return made


def palette(tokens: Tokens) -> QPalette:
    """The QPalette of a theme."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, token in {
        role.Window: "window", role.WindowText: "text", role.Base: "card", role.AlternateBase: "hover",
        role.Text: "text", role.Button: "card", role.ButtonText: "text", role.BrightText: "danger",
        role.Highlight: "selection", role.HighlightedText: "text", role.Link: "accent", role.LinkVisited: "accent",
        role.ToolTipBase: "text", role.ToolTipText: "page", role.PlaceholderText: "muted",
        role.Light: "card", role.Midlight: "hover", role.Mid: "line", role.Dark: "edge", role.Shadow: "line",
        role.Accent: "accent",
    }.items():  # fmt: skip
        made.setColor(which, tokens.colour(token))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, tokens.colour("faint"))
    return made


def style_sheet(tokens: Tokens) -> str:
    """The one style sheet, with the colours of a theme."""
    sheet = resource("themes/widgets.qss").read_text(encoding="utf-8")
    # Longest names first, so that $text2 is not taken for $text.
    for name in sorted((f.name for f in fields(tokens)), key=len, reverse=True):
        value = getattr(tokens, name)
        if isinstance(value, str):
            sheet = sheet.replace(f"${name}", value)
    return sheet.replace("@themes", resource("themes").as_posix()).replace("@theme", tokens.name)


def wear(name: str) -> Tokens:
    """Dress the whole program in a theme (`light`, `sepia`, `dark` or `system`); widgets repaint themselves."""
    tokens = load_tokens(resolve(name))
    app = QApplication.instance()
    if isinstance(app, QApplication) and _Worn.tokens != tokens:
        _Worn.tokens = tokens
        app.setPalette(palette(tokens))
        app.setFont(font())
        app.setStyleSheet(style_sheet(tokens))
    return tokens


def is_theme_change(event: QEvent) -> bool:
    """Whether a widget's changeEvent tells it of another theme."""
    return event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange)


def animations_wanted(widget: QWidget) -> bool:
    """Whether the system lets things move."""
    style = widget.style()
    return bool(style.styleHint(style.StyleHint.SH_Widget_Animation_Duration, None, widget))


def set_surface(widget: QWidget, surface: str) -> None:
    """Give a widget the ground `window`, `page` or `card`."""
    widget.setProperty("surface", surface)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
