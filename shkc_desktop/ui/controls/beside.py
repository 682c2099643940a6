"""Where a small field opens: beside a point, and wholly inside the window."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

_EDGE = 8


def open_beside(field: QWidget, host: QWidget, point: QPoint) -> None:
    """Show a field, a child of `host`, at a point of the host or as near to it as it fits."""
    field.adjustSize()
    keep_inside(field, host, point)
    field.show()
    field.raise_()


def keep_inside(field: QWidget, host: QWidget, point: QPoint) -> None:
    """Move a field of its final size to a point of the host, or as near to it as it fits."""
    x = max(_EDGE, min(point.x(), host.width() - field.width() - _EDGE))
    y = max(_EDGE, min(point.y(), host.height() - field.height() - _EDGE))
    field.move(x, y)
