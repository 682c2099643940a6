"""The field in which districts or a heading are chosen: letters filter, Space ticks, Enter takes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from shkc_desktop.chinese.initials import matches_initials
from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.beside import open_beside
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.card import Card
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.controls.press_outside import PressOutside
from shkc_desktop.ui.controls.segments import Segments

_VALUE = Qt.ItemDataRole.UserRole
WIDTH = 300


@dataclass(frozen=True, slots=True)
class Choice:
    """A row: what is shown, what it stands for, how far it is indented."""

    words: str
    value: object
    depth: int = 0


class ChoiceField(Card):
    """Floats over the window; one choice or several.

    Signals:
        closed: it has gone away.
    """

    closed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(floats=True, parent=host)
        self._host = host
        self._several = False
        self._then: Callable[[list[object], int], object] = lambda _values, _scope: None
        self.setObjectName("choice_field")
        self.setFixedWidth(WIDTH)
        self.body.setContentsMargins(12, 10, 12, 10)
        self._title = Label("", theme.INTERFACE, bold=True)
        self.scope = Segments([self.tr("整段"), self.tr("选中的句子")])
        self.filter = QLineEdit()
        self.filter.setFont(theme.font())
        self.list = QListWidget()
        self.list.setFont(theme.font())
        self.list.setMinimumHeight(280)
        self.list.setUniformItemSizes(True)
        self.list.setProperty("rows", "tall")
        self._hint = Label("", theme.SECONDARY, "muted")
        self.take = Button(self.tr("确定"), "primary", pressed=self._take)
        foot = QHBoxLayout()
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.take)
        for widget in (self._title, self.scope, self.filter, self.list):
            self.body.addWidget(widget)
        self.body.addLayout(foot)
        self.filter.textChanged.connect(self._filter)
        self.filter.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.itemDoubleClicked.connect(lambda _item: self._take())
        self._outside = PressOutside(self, self.close_field)
        self.hide()

    def open_at(
        self,
        point: QPoint,
        title: str,
        choices: Sequence[Choice],
        then: Callable[[list[object], int], object],
        *,
        several: bool = False,
        ticked: Sequence[object] = (),
        with_scope: bool = False,
    ) -> None:
        """Open near a point of the host. then: called with the values chosen, and the scope (0 block, 1 sentences)."""
        self._several, self._then = several, then
        self._title.setText(title)
        self.scope.setVisible(with_scope)
        self.scope.set_index(1 if with_scope else 0)
        self.filter.setPlaceholderText(self.tr("筛选，如 jd"))
        self._hint.setText(self.tr("空格勾选　Enter 确定") if several else self.tr("Enter 确定"))
        self.list.clear()
        for choice in choices:
            item = QListWidgetItem("　" * choice.depth + choice.words)
            item.setData(_VALUE, choice.value)
            if several:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                on = choice.value in ticked
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.filter.clear()
        first = next((n for n, choice in enumerate(choices) if choice.value in ticked), 0)
        self.list.setCurrentRow(first)
        open_beside(self, self._host, point)
        self.filter.setFocus(Qt.FocusReason.PopupFocusReason)

    def _rows(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _filter(self, words: str) -> None:
        first = None
        for row, item in enumerate(self._rows()):
            name = item.text().strip()
            shown = not words or words in name or matches_initials(words, name)
            item.setHidden(not shown)
            if shown and first is None:
                first = row
        if first is not None:
            self.list.setCurrentRow(first)

    def _tick(self) -> None:
        item = self.list.currentItem()
        if item is not None and self._several and not item.isHidden():
            on = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
            self.filter.clear()
            self.list.setCurrentItem(item)

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is None or item.isHidden():
            return
        ticked = [
            one.data(_VALUE) for one in self._rows() if self._several and one.checkState() is Qt.CheckState.Checked
        ]
        # Letters and Enter mean the row they lead to; ticks mean what is ticked.
        values = ticked if ticked and not self.filter.text() else [item.data(_VALUE)]
        then, scope = self._then, self.scope.index()
        self.close_field()
        then(values, scope)

    def close_field(self) -> None:
        """Go away without choosing."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def _step(self, by: int) -> None:
        shown = [row for row, item in enumerate(self._rows()) if not item.isHidden()]
        if shown:
            at = shown.index(self.list.currentRow()) if self.list.currentRow() in shown else 0
            self.list.setCurrentRow(shown[max(0, min(len(shown) - 1, at + by))])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_field()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif key == Qt.Key.Key_Space and self._several:
            self._tick()
        elif watched is self.filter and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(-1 if key == Qt.Key.Key_Up else 1)
        else:
            return False
        return True
