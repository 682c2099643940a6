"""Widgets one below the other, of which as many are seen as there is room for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class ScrollColumn(QScrollArea):
    """Its widgets go into `column`."""

    def __init__(self) -> None:
        super().__init__()
        host = QWidget()
        self.column = QVBoxLayout(host)
        self.column.setContentsMargins(0, 0, 8, 0)
        self.column.setSpacing(8)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(host)
