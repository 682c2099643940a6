"""总览, the home page: the matrix, its legend, and what to do next."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.card import rule
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.controls.segments import Segments
from shkc_desktop.ui.glyphs import paint_state
from shkc_desktop.ui.matrix import STATES, Matrix, MatrixCell, Presence
from shkc_desktop.ui.overview_card import OverviewCard, TagCount
from shkc_desktop.ui.overview_cells import STEPS, View, ink_on
from shkc_desktop.ui.overview_grid import OverviewGrid
from shkc_desktop.ui.overview_side import OverviewSide, ToDo, Unfinished
from shkc_desktop.ui.wording import wording

# Narrower, and the right column goes below.
SIDE_GOES = 1180
_LINE = 24


class _Legend(QWidget):
    """What the colours and glyphs mean, in words."""

    def __init__(self) -> None:
        super().__init__()
        self._view = View.ANNOTATIONS
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_LINE * 2 - 2)

    def set_view(self, view: View) -> None:
        """Explain the colours of another view."""
        self._view = view
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(800, self.height())

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._fit()

    def _absence(self) -> tuple[str, str]:
        return self.tr("未收：本文件没有这一部分，可再导入"), self.tr("无：报告没有写这一区")

    def _wraps(self) -> bool:
        """Whether what is said of the absent needs a line of its own."""
        metrics = QFontMetrics(theme.font(theme.SECONDARY))
        before = metrics.horizontalAdvance(wording(self._view.value) + self.tr("阅读") + "".join(STATES))
        after = metrics.horizontalAdvance("".join(self._absence()))
        marks = 0 if self._view is View.STATES else 8 + 32 * 5 + 16
        return before + marks + 8 + 24 * len(STATES) + 18 + 36 + after + 20 > self.width()

    def _fit(self) -> None:
        self.setFixedHeight(_LINE * (3 if self._wraps() else 2) - 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = self._words(painter, 0, wording(self._view.value)) + 8
        words = {
            View.STATES: ("", "", "", "", ""),
            View.AMOUNT: (self.tr("少"), "", "", "", self.tr("多")),
        }.get(self._view, (*map(str, STEPS[:-1]), f"{STEPS[-1]}+"))
        if self._view is not View.STATES:
            for colour, word in zip(tokens.steps, words, strict=True):
                cell = QRectF(x, 3, 30, 16)
                painter.setPen(Qt.PenStyle.NoPen)
                ground = QColor(colour)
                painter.setBrush(ground)
                painter.drawRoundedRect(cell, 4, 4)
                painter.setPen(ink_on(ground))
                painter.setFont(theme.font(theme.MARGIN))
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, word)
                x += 32
            x += 16
            x = self._words(painter, x, self.tr("阅读")) + 8
        for state in STATES:
            paint_state(painter, QRectF(x, 0, 10, 22).center(), state, 4.5)
            x = self._words(painter, x + 14, state) + 10
        x, y = (0.0, _LINE) if self._wraps() else (x + 18, 0)
        painter.setPen(QPen(tokens.colour("faint"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(QBrush(tokens.colour("line"), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(QRectF(x + 0.5, y + 3.5, 29, 15), 4, 4)
        missing, absent = self._absence()
        x = self._words(painter, x + 36, missing, y) + 20
        self._words(painter, x, absent, y)
        line = self.tr("格中：左为阅读状态，中为标注数，右为字数")
        self._words(painter, 0, line, y + _LINE)

    def _words(self, painter: QPainter, x: float, words: str, y: int = 0) -> float:
        painter.setPen(theme.current().colour("text2"))
        painter.setFont(theme.font(theme.SECONDARY))
        width = painter.fontMetrics().horizontalAdvance(words)
        painter.drawText(QRectF(x, y, width + 2, 22), Qt.AlignmentFlag.AlignVCenter, words)
        return x + width


class Overview(QWidget):
    """总览.

    tags_of: the tags of a cell, the most used first; asked when its card comes up.
    counts_of_tag: (district, year) to annotations with a tag and the tags below it.

    Signals:
        cell_opened: this cell is to be opened, in a new tab or not.
        years_wanted: this district is to be read through the years.
        page_wanted: this page is to be opened where it was left.
        state_wanted: this district and year are to have this reading state.
    """

    cell_opened = Signal(object, bool)
    years_wanted = Signal(str)
    page_wanted = Signal(object)
    state_wanted = Signal(str, int, str)

    def __init__(
        self,
        tags_of: Callable[[str, int], Sequence[TagCount]],
        counts_of_tag: Callable[[str], dict[tuple[str, int], int]],
    ) -> None:
        super().__init__()
        theme.set_surface(self, "page")
        self._tags_of, self._counts_of_tag = tags_of, counts_of_tag
        self._facts = Label("", theme.INTERFACE, "text2")
        self.views = Segments([wording(view.value) for view in View])
        self.tag_choice = QComboBox()
        self.tag_choice.setFont(theme.font())
        self.tag_choice.setAccessibleName(self.tr("标签"))
        self.tag_choice.setMinimumWidth(140)
        self.tag_choice.hide()
        self.grid = OverviewGrid()
        self.side = OverviewSide()
        self._legend = _Legend()
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(16)
        head.addWidget(Label(self.tr("总览"), theme.PAGE_TITLE, serif=True, bold=True))
        head.addWidget(self._facts, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addWidget(self.tag_choice)
        head.addWidget(self.views)
        self._left = QVBoxLayout()
        self._left.setSpacing(10)
        self._left.addWidget(self.grid)
        self._left.addWidget(self._legend)
        self._left.addStretch(1)
        inside = QWidget()
        theme.set_surface(inside, "page")
        self._whole = QVBoxLayout(inside)
        self._whole.setSpacing(10)
        self._whole.addWidget(self._head)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(24)
        self._whole.addLayout(self._body, 1)
        self._body.addLayout(self._left, 5)
        self._seam = rule(upright=True)
        self._body.addWidget(self._seam)
        self._body.addWidget(self.side, 2)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self.setFocusProxy(self.grid)
        self.card = OverviewCard(self)
        self.views.chosen.connect(self._view_chosen)
        self.tag_choice.currentIndexChanged.connect(lambda _i: self._recolour())
        self.grid.cell_opened.connect(self.cell_opened)
        self.grid.years_wanted.connect(self.years_wanted)
        self.grid.cell_shown.connect(self._show_card)
        # The segments end where the cells end.
        self.grid.cells_end_moved.connect(lambda x: self._head.setMaximumWidth(max(x, 560)))
        self.grid.menu_wanted.connect(self._show_menu)
        self.side.page_wanted.connect(self.page_wanted)
        self.side.tag_pressed.connect(self._show_tag)

    def set_contents(
        self,
        matrix: Matrix,
        subtitles: dict[int, str],
        tags: Sequence[TagCount],
        pages: Sequence[Unfinished],
        to_dos: Sequence[ToDo],
    ) -> None:
        """Show another state of the library."""
        there = [c for c in matrix.cells.values() if c.district and c.presence is Presence.TEXT]
        facts = (
            wording("{n} 区", n=len(matrix.districts)),
            wording("{n} 年", n=len(matrix.years)),
            wording("{n} 处有文", n=len(there)),
            wording("{n} 条标注", n=sum(c.annotations for c in matrix.cells.values())),
        )
        self._facts.setText("　".join(facts))
        self.grid.set_matrix(matrix, subtitles)
        chosen = self.tag_choice.currentData()
        self.tag_choice.blockSignals(True)
        self.tag_choice.clear()
        for tag in tags:
            self.tag_choice.addItem(f"{tag.name}　{tag.number}", tag.uuid)
        self.tag_choice.setCurrentIndex(max(0, self.tag_choice.findData(chosen)))
        self.tag_choice.blockSignals(False)
        self._recolour()
        self.side.show_all(pages, to_dos, tags[:5])

    def view(self) -> View:
        """What the cells are coloured by."""
        return list(View)[self.views.index()]

    def _view_chosen(self, _index: int) -> None:
        self.tag_choice.setVisible(self.view() is View.TAG)
        self._legend.set_view(self.view())
        self._recolour()

    def _recolour(self) -> None:
        uuid = self.tag_choice.currentData()
        tagged = self._counts_of_tag(uuid) if self.view() is View.TAG and uuid else {}
        self.grid.set_view(self.view(), tagged)

    def _show_tag(self, uuid: str) -> None:
        self.views.choose(list(View).index(View.TAG))
        self.tag_choice.setCurrentIndex(self.tag_choice.findData(uuid))

    def _show_card(self, cell: MatrixCell | None) -> None:
        if cell is None:
            self.card.hide()
            return
        beside = self.grid.rect_of_cell(cell)
        beside.moveTopLeft(self.grid.mapTo(self, beside.topLeft()))
        tags = self._tags_of(cell.district, cell.year) if cell.annotations else ()
        self.card.show_cell(cell, tags, beside)

    def menu_of(self, cell: MatrixCell) -> QMenu:
        """What can be done with a cell."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("打开"), lambda: self.cell_opened.emit(cell, False))
        menu.addAction(self.tr("在新页签打开"), lambda: self.cell_opened.emit(cell, True))
        menu.addAction(self.tr("历年"), lambda: self.years_wanted.emit(cell.district))
        menu.addSeparator()
        for state in STATES:
            action = menu.addAction(self.tr("标为") + state)
            action.setCheckable(True)
            action.setChecked(cell.state == state)
            action.triggered.connect(partial(self._want_state, cell, state))
        return menu

    def _want_state(self, cell: MatrixCell, state: str, _checked: bool = False) -> None:
        self.state_wanted.emit(cell.district, cell.year, state)

    def _show_menu(self, cell: MatrixCell, point: QPoint) -> None:
        self.card.hide()
        self.menu_of(cell).popup(point)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= SIDE_GOES
        self._body.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._whole.setContentsMargins(*((56, 24, 48, 8) if wide else (24, 20, 24, 16)))
        self._seam.setVisible(wide)
        self.card.hide()
