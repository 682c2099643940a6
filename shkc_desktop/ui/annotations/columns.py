"""The columns of the table: where they stand, and their heads by which it is sorted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shkc_desktop.library.table import AnnotationRow
from shkc_desktop.ui import icons, theme


@dataclass(frozen=True, slots=True)
class Column:
    """A column. width: px, 0 takes what is left; narrow: the window's width below which it goes."""

    name: str
    title: str
    width: int
    narrow: int = 0
    right: bool = False


COLUMNS = (
    Column("words", "摘录与批注", 0),
    Column("tags", "标签", 196),
    Column("district", "区", 80),
    Column("year", "年", 52),
    Column("place", "位置", 112, narrow=960),
    Column("page", "页", 44, narrow=1060),
    Column("creator", "编码者", 72, narrow=1180),
    Column("state", "状态", 56, narrow=880),
    Column("modified", "改于", 52, narrow=620, right=True),
)

KEYS: dict[str, Callable[[AnnotationRow], Any]] = {
    "words": lambda row: row.words,
    "tags": lambda row: row.tags,
    "district": lambda row: row.districts,
    "year": lambda row: (row.year is None, row.year or 0),
    "place": lambda row: (row.title, row.start),
    "page": lambda row: (row.title, row.start),
    "creator": lambda row: row.creator,
    "state": lambda row: row.state,
    "modified": lambda row: row.modified,
}
LEFT, RIGHT = 44, 12
# Where there is little room the chips give some to the words.
_TIGHT, _TAGS_YIELD = 900, 56


def laid_out(rect: QRect) -> dict[str, QRect]:
    """Where each column that has room stands within a row."""
    shown = [column for column in COLUMNS if rect.width() >= column.narrow]
    free = rect.width() - LEFT - RIGHT - sum(column.width for column in shown)
    free += _TAGS_YIELD if rect.width() < _TIGHT else 0
    found, x = {}, rect.x() + LEFT
    for column in shown:
        width = column.width - (_TAGS_YIELD if column.name == "tags" and rect.width() < _TIGHT else 0)
        width = width or max(120, free)
        found[column.name] = QRect(x, rect.y(), width, rect.height())
        x += width
    return found


class Heads(QWidget):
    """The heads of the columns; a press sorts by one, another press turns it round.

    Signals:
        sorted_by: the name of a column, and whether it falls.
    """

    sorted_by = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._sort, self._falls = "", False
        self.setFixedHeight(28)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for name, rect in laid_out(self.rect()).items():
            if rect.contains(event.position().toPoint()):
                again = name == self._sort
                if again and self._falls == (name != "modified"):
                    self._sort, self._falls = "", False  # the third press gives the library's order back
                else:
                    self._sort, self._falls = name, not self._falls if again else name == "modified"
                self.sorted_by.emit(self._sort, self._falls)
                self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setFont(theme.font(theme.SECONDARY))
        metrics = QFontMetrics(painter.font())
        titles = {column.name: column for column in COLUMNS}
        for name, rect in laid_out(self.rect()).items():
            column = titles[name]
            words = self.tr(column.title)
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            painter.setPen(tokens.colour("text" if name == self._sort else "muted"))
            painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, words)
            if name == self._sort:
                picture = "sort-down" if self._falls else "sort-up"
                x = rect.x() + metrics.horizontalAdvance(words) + 4 if not column.right else rect.right() + 2
                icons.paint(painter, QRect(min(x, self.width() - 12), rect.y() + 8, 12, 12), picture, "text")
        painter.setPen(tokens.colour("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
