"""A page view with cards in its margin, and words for screen readers."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from shkc_desktop.model.page import Mark, Page, Place
from shkc_desktop.ui.controls.label import plain_tooltip
from shkc_desktop.ui.page import accessible
from shkc_desktop.ui.page.card_margin import CardMargin
from shkc_desktop.ui.page.flow import YEAR
from shkc_desktop.ui.page.look import Look
from shkc_desktop.ui.page.margin_cards import CardProvider
from shkc_desktop.ui.page.page_view import PageView

# (report uuid, block) to the names of its districts.
DistrictFinder = Callable[[str, int], Sequence[str]]


class NotedPage(PageView):
    """Shows what the reader has noted beside the lines it belongs to.

    Signals:
        card_opened: a card is open to be written on (uuid, note).
        card_edited: a note was written on its card (uuid, note).
        card_pressed: a card was clicked (uuid).
    """

    card_opened = Signal(str, str)
    card_edited = Signal(str, str)
    card_pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None, look: Look | None = None) -> None:
        super().__init__(parent, look)
        accessible.install()
        self._districts: DistrictFinder | None = None
        self._margin = CardMargin(self.viewport())
        self._margin.show(self._typeset, self._marks)
        self._margin.changed.connect(self.viewport().update)
        self._margin.opened.connect(self.card_opened)
        self._margin.edited.connect(self.card_edited)
        self._margin.pressed.connect(self.card_pressed)

    def show_page(self, page: Page, marks: Sequence[Mark], place: Place | None = None) -> None:
        """Show a page with its marks, at a place or from its top; a note that is being written is saved first."""
        self._margin.finish()
        super().show_page(page, marks, place)

    def _set_page(self) -> None:
        super()._set_page()
        self._margin.show(self._typeset, self._marks)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the line at the top, and the cards beside their lines."""
        super().resizeEvent(event)
        self._margin.forget()

    def _arrange(self, dy: int) -> bool:
        moved = super()._arrange(dy)
        return self._margin.arrange(self.verticalScrollBar().value()) or moved

    def _paint_over(self, painter: QPainter, scroll: int, area: QRectF) -> None:
        self._margin.paint(painter, scroll, area)

    def set_district_finder(self, finder: DistrictFinder | None) -> None:
        """Ask `finder` (report uuid, block) for the districts of a block: for screen readers, and beside its number."""
        self._districts = finder

    def viewportEvent(self, event: QEvent) -> bool:
        """Over the numbers at the left a tooltip says which districts the paragraph is about."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            piece = self.piece_under(event.pos())
            if piece is not None and event.pos().x() < self._typeset.columns.left:
                QToolTip.showText(event.globalPos(), plain_tooltip("　".join(self._known_of(piece))), self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def _known_of(self, piece: int) -> list[str]:
        """The number of a piece's paragraph and its districts."""
        row = self._flow.pieces[piece]
        said = [f"第 {row.paragraph} 段"] if row.paragraph else []
        if self._districts is not None and row.kind != YEAR:
            said.extend(self._districts(self._flow.page.sources[row.source].report, row.block))
        return said

    def piece_description(self, piece: int) -> str:
        """What is known of a piece beside its words: number, districts, marks with tags and notes."""
        row, source = self._flow.pieces[piece], self._flow.page.sources[self._flow.pieces[piece].source]
        said = self._known_of(piece)
        for mark in self._marks.touching(row.source, row.start, row.end):
            said.append(self._margin.spoken(mark, source.text[mark.start : mark.end]))
        return "；".join(said)

    # ---- paragraphs, for screen readers

    def piece_count(self) -> int:
        """The number of pieces: paragraphs, headings, list items …"""
        return len(self._flow)

    def piece_text(self, piece: int) -> str:
        """The words of a piece."""
        return self._flow.text_of(piece)

    def piece_kind(self, piece: int) -> str:
        """The kind of a piece's block."""
        return self._flow.pieces[piece].kind

    def piece_rect(self, piece: int) -> QRect:
        """Where a piece is on the screen."""
        top = self._typeset.text_top(piece) - self.verticalScrollBar().value()
        corner = self.viewport().mapToGlobal(QPoint(self._typeset.columns.left, top))
        height = self._typeset.heights[piece] - self._typeset.space(piece)
        return QRect(corner.x(), corner.y(), self._typeset.columns.width, height)

    def piece_under(self, point: QPoint) -> int | None:
        """The piece under a point of the viewport."""
        if not len(self._flow) or not self.viewport().rect().contains(point):
            return None
        return self._typeset.piece_at(point.y() + self.verticalScrollBar().value())

    # ---- cards

    def set_card_provider(self, provider: CardProvider | None) -> None:
        """Ask `provider` (uuid to Card or None) what the cards of marks in sight say."""
        self._margin.set_provider(provider)
        self.viewport().update()

    def refresh_cards(self, uuids: Iterable[str] | None = None) -> None:
        """The cards of these annotations say something else now; None: all may."""
        if uuids is None:
            self._margin.forget()
        else:
            self._repaint_marks(*(self._marks.get(uuid) for uuid in uuids))
        self.viewport().update()

    def edit_card(self, uuid: str) -> None:
        """Open the card of an annotation to write its note; the line comes into sight."""
        mark = self._marks.get(uuid)
        if mark is None:
            return
        position = self._flow.position(mark.source, mark.start)
        if position is not None:
            self._show_position(position)
        self._margin.edit(mark)

    def finish_card(self) -> None:
        """Save and close the card that is being written on, if there is one."""
        self._margin.finish()

    def take_card_note(self, uuid: str, note: str) -> bool:
        """Show a note written elsewhere on the open card, unless something is unsaved there; whether it is shown."""
        return self._margin.take_note(uuid, note)

    def _repaint_marks(self, *marks: Mark | None) -> None:
        for mark in marks:
            if mark is not None:
                self._margin.forget(self._flow.pieces_of(mark.source, mark.start, mark.end))
        super()._repaint_marks(*marks)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks instead of the present ones."""
        super().set_marks(marks)
        self._margin.show(self._typeset, self._marks)
