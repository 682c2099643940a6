"""The one place where panels, actions and the workspace are connected; further panels plug in here."""

from datetime import datetime

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QCursor, QUndoStack
from PySide6.QtWidgets import QMenu

from shkc_desktop.library import overview as library_overview
from shkc_desktop.library import pages
from shkc_desktop.library.excerpts import Filter
from shkc_desktop.model.district import UNATTRIBUTED
from shkc_desktop.model.page import PageKey, PageKind, Place
from shkc_desktop.ui.actions import translated
from shkc_desktop.ui.annotations.desk import AnnotationDesk
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.correcting.desk import CorrectingDesk
from shkc_desktop.ui.export.desk import ExportDesk
from shkc_desktop.ui.importing.desk import ImportDesk
from shkc_desktop.ui.keeping.desk import KeepingDesk
from shkc_desktop.ui.library_files import LibraryFiles
from shkc_desktop.ui.main_window import MainWindow
from shkc_desktop.ui.marking.desk import MarkingDesk
from shkc_desktop.ui.matrix import STATES, Matrix, Presence
from shkc_desktop.ui.navigation import Navigation
from shkc_desktop.ui.outline_panel import OutlinePanel
from shkc_desktop.ui.overview_desk import OverviewDesk, Waits
from shkc_desktop.ui.page_status import PageStatus
from shkc_desktop.ui.reading_look import DEFAULT_PX, ReadingLook
from shkc_desktop.ui.reading_settings import ReadingSettings
from shkc_desktop.ui.reading_tab import ReadingTab
from shkc_desktop.ui.searching.desk import SearchDesk
from shkc_desktop.ui.side_views import SideViews
from shkc_desktop.ui.tab_title import tab_title
from shkc_desktop.ui.tabs import TabContent
from shkc_desktop.ui.wording import wording
from shkc_desktop.ui.words import Words
from shkc_desktop.ui.workspace import Workspace


class Panels(QObject):
    """All that a window has beside its frame and its pages, and what its actions do.

    It is made when the first page has been painted, so that a start does not wait for it.
    """

    def __init__(
        self, window: MainWindow, workspace: Workspace, look: ReadingLook, desk: OverviewDesk, navigation: Navigation
    ) -> None:
        super().__init__(window)
        self.window, self.workspace, self.look, self.desk, self.navigation = window, workspace, look, desk, navigation
        self._is_left = False
        self.files = LibraryFiles(window, workspace)
        self.outline = OutlinePanel()
        window.add_side_panel("outline", lambda: self.outline, for_pages=True)
        self.status = PageStatus(window, workspace, navigation, look)
        self.words = Words(workspace, self)
        self.search = SearchDesk(window, workspace, navigation, self.words)
        self.marking = MarkingDesk(window, workspace, navigation)
        self.annotations = AnnotationDesk(window, workspace, navigation)
        self.marking.marking.tagging.totals = self.annotations.counting.totals
        self.marking.marking.rows = self.annotations.selected
        self.marking.marking.beside_rows = self.annotations.beside
        self.keeping = KeepingDesk(window, workspace, navigation, self.marking.marking)
        self.export = ExportDesk(window, workspace, navigation, self.marking.marking)
        self.annotations.export_wanted.connect(self.export.open)
        self.importing = ImportDesk(window, workspace, navigation)
        self.files.take_reports = self.importing.take
        self.correcting = CorrectingDesk(window, workspace, navigation, self.importing)
        self.search.tagging.tagging.totals = self.annotations.counting.totals
        self.search.tag_opened.connect(lambda uuid: self.annotations.show_filter(Filter(tags=(uuid,))))
        self.search.memo_opened.connect(self.keeping.open_memo)
        self.side_views = SideViews(window, workspace, navigation)
        self.settings: ReadingSettings | None = None
        self._connect_workspace()
        self._connect_panels()
        self._bind_actions()
        navigation.tell_tabs()
        self._page_changed(navigation.tab())
        if desk.matrix is not None:
            self._counted(desk.matrix)

    # The workspace

    def _connect_workspace(self) -> None:
        space, window = self.workspace, self.window
        space.failed.connect(window.say)
        space.told.connect(lambda words, undo: (window.say_done if undo else window.say)(words))
        space.saved.connect(
            lambda: window.status.say_saved(wording("已保存 {time}", time=f"{datetime.now().astimezone():%H:%M}"))
        )
        space.job_started.connect(self._show_job)
        space.library_opened.connect(self._library_opened)
        space.history.indexChanged.connect(self._update_states)

    def _show_job(self, job: Job, words: str) -> None:
        line = self.window.progress
        line.show_progress(words, 0, 0)
        job.progressed.connect(lambda done, of, more: line.show_progress(more or words, done, of))
        line.cancelled.connect(job.cancel)
        job.ended.connect(line.hide)

    def _library_opened(self) -> None:
        self.navigation.follow_library()
        self.window.name_library(self.workspace.library.path)
        read_only = self.workspace.library.read_only
        if read_only:
            self.window.say(read_only)
        self._update_states()

    # Panels

    def _connect_panels(self) -> None:
        window, navigation, desk = self.window, self.navigation, self.desk
        desk.page_wanted.connect(navigation.open)
        desk.state_wanted.connect(self.set_state)
        desk.delete_wanted.connect(self.files.delete)
        self.outline.place_wanted.connect(self._go_to)
        desk.set_waits(Waits(self._open_unverified, self._open_unattributed, self._open_changed))
        window.files_dropped.connect(self.files.take)
        window.left.connect(self._leave)
        window.tabs.current_changed.connect(lambda _content: self._update_states())
        window.tabs.new_wanted.connect(self._offer_pages)
        window.tabs.split_changed.connect(lambda _split: self._update_states())
        navigation.page_changed.connect(self._page_changed)
        self.desk.counted.connect(self._counted)
        navigation.travelled.connect(self._update_states)
        navigation.tab_made.connect(self._tab_made)
        for desk_of_reports in (self.importing, self.correcting):
            desk_of_reports.states_changed.connect(self._update_states)
        for desk_of_marks in (self.marking, self.annotations):
            desk_of_marks.states_changed.connect(lambda: window.commands.set_states(self.marking.states()))
        self.annotations.states_changed.connect(self.status.show)

    def _counted(self, matrix: Matrix) -> None:
        there = {
            district.name: [c.year for c in matrix.row(district.name) if c.presence is Presence.TEXT]
            for district in matrix.districts
        }
        self.status.set_years(there)

    def _tab_made(self, tab: ReadingTab) -> None:
        tab.page_shown.connect(lambda: self._page_changed(tab) if tab is self.navigation.tab() else None)
        tab.pane.place_changed.connect(lambda place: self._follow(tab, place))
        tab.pane.set_word_finder(self.words.segmenter.word_at)

    def _page_changed(self, tab: ReadingTab | None) -> None:
        loaded = tab is not None and tab.is_loaded()
        self.outline.show_page(tab.page if tab is not None and loaded else None)
        self.desk.show_page(tab.key if tab is not None else None)
        if tab is not None and loaded and tab.page.sources:
            self._follow(tab, tab.pane.place())
        self._update_states()

    def _follow(self, tab: ReadingTab, place: Place) -> None:
        if tab is self.navigation.tab() and tab.page.sources:
            from shkc_desktop.ui.page_place import row_at

            self.outline.follow(row_at(tab.page, place))

    def _go_to(self, place: Place) -> None:
        tab = self.navigation.tab()
        if tab is not None:
            tab.go_to(place, flash=True)
            self.window.put_floating_panel_away()

    def _open_unverified(self) -> None:
        waiting = library_overview.waiting(self.workspace.library).unverified_reports
        if waiting:
            self.navigation.open(PageKey(PageKind.REPORT, report=waiting[0]))

    def _open_unattributed(self) -> None:
        self.navigation.open(PageKey(PageKind.YEARS, district=UNATTRIBUTED))

    def _open_changed(self) -> None:
        """Open the first annotation whose words changed."""
        from shkc_desktop.library.excerpts import excerpts

        changed = (e for e in excerpts(self.workspace.library) if e.annotation.state in ("changed", "ambiguous"))
        found = next(changed, None)
        if found is not None:
            self.navigation.open_link(found.link)

    def set_state(self, district: str, year: int, state: str) -> None:
        """Set the reading state of a district in a year."""
        if state in STATES:
            words = wording("{district} {year} 已标为{state}", district=district, year=year, state=state)
            self.workspace.do(library_overview.set_reading_state, district, year, state, tell=words)

    # Actions

    def _bind_actions(self) -> None:
        bind, navigation, look, files = self.window.commands.bind, self.navigation, self.look, self.files
        tabs = self.window.tabs
        for identity, do in {
            "library_new": files.new,
            "library_open": files.open,
            "library_save_as": files.save_as,
            "import_files": files.import_files,
            "report_delete": self._delete_report,
            "report_restore": self._offer_restore,
            "quit": self.window.close,
            "undo": lambda: self._history().undo(),
            "redo": lambda: self._history().redo(),
            "copy": lambda: self._with_tab(lambda tab: tab.pane.copy()),
            "select_all": lambda: self._with_tab(lambda tab: tab.pane.select_all()),
            "overview": navigation.open_overview,
            "back": self._go_back,
            "forward": navigation.forward,
            "district_alone": lambda: self._with_tab(lambda tab: tab.want(PageKind.DISTRICT)),
            "district_in_place": lambda: self._with_tab(lambda tab: tab.want(PageKind.IN_PLACE)),
            "district_years": lambda: self._with_tab(lambda tab: tab.want(PageKind.YEARS)),
            "whole_report": lambda: self._with_tab(lambda tab: tab.want(PageKind.REPORT)),
            "original": self.side_views.toggle_original,
            "state_unread": lambda: self._set_state_here(STATES[0]),
            "state_reading": lambda: self._set_state_here(STATES[1]),
            "state_coded": lambda: self._set_state_here(STATES[2]),
            "library_panel": lambda: self.window.want_panel(self.window.commands["library_panel"].isChecked()),
            "outline": self._toggle_outline,
            "filter_tree": self._focus_filter,
            "split": navigation.split,
            "tab_new": lambda: self._offer_pages(QCursor.pos()),
            "tab_close": self._close_tab,
            "tab_next": lambda: tabs.active().step(1),
            "tab_previous": lambda: tabs.active().step(-1),
            "other_side": tabs.other_side,
            "zoom_in": lambda: look.zoom(1),
            "zoom_out": lambda: look.zoom(-1),
            "zoom_reset": lambda: look.set_px(DEFAULT_PX),
            "reading_settings": self._show_settings,
            "next_theme": look.next_theme,
            "plain_view": self.side_views.open_plain,
            "shortcuts": self.side_views.open_shortcuts,
        }.items():
            bind(identity, do)
        self._add_recent_menu()

    def _history(self) -> QUndoStack:
        """What 撤销 works on: the library's history, or that of a preview in front."""
        content = self.window.tabs.current()
        own = content.history() if content is not None else None
        return own if own is not None else self.workspace.history

    def _go_back(self) -> None:
        if not self.annotations.go_back():
            self.navigation.back()

    def _with_tab(self, do: object) -> None:
        tab = self.navigation.tab()
        if tab is not None and callable(do):
            do(tab)

    def _add_recent_menu(self) -> None:
        menus = self.window.toolbar.menus["文件"]
        recent = QMenu(self.tr("最近"), menus)
        menus.insertMenu(self.window.commands["library_save_as"], recent)
        menus.aboutToShow.connect(lambda: self.files.fill_recent(recent))

    def _delete_report(self) -> None:
        tab = self.navigation.tab()
        if tab is not None and tab.page.sources:
            self.files.delete(tab.pane.place().report)

    def _offer_restore(self) -> None:
        menu = QMenu(self.window)
        self.files.fill_restore(menu)
        self._pop_up(menu, self.window.mapToGlobal(QPoint(40, 48)))

    def _offer_pages(self, at: QPoint) -> None:
        menu = QMenu(self.window)
        menu.addAction(self.tr("总览"), self.navigation.open_overview)
        menu.addSeparator()
        for place in pages.recent(self.workspace.library, 9):
            try:
                key = PageKey.parse(place.page)
            except ValueError:
                continue
            title = tab_title(key) if key.kind is not PageKind.REPORT else place.snippet
            menu.addAction(title.replace("&", "&&"), lambda k=key: self.navigation.open(k, new=True))  # type: ignore[misc]
        self._pop_up(menu, at)

    def _pop_up(self, menu: QMenu, at: QPoint) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _set_state_here(self, state: str) -> None:
        tab = self.navigation.tab()
        if tab is not None and tab.has_state() and tab.key.year is not None:
            self.set_state(tab.key.district, tab.key.year, state)
        elif tab is None and self.window.tabs.current() is self.desk.home:
            cell = self.desk.overview.grid.current()
            if cell is not None:
                self.set_state(cell.district, cell.year, state)

    def _toggle_outline(self) -> None:
        self.window.show_side_panel("outline" if self.window.commands["outline"].isChecked() else "")

    def _focus_filter(self) -> None:
        self.window.show_side_panel("library")
        self.desk.tree.filter.setFocus()
        self.desk.tree.filter.selectAll()
        self._update_states()

    def _close_tab(self) -> None:
        content = self.window.tabs.current()
        if content is not None and content.closable:
            self.window.tabs.close_content(content)

    def _show_settings(self) -> None:
        if self.settings is None:
            self.settings = ReadingSettings(self.look, self.window)
        self.settings.show_below(self.window.toolbar.settings)

    def _update_states(self, _index: int = 0) -> None:
        if self._is_left:
            return
        tab, content = self.navigation.tab(), self.window.tabs.current()
        writable = not self.workspace.library.read_only
        page = tab is not None
        cell = (tab is not None and tab.has_state()) or content is self.desk.home
        history, commands = self._history(), self.window.commands
        commands.set_states(
            self.marking.states()
            | self.correcting.states()
            | {
                "library": True,
                "writable": writable,
                "undo": (writable or history is not self.workspace.history) and history.canUndo(),
                "redo": (writable or history is not self.workspace.history) and history.canRedo(),
                "page": page,
                "report": page and writable,
                "district": tab is not None and tab.has_district(),
                "cell": cell and writable,
                "back": self.navigation.travel.can_go_back() or self.annotations.can_go_back(),
                "forward": self.navigation.travel.can_go_forward(),
                "split": self.window.tabs.is_split(),
                "closable": isinstance(content, TabContent) and content.closable,
            }
        )
        for name, label in (("undo", history.undoText()), ("redo", history.redoText())):
            commands[name].setText(f"{translated(commands.rows[name].text)}　{label}".strip().replace("&", "&&"))
        commands["overview"].setChecked(content is self.desk.home)
        commands["outline"].setChecked(self.window.forced_panel() == "outline")
        commands["split"].setChecked(self.window.tabs.is_split())

    def _leave(self) -> None:
        self.window.preferences.put("tabs/library", str(self.workspace.library.path))
        self.navigation.remember_tabs(self.window.preferences)
        # The history outlives the window, and tells of its own end.
        self._is_left = True
        self.desk.rest()
