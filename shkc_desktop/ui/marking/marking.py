"""What the reader does with passages: between the reading panes, the fields at the passage and the workspace."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QMimeData, QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from shkc_desktop.export.options import CitationStyle
from shkc_desktop.export.references import copied
from shkc_desktop.library import annotating, codebook, pages, saving, suggesting
from shkc_desktop.library.annotating import Span
from shkc_desktop.library.excerpts import excerpts_of, passage
from shkc_desktop.model.annotation import Annotation
from shkc_desktop.model.page import Place
from shkc_desktop.ui.marking.note_field import NoteField
from shkc_desktop.ui.marking.selection_bar import SelectionBar
from shkc_desktop.ui.marking.tag_field import TagChoice, TagField
from shkc_desktop.ui.page.reading_pane import ReadingPane
from shkc_desktop.ui.workspace import Workspace

# The bar waits until the hand that selects has come to rest.
_BAR_RESTS_MS = 120
COLOUR_NAMES = ("黄", "蓝", "橙", "绿")


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
        self._targets: list[str] = []
        self._chosen: str | None = None
        self._colour = 1
        self._visit = -1
        self._last_tags: tuple[str, ...] = ()
        self._recent: list[str] = []
        self.tag_field = TagField(window)
        self.tag_field.chosen.connect(self._tag_chosen)
        self.tag_field.taken_off.connect(self._tag_taken_off)
        self.tag_field.closed.connect(self._back_to_page)
        self.note_field = NoteField(window)
        self.note_field.written.connect(self._write_note)
        self.note_field.closed.connect(self._back_to_page)
        self._rest = QTimer(self, singleShot=True, interval=_BAR_RESTS_MS)
        self._rest.timeout.connect(self._show_bar)
        workspace.library_opened.connect(self._forget)

    # ---- panes --------------------------------------------------------------------------------------

    def attach(self, pane: ReadingPane) -> None:
        """Serve a pane: its selection, its marks and its cards."""
        pane.selection_changed.connect(self._selection_changed)
        pane.marks_pressed.connect(self._marks_pressed)
        pane.mark_dragged.connect(partial(self._mark_dragged, pane))
        pane.card_edited.connect(self._card_edited)
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

    def colour_names(self) -> tuple[str, ...]:
        """What the reader calls the four colours."""
        names = tuple((self._workspace.library.setting("colour_names") or "").split("|"))
        return names if len(names) == len(COLOUR_NAMES) else tuple(map(self.tr, COLOUR_NAMES))

    def _forget(self) -> None:
        self._chosen, self._last_tags, self._recent = None, (), []
        if self._bar is not None:
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
        self.tag_field.close_field()
        self.note_field.close_field()
        self._selection_changed()

    def _page_moved(self) -> None:
        if self._bar is not None and self._bar.isVisible():
            self._show_bar()

    def _hide_bar(self) -> None:
        if self._bar is not None:
            self._bar.hide()

    def _show_bar(self) -> None:
        pane = self._pane()
        rect = pane.selection_rect() if pane is not None and not self._workspace.library.read_only else None
        if pane is None or rect is None or not rect.intersects(pane.viewport().rect()):
            self._hide_bar()
            return
        if self._bar is None:
            self._bar = self._made_bar()
        offset = pane.viewport().mapTo(self._window, QPoint(0, 0))
        self._bar.show_at(rect.translated(offset), QRect(offset, pane.viewport().size()))

    def _made_bar(self) -> SelectionBar:
        bar = SelectionBar(self._window, self.colour_names())
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

    def _mark(self, colour: int, tags: Sequence[str] = ()) -> list[str]:
        made = self._workspace.annotate(self._spans(), colour, tags)
        pane = self._pane()
        if made and pane is not None:
            pane.clear_selection()
            self.choose(made[-1])
        self._hide_bar()
        return made

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
            self._workspace.do(annotating.recolour, current, colour)

    def tag(self) -> None:
        """Open the tag field for what is selected, or for the chosen annotation."""
        pane = self._pane()
        if not (self._spans() or self._current()):
            return
        self._targets = [] if self._spans() else self._current()
        self._hide_bar()
        words = self._first().target.quote.exact if self._targets or pane is None else pane.selected_text()
        suggested = self._suggested(words)
        self.tag_field.open_at(self._beside(), self._choices(), suggested, self._carried())

    def _first(self) -> Annotation:
        found = annotating.get(self._workspace.library, self._targets[0])
        assert found is not None
        return found

    def _beside(self) -> QPoint:
        pane = self._pane()
        if pane is None:
            return self.beside_rows().bottomLeft() + QPoint(44, 4)
        rect = pane.selection_rect() if self._spans() else pane.mark_rect(self._chosen or "")
        corner = rect.bottomLeft() if rect is not None else QPoint(40, 40)
        return pane.viewport().mapTo(self._window, corner + QPoint(0, 8))

    def _choices(self) -> list[TagChoice]:
        counted = codebook.codebook(self._workspace.library)
        choices = [
            TagChoice(c.path, c.tag.uuid, c.tag.colour, c.tag.definition, count=c.total, favourite=c.tag.favourite)
            for c in counted
        ]
        order = {uuid: index for index, uuid in enumerate(self._recent)}
        return sorted(choices, key=lambda choice: order.get(choice.uuid or "", len(order)))

    def _suggested(self, words: str) -> list[TagChoice]:
        carried = self._first().tags if self._targets else ()
        library = self._workspace.library
        living = library.tags()
        return [
            TagChoice(s.path, s.tag, living[s.tag].colour, living[s.tag].definition, because=s.because[:40])
            for s in suggesting.suggest(library, words, carried)
        ]

    def _carried(self) -> dict[str, int]:
        if not self._targets:
            return {}
        found = pages.card(self._workspace.library, self._targets[0])
        return dict(found.tags) if found is not None else {}

    def _tag_chosen(self, choice: TagChoice) -> None:
        uuid = choice.uuid
        if uuid is None:
            result = self._workspace.do(codebook.add_path, choice.path)
            if result is None:
                return
            uuid = str(result[1])
        if self._targets:
            self._workspace.do(annotating.add_tags, self._targets, [uuid])
        else:
            tint = self._workspace.library.tags()[uuid].colour
            self._targets = self._mark(tint, [uuid])
        if not self._targets:
            self.tag_field.close_field()
            return
        self._recent = [uuid, *(other for other in self._recent if other != uuid)]
        self._last_tags = self._first().tags
        self.tag_field.set_choices(self._choices())
        self.tag_field.set_carried(self._carried())

    def _tag_taken_off(self, path: str) -> None:
        uuid = next((c.uuid for c in self._choices() if c.path == path), None)
        if uuid is not None and self._targets:
            self._workspace.do(annotating.remove_tags, self._targets, [uuid])
            self.tag_field.set_carried(self._carried())

    def repeat_tags(self) -> None:
        """Give what is selected, or the chosen annotation, the tags that were given last."""
        living = self._workspace.library.tags()
        tags = [tag for tag in self._last_tags if tag in living]
        self._give(tags)

    def favourite(self, digit: int) -> None:
        """Give the tag that lies on a digit key."""
        self._give([t.uuid for t in self._workspace.library.tags().values() if t.favourite == digit])

    def _give(self, tags: list[str]) -> None:
        if not tags:
            self._workspace.told.emit(self.tr("这个键上还没有标签，可在编码本里设定。"), False)
        elif self._spans():
            self._mark(self._workspace.library.tags()[tags[0]].colour, tags)
            self._last_tags = tuple(tags)
        elif current := self._current():
            self._workspace.do(annotating.add_tags, current, tags)
            self._last_tags = tuple(tags)

    # ---- notes --------------------------------------------------------------------------------------

    def note(self) -> None:
        """Write a note on what is selected, or on the chosen annotation."""
        beside = self._beside()
        targets = self._mark(self._colour) if self._spans() else self._current()
        found = annotating.get(self._workspace.library, targets[0]) if targets else None
        if found is None:
            return
        self._visit = self._workspace.new_visit()
        self.note_field.open_at(beside, found.uuid, found.target.quote.exact, found.note)

    def _write_note(self, uuid: str, note: str) -> None:
        self._workspace.do(annotating.set_note, uuid, note, visit=self._visit)

    def _card_edited(self, uuid: str, note: str) -> None:
        # Each card that is opened is a visit of its own; the pane tells the same uuid while one is open.
        if self._visit < 0 or self._chosen != uuid:
            self._visit = self._workspace.new_visit()
            self._chosen = uuid
        self._write_note(uuid, note)

    def _back_to_page(self) -> None:
        self._targets, self._visit = [], -1
        self.work_done.emit()

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
                action = menu.addAction(f"{words.target.quote.exact[:18].replace('&', '&&')}　{tags}".strip())
                action.triggered.connect(lambda _on=False, u=uuid: self.choose(u))
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
            self._workspace.do(annotating.resize, uuid, start, end)

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
            self._workspace.do(annotating.delete, current, tell=words)

    def collect(self) -> None:
        """Put what is selected, marked if it was not, or the chosen annotation into the basket."""
        targets = self._mark(self._colour) if self._spans() else self._current()
        if targets:
            self._workspace.do(saving.collect, targets, tell=self.tr("已放入摘录篮"))

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
        self._workspace.do(annotating.set_district, self._current(), district)
