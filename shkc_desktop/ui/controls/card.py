"""A card: a frame of 8 px radius that holds other widgets."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QLayout, QVBoxLayout, QWidget


class Card(QFrame):
    """A frame in the colour of cards; only one that floats casts a shadow."""

    def __init__(self, *, floats: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(8)
        if floats:
            cast_shadow(self)


def cast_shadow(widget: QWidget) -> QGraphicsDropShadowEffect:
    """Let a widget that floats cast the soft shadow of the design."""
    shadow = QGraphicsDropShadowEffect(widget)
    shadow.setBlurRadius(18)
    shadow.setOffset(0, 3)
    shadow.setColor(QColor(0, 0, 0, 70))
    widget.setGraphicsEffect(shadow)
    return shadow


def rule(*, upright: bool = False) -> QFrame:
    """A line of 1 px, across or upright."""
    line = QFrame()
    line.setProperty("rule", "upright" if upright else "true")
    return line


def empty_layout(layout: QLayout) -> None:
    """Take all widgets out of a layout and delete them."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
