"""Buttons: plain, primary, link, and the flat ones of toolbars."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.label import set_tooltip
from shkc_desktop.ui.icons import icon


class Button(QPushButton):
    """A button of 32 px; kind is "", `primary`, `link` or `danger`."""

    def __init__(
        self,
        words: str,
        kind: str = "",
        *,
        picture: str = "",
        pressed: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self.setProperty("kind", kind)
        self.setFont(theme.font(bold=kind == "primary"))
        if picture:
            self.setIcon(icon(picture, {"primary": "on_accent", "link": "accent"}.get(kind, "text2")))
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        if pressed is not None:
            # clicked brings a bool that the callable does not expect.
            self.clicked.connect(lambda _checked=False: pressed())


def tool_button(picture: str, tooltip: str, pressed: Callable[[], object] | None = None) -> QToolButton:
    """A flat button with an icon; the tooltip is also its name for screen readers."""
    button = QToolButton()
    button.setIcon(icon(picture))
    button.setIconSize(QSize(18, 18))
    button.setFont(theme.font())
    button.setAccessibleName(tooltip)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    set_tooltip(button, tooltip)
    if pressed is not None:
        button.clicked.connect(lambda _checked=False: pressed())
    return button
