"""Paints a tag in the codebook: chevron, coloured square, name, digit key, count."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionViewItem, QTreeView, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.codebook.codebook_model import NODE_ROLE, Node
from shkc_desktop.ui.controls.tree_row import TreeRowDelegate, paint_band, paint_chevron

STEP = 20


def depth(node: Node) -> int:
    """How deep a tag stands, 0 at the top."""
    steps = -1
    while node.parent is not None:
        node, steps = node.parent, steps + 1
    return steps


class TagDelegate(TreeRowDelegate):
    """A row of 28 px; the count tells annotations of the tag and of those below it."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree, STEP)

    def chevron_rect(self, rect: QRect, node: Node) -> QRect:
        """Where the chevron of a row is pressed."""
        return self.chevron_of(rect, depth(node))

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        field = QLineEdit(parent)
        field.setFont(theme.font())
        return field

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        left = self.chevron_rect(rect, index.data(NODE_ROLE)).right() + 14
        editor.setGeometry(left, rect.y(), rect.right() - left - 12, rect.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        node: Node = index.data(NODE_ROLE)
        if node is None or node.count is None:
            return
        tokens, tag = theme.current(), node.count.tag
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        selected = paint_band(painter, rect, state, has_focus=self._tree.hasFocus(), can_hover=True)
        chevron = self.chevron_rect(rect, node)
        if node.children:
            paint_chevron(
                painter, chevron, self._tree.isExpanded(self._tree.model().index(index.row(), 0, index.parent()))
            )
        x = chevron.right() + 2
        painter.setPen(tokens.colour(f"stroke-{tag.colour}"))
        painter.setBrush(tokens.colour(f"mark-{tag.colour}"))
        painter.drawRoundedRect(QRectF(x, rect.center().y() - 5, 11, 11), 3, 3)
        right = rect.right() - 14
        painter.setFont(theme.font(theme.SECONDARY))
        painter.setPen(tokens.colour("text2" if selected else "muted"))
        count = str(node.count.total)
        end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRect(rect.x(), rect.y(), right - rect.x(), rect.height()), end, count)
        room_end = right - QFontMetrics(painter.font()).horizontalAdvance(count) - 8
        if tag.favourite is not None:
            key = f"Ctrl+{tag.favourite}"
            painter.drawText(QRect(rect.x(), rect.y(), room_end - rect.x(), rect.height()), end, key)
            room_end -= QFontMetrics(painter.font()).horizontalAdvance(key) + 8
        painter.setFont(theme.font())
        painter.setPen(tokens.colour("text"))
        room = QRect(x + 19, rect.y(), max(10, room_end - x - 19), rect.height())
        words = QFontMetrics(painter.font()).elidedText(tag.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()
