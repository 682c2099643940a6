"""What the rows of every tree share: the band of the chosen one, the chevron."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from shkc_desktop.ui import icons, theme
from shkc_desktop.ui.controls.focus import paint_focus

INSET, CHEVRON = 6, 24


class TreeRowDelegate(QStyledItemDelegate):
    """Rows of one height; `step` px further in at each level."""

    def __init__(self, tree: QTreeView, step: int) -> None:
        super().__init__(tree)
        self._tree, self._step = tree, step

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, theme.TREE_ROW)

    def chevron_of(self, rect: QRect, depth: int) -> QRect:
        """Where the chevron of a row is pressed; depth: 0 at the top."""
        return chevron_rect(rect, depth * self._step)


def chevron_rect(rect: QRect, indent: int) -> QRect:
    """Where the chevron of a row is pressed; `indent` in px."""
    return QRect(rect.x() + INSET + indent, rect.y(), CHEVRON, rect.height())


def paint_band(painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, has_focus: bool, can_hover: bool) -> bool:
    """Paint what lies below the words of a row; returns whether the row is the chosen one."""
    tokens = theme.current()
    band = QRectF(rect).adjusted(INSET, 0, -INSET, 0)
    selected = bool(state & QStyle.StateFlag.State_Selected)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if selected or (can_hover and state & QStyle.StateFlag.State_MouseOver):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("selected" if selected else "hover"))
        painter.drawRoundedRect(band, theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)
    if has_focus and state & QStyle.StateFlag.State_HasFocus:
        paint_focus(painter, band)
    return selected


def paint_chevron(painter: QPainter, rect: QRect, is_open: bool) -> None:
    """Paint the chevron of a row that has rows below it."""
    icons.paint(painter, rect.adjusted(5, 7, -5, -7), "chevron-down" if is_open else "chevron-right", "muted")
