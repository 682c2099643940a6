"""A list whose rows have a first line and a quieter second one."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from shkc_desktop.ui import icons, theme

_ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class TwoLines:
    """A row. key: what it stands for; right: a word at its end; colour: of its bar, 0 for none."""

    key: Any
    first: str
    second: str = ""
    right: str = ""
    picture: str = ""
    colour: int = 0


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, theme.TABLE_ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: TwoLines = index.data(_ROW)
        tokens = theme.current()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("selected" if selected else "hover"))
            painter.drawRoundedRect(QRectF(rect).adjusted(0, 1, 0, -1), theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)
        left = rect.x() + 12
        if row.colour:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour(f"stroke-{row.colour}"))
            painter.drawRoundedRect(QRectF(left, rect.y() + 12, 3, rect.height() - 24), 1.5, 1.5)
            left += 12
        if row.picture:
            icons.paint(painter, QRect(left, rect.center().y() - 9, 18, 18), row.picture, "muted")
            left += 30
        painter.setFont(theme.font(theme.SECONDARY))
        painter.setPen(tokens.colour("text2" if selected else "muted"))
        end = QFontMetrics(painter.font()).horizontalAdvance(row.right) + 20 if row.right else 12
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(0, 0, -12, 0), side, row.right)
        room = QRect(left, rect.y(), rect.right() - end - left, rect.height())
        middle = Qt.AlignmentFlag.AlignVCenter
        if row.second:
            words = QFontMetrics(painter.font()).elidedText(
                row.second.replace("\n", " "), Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room.adjusted(0, 30, 0, -8), middle, words)
            room.adjust(0, 8, 0, -26)
        painter.setFont(theme.font(theme.GROUP, serif=True))
        painter.setPen(tokens.colour("text"))
        words = QFontMetrics(painter.font()).elidedText(
            row.first.replace("\n", " "), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, middle, words)
        painter.restore()


class TwoLineList(QListWidget):
    """The list.

    Signals:
        opened: Enter or a double click on a row (its key).
        delete_wanted: Delete on the selected rows.
    """

    opened = Signal(object)
    delete_wanted = Signal()

    def __init__(self, *, several: bool = False, surface: str = "page") -> None:
        super().__init__()
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        theme.set_surface(self.viewport(), surface)

    def set_rows(self, rows: list[TwoLines]) -> None:
        """Show these rows; what was selected stays so."""
        chosen, current = set(map(repr, self.keys())), repr(self.current_key())
        self.clear()
        for row in rows:
            item = QListWidgetItem()
            item.setData(_ROW, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.first} {row.second}")
            self.addItem(item)
            item.setSelected(repr(row.key) in chosen)
            if repr(row.key) == current:
                self.setCurrentItem(item)

    def keys(self) -> list[Any]:
        """The keys of the selected rows."""
        return [item.data(_ROW).key for item in self.selectedItems()]

    def current_key(self) -> Any:
        """The key of the current row, None for none."""
        item = self.currentItem()
        return item.data(_ROW).key if item is not None else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Who comes by keyboard must see where she is.
        if self.currentItem() is None and self.count() and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.setCurrentRow(0)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_key() is not None:
            self.opened.emit(self.current_key())
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.itemAt(event.position().toPoint()) is not None:
            self.opened.emit(self.current_key())
