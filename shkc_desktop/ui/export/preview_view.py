"""The preview at the right of the dialog: sheets of paper, a table, or text."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.empty_state import EmptyState
from shkc_desktop.ui.export.preview import Preview


class _Paper(QWidget):
    """One sheet, white in every theme, as it is in the file."""

    def __init__(self, image: QImage, width: int) -> None:
        super().__init__()
        self._image = image
        self.setFixedSize(width, round(image.height() * width / max(1, image.width())))

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._image)
        painter.setPen(theme.current().colour("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PreviewView(QStackedWidget):
    """Shows a Preview.

    Signals:
        place_changed: the words that say which page is seen, "" without pages.
    """

    place_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._whole = True
        self._papers: list[_Paper] = []
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName(self.tr("预览"))
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.verticalScrollBar().valueChanged.connect(lambda _value: self._tell_place())
        self._table = QTableView()
        self._table.setAccessibleName(self.tr("预览"))
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.verticalHeader().setDefaultSectionSize(28)
        self._table.verticalHeader().hide()
        self._table.setWordWrap(False)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFont(theme.font())
        self.text.setAccessibleName(self.tr("预览"))
        self._nothing = EmptyState("export", self.tr("没有可导出的内容"), self.tr("放宽条件，或先标注几段"))
        self._problem = EmptyState("warn", "")
        for widget in (self._scroll, self._table, self.text, self._nothing, self._problem):
            self.addWidget(widget)
        for view in (self._table, self.text):
            theme.set_surface(view, "card")

    def pixels(self) -> int:
        """How wide a sheet is to be painted."""
        return round(self._paper_width() * self.devicePixelRatioF())

    def _paper_width(self) -> int:
        return max(240, self.width() - 12)

    def show_nothing(self) -> None:
        """Say that there is nothing to export."""
        self.setCurrentWidget(self._nothing)
        self.place_changed.emit("")

    def show_preview(self, preview: Preview) -> None:
        """Show the beginning of the file."""
        self._whole = preview.whole
        if preview.problem:
            self._problem.line.setText(preview.problem)
            self.setCurrentWidget(self._problem)
            self.place_changed.emit("")
        elif preview.pages:
            self._show_pages(preview.pages)
        elif preview.headers:
            self._show_table(preview.headers, preview.cells)
        else:
            self.text.setPlainText(preview.text)
            self.setCurrentWidget(self.text)
            self.place_changed.emit("" if preview.whole else self.tr("开头部分"))

    def _show_pages(self, images: Sequence[QImage]) -> None:
        at = self._scroll.verticalScrollBar().value()
        host = QWidget()
        host.setAutoFillBackground(False)
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._papers = [_Paper(image, self._paper_width()) for image in images]
        for paper in self._papers:
            column.addWidget(paper)
        self._scroll.setWidget(host)
        self.setCurrentWidget(self._scroll)
        host.adjustSize()
        self._scroll.verticalScrollBar().setValue(at)
        self._tell_place()

    def _show_table(self, headers: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
        old = self._table.model()
        model = QStandardItemModel(len(cells), len(headers), self._table)
        model.setHorizontalHeaderLabels(list(headers))
        for row, values in enumerate(cells):
            for column, value in enumerate(values):
                model.setItem(row, column, QStandardItem(value))
        self._table.setModel(model)
        if old is not None:
            old.deleteLater()
        for column, header in enumerate(headers):
            wide = any(len(row[column]) > 12 for row in cells[:20])
            self._table.setColumnWidth(column, 220 if wide else max(64, 16 * len(header) + 24))
        self.setCurrentWidget(self._table)
        self.place_changed.emit(
            self.tr("共 {} 行").format(len(cells)) if self._whole else self.tr("前 {} 行").format(len(cells))
        )

    def _tell_place(self) -> None:
        if self.currentWidget() is not self._scroll or not self._papers:
            return
        middle = self._scroll.verticalScrollBar().value() + self._scroll.viewport().height() // 3
        page = next((n for n, paper in enumerate(self._papers, 1) if middle < paper.y() + paper.height()), 1)
        of = len(self._papers)
        if of == 1 and self._whole:
            self.place_changed.emit("")
        else:
            words = self.tr("第 {} 页，共 {} 页") if self._whole else self.tr("第 {} 页，先看前 {} 页")
            self.place_changed.emit(words.format(page, of))

    def shown_text(self) -> str:
        """The text that is shown, where it is text."""
        return self.text.toPlainText() if self.currentWidget() is self.text else ""

    def page_count(self) -> int:
        """How many sheets are shown."""
        return len(self._papers) if self.currentWidget() is self._scroll else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.currentWidget() is not self._scroll:
            painter.setPen(theme.current().colour("line"))
            painter.setBrush(QColor(theme.current().card))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
