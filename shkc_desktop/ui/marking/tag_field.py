"""The field in which tags are typed: names or pinyin initials, Enter, and the next one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from shkc_desktop.chinese.initials import matches_initials
from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.beside import keep_inside
from shkc_desktop.ui.controls.card import Card, empty_layout
from shkc_desktop.ui.controls.chip import Chip
from shkc_desktop.ui.controls.flow_layout import FlowLayout
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.controls.press_outside import PressOutside

_ROW, _SHOWN = Qt.ItemDataRole.UserRole, 8


@dataclass(frozen=True, slots=True)
class TagChoice:
    """A row of the list. uuid None makes a new tag. because: why it is suggested, "" for a plain match."""

    path: str
    uuid: str | None
    colour: int
    definition: str = ""
    because: str = ""
    count: int = 0
    favourite: int | None = None


class _Rows(QStyledItemDelegate):
    """Paints a choice: its square, its path, how often it is used."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, theme.TREE_ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        choice: TagChoice = index.data(_ROW)
        tokens = theme.current()
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & option.state.State_Selected:
            painter.setBrush(tokens.colour("selected"))
            painter.drawRoundedRect(rect.adjusted(4, 0, -4, 0), theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)
        painter.setPen(tokens.colour(f"stroke-{choice.colour}"))
        painter.setBrush(tokens.colour(f"mark-{choice.colour}"))
        painter.drawRoundedRect(QRectF(rect.left() + 12, rect.center().y() - 5, 11, 11), 3, 3)
        painter.setFont(theme.font())
        painter.setPen(tokens.colour("text"))
        right = "" if choice.uuid is None else str(choice.count or "")
        right = self.tr("新建") if choice.uuid is None else self.tr("相近") if choice.because else right
        room = rect.adjusted(32, 0, -52, 0)
        words = QFontMetrics(painter.font()).elidedText(choice.path, Qt.TextElideMode.ElideMiddle, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(tokens.colour("muted"))
        painter.setFont(theme.font(theme.SECONDARY))
        painter.drawText(
            rect.adjusted(0, 0, -14, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, right
        )
        painter.restore()


class TagField(Card):
    """Floats beside a passage; each Enter adds a tag, Enter on nothing or Escape ends.

    Signals:
        chosen: a tag was chosen (TagChoice); whoever listens stores it and calls `set_carried`.
        taken_off: the × of a tag it carries was pressed (path).
        closed: the field went away.
    """

    chosen = Signal(object)
    taken_off = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(floats=True, parent=parent)
        self._host = parent
        self.setObjectName("tag_field")
        self.setFixedWidth(300)
        self.body.setContentsMargins(10, 10, 10, 10)
        self._choices: Sequence[TagChoice] = ()
        self._suggested: Sequence[TagChoice] = ()
        self._carried: dict[str, int] = {}
        self._chips = FlowLayout(6)
        self.edit = QLineEdit()
        self.edit.setFont(theme.font())
        self.edit.setPlaceholderText(self.tr("标签名或拼音首字母；用 / 分上下级"))
        self.edit.setFixedHeight(theme.CONTROL)
        self.list = QListWidget()
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._about = Label("", size=theme.SECONDARY, ink="muted", wrap=True)
        self._number = Label("", size=theme.SECONDARY, ink="muted")
        self.body.addWidget(self._number)
        self.body.addLayout(self._chips)
        self.body.addWidget(self.edit)
        self.body.addWidget(self.list)
        self.body.addWidget(self._about)
        self.edit.textChanged.connect(self._fill)
        self.edit.installEventFilter(self)
        self.list.currentRowChanged.connect(self._tell_about)
        self.list.itemClicked.connect(lambda _item: self._choose())
        self._outside = PressOutside(self, lambda: self.close_field(back=False))
        self._wish = QPoint()
        self.hide()

    def open_at(
        self,
        point: QPoint,
        choices: Sequence[TagChoice],
        suggested: Sequence[TagChoice],
        carried: dict[str, int],
        passages: int = 1,
    ) -> None:
        """Open with its top left at `point` (parent's coordinates), moved so that it lies within the parent.

        carried: path to colour of the tags that all the passages carry; passages: how many there are.
        """
        self._suggested = suggested
        self._number.setText(self.tr("给选中的 {} 条标注打标签").format(passages))
        self._number.setVisible(passages > 1)
        self.edit.clear()
        self.set_choices(choices)
        self.set_carried(carried)
        self._wish = point
        self._place()
        self.show()
        self.raise_()
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def set_choices(self, choices: Sequence[TagChoice]) -> None:
        """The tags there are now, the ones used last first."""
        self._choices = choices
        self._fill()

    def set_suggested(self, suggested: Sequence[TagChoice]) -> None:
        """What similar passages suggest is known now; a choice that was begun is not disturbed."""
        self._suggested = suggested
        if not self.edit.text().strip() and self.list.currentRow() < 0:
            self._fill()

    def set_carried(self, carried: dict[str, int]) -> None:
        """The tags the passage carries now: path to colour."""
        self._carried = carried
        empty_layout(self._chips)
        for path, colour in carried.items():
            chip = Chip(path.rpartition("/")[2], f"mark-{colour}", removable=True)
            chip.removed.connect(lambda p=path: self.taken_off.emit(p))
            self._chips.addWidget(chip)
        self._fill()

    def _fill(self) -> None:
        words = self.edit.text().strip()
        found = matching(words, self._choices, self._suggested, self._carried)
        self.list.clear()
        for choice in found[:50]:
            item = QListWidgetItem()
            item.setData(_ROW, choice)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, choice.path)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if words else -1)
        self.list.setFixedHeight(theme.TREE_ROW * min(_SHOWN, max(1, len(found))))
        self._tell_about()
        self._fit()

    def _fit(self) -> None:
        # The chips and the list have just changed their heights: a layout learns of that only when asked anew.
        self.body.invalidate()
        self.resize(self.width(), self.body.totalHeightForWidth(self.width()))
        self._place()

    def _place(self) -> None:
        # A tag more is a line more: what has grown must not run out of the window.
        keep_inside(self, self._host, self._wish)

    def _tell_about(self, _row: int = 0) -> None:
        item = self.list.currentItem()
        choice: TagChoice | None = item.data(_ROW) if item else None
        words = ""
        if choice is not None:
            words = self.tr("因为相近的一段：{}").format(choice.because) if choice.because else choice.definition
        self._about.setText(words)
        self._about.setVisible(bool(words))
        self._fit()

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is None:
            self.close_field()
            return
        choice = item.data(_ROW)
        self.edit.clear()
        self.chosen.emit(choice)

    def close_field(self, back: bool = True) -> None:
        """Go away, what was chosen is stored already; back: the focus belongs to the page again."""
        if self.isVisible():
            self.hide()
            if back:
                self.closed.emit()

    def eventFilter(self, _watched: object, event: object) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._choose()
                    return True
                case Qt.Key.Key_Escape:
                    self.close_field()
                    return True
                case Qt.Key.Key_Backspace if not self.edit.text() and self._carried:
                    self.taken_off.emit(next(reversed(self._carried)))
                    return True
                case Qt.Key.Key_Down | Qt.Key.Key_Up:
                    step = 1 if event.key() == Qt.Key.Key_Down else -1
                    self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                    return True
                case _:
                    pass
        return False


def matching(
    words: str, choices: Sequence[TagChoice], suggested: Sequence[TagChoice], carried: dict[str, int]
) -> list[TagChoice]:
    """What to offer for the words typed: names that begin so, then that hold them or have these initials, then new."""
    free = [choice for choice in choices if choice.path not in carried]
    if not words:
        named = {choice.path for choice in suggested}
        return [*suggested, *(choice for choice in free if choice.path not in named)]
    folded = words.casefold()
    names = {choice.path: choice.path.rpartition("/")[2].casefold() for choice in free}
    begins = [c for c in free if names[c.path].startswith(folded) or c.path.casefold().startswith(folded)]
    holds = [c for c in free if c not in begins and folded in c.path.casefold()]
    spelt = [c for c in free if c not in begins and c not in holds and matches_initials(folded, names[c.path])]
    exact = any(words == c.path or words == c.path.rpartition("/")[2] for c in choices)
    # Latin letters that spell an existing name are meant for that name; as a new tag they come last.
    new = [] if exact or not words.strip("/") else [TagChoice(words.strip("/"), None, 1)]
    return [*begins, *holds, *spelt, *new]
