"""What opens beside or in place of a page: 原件对照, 无障碍阅读, 快捷键一览."""

from functools import partial

from PySide6.QtCore import QObject

from shkc_desktop.library import annotating
from shkc_desktop.library.library import Library
from shkc_desktop.model.page import Page, Place
from shkc_desktop.model.report import Report
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.correcting.reviser import AT_ONCE, spared
from shkc_desktop.ui.main_window import MainWindow
from shkc_desktop.ui.navigation import Navigation
from shkc_desktop.ui.original_view import OriginalView
from shkc_desktop.ui.page_place import row_at
from shkc_desktop.ui.plain_view import PlainView
from shkc_desktop.ui.reading_tab import ReadingTab
from shkc_desktop.ui.shortcuts_view import ShortcutsView
from shkc_desktop.ui.tabs import TabContent
from shkc_desktop.ui.workspace import Workspace


class SideViews(QObject):
    """Makes these views, and leads back to the page."""

    def __init__(self, window: MainWindow, workspace: Workspace, navigation: Navigation) -> None:
        super().__init__(window)
        self._window, self._workspace, self._navigation = window, workspace, navigation
        navigation.tab_made.connect(self._watch)
        window.tabs.closed.connect(lambda _content: self._tell())
        workspace.reports_changed.connect(self._read_again)

    def _watch(self, tab: ReadingTab) -> None:
        tab.original_wanted.connect(self.toggle_original)
        tab.pane.place_changed.connect(self._follow)

    def original(self) -> OriginalView | None:
        """The original on show, None if there is none."""
        return next((c for c in self._window.tabs.contents() if isinstance(c, OriginalView)), None)

    def toggle_original(self) -> None:
        """Show the original beside the page, or close it."""
        shown = self.original()
        if shown is not None:
            self._window.tabs.close_content(shown)
            return
        tab = self._navigation.tab()
        place = tab.place() if tab is not None else None
        if tab is None or place is None:
            self._tell()
            return
        text, _ = self._workspace.library.report_text(place.report)
        if len(text) <= AT_ONCE:
            self._open_original(tab, place, self._workspace.library.report(place.report, raw=True))
            return
        job = self._reading(place)
        job.done.connect(partial(self._open_original, tab, place))

    def _open_original(self, tab: ReadingTab, place: Place, report: Report | None) -> None:
        if report is None or tab not in self._navigation.tabs():
            self._tell()
            return
        view = OriginalView(report, self._workspace.background)
        view.pane.block_pressed.connect(partial(self._go_to_block, view))
        tabs = self._window.tabs
        if tabs.is_split():
            other = next(area for area in tabs.areas() if area is not tabs.active())
            other.add(view)
        else:
            tabs.split(view)
            tabs.show_content(tab)
        view.follow(place)
        self._tell()

    def _follow(self, place: Place) -> None:
        shown = self.original()
        if shown is None:
            return
        if place.report != shown.report:
            # 历年 leads from one report to the next; its original is read beside the window.
            self._read(place)
        else:
            shown.follow(place)

    def _reading(self, place: Place) -> Job:
        def read(library: Library, _job: Job) -> Report | None:
            found = library.report(place.report, raw=True)
            return None if found is None else spared(found)

        return self._workspace.start(self.tr("正在读原件"), read, shown=False)

    def _read(self, place: Place) -> None:
        job = self._reading(place)
        job.done.connect(partial(self._show_other, place))

    def _show_other(self, place: Place, report: Report | None) -> None:
        shown = self.original()
        if shown is not None and report is not None:
            shown.show_report(report)
            shown.follow(place)

    def _read_again(self) -> None:
        """The report was corrected: its blocks are others."""
        shown = self.original()
        tab = self._navigation.tab()
        if shown is not None:
            place = tab.place() if tab is not None else None
            here = place if place is not None and place.report == shown.report else Place(shown.report, 0)
            self._read(here)

    def _go_to_block(self, view: OriginalView, block: int) -> None:
        """A place of the original was pressed: the page goes there."""
        for tab in self._navigation.tabs():
            if not tab.is_loaded():
                continue
            source = tab.page.source_index(view.report)
            row = next((r for r in tab.page.rows if r.source == source and r.block == block), None)
            if row is not None and tab.isVisible():
                tab.go_to(Place(view.report, row.start), flash=True)

    def _tell(self) -> None:
        self._window.commands["original"].setChecked(self.original() is not None)

    def open_plain(self) -> None:
        """Show the page in front as plain text."""
        tab = self._navigation.tab()
        if tab is None or not tab.is_loaded():
            return
        view = PlainView(tab.page, tab.place(), self._notes(tab))
        view.left.connect(lambda place: self._back_to_page(view, tab, place))
        self._window.tabs.add(view)
        view.setFocus()

    def _notes(self, tab: ReadingTab) -> dict[int, str]:
        page: Page = tab.page
        marks = tab.marks()
        notes = annotating.notes_at(self._workspace.library, [mark.uuid for mark in marks])
        found: dict[int, list[str]] = {}
        for mark in marks:
            if notes.get(mark.uuid):
                row = row_at(page, Place(page.sources[mark.source].report, mark.start))
                found.setdefault(row, []).append(notes[mark.uuid])
        return {row: "；".join(words) for row, words in found.items()}

    def _back_to_page(self, view: TabContent, tab: ReadingTab, place: Place) -> None:
        if tab in self._navigation.tabs():
            self._window.tabs.show_content(tab)
            tab.go_to(place)
        self._window.tabs.close_content(view)

    def open_shortcuts(self) -> None:
        """Show the list of all actions and keys."""
        shown = next((c for c in self._window.tabs.contents() if isinstance(c, ShortcutsView)), None)
        if shown is None:
            shown = ShortcutsView(self._window.commands)
            self._window.tabs.add(shown)
        self._window.tabs.show_content(shown)
