"""Connects corrections with the window: its actions, the menu on the page, what a corrected place says."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QToolTip

from shkc_desktop.chinese.sentences import sentences
from shkc_desktop.library import amending, correcting
from shkc_desktop.library.library import Library
from shkc_desktop.model.block import BlockKind
from shkc_desktop.model.page import Page, Place, Row
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.controls.label import plain_tooltip
from shkc_desktop.ui.correcting.corrector import Chosen, Corrector
from shkc_desktop.ui.correcting.reviser import Reviser, StoredReviser
from shkc_desktop.ui.importing.desk import ImportDesk
from shkc_desktop.ui.importing.preview import ImportPreview
from shkc_desktop.ui.importing.report_review import ReportReview
from shkc_desktop.ui.main_window import MainWindow
from shkc_desktop.ui.navigation import Navigation
from shkc_desktop.ui.page.flow import YEAR
from shkc_desktop.ui.page.reading_pane import ReadingPane
from shkc_desktop.ui.reading_tab import ReadingTab
from shkc_desktop.ui.workspace import Workspace

_ON_PAGE = ("mark_tag", "mark_note", "mark_copy", "mark_basket", "copy")
_BLOCKS = (
    ("correct_words", "correct_district", "correct_under"),
    ("level_up", "level_down", "block_up", "block_down"),
    ("correct_join", "correct_split"),
    ("repairs", "report_structure", "report_metadata"),
)
_KINDS = {
    "correct_heading": BlockKind.HEADING,
    "correct_paragraph": BlockKind.PARAGRAPH,
    "correct_item": BlockKind.LIST_ITEM,
    "correct_caption": BlockKind.CAPTION,
    "correct_label": BlockKind.LABEL,
    "correct_artifact": BlockKind.PAGE_ARTIFACT,
}


class CorrectingDesk(QObject):
    """Everything about corrections that one window has.

    Signals:
        states_changed: what the actions of correction may do is another; see `states`.
    """

    states_changed = Signal()

    def __init__(self, window: MainWindow, workspace: Workspace, navigation: Navigation, importing: ImportDesk) -> None:
        super().__init__(window)
        self._window, self._workspace, self._navigation = window, workspace, navigation
        self.corrector = Corrector(window, lambda: workspace.library.districts())
        self.corrector.work_done.connect(self._back_to_work)
        self.corrector.block_wanted.connect(self._show_block)
        self._revisers: dict[str, StoredReviser] = {}
        navigation.tab_made.connect(self._tab_made)
        importing.preview_made.connect(self._watch)
        importing.review_wanted.connect(self.open_review)
        window.tabs.current_changed.connect(lambda _content: self.corrector.put_away())
        workspace.library_opened.connect(self._revisers.clear)
        self._bind()

    def _bind(self) -> None:
        bind, corrector = self._window.commands.bind, self.corrector
        wishes: dict[str, Callable[[Chosen], object]] = {
            "correct_words": corrector.words,
            "correct_district": corrector.districts,
            "correct_under": corrector.under,
            "level_up": partial(corrector.level, -1),
            "level_down": partial(corrector.level, 1),
            "block_up": partial(corrector.shift, -1),
            "block_down": partial(corrector.shift, 1),
            "correct_join": corrector.join,
            "correct_split": corrector.split,
        }
        wishes |= {name: partial(corrector.kind, kind) for name, kind in _KINDS.items()}
        for name, do in wishes.items():
            bind(name, partial(self._with_chosen, do))
        bind("repairs", lambda: self._with_reviser(corrector.repairs))
        bind("report_metadata", lambda: self._with_reviser(corrector.metadata))
        bind("report_structure", self._review_page)
        bind("report_update", self._ask_update)

    # ---- what is meant ------------------------------------------------------------------------------

    def chosen(self) -> Chosen | None:
        """What a correction would be meant for now."""
        content = self._window.tabs.current()
        if isinstance(content, (ImportPreview, ReportReview)):
            return content.chosen(self._window)
        tab = self._navigation.tab()
        return self._on_page(tab) if tab is not None and tab.is_loaded() and tab.page.sources else None

    def reviser(self) -> Reviser | None:
        """The hand on the report in front."""
        content = self._window.tabs.current()
        if isinstance(content, (ImportPreview, ReportReview)):
            return content.reviser()
        place = self._place()
        return self._stored(place.report) if place is not None else None

    def _stored(self, report: str) -> StoredReviser:
        if report not in self._revisers:
            self._revisers[report] = StoredReviser(self._workspace, report, self)
        return self._revisers[report]

    def _place(self) -> Place | None:
        tab = self._navigation.tab()
        if tab is None or not tab.is_loaded() or not tab.page.sources:
            return None
        spans = tab.pane.selected_spans()
        return Place(*spans[0][:2]) if spans else tab.pane.caret_place()

    def _on_page(self, tab: ReadingTab) -> Chosen | None:
        pane, page, place = tab.pane, tab.page, self._place()
        if place is None:
            return None
        own = [(start, end) for report, start, end in pane.selected_spans() if report == place.report]
        rows = _rows_of(page, place.report)
        here = [row for row in rows if any(start < row.end and row.start < end for start, end in own)]
        if not own:
            here = [row for row in rows if row.start <= place.offset <= row.end][-1:]
        if not here:
            return None
        text = page.sources[here[0].source].text
        words: tuple[int, int, str] | None = None
        spans: tuple[amending.Span, ...] = ()
        if len(here) == 1:
            row = here[0]
            start, end = (max(own[0][0], row.start), min(own[-1][1], row.end)) if own else (row.start, row.end)
            words = (start, end, text[start:end])
            if (start, end) != (row.start, row.end):
                spans = tuple(
                    (row.block, a, b) for a, b in sentences(text, row.start, row.end) if a < end and start < b
                )
        rect = pane.selection_rect()
        corner = rect.bottomLeft() if own and not rect.isEmpty() else pane.point_of(place) + QPoint(0, 16)
        at = pane.viewport().mapTo(self._window, corner + QPoint(0, 6))
        blocks = tuple(row.block for row in here)
        return Chosen(self._stored(place.report), at, blocks, spans, words, None if own else place.offset)

    def states(self) -> dict[str, bool]:
        """What the actions of correction may do now."""
        content = self._window.tabs.current()
        writable = not self._workspace.library.read_only
        if isinstance(content, (ImportPreview, ReportReview)):
            structure = content.review.structure
            may = content.review.report is not None and (writable or isinstance(content, ImportPreview))
            chosen = may and bool(structure.selectedIndexes())
            return {"correctable": chosen, "splittable": False, "reviewable": may}
        tab = self._navigation.tab()
        page = writable and tab is not None and tab.is_loaded() and bool(tab.page.sources)
        return {"correctable": page, "splittable": page, "reviewable": page}

    def _with_chosen(self, do: Callable[[Chosen], object]) -> None:
        chosen = self.chosen()
        if chosen is not None:
            do(chosen)

    def _with_reviser(self, do: Callable[[Reviser], object]) -> None:
        reviser = self.reviser()
        if reviser is not None:
            do(reviser)

    def _back_to_work(self) -> None:
        content = self._window.tabs.current()
        if isinstance(content, (ImportPreview, ReportReview)):
            content.review.structure.setFocus()
        elif content is not None:
            content.setFocus()

    # ---- previews and reviews -----------------------------------------------------------------------

    def _watch(self, content: ImportPreview | ReportReview) -> None:
        content.menu_wanted.connect(self._block_menu)
        content.metadata_wanted.connect(lambda: self._with_reviser(self.corrector.metadata))
        content.review.structure.chosen_changed.connect(self.states_changed)
        if isinstance(content, ImportPreview):
            content.repairs_wanted.connect(lambda: self._with_reviser(self.corrector.repairs))

    def open_review(self, report: str, block: int | None = None) -> ReportReview:
        """Show the structure of a stored report and what it leaves to be asked."""
        tabs = self._window.tabs
        shown = next((c for c in tabs.contents() if isinstance(c, ReportReview) and c.uuid == report), None)
        if shown is None:
            shown = ReportReview(self._workspace, report)
            self._watch(shown)
            tabs.add(shown)
        tabs.show_content(shown)
        if block is not None:
            shown.show_block(block)
        shown.setFocus()
        return shown

    def _review_page(self) -> None:
        chosen = self.chosen()
        if chosen is not None and isinstance(chosen.reviser, StoredReviser):
            self.open_review(chosen.reviser.uuid, chosen.blocks[0] if chosen.blocks else None)

    def _show_block(self, block: int) -> None:
        content = self._window.tabs.current()
        if isinstance(content, (ImportPreview, ReportReview)):
            content.review.show_block(block)
            return
        tab, place = self._navigation.tab(), self._place()
        if tab is not None and place is not None:
            row = next((row for row in _rows_of(tab.page, place.report) if row.block == block), None)
            if row is not None:
                tab.go_to(Place(place.report, row.start), flash=True)

    def _block_menu(self, point: QPoint, first: tuple[str, ...] = ()) -> None:
        commands, menu = self._window.commands, QMenu(self._window)
        for name in first:
            menu.addAction(commands[name])
        if first:
            menu.addSeparator()
        for number, group in enumerate(_BLOCKS):
            for name in group:
                if name != "report_structure" or first:
                    menu.addAction(commands[name])
            if number == 0:
                kinds = menu.addMenu(self.tr("改为"))
                for name in _KINDS:
                    kinds.addAction(commands[name])
            menu.addSeparator()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(point)

    # ---- the page -----------------------------------------------------------------------------------

    def _tab_made(self, tab: ReadingTab) -> None:
        tab.pane.viewport().installEventFilter(self)
        tab.pane.selection_changed.connect(self.states_changed)

    def _pane_of(self, viewport: QObject) -> ReadingPane | None:
        return next((tab.pane for tab in self._navigation.tabs() if tab.pane.viewport() is viewport), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QContextMenuEvent):
            pane = self._pane_of(watched)
            if pane is not None and pane.page.sources:
                self._page_menu(pane, event)
                return True
        elif isinstance(event, QHelpEvent):
            pane = self._pane_of(watched)
            words = self._corrected_at(pane, event.pos()) if pane is not None and pane.page.sources else ""
            if words:
                QToolTip.showText(event.globalPos(), plain_tooltip(words))
                return True
        return False

    def _page_menu(self, pane: ReadingPane, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        place = pane.place_under(event.pos())
        inside = any(r == place.report and a <= place.offset <= b for r, a, b in pane.selected_spans())
        if by_mouse and not inside:
            pane.select(place, place)
        self.states_changed.emit()
        self._block_menu(event.globalPos(), _ON_PAGE)

    def _corrected_at(self, pane: ReadingPane, point: QPoint) -> str:
        """What stood where the reader has corrected characters, "" elsewhere."""
        place = pane.place_under(point)
        for one in correcting.corrected_characters(self._workspace.library, place.report):
            if one.start <= place.offset <= max(one.end - 1, one.start):
                return self.tr("校订，原字：") + (one.original or self.tr("（无）"))
        return ""

    # ---- another edition ----------------------------------------------------------------------------

    def _ask_update(self) -> None:
        place = self._place()
        if place is None:
            return
        kinds = self.tr("报告 (*.txt *.md *.docx *.pdf *.html *.htm)")
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("替换为新版"), "", kinds)
        if name:
            self.update_report(place.report, Path(name))

    def update_report(self, report: str, path: Path) -> Job:
        """Replace a report by the one in a file, in the background; marks are found again, corrections made again."""

        def work(library: Library, _job: Job) -> object:
            from shkc_desktop.library import importing, updating
            from shkc_desktop.library.recognising import recognise_file

            change, states = updating.update(library, report, recognise_file(path))
            return change, importing.spoken(states)

        job = self._workspace.start(self.tr("正在替换为新版"), work, stores=True)
        job.done.connect(self._updated)
        return job

    def _updated(self, found: tuple[object, str]) -> None:
        change, states = found
        self._workspace.do(lambda _library: change, tell=self.tr("已替换为新版。") + states)


def _rows_of(page: Page, report: str) -> list[Row]:
    source = page.source_index(report)
    return [row for row in page.rows if row.source == source and row.kind != YEAR]
