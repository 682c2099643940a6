"""The column of facets at the left of the hits."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from shkc_desktop.ui import icons, theme
from shkc_desktop.ui.controls.list_item import list_item
from shkc_desktop.ui.searching.facet_rows import FacetClear, FacetHead, FacetRest, FacetRow, FacetValue

_HEIGHTS = {FacetHead: 38, FacetValue: 27, FacetRest: 27, FacetClear: 44}
_LEFT, _RIGHT = 18, 18
_VCENTRE = Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex


class _Rows(QStandardItemModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[FacetRow] = ()

    def set_rows(self, rows: Sequence[FacetRow]) -> None:
        is_alike = list(map(_key, rows)) == list(map(_key, self.rows))  # only counts and choices differ
        self.rows = rows
        if not is_alike:
            self.clear()
            made = [list_item(_spoken(row), _HEIGHTS[type(row)]) for row in rows]
            self.invisibleRootItem().appendRows(made)
        elif rows:
            self.blockSignals(True)  # one word to the view for all of them
            for number, row in enumerate(rows):
                self.item(number).setText(_spoken(row))
            self.blockSignals(False)
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))

    def row(self, number: int) -> FacetRow | None:
        return self.rows[number] if 0 <= number < len(self.rows) else None


def _key(row: FacetRow) -> object:
    return (row.facet, row.value) if isinstance(row, FacetValue) else (type(row), getattr(row, "facet", ""))


def _spoken(row: FacetRow) -> str:
    match row:
        case FacetClear():
            return "清除条件"
        case FacetHead(_, words, _):
            return words
        case FacetValue(_, _, words, count, chosen, _):
            return f"{'✓ ' if chosen else ''}{words}　{count}"
        case FacetRest(_, words, count):
            return f"{words}　{count}"


class _Delegate(QStyledItemDelegate):
    def __init__(self, rows: _Rows, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = self._rows.row(index.row())
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        room = rect.adjusted(_LEFT, 0, -_RIGHT, 0)
        if not isinstance(row, FacetHead) or row.is_open is not None:
            self._ground(painter, rect, option.state, isinstance(row, FacetValue) and row.chosen, row)
        match row:
            case FacetHead(_, words, is_open):
                self._write(painter, room.adjusted(0, 10, 0, 0), words, "muted", theme.SECONDARY)
                if is_open is not None:
                    name = "chevron-down" if is_open else "chevron-right"
                    icons.paint(painter, QRect(room.right() - 11, room.center().y() - 1, 12, 12), name, "muted")
            case FacetValue(_, _, words, count, chosen, colour):
                self._paint_value(painter, room, words, count, "accent" if chosen else "text", colour)
            case FacetRest(_, words, count):
                self._paint_value(painter, room, words, count, "text2", 0)
            case FacetClear():
                self._write(painter, room.adjusted(0, 6, 0, 0), self.tr("清除条件"), "accent", theme.SECONDARY)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, chosen: bool, row: FacetRow) -> None:
        tokens = theme.current()
        top = 0 if isinstance(row, FacetValue | FacetRest) else 12
        box = QRectF(rect).adjusted(8.5, top + 0.5, -8.5, -0.5)
        if chosen:
            painter.setPen(QPen(tokens.colour("accent"), 1))
            painter.setBrush(tokens.colour("tint"))
            painter.drawRoundedRect(box, theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("hover"))
            painter.drawRoundedRect(box, theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(tokens.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)

    def _paint_value(self, painter: QPainter, room: QRect, words: str, count: int, ink: str, colour: int) -> None:
        tokens = theme.current()
        if colour:
            painter.setPen(tokens.colour(f"stroke-{colour}"))
            painter.setBrush(tokens.colour(f"mark-{colour}"))
            painter.drawRoundedRect(QRectF(room.x(), room.center().y() - 4.5, 10, 10), 3, 3)
            room = room.adjusted(17, 0, 0, 0)
        number = str(count)
        painter.setFont(theme.font(theme.SECONDARY))
        painter.setPen(tokens.colour("accent" if ink == "accent" else "text2"))
        painter.drawText(room, _VCENTRE | Qt.AlignmentFlag.AlignRight, number)
        taken = QFontMetrics(painter.font()).horizontalAdvance(number) + 8
        self._write(painter, room.adjusted(0, 0, -taken, 0), words, ink, theme.INTERFACE)

    def _write(self, painter: QPainter, rect: QRect, words: str, ink: str, size: int) -> None:
        painter.setFont(theme.font(size))
        painter.setPen(theme.current().colour(ink))
        fits = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect, _VCENTRE, fits)


class FacetList(QListView):
    """Facets with counts; a press chooses a value or leaves it.

    Signals:
        toggled: this FacetValue was pressed.
        unfolded: this facet is to show all its values, or to be folded.
        cleared: no condition is wanted any more.
    """

    toggled = Signal(object)
    unfolded = Signal(str)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self._rows, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("条件"))

    def set_rows(self, rows: Sequence[FacetRow]) -> None:
        """Show these rows."""
        self._rows.set_rows(rows)

    def rows(self) -> Sequence[FacetRow]:
        """The rows that are shown."""
        return self._rows.rows

    def rect_of(self, row: FacetRow) -> QRect:
        """Where a row stands on the viewport."""
        return self.visualRect(self._rows.index(list(self._rows.rows).index(row), 0))

    def _press(self, index: QModelIndex) -> None:
        match self._rows.row(index.row()):
            case FacetValue() as row:
                self.toggled.emit(row)
            case FacetRest(facet, _, _):
                self.unfolded.emit(facet)
            case FacetHead(facet, _, is_open) if is_open is not None:
                self.unfolded.emit(facet)
            case FacetClear():
                self.cleared.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._press(self.indexAt(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._press(self.currentIndex())
        else:
            super().keyPressEvent(event)
