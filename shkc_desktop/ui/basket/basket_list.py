"""The rows of the basket: excerpts with their bar, words of the reader's own, memos; sorted by hand."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from shkc_desktop.ui import icons, theme
from shkc_desktop.ui.controls.focus import paint_focus

_ROW = Qt.ItemDataRole.UserRole
_HEIGHT = 74


@dataclass(frozen=True, slots=True)
class BasketLine:
    """A row as it is shown. kind: excerpt, memo or text. head: bold, "" without; below: 区，年; colour: 1 to 4."""

    uuid: str
    kind: str
    words: str
    head: str = ""
    below: str = ""
    colour: int = 1
    link: str = ""


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: BasketLine = index.data(_ROW)
        tokens = theme.current()
        rect = QRectF(option.rect).adjusted(4, 2, -4, -2)
        selected = bool(option.state & option.state.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(tokens.colour("line"))
        painter.setBrush(tokens.colour("selected" if selected else "card"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)
        left = rect.left() + 12
        if line.kind == "excerpt":
            painter.fillRect(QRectF(left, rect.top() + 10, 3, 34), tokens.colour(f"stroke-{line.colour}"))
        else:
            picture = icons.pixmap("memo" if line.kind == "memo" else "note", "text2", 14, 1.0)
            painter.drawPixmap(int(left) - 4, int(rect.top()) + 10, picture)
        room = QRectF(left + 14, rect.top() + 7, rect.right() - left - 24, 40)
        painter.setPen(tokens.colour("text"))
        if line.head:
            painter.setFont(theme.font(theme.INTERFACE, bold=True))
            head = QFontMetrics(painter.font()).elidedText(line.head, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignTop, head)
            room = room.adjusted(0, 19, 0, 0)
        painter.setFont(theme.font(theme.INTERFACE, serif=line.kind == "excerpt"))
        _draw(painter, room, " ".join(line.words.split()), 1 if line.head else 2)
        painter.setPen(tokens.colour("text2" if selected else "muted"))
        painter.setFont(theme.font(theme.MARGIN))
        below = QFontMetrics(painter.font()).elidedText(line.below, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(
            QRectF(room.left(), rect.bottom() - 22, room.width(), 18), Qt.AlignmentFlag.AlignVCenter, below
        )
        if option.state & option.state.State_HasFocus:
            paint_focus(painter, rect)
        painter.restore()


def _draw(painter: QPainter, room: QRectF, words: str, lines: int) -> None:
    """Write words in at most so many lines."""
    metrics = QFontMetrics(painter.font())
    for number in range(lines):
        fits = len(words)
        while fits > 1 and metrics.horizontalAdvance(words[:fits]) > room.width():
            fits = max(1, int(fits * room.width() / metrics.horizontalAdvance(words[:fits])))
        last = number == lines - 1
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room.width())) if last else words[:fits]
        painter.drawText(room.adjusted(0, 19 * number, 0, 0), Qt.AlignmentFlag.AlignTop, shown)
        words = words[fits:]


class BasketList(QListWidget):
    """The rows.

    Signals:
        ordered: the reader has put them into another order (row uuids).
        removal_wanted: these rows are to go (row uuids).
        opened: a row was opened with Enter or a double click (BasketLine).
    """

    ordered = Signal(list)
    removal_wanted = Signal(list)
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(_Delegate(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("摘录篮"))
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(_ROW)))

    def show_lines(self, lines: list[BasketLine]) -> None:
        """Show these rows; the one that is current stays so."""
        current = self.current()
        chosen = {line.uuid for line in self.chosen()}
        self.blockSignals(True)
        self.clear()
        for line in lines:
            item = QListWidgetItem()
            item.setData(_ROW, line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, " ".join((line.head, line.words, line.below)).strip())
            self.addItem(item)
            if current is not None and line.uuid == current.uuid:
                self.setCurrentItem(item, QItemSelectionModel.SelectionFlag.NoUpdate)
            item.setSelected(line.uuid in chosen)
        self.blockSignals(False)

    def lines(self) -> list[BasketLine]:
        """The rows in the order shown."""
        return [self.item(row).data(_ROW) for row in range(self.count())]

    def current(self) -> BasketLine | None:
        """The row with the keyboard."""
        item = self.currentItem()
        line: BasketLine | None = None if item is None else item.data(_ROW)
        return line

    def chosen(self) -> list[BasketLine]:
        """The rows that are selected."""
        return [item.data(_ROW) for item in self.selectedItems()]

    def choose(self, uuid: str) -> None:
        """Make a row the only chosen one."""
        for row, line in enumerate(self.lines()):
            if line.uuid == uuid:
                self.setCurrentRow(row, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def move_current(self, step: int) -> None:
        """Move the row with the keyboard up or down."""
        row = self.currentRow()
        if 0 <= row + step < self.count() and row >= 0:
            self.blockSignals(True)
            item = self.takeItem(row)
            self.insertItem(row + step, item)
            self.setCurrentItem(item, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.blockSignals(False)
            self._tell()

    def _tell(self) -> None:
        self.ordered.emit([line.uuid for line in self.lines()])

    def dropEvent(self, event: QDropEvent) -> None:
        super().dropEvent(event)
        self._tell()

    def event(self, event: QEvent) -> bool:
        # Else Delete would delete the annotation, and digits colour it.
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            keys = (Qt.Key.Key_Up, Qt.Key.Key_Down) if alt else (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
            if event.key() in keys:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_current(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.selectedItems():
            self.removal_wanted.emit([line.uuid for line in self.chosen()])
        else:
            super().keyPressEvent(event)
