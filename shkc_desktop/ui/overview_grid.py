"""The painted district × year matrix, with keyboard and mouse."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.label import plain_tooltip
from shkc_desktop.ui.matrix import Matrix, MatrixCell, Presence
from shkc_desktop.ui.overview_cells import View, paint_cell, spoken_cell, total_of
from shkc_desktop.ui.wording import wording

NAME, TOTAL, HEAD, ROW, GAP, FOOT = 94, 84, 50, 31, 4, 38
ROW_GAP = 3
CELL_WIDEST, CELL_NARROWEST = 138, 74
HOVER_MS = 400


class OverviewGrid(QWidget):
    """The matrix.

    Signals:
        cell_opened: the reader opened this cell; the flag says in a new tab.
        years_wanted: the reader wants this district through the years.
        cells_end_moved: the cells end at another x now.
        menu_wanted: the reader wants to know what can be done with this cell, at this point of the screen.
        cell_shown: the pointer rests on this cell, or the keyboard is on it; None when neither.
    """

    cell_opened = Signal(object, bool)
    years_wanted = Signal(str)
    cells_end_moved = Signal(int)
    menu_wanted = Signal(object, QPoint)
    cell_shown = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._matrix: Matrix | None = None
        self._view = View.ANNOTATIONS
        self._tagged: dict[tuple[str, int], int] = {}
        self._subtitles: dict[int, str] = {}
        self._at: tuple[int, int] | None = None
        self._over: tuple[int, int] | None = None
        self._over_name: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("总览：区与年"))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(HOVER_MS)
        self._rest.timeout.connect(lambda: self.cell_shown.emit(self._cell(self._over)))

    def set_matrix(self, matrix: Matrix, subtitles: dict[int, str]) -> None:
        """Show another matrix. subtitles: what stands below a year (`原文　第 8 章`)."""
        self._matrix, self._subtitles = matrix, subtitles
        if self._at is None and matrix.districts and matrix.years:
            self._at = (0, 0)
        elif self._at is not None:
            self._at = (min(self._at[0], len(matrix.districts) - 1), min(self._at[1], len(matrix.years) - 1))
        self.cells_end_moved.emit(self.cells_right())
        self.setFixedHeight(self.sizeHint().height())
        self.setMinimumWidth(NAME + TOTAL + len(matrix.years) * CELL_NARROWEST)
        self.update()

    def set_view(self, view: View, tagged: dict[tuple[str, int], int] | None = None) -> None:
        """Colour the cells by something else; `tagged` counts the annotations with the chosen tag."""
        self._view = view
        self._tagged = tagged or {}
        self.update()

    def current(self) -> MatrixCell | None:
        """The cell the keyboard is on."""
        return self._cell(self._at)

    def go_to(self, district: str, year: int) -> None:
        """Put the keyboard on a cell."""
        if self._matrix is not None:
            rows = [d.name for d in self._matrix.districts]
            if district in rows and year in self._matrix.years:
                self._at = (rows.index(district), self._matrix.years.index(year))
                self.update()

    def _cell(self, at: tuple[int, int] | None) -> MatrixCell | None:
        if at is None or self._matrix is None:
            return None
        return self._matrix.cell(self._matrix.districts[at[0]].name, self._matrix.years[at[1]])

    # Where things stand

    def sizeHint(self) -> QSize:
        rows = len(self._matrix.districts) if self._matrix else 16
        years = len(self._matrix.years) if self._matrix else 5
        return QSize(NAME + years * (CELL_WIDEST + GAP) + TOTAL, HEAD + rows * (ROW + ROW_GAP) + FOOT)

    def cell_width(self) -> int:
        """How wide a cell is now."""
        years = len(self._matrix.years) if self._matrix else 1
        room = (self.width() - NAME - TOTAL) // max(1, years) - GAP
        return max(CELL_NARROWEST - GAP, min(CELL_WIDEST, room))

    def cells_right(self) -> int:
        """The x at which the cells end."""
        years = len(self._matrix.years) if self._matrix else 0
        return NAME + years * (self.cell_width() + GAP) - GAP

    def rect_of(self, row: int, column: int) -> QRect:
        """Where a cell stands."""
        width = self.cell_width()
        return QRect(NAME + column * (width + GAP), HEAD + row * (ROW + ROW_GAP), width, ROW)

    def rect_of_cell(self, cell: MatrixCell) -> QRect:
        """Where a cell stands, by what it is."""
        assert self._matrix is not None
        names = [d.name for d in self._matrix.districts]
        return self.rect_of(names.index(cell.district), self._matrix.years.index(cell.year))

    def _at_point(self, point: QPointF) -> tuple[int, int] | None:
        if self._matrix is None:
            return None
        column = int(point.x() - NAME) // (self.cell_width() + GAP)
        row = int(point.y() - HEAD) // (ROW + ROW_GAP)
        inside = 0 <= row < len(self._matrix.districts) and 0 <= column < len(self._matrix.years)
        return (row, column) if inside and point.x() >= NAME and point.y() >= HEAD else None

    def _name_at(self, point: QPointF) -> int | None:
        """The row whose district name is at a point."""
        row = int(point.y() - HEAD) // (ROW + ROW_GAP)
        rows = len(self._matrix.districts) if self._matrix else 0
        return row if 0 <= point.x() < NAME - 8 and point.y() >= HEAD and row < rows else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.cells_end_moved.emit(self.cells_right())

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        matrix = self._matrix
        if matrix is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_heads(painter, matrix)
        most = max((c.characters for c in matrix.cells.values() if c.district), default=0)
        totals = [total_of(matrix, d.name, self._view, self._tagged) for d in matrix.districts]
        for row, district in enumerate(matrix.districts):
            band = QRect(0, HEAD + row * (ROW + ROW_GAP), self.width(), ROW)
            if not event.rect().intersects(band):
                continue
            here = self._at is not None and self._at[0] == row and self.hasFocus()
            painter.setFont(theme.font(bold=here))
            ink = "accent" if self._over_name == row else "text"
            painter.setPen(theme.current().colour(ink if matrix.has_text(district.name) else "faint"))
            painter.drawText(QRect(0, band.y(), NAME - 8, ROW), Qt.AlignmentFlag.AlignVCenter, district.name)
            for column, cell in enumerate(matrix.row(district.name)):
                tagged = self._tagged.get((cell.district, cell.year), 0)
                paint_cell(painter, self.rect_of(row, column), cell, self._view, tagged, most)
            self._paint_total(painter, band, totals[row], max(totals, default=0))
        self._paint_foot(painter, matrix)
        if self._at is not None and (self.hasFocus() or self._over is not None):
            at = self._at if self.hasFocus() else self._over
            assert at is not None
            painter.setPen(QPen(theme.current().colour("accent" if self.hasFocus() else "edge"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect_of(*at)).adjusted(-1.5, -1.5, 1.5, 1.5), 6, 6)

    def _paint_heads(self, painter: QPainter, matrix: Matrix) -> None:
        tokens = theme.current()
        centred = Qt.AlignmentFlag.AlignCenter
        for column, year in enumerate(matrix.years):
            rect = self.rect_of(0, column)
            here = self._at is not None and self._at[1] == column and self.hasFocus()
            painter.setFont(theme.font(theme.LEAD, serif=True, bold=here))
            painter.setPen(tokens.colour("text"))
            painter.drawText(QRect(rect.x(), 0, rect.width(), 26), centred, str(year))
            painter.setFont(theme.font(theme.MARGIN))
            painter.setPen(tokens.colour("muted"))
            words = painter.fontMetrics().elidedText(
                self._subtitles.get(year, ""), Qt.TextElideMode.ElideRight, rect.width()
            )
            painter.drawText(QRect(rect.x(), 26, rect.width(), 18), centred, words)
        painter.drawText(QRect(self.cells_right() + 16, 26, TOTAL, 18), Qt.AlignmentFlag.AlignVCenter, self.tr("合计"))

    def _paint_total(self, painter: QPainter, band: QRect, total: int, most: int) -> None:
        tokens = theme.current()
        x = self.cells_right() + 16
        length = round(46 * total / most) if most else 0
        if length:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.steps[3]))
            painter.drawRoundedRect(QRectF(x, band.center().y() - 1.5, max(length, 5), 5), 2.5, 2.5)
            x += max(length, 5) + 8
        painter.setPen(tokens.colour("text2"))
        painter.setFont(theme.font(theme.SECONDARY))
        painter.drawText(QRect(x, band.y(), 60, ROW), Qt.AlignmentFlag.AlignVCenter, f"{total:,}")

    def _paint_foot(self, painter: QPainter, matrix: Matrix) -> None:
        tokens = theme.current()
        top = HEAD + len(matrix.districts) * (ROW + ROW_GAP) + 4
        painter.fillRect(QRect(0, top, self.cells_right(), 1), tokens.colour("line"))
        painter.setPen(tokens.colour("text2"))
        painter.setFont(theme.font(theme.SECONDARY))
        painter.drawText(QRect(0, top, NAME, 34), Qt.AlignmentFlag.AlignVCenter, self.tr("合计"))
        for column, year in enumerate(matrix.years):
            cells = matrix.column(year)
            there = sum(c.presence is Presence.TEXT for c in cells)
            rect = QRect(self.rect_of(0, column).x(), top, self.cell_width(), 34)
            words = wording("{n} 条　{there} 区有文", n=sum(c.annotations for c in cells), there=there)
            if painter.fontMetrics().horizontalAdvance(words) > rect.width():
                words = wording("{n} 区", n=there)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)

    # Mouse and keyboard

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over, name = self._at_point(event.position()), self._name_at(event.position())
        if name != self._over_name:
            self._over_name = name
            self.setToolTip(plain_tooltip(self.tr("看这个区的历年") if name is not None else ""))
            self.update()
        if over != self._over:
            self._over = over
            self.update()
            self._rest.stop()
            if over is None:
                self.cell_shown.emit(None)
            else:
                self._rest.start()
        cell = self._cell(over)
        there = cell is not None and cell.presence is Presence.TEXT
        hand = there or name is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, _event: QEvent) -> None:
        self._over = self._over_name = None
        self._rest.stop()
        self.update()
        self.cell_shown.emit(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at, name = self._at_point(event.position()), self._name_at(event.position())
        if name is not None and self._matrix is not None and event.button() is Qt.MouseButton.LeftButton:
            self._at = (name, self._at[1] if self._at else 0)
            self.years_wanted.emit(self._matrix.districts[name].name)
        if at is None:
            return
        self._at = at
        self.update()
        new = event.button() is Qt.MouseButton.MiddleButton or bool(
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        if event.button() is not Qt.MouseButton.RightButton:
            self._open(new)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        at = self._at_point(QPointF(event.pos())) if by_mouse else self._at
        cell = self._cell(at)
        if cell is not None and cell.presence is Presence.TEXT:
            point = event.globalPos() if by_mouse else self.mapToGlobal(self.rect_of_cell(cell).bottomLeft())
            self.menu_wanted.emit(cell, point)

    def _open(self, new: bool) -> None:
        cell = self.current()
        if cell is None:
            return
        if cell.presence is Presence.TEXT:
            self.cell_opened.emit(cell, new)
        else:
            where = self.mapToGlobal(self.rect_of_cell(cell).bottomLeft())
            words = (
                self.tr("本文件没有这一部分，可再导入")
                if cell.presence is Presence.MISSING
                else self.tr("报告没有写这一区")
            )
            QToolTip.showText(where, plain_tooltip(words), self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Home: (0, -100), Qt.Key.Key_End: (0, 100), Qt.Key.Key_PageUp: (-100, 0),
            Qt.Key.Key_PageDown: (100, 0),
        }  # fmt: skip
        key = Qt.Key(event.key())
        cell = self.current()
        if key in steps and self._matrix is not None and self._at is not None:
            down, right = steps[key]
            rows, columns = len(self._matrix.districts), len(self._matrix.years)
            self._at = (
                min(rows - 1, max(0, self._at[0] + down)),
                min(columns - 1, max(0, self._at[1] + right)),
            )
            self.update()
            self._speak()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key == Qt.Key.Key_H and cell is not None:
            self.years_wanted.emit(cell.district)
        else:
            super().keyPressEvent(event)

    def _speak(self) -> None:
        """Tell screen readers, and show the card, of the cell the keyboard is on."""
        cell = self.current()
        if cell is not None:
            self.setAccessibleDescription(spoken_cell(cell))
            self.cell_shown.emit(cell)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._speak()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.cell_shown.emit(None)
        self.update()
