"""目录: the headings of the page in front; it follows the place."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from shkc_desktop.model.page import Page
from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.empty_state import EmptyState
from shkc_desktop.ui.controls.focus import paint_focus
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.page_headings import PageHeading, headings_of

_LEVEL = Qt.ItemDataRole.UserRole


class _Rows(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, theme.TREE_ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens, rect, state = theme.current(), option.rect, option.state
        band = rect.adjusted(6, 0, -6, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("selected" if selected else "hover"))
            painter.drawRoundedRect(band, theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, band.toRectF())
        level = index.data(_LEVEL)
        painter.setFont(theme.font(bold=level == 1))
        painter.setPen(tokens.colour("text" if level < 3 or selected else "text2"))
        left = 16 + (level - 1) * 14
        room = QRect(rect.x() + left, rect.y(), rect.width() - left - 14, rect.height())
        words = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class _List(QListWidget):
    """Return goes to the heading; the arrows only walk."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.itemClicked.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


class OutlinePanel(QWidget):
    """The headings of the page in front.

    Signals:
        place_wanted: the reader wants to read at this Place.
    """

    place_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        theme.set_surface(self, "window")
        self._page: Page | None = None
        self._row, self._is_filled = 0, True
        self._headings: Sequence[PageHeading] = ()
        self.list = _List()
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("目录"))
        self.list.itemClicked.connect(self._pressed)
        self._empty = EmptyState("outline", self.tr("这一页没有标题"))
        title = Label(self.tr("目录"), theme.GROUP, bold=True)
        title.setContentsMargins(16, 12, 0, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(title)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        column.addLayout(self._stack)

    def show_page(self, page: Page | None) -> None:
        """Show the headings of a page; None: of no page."""
        if page is not self._page:
            self._page, self._row, self._is_filled = page, 0, False
            if self.isVisible():
                self._fill()

    def _fill(self) -> None:
        """A long page has a thousand headings: they are listed when the panel is seen."""
        page, self._is_filled = self._page, True
        self._headings = headings_of(page) if page is not None else ()
        self.list.clear()
        top = min((heading.level for heading in self._headings), default=1)
        for heading in self._headings:
            item = QListWidgetItem(heading.title)
            item.setData(_LEVEL, heading.level - top + 1)
            self.list.addItem(item)
        self._stack.setCurrentWidget(self.list if self._headings else self._empty)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_filled:
            self._fill()
            self.follow(self._row)

    def follow(self, row: int) -> None:
        """Select the heading above a row of the page."""
        self._row = row
        if not self._is_filled:
            return
        number = bisect_right([heading.row for heading in self._headings], row) - 1
        if number >= 0 and number != self.list.currentRow():
            self.list.setCurrentRow(number)
            self.list.scrollToItem(self.list.item(number))
        elif number < 0:
            self.list.setCurrentRow(-1)

    def _pressed(self, item: QListWidgetItem) -> None:
        self.place_wanted.emit(self._headings[self.list.row(item)].place)
