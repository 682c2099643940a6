"""The small bar that stands above a selection: colours, tags, note, copy, basket."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from shkc_desktop.model.annotation import COLOURS
from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.button import tool_button
from shkc_desktop.ui.controls.card import cast_shadow, rule
from shkc_desktop.ui.controls.label import set_tooltip
from shkc_desktop.ui.icons import icon

_ARROW = 7
_DASHES = {
    1: Qt.PenStyle.SolidLine,
    2: Qt.PenStyle.DashLine,
    3: Qt.PenStyle.DotLine,
    4: Qt.PenStyle.DashDotLine,
}


class _Swatch(QToolButton):
    """A colour with its number and its underline."""

    def __init__(self, colour: int, name: str) -> None:
        super().__init__()
        self._colour = colour
        self.setFixedSize(30, 30)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        set_tooltip(self, f"{name}　{colour}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus() or self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("selected" if self.isChecked() else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        box = QRectF(4, 5, 22, 15)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour(f"mark-{self._colour}"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(tokens.colour("text"))
        painter.setFont(theme.font(theme.MARGIN))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._colour))
        painter.setPen(QPen(tokens.colour(f"stroke-{self._colour}"), 2, _DASHES[self._colour]))
        painter.drawLine(QPointF(4, 24), QPointF(26, 24))


class SelectionBar(QWidget):
    """Stands above what is selected, so that what follows stays visible.

    Signals:
        colour_chosen: one of the colours 1 to 4 was pressed.
        tag_wanted, note_wanted, copy_wanted, basket_wanted, more_wanted: as they say; `more_wanted` with the point
            at which a menu may open.
    """

    colour_chosen = Signal(int)
    tag_wanted = Signal()
    note_wanted = Signal()
    copy_wanted = Signal()
    basket_wanted = Signal()
    more_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget, colour_names: tuple[str, ...]) -> None:
        super().__init__(parent)
        self.setObjectName("selection_bar")
        self._arrow_x = 40
        self._below = False
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(8, 5, 8, 5 + _ARROW)
        row.setSpacing(2)
        self.swatches = [_Swatch(colour, name) for colour, name in zip(COLOURS, colour_names, strict=True)]
        for colour, swatch in zip(COLOURS, self.swatches, strict=True):
            swatch.clicked.connect(lambda _on=False, c=colour: self.colour_chosen.emit(c))
            row.addWidget(swatch)
        row.addSpacing(4)
        row.addWidget(rule(upright=True))
        row.addSpacing(4)
        for picture, words, key, signal in (
            ("tag", self.tr("标签"), "T", self.tag_wanted),
            ("note", self.tr("批注"), "N", self.note_wanted),
            ("copy", self.tr("复制"), "C", self.copy_wanted),
        ):
            button = tool_button(picture, f"{words}　{key}")
            button.setText(f"{words} {key}")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(16, 16))
            button.clicked.connect(lambda _on=False, s=signal: s.emit())
            row.addWidget(button)
        basket = tool_button("basket", self.tr("放入摘录篮　B"), self.basket_wanted.emit)
        basket.setIconSize(QSize(16, 16))
        row.addWidget(basket)
        self._more = tool_button("more", self.tr("更多"))
        self._more.setIcon(icon("more"))
        self._more.clicked.connect(
            lambda _on=False: self.more_wanted.emit(self._more.mapToGlobal(QPoint(0, self._more.height())))
        )
        row.addWidget(self._more)
        cast_shadow(self)
        self.hide()

    def show_at(self, selection: QRect, room: QRect) -> None:
        """Stand above `selection` within `room`, both in the parent's coordinates; below it where there is no room."""
        self.adjustSize()
        width, height = self.sizeHint().width(), self.sizeHint().height()
        x = max(room.left() + 8, min(selection.left() - 40, room.right() - width - 8))
        y = selection.top() - height - 2
        self._below = y < room.top() + 4
        if self._below:
            y = min(selection.bottom() + 4, room.bottom() - height)
        self._row.setContentsMargins(8, 5 + _ARROW * self._below, 8, 5 + _ARROW * (not self._below))
        self._arrow_x = max(18, min(width - 18, selection.left() - x + 12))
        self.setGeometry(x, y, width, height)
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        body.adjust(0, _ARROW * self._below, 0, -_ARROW * (not self._below))
        path = QPainterPath()
        path.addRoundedRect(body, theme.CARD_RADIUS, theme.CARD_RADIUS)
        foot, tip = (body.top(), 0.5) if self._below else (body.bottom(), self.height() - 0.5)
        arrow = QPainterPath(QPointF(self._arrow_x - _ARROW, foot))
        arrow.lineTo(self._arrow_x, tip)
        arrow.lineTo(self._arrow_x + _ARROW, foot)
        arrow.closeSubpath()
        painter.setPen(QPen(tokens.colour("line"), 1))
        painter.setBrush(tokens.colour("card"))
        painter.drawPath(path.united(arrow))
