"""认出的结构: the blocks with kind, level, districts and evidence; many can be selected and corrected at once."""

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from shkc_desktop.library.amending import SET_ASIDE, Span
from shkc_desktop.model.block import BlockKind
from shkc_desktop.model.report import Report
from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.chip import chip_width, paint_chip
from shkc_desktop.ui.controls.focus import paint_focus
from shkc_desktop.ui.correcting.words import EVIDENCE, EVIDENCE_FILL, KINDS, spoken
from shkc_desktop.ui.importing.structure_model import LINE_ROLE, StructureLine, StructureModel

_STEP = 18  # px of indent a level
_PAGE, _CHIP, _DISTRICT = 44, 54, 96  # columns at the right, px


class _Delegate(QStyledItemDelegate):
    """Paints a line: words indented by its headings, districts, evidence, page."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, theme.TREE_ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: StructureLine = index.data(LINE_ROLE)
        tokens = theme.current()
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("selected" if selected else "hover"))
            painter.drawRoundedRect(QRectF(rect), theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)
        aside = line.kind in SET_ASIDE
        quiet = "text2" if selected else "muted"
        right = rect.right() - 8
        self._write(painter, QRect(right - _PAGE, rect.y(), _PAGE, rect.height()), line.page, quiet, right=True)
        right -= _PAGE + 8
        if aside:
            words = spoken(KINDS[line.kind]) + self.tr("，不入正文")
            width = QFontMetrics(theme.font(theme.SECONDARY)).horizontalAdvance(words) + 4
            self._write(painter, QRect(right - width, rect.y(), width, rect.height()), words, quiet, right=True)
            right -= width + 8
        else:
            if line.evidence is not None:
                words = spoken(EVIDENCE[line.evidence])
                width = chip_width(words, theme.MARGIN)
                chip = QRectF(right - width, rect.center().y() - 9, width, 19)
                paint_chip(painter, chip, words, EVIDENCE_FILL[line.evidence], theme.MARGIN)
            right -= _CHIP
            wide = min(_DISTRICT, rect.width() // 6)
            names = "、".join(line.districts)
            self._write(painter, QRect(right - wide, rect.y(), wide, rect.height()), names, "text2", right=True)
            right -= wide + 8
        left = rect.x() + 8 + _STEP * min(line.depth, 6)
        if line.span is not None:
            painter.setPen(tokens.colour("edge"))
            painter.drawText(QRect(left - 2, rect.y(), 12, rect.height()), Qt.AlignmentFlag.AlignVCenter, "·")
            left += 10
        heading = line.kind is BlockKind.HEADING
        ink = "warn" if line.doubtful else quiet if aside else "text"
        painter.setFont(theme.font(theme.INTERFACE + 1, serif=not heading, bold=heading))
        painter.setPen(tokens.colour(ink))
        room = QRect(left, rect.y(), max(0, right - left), rect.height())
        shown = QFontMetrics(painter.font()).elidedText(line.words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, QRectF(rect))
        painter.restore()

    def _write(self, painter: QPainter, rect: QRect, words: str, ink: str, *, right: bool) -> None:
        if words:
            painter.setFont(theme.font(theme.SECONDARY))
            painter.setPen(theme.current().colour(ink))
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            elided = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, elided)


class StructureView(QTableView):
    """The list: a table of one column, for that lays ten thousand rows out at once.

    Signals:
        block_shown: another line is current (its block).
        chosen_changed: other lines are selected; see `blocks` and `spans`.
        menu_wanted: the context menu is wanted at a global point.
    """

    block_shown = Signal(int)
    chosen_changed = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._telling = True
        self.lines = StructureModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        # The delegate paints the selection, with round corners.
        self.setProperty("rows", "own")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.TREE_ROW)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("认出的结构"))
        self.selectionModel().currentChanged.connect(lambda now, _before: self._tell(now))
        self.selectionModel().selectionChanged.connect(lambda _on, _off: self.chosen_changed.emit())

    def _tell(self, index: QModelIndex) -> None:
        if self._telling and index.isValid():
            self.block_shown.emit(self.lines.key(index.row())[0])

    def show_report(self, report: Report) -> None:
        """Show a report; of the one on show already the selection and the place stay."""
        before = self.lines.report
        same = before is not None and before.uuid == report.uuid
        kept = self._selected_keys() if same else set()
        current = self._current_key() if same else None
        if before is not None and len(before.blocks) != len(report.blocks):
            kept = {current} if current is not None else set()
        top = self.verticalScrollBar().value() if same else 0
        self._telling = False
        self.lines.show(report)
        self._select(kept, current)
        self.verticalScrollBar().setValue(top)
        self._telling = True
        if same and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _selected_keys(self) -> set[tuple[int, int]]:
        return {self.lines.key(index.row()) for index in self.selectedIndexes()}

    def _current_key(self) -> tuple[int, int] | None:
        index = self.currentIndex()
        return self.lines.key(index.row()) if index.isValid() else None

    def _select(self, keys: set[tuple[int, int]], current: tuple[int, int] | None) -> None:
        model = self.selectionModel()
        if current is not None and (row := self.lines.row_of(*current)) >= 0:
            model.setCurrentIndex(self.lines.index(row), QItemSelectionModel.SelectionFlag.NoUpdate)
        selection = QItemSelection()
        for key in keys:
            if (row := self.lines.row_of(*key)) >= 0:
                selection.select(self.lines.index(row), self.lines.index(row))
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def select_block(self, block: int, *, sentences: bool = False) -> None:
        """Select a block and bring it into sight; sentences: open those of it."""
        if sentences:
            self.lines.open_sentences(block)
        row = self.lines.row_of(block)
        if row >= 0:
            index = self.lines.index(row)
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def current_block(self) -> int | None:
        """The block of the current line."""
        key = self._current_key()
        return None if key is None else key[0]

    def blocks(self) -> tuple[int, ...]:
        """The selected blocks in reading order."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return tuple(self.lines.key(row)[0] for row in rows if self.lines.sentence(row) is None)

    def spans(self) -> tuple[Span, ...]:
        """The selected sentences."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return tuple(span for row in rows if (span := self.lines.sentence(row)) is not None)

    def beside(self) -> QPoint:
        """Where a field for the current line may open, in this widget's coordinates."""
        rect = self.visualRect(self.currentIndex())
        return self.viewport().mapTo(self, rect.bottomLeft() + QPoint(60, 4))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        block = self.current_block()
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left) and block is not None and not event.modifiers():
            wanted = event.key() == Qt.Key.Key_Right
            if self.lines.has_sentences(block) != wanted:
                self.lines.toggle_sentences(block)
                self.select_block(block)
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())
