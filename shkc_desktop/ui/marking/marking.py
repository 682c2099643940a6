"""What the reader does with passages: between the reading panes, the fields at the passage and the workspace."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QMimeData, QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from shkc_desktop.export.options import CitationStyle
from shkc_desktop.export.references import copied
from shkc_desktop.library import annotating, pages, saving
from shkc_desktop.library.annotating import Span
from shkc_desktop.library.excerpts import excerpts_of, passage
from shkc_desktop.model.page import Place
from shkc_desktop.model.report import Edition
from shkc_desktop.ui.colour_names import colour_names
from shkc_desktop.ui.controls.swatch import swatch
from shkc_desktop.ui.marking.noting import Noting
from shkc_desktop.ui.marking.selection_bar import SelectionBar
from shkc_desktop.ui.marking.tagging import Tagging
from shkc_desktop.ui.page.reading_pane import ReadingPane
from shkc_desktop.ui.workspace import Workspace

# How much of a passage is read in the menu that chooses between overlapping marks.
_CHOICE = 18

# The bar waits until the hand that selects has come to rest.
_BAR_RESTS_MS = 120
_DIGEST_TOLD = "digest_told"


class Marking(QObject):
    """Marks, tags and notes on whatever pane is in use.

    Signals:
        chosen_changed: another annotation is chosen, or none; see `chosen`.
        work_done: a field has gone away; the focus belongs to what is in front again.
    """

    chosen_changed = Signal()
    work_done = Signal()

    def __init__(self, workspace: Workspace, window: QWidget, pane: Callable[[], ReadingPane | None]) -> None:
        super().__init__(window)
        self._workspace = workspace
        self.more: Sequence[QAction] = ()  # what the bar's ⋯ offers
        # While a table of annotations is in front: its selected rows, and where the current one stands.
        self.rows: Callable[[], list[str]] = list
        self.beside_rows: Callable[[], QRect] = QRect
        self._window = window
        self._pane = pane
        self._bar: SelectionBar | None = None
        self._chosen: str | None = None
        self._colour = 1
        self.tagging = Tagging(workspace, window, self._mark)
        self.tagging.done.connect(self.work_done)
        self.noting = Noting(workspace, window)
        self.noting.done.connect(self.work_done)
        self._rest = QTimer(self, singleShot=True, interval=_BAR_RESTS_MS)
        self._rest.timeout.connect(self._show_bar)
        workspace.library_opened.connect(self._forget)
        workspace.settings_changed.connect(self._forget_bar)

    # ---- panes --------------------------------------------------------------------------------------

    def attach(self, pane: ReadingPane) -> None:
        """Serve a pane: its selection, its marks and its cards."""
        pane.selection_changed.connect(self._selection_changed)
        pane.marks_pressed.connect(self._marks_pressed)
        pane.mark_dragged.connect(partial(self._mark_dragged, pane))
        pane.card_opened.connect(partial(self._card_opened, pane))
        pane.card_edited.connect(self.noting.card_edited)
        pane.card_pressed.connect(self.choose)
        pane.verticalScrollBar().valueChanged.connect(self._page_moved)

    @property
    def chosen(self) -> str | None:
        """The annotation that the keys work on while nothing is selected."""
        return self._chosen

    def choose(self, uuid: str | None) -> None:
        """Choose an annotation; its ends can then be dragged."""
        self._chosen = uuid
        pane = self._pane()
        if pane is not None:
            pane.choose_mark(uuid)
        self.chosen_changed.emit()

    def _card_opened(self, pane: ReadingPane, uuid: str, note: str) -> None:
        self.choose(uuid)
        self.noting.card_opened(pane, uuid, note, self._beside())

    def leave(self) -> None:
        """The window is closing: what is being written is stored."""
        self._rest.stop()
        self.tagging.field.close_field(back=False)
        self.noting.leave()

    def _forget(self) -> None:
        self._chosen = None
        self.tagging.forget()
        self.noting.forget()
        self._forget_bar()

    def _forget_bar(self) -> None:
        """The colours may have other names: the bar is made anew."""
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None

    # ---- the bar ------------------------------------------------------------------------------------

    def _selection_changed(self) -> None:
        pane = self._pane()
        self._hide_bar()
        if pane is not None and pane.selected_spans():
            self._rest.start()
        else:
            self._rest.stop()

    def look_again(self) -> None:
        """Another tab is in front: what belongs to a passage goes away, or stands at the one there."""
        self.tagging.field.close_field(back=False)
        self.noting.field.close_field(back=False)
        self._selection_changed()

    def _page_moved(self) -> None:
        if self._bar is not None and self._bar.isVisible():
            self._show_bar()

    def _hide_bar(self) -> None:
        if self._bar is not None:
            self._bar.hide()

    def _show_bar(self) -> None:
        pane = self._pane() if not self._workspace.closed else None
        rect = pane.selection_rect() if pane is not None and not self._workspace.library.read_only else None
        if pane is None or rect is None or not rect.intersects(pane.viewport().rect()):
            self._hide_bar()
            return
        if self._bar is None:
            self._bar = self._made_bar()
        report, start, _ = pane.selected_spans()[0]
        first = pane.point_of(Place(report, start))
        if rect.top() <= first.y() <= rect.bottom():
            # It stands over the beginning of what is selected, not over that of the column.
            rect.setLeft(min(first.x(), rect.right()))
        offset = pane.viewport().mapTo(self._window, QPoint(0, 0))
        self._bar.show_at(rect.translated(offset), QRect(offset, pane.viewport().size()))

    def _made_bar(self) -> SelectionBar:
        bar = SelectionBar(self._window, colour_names(self._workspace.library))
        bar.colour_chosen.connect(self.colour)
        bar.tag_wanted.connect(self.tag)
        bar.note_wanted.connect(self.note)
        bar.copy_wanted.connect(self.copy_with_citation)
        bar.basket_wanted.connect(self.collect)
        bar.more_wanted.connect(self.menu)
        return bar

    # ---- marking ------------------------------------------------------------------------------------

    def _spans(self) -> list[Span]:
        pane = self._pane()
        return pane.selected_spans() if pane is not None else []

    def _mark(self, colour: int, tags: Sequence[str] = (), visit: int = -1) -> list[str]:
        made = self._workspace.annotate(self._spans(), colour, tags, visit=visit)
        pane = self._pane()
        if made and pane is not None:
            pane.clear_selection()
            self.choose(made[-1])
            self._tell_of_digest()
        self._hide_bar()
        return made

    def _tell_of_digest(self) -> None:
        """The first mark on a digest is told what becomes of it; once in a library."""
        tab = self._pane()
        library = self._workspace.library
        if tab is None or all(source.edition is not Edition.DIGEST for source in tab.page.sources):
            return
        if library.setting(_DIGEST_TOLD) is None:
            library.set_setting(_DIGEST_TOLD, "1")
            words = self.tr("这是提要：标注留在提要上；导入原文后，可用“带到原文”逐条带过去。")
            self._workspace.told.emit(words, False)

    def _current(self) -> list[str]:
        """The annotations the next key is meant for."""
        if rows := self.rows():
            return rows
        if self._pane() is None or self._chosen is None:
            return []
        return [self._chosen] if annotating.get(self._workspace.library, self._chosen) is not None else []

    def colour(self, colour: int) -> None:
        """Mark what is selected in a colour; else give the chosen annotation that colour."""
        self._colour = colour
        if self._spans():
            self._mark(colour)
        elif current := self._current():
            self._workspace.do_many(annotating.recolour, current, colour)

    def tag(self) -> None:
        """Open the tag field for what is selected, or for the chosen annotation."""
        pane = self._pane()
        if not (self._spans() or self._current()):
            return
        current = [] if self._spans() else self._current()
        self._hide_bar()
        first = annotating.get(self._workspace.library, current[0]) if current else None
        words = first.target.quote.exact if first is not None else pane.selected_text() if pane is not None else ""
        self.tagging.open(self._beside(), words, current)

    def _beside(self) -> QPoint:
        pane = self._pane()
        if pane is None:
            return self.beside_rows().bottomLeft() + QPoint(44, 4)
        rect = pane.selection_rect() if self._spans() else pane.mark_rect(self._chosen or "")
        corner = rect.bottomLeft() if rect is not None else QPoint(40, 40)
        return pane.viewport().mapTo(self._window, corner + QPoint(0, 8))

    def repeat_tags(self) -> None:
        """Give what is selected, or the chosen annotation, the tags that were given last."""
        self._give(self.tagging.last(), self.tr("还没有打过标签；按 T 打一个，以后按 R 重复。"))

    def favourite(self, digit: int) -> None:
        """Give the tag that lies on a digit key."""
        self._give(self.tagging.on_key(digit), self.tr("这个键上还没有标签，可在编码本里设定。"))

    def _give(self, tags: list[str], else_say: str) -> None:
        if tags:
            self.tagging.give(tags, bool(self._spans()), self._current())
        else:
            self._workspace.told.emit(else_say, False)

    # ---- notes --------------------------------------------------------------------------------------

    def note(self) -> None:
        """Write a note on what is selected, or on the chosen annotation."""
        beside = self._beside()
        targets = self._mark(self._colour) if self._spans() else self._current()
        if targets:
            self.noting.open(targets[0], beside, self._pane())

    # ---- what is there already ----------------------------------------------------------------------

    def _marks_pressed(self, uuids: list[str], point: QPoint) -> None:
        if len(uuids) < 2:
            self.choose(uuids[0] if uuids else None)
            return
        menu = QMenu(self._window)
        for uuid in uuids:
            found = pages.card(self._workspace.library, uuid)
            words = annotating.get(self._workspace.library, uuid)
            if found is not None and words is not None:
                tags = "，".join(path for path, _ in found.tags)
                quote = words.target.quote.exact
                quote = quote if len(quote) <= _CHOICE else f"{quote[:_CHOICE]}…"
                line = f"{quote}　{tags}".strip().replace("&", "&&").replace("\n", " ")
                action = menu.addAction(swatch(words.colour), line, partial(self.choose, uuid))
                action.setCheckable(True)
                action.setChecked(uuid == self._chosen)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(point)

    def step(self, by: int) -> None:
        """Choose the next (+1) or the previous (-1) annotation on the page and go there."""
        pane = self._pane()
        page = pane.page if pane is not None else None
        if pane is None or page is None:
            return
        shown = {(row.source, row.start): row for row in page.rows if not row.dimmed and row.end > row.start}
        marks = [
            mark
            for mark in pages.marks(self._workspace.library, page)
            if any(row.source == mark.source and row.start <= mark.start < row.end for row in shown.values())
        ]
        uuids = [mark.uuid for mark in marks]
        if not uuids:
            return
        at = uuids.index(self._chosen) if self._chosen in uuids else -1 if by > 0 else 0
        mark = marks[(at + by) % len(marks)]
        self.choose(mark.uuid)
        pane.go_to(Place(page.sources[mark.source].report, mark.start), flash=True)

    def _mark_dragged(self, pane: ReadingPane, uuid: str, source: int, start: int, end: int) -> None:
        found = annotating.get(self._workspace.library, uuid)
        if found is None or start >= end or pane.page is None:
            return
        if pane.page.sources[source].report == found.target.report:
            mark = pane.mark(uuid)
            seen = (mark.start, mark.end) if mark is not None else None
            self._workspace.do(annotating.resize, uuid, start, end, seen)

    def extend(self, start_by: int, end_by: int) -> None:
        """Move the ends of the chosen annotation by characters, tags and note kept."""
        for uuid in self._current():
            found = annotating.get(self._workspace.library, uuid)
            if found is not None:
                position = found.target.position
                self._workspace.do(annotating.resize, uuid, position.start + start_by, position.end + end_by)

    def delete(self) -> None:
        """Put the chosen annotation into the recycle bin."""
        if current := self._current():
            self.choose(None)
            words = self.tr("已删去 {} 条标注，可在回收站找回").format(len(current))
            self._workspace.do_many(annotating.delete, current, tell=words)

    def collect(self) -> None:
        """Put what is selected, marked if it was not, or the chosen annotation into the basket."""
        targets = self._mark(self._colour) if self._spans() else self._current()
        if targets:
            self._workspace.do_many(saving.collect, targets, tell=self.tr("已放入摘录篮"))

    def copy_with_citation(self) -> None:
        """Copy what is selected, or the chosen annotation, with its citation as text and rich text."""
        library = self._workspace.library
        spans = self._spans()
        found = [passage(library, *span) for span in spans] if spans else excerpts_of(library, self._current())
        if not found:
            return
        style = CitationStyle(library.setting("citation_style") or CitationStyle.NUMERIC_2025)
        pieces = [copied(excerpt, style) for excerpt in found]
        mime = QMimeData()
        mime.setText("\n\n".join(plain for plain, _ in pieces))
        mime.setHtml("".join(rich for _, rich in pieces))
        QGuiApplication.clipboard().setMimeData(mime)
        self._workspace.told.emit(self.tr("已连同引文复制"), False)

    def menu(self, point: QPoint) -> None:
        """The rest of what can be done with a selection or the chosen annotation."""
        menu = QMenu(self._window)
        for action in self.more:
            menu.addAction(action)
        menu.popup(point)

    def select_sentence(self) -> None:
        """Select the sentence at the caret."""
        pane = self._pane()
        if pane is not None:
            pane.select_sentence()

    def select_paragraph(self) -> None:
        """Select the paragraph at the caret."""
        pane = self._pane()
        if pane is not None:
            pane.select_paragraph()

    def copy_link(self) -> None:
        """Put the link of the chosen annotation on the clipboard."""
        for uuid in self._current():
            QGuiApplication.clipboard().setText(f"shkc://annotation/{uuid}")
            self._workspace.told.emit(self.tr("链接已复制"), False)

    def choose_district(self) -> None:
        """Let the reader say which district the chosen annotation belongs to."""
        if not self._current():
            return
        menu = QMenu(self._window)
        menu.addAction(self.tr("按原文所属区"), partial(self._set_district, None))
        menu.addSeparator()
        for district in self._workspace.library.districts():
            menu.addAction(district.name, partial(self._set_district, district.name))
        menu.popup(self._window.mapToGlobal(self._beside()))

    def _set_district(self, district: str | None) -> None:
        self._workspace.do_many(annotating.set_district, self._current(), district)
