"""The list of hits: a click or Enter opens one, Ctrl, Shift and blank choose several."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from shkc_desktop.ui.searching.result_delegate import ResultDelegate
from shkc_desktop.ui.searching.result_model import ResultModel
from shkc_desktop.ui.searching.rows import HitRow, More, RelatedRow

_PAIRED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class ResultList(QListView):
    """Keeps the keyboard out of it until the reader goes there with Tab or the down arrow.

    Signals:
        opened: the hit of this number is to be shown.
        related_opened: this Hit of 相关 is to be shown.
        more_wanted: the rest of the hits is to be shown.
        chosen_changed: other hits are chosen.
        left_upwards: the reader wants to go back into the field.
    """

    opened = Signal(int)
    related_opened = Signal(object)
    more_wanted = Signal()
    chosen_changed = Signal()
    left_upwards = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.results = ResultModel(self)
        self.setModel(self.results)
        self.setItemDelegate(ResultDelegate(self.results, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("命中"))
        self._from: int | None = None

    def choose(self, hits: frozenset[int]) -> None:
        """Choose these hits, by number."""
        if hits != self.results.chosen:
            self.results.set_chosen(hits)
            self.chosen_changed.emit()

    def show_current(self, hit: int | None) -> None:
        """Show which hit is in front, and bring it into sight."""
        self.results.set_current(hit)
        index = self.results.index_of(hit)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def enter(self) -> None:
        """Take the keyboard, at the hit in front or at the first row that can be opened."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
        if not self._can_open(self.currentIndex()):
            self._go(0, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Nothing is selected by Qt: what is chosen is the model's.
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._press(index, event.modifiers())

    def _press(self, index: QModelIndex, modifiers: Qt.KeyboardModifier) -> None:
        row = self.results.row(index.row())
        if isinstance(row, HitRow) and modifiers & _PAIRED:
            shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self._choose_to(row.index) if shift else self._toggle(row.index)
        elif self._can_open(index):
            self.setCurrentIndex(index)
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        match self.results.row(index.row()):
            case HitRow(number, _, _):
                self._from = number
                self.opened.emit(number)
            case RelatedRow(hit, _):
                self.related_opened.emit(hit)
            case More():
                self.more_wanted.emit()

    def _toggle(self, number: int) -> None:
        self._from = number
        self.choose(self.results.chosen ^ {number})

    def _choose_to(self, number: int) -> None:
        start = number if self._from is None else self._from
        # In the order in which they stand, which the numbers need not have.
        shown = [row.index for row in self.results.rows() if isinstance(row, HitRow)]
        if start in shown and number in shown:
            a, b = sorted((shown.index(start), shown.index(number)))
            self.choose(self.results.chosen | set(shown[a : b + 1]))

    def _can_open(self, index: QModelIndex) -> bool:
        return isinstance(self.results.row(index.row()), HitRow | More | RelatedRow)

    def _go(self, row: int, step: int) -> bool:
        while 0 <= row < self.results.rowCount():
            index = self.results.index(row, 0)
            if self._can_open(index):
                self.setCurrentIndex(index)
                self.scrollTo(index)
                return True
            row += step
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        row = self.results.row(index.row())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            moved = self._go(index.row() + step, step)
            after = self.results.row(self.currentIndex().row())
            if shift and isinstance(row, HitRow) and isinstance(after, HitRow):
                self.choose(self.results.chosen | {row.index, after.index})
                self._from = after.index
            if not moved and step < 0:
                self.left_upwards.emit()
        elif key == Qt.Key.Key_Space and isinstance(row, HitRow):
            self._toggle(row.index)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._can_open(index):
            self._open(index)
        elif key == Qt.Key.Key_Escape:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)
