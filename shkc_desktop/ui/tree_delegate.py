"""Paints the rows of the library tree, the chevron included."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTreeView, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.tree_row import TreeRowDelegate, paint_band, paint_chevron
from shkc_desktop.ui.glyphs import paint_cell
from shkc_desktop.ui.library_tree_model import NODE_ROLE, Node, Sort

STEP = 18
# The five glyphs stand 15 px apart, the last 49 px from the right edge; the heads above use the same.
GLYPH_STEP, GLYPH_RIGHT = 15, 49
COUNT_RIGHT = 12


def glyph_x(right: int, which: int, of: int) -> float:
    """The centre of glyph `which` of `of` in a row that ends at `right`."""
    return right - GLYPH_RIGHT - (of - 1 - which) * GLYPH_STEP


def depth(node: Node) -> int:
    """How deep a row stands, 0 at the top."""
    steps = 0
    while node.parent is not None and node.parent.parent is not None:
        node, steps = node.parent, steps + 1
    return steps


class TreeDelegate(TreeRowDelegate):
    """A row: chevron, words, note, glyphs or state, count."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree, STEP)

    def chevron_rect(self, rect: QRect, node: Node) -> QRect:
        """Where the chevron of a row is pressed."""
        return self.chevron_of(rect, depth(node))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        node = index.data(NODE_ROLE)
        tokens = theme.current()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if node.sort is Sort.RULE:
            painter.fillRect(QRect(rect.x() + 12, rect.center().y(), rect.width() - 24, 1), tokens.colour("line"))
            painter.restore()
            return
        selected = paint_band(painter, rect, state, has_focus=self._tree.hasFocus(), can_hover=not node.empty)
        chevron = self.chevron_rect(rect, node)
        if index.model().hasChildren(index):
            paint_chevron(painter, chevron, self._tree.isExpanded(QModelIndex(index)))  # type: ignore[arg-type]
        left = chevron.right() + 1
        if node.cell is not None:
            paint_cell(painter, QPointF(left + 0.5, rect.center().y() + 0.5), node.cell, 4.5)
            left += 14
        self._paint_words(painter, rect, left, node, selected)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, left: int, node: Node, selected: bool) -> None:
        tokens = theme.current()
        right = rect.right() - COUNT_RIGHT
        upright = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(theme.SECONDARY))
        if node.count:
            painter.setPen(tokens.colour("text2" if selected else "muted"))
            painter.drawText(QRect(rect.x(), rect.y(), right - rect.x(), rect.height()),
                             upright | Qt.AlignmentFlag.AlignRight, str(node.count))  # fmt: skip
        end = right - 30 if node.count else right
        if node.cells and not node.empty:
            for i, cell in enumerate(node.cells):
                paint_cell(painter, QPointF(glyph_x(rect.right(), i, len(node.cells)), rect.center().y() + 0.5), cell)
            end = int(glyph_x(rect.right(), 0, len(node.cells))) - 10
        open_district = node.sort is Sort.DISTRICT and bool(node.children)
        unfolded = open_district and self._tree.isExpanded(self._tree.model().index(node.row, 0))
        painter.setFont(theme.font(bold=unfolded))
        painter.setPen(tokens.colour("faint" if node.empty and node.sort is Sort.DISTRICT else
                                     "muted" if node.empty else "text"))  # fmt: skip
        metrics = QFontMetrics(painter.font())
        note_width = QFontMetrics(theme.font(theme.MARGIN)).horizontalAdvance(node.note) + 12 if node.note else 0
        room = max(20, end - left - note_width)
        words = metrics.elidedText(node.words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, rect.y(), room, rect.height()), upright, words)
        if node.note:
            x = left + metrics.horizontalAdvance(words) + 12
            painter.setFont(theme.font(theme.MARGIN))
            painter.setPen(tokens.colour("text2" if selected else "muted"))
            painter.drawText(QRect(x, rect.y(), note_width, rect.height()), upright, node.note)


class GlyphHeads(QWidget):
    """The years above the glyphs: 16 17 21 22 24, and 标注 above the counts."""

    def __init__(self) -> None:
        super().__init__()
        self._years: tuple[int, ...] = ()
        self._row_width = 0
        self.setFixedHeight(20)

    def set_years(self, years: tuple[int, ...]) -> None:
        """The years that have glyphs."""
        self._years = years
        self.update()

    def set_width_of_rows(self, width: int) -> None:
        """The rows end here: left of a scroll bar, when there is one."""
        self._row_width = width
        self.update()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setPen(theme.current().colour("muted"))
        painter.setFont(theme.font(theme.YEAR_HEAD))
        centred = Qt.AlignmentFlag.AlignCenter
        for i, year in enumerate(self._years):
            x = glyph_x(self._row_width - 1, i, len(self._years))
            painter.drawText(QRectF(x - 10, 0, 20, self.height()), centred, f"{year % 100:02d}")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(0, 0, self._row_width - COUNT_RIGHT, self.height()), right, self.tr("标注"))
