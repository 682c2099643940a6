"""请先看这 N 处: what the import is not sure of, each with 认可 or what settles it otherwise."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from shkc_desktop.model.district import District
from shkc_desktop.model.report import Doubt, Report
from shkc_desktop.ui import icons, theme
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.card import empty_layout
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.correcting.words import DOUBTS, spoken
from shkc_desktop.ui.wording import wording

SHOWN = 4  # cards that are shown before 还有 N 处 is pressed
_CARD = 58


class DoubtCard(QFrame):
    """One question.

    Signals:
        accepted: the reader says yes; with the value of its control (district, year or title), None without one.
        shown: the place is to be shown; True: with its sentences.
        split_wanted: the lines that were joined are to be two paragraphs again.
    """

    accepted = Signal(object)
    shown = Signal(bool)
    split_wanted = Signal()

    def __init__(self, doubt: Doubt, report: Report, districts: Sequence[District]) -> None:
        super().__init__()
        self.doubt = doubt
        self._chosen = False
        self.setMinimumHeight(_CARD)
        self._district: QComboBox | None = None
        self._field: QLineEdit | None = None
        words = QVBoxLayout()
        words.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Label(spoken(DOUBTS.get(doubt.kind, doubt.kind)), theme.INTERFACE, bold=True))
        head.addWidget(Label(_where(doubt, report), theme.SECONDARY, "text2"))
        head.addStretch(1)
        words.addLayout(head)
        words.addWidget(Label(doubt.message, theme.SECONDARY, "text2", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(38, 8, 12, 8)
        row.setSpacing(8)
        row.addLayout(words, 1)
        # A title is long: its field stands below the question.
        self._add_control(words if doubt.kind == "title" else row, doubt, report, districts)
        self.accept = Button(self.tr("认可"), pressed=lambda: self.accepted.emit(self.value()))
        row.addWidget(self.accept)

    def _add_control(self, row: QBoxLayout, doubt: Doubt, report: Report, districts: Sequence[District]) -> None:
        match doubt.kind:
            case "district" if doubt.block is not None:
                self._district = QComboBox()
                self._district.setFont(theme.font())
                self._district.addItem(self.tr("不属任何区"), "")
                for district in districts:
                    self._district.addItem(district.name, district.name)
                now = report.blocks[doubt.block].districts
                self._district.setCurrentIndex(max(0, self._district.findData(now[0] if now else "")))
                self._district.activated.connect(lambda _row: self.shown.emit(False))
                row.addWidget(self._district)
            case "year" | "title":
                self._field = QLineEdit(str(report.year or "") if doubt.kind == "year" else report.title)
                self._field.setFont(theme.font())
                if doubt.kind == "year":
                    self._field.setFixedWidth(70)
                self._field.setAccessibleName(spoken(DOUBTS[doubt.kind]))
                self._field.returnPressed.connect(lambda: self.accepted.emit(self.value()))
                row.addWidget(self._field)
            case "several_districts":
                row.addWidget(Button(self.tr("看分句"), "link", pressed=lambda: self.shown.emit(True)))
            case "joined":
                row.addWidget(Button(self.tr("拆开"), "link", pressed=self.split_wanted.emit))
                row.addWidget(Button(self.tr("看原行"), "link", pressed=lambda: self.shown.emit(False)))

    def value(self) -> str | None:
        """What its control says, None without one."""
        if self._district is not None:
            return str(self._district.currentData())
        return self._field.text().strip() if self._field is not None else None

    def choose_district(self, name: str) -> None:
        """Turn the control to another district, as the reader does."""
        if self._district is not None:
            self._district.setCurrentIndex(self._district.findData(name))

    def set_chosen(self, chosen: bool) -> None:
        """Show that this is the one being looked at."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.accept.setProperty("kind", "primary" if chosen else "")
            self.accept.style().unpolish(self.accept)
            self.accept.style().polish(self.accept)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.colour("warn" if self._chosen else "line"), 1))
        painter.setBrush(tokens.colour("warn_tint" if self._chosen else "card"))
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(body, theme.CARD_RADIUS, theme.CARD_RADIUS)
        mark = icons.pixmap("warn", "warn", 16, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(13, 11), mark)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.shown.emit(False)


def _where(doubt: Doubt, report: Report) -> str:
    if doubt.block is None:
        return ""
    block = report.blocks[doubt.block]
    page = block.printed_page or block.page
    if page is not None:
        return wording("第 {page} 页", page=page)
    return wording("第 {line} 行", line=block.lines[0]) if block.lines else ""


class DoubtList(QWidget):
    """The cards, four at first.

    Signals:
        accepted: a doubt is answered; with the value of its control or None.
        all_accepted: all are answered yes.
        block_shown: the block of a doubt is to be shown; True: with its sentences.
        split_wanted: the lines that this doubt is about are to be two paragraphs again.
    """

    accepted = Signal(object, object)
    all_accepted = Signal()
    block_shown = Signal(int, bool)
    split_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[DoubtCard] = []
        self._whole = False
        self._report: Report | None = None
        self._districts: Sequence[District] = ()
        self.title = Label("", theme.GROUP, bold=True)
        self.all = Button(self.tr("全部认可"), "link", pressed=self.all_accepted.emit)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.all)
        self._box = QWidget()
        self._rows = QVBoxLayout(self._box)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._box)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.set_surface(self._box, "page")
        self.more = Button("", "link", pressed=self._show_whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_report(self, report: Report, districts: Sequence[District], room: int) -> None:
        """Show the doubts of a report; room: px that may be taken up."""
        if self._report is None or self._report.uuid != report.uuid:
            self._whole = False
        self._report, self._districts = report, districts
        empty_layout(self._rows)
        self.cards = []
        doubts = report.doubts
        fit = max(1, min(SHOWN, (room - 60) // (_CARD + 8)))
        shown = doubts if self._whole else doubts[:fit]
        for doubt in shown:
            card = DoubtCard(doubt, report, districts)
            card.accepted.connect(lambda value, d=doubt: self.accepted.emit(d, value))
            card.shown.connect(lambda sentences, c=card: self._show_card(c, sentences))
            card.split_wanted.connect(lambda d=doubt: self.split_wanted.emit(d))
            self.cards.append(card)
            self._rows.addWidget(card)
        self._rows.addStretch(1)
        self.title.setText(self.tr("请先看这 {} 处").format(len(doubts)))
        rest = len(doubts) - len(shown)
        self.more.setVisible(rest > 0)
        self.more.setText(self.tr("还有 {} 处").format(rest))
        height = sum(card.sizeHint().height() + 8 for card in self.cards[:SHOWN]) if self.cards else 0
        self._scroll.setFixedHeight(max(_CARD, min(height, room - 60)))
        self.setVisible(bool(doubts))

    def _show_whole(self) -> None:
        self._whole = True
        if self._report is not None:
            self.show_report(self._report, self._districts, self._scroll.height() + 60)

    def _show_card(self, card: DoubtCard, sentences: bool) -> None:
        self.look_at(card.doubt.block)
        if card.doubt.block is not None:
            self.block_shown.emit(card.doubt.block, sentences)

    def look_at(self, block: int | None) -> None:
        """Show which question is about the block being looked at."""
        for card in self.cards:
            card.set_chosen(block is not None and card.doubt.block == block)
