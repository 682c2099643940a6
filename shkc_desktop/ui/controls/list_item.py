"""A row of a painted list, with what Qt asks for kept on Qt's side."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QStandardItem


def list_item(words: str, height: int, *, can_be_chosen: bool = True) -> QStandardItem:
    """A row of `height` px. words: what a screen reader says of it.

    A model written in Python is asked some 700 times while a list of 60 rows is laid out, and each question may have
    to wait until a worker lets go of the interpreter; items are asked without it.
    """
    item = QStandardItem(words)
    item.setSizeHint(QSize(100, height))
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if can_be_chosen else Qt.ItemFlag.ItemIsEnabled
    item.setFlags(flags)
    return item
