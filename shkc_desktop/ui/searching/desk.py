"""Connects search with the window: the one field, the panel, the pages, and the index beside them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMenu

from shkc_desktop.chinese.traditional import is_available
from shkc_desktop.library import annotating
from shkc_desktop.model.hit import Facets, Hit, Where
from shkc_desktop.model.page import Place
from shkc_desktop.model.tag import tag_path
from shkc_desktop.store.changes import Change
from shkc_desktop.ui.colour_names import colour_names
from shkc_desktop.ui.main_window import MainWindow
from shkc_desktop.ui.navigation import Navigation
from shkc_desktop.ui.page_find import PageHit
from shkc_desktop.ui.page_search import PageSearch
from shkc_desktop.ui.reading_tab import ReadingTab
from shkc_desktop.ui.searching import facet_rows, rows
from shkc_desktop.ui.searching.bulk_tagging import BulkTagging
from shkc_desktop.ui.searching.facet_rows import FacetNames, FacetValue
from shkc_desktop.ui.searching.indexing import Indexing
from shkc_desktop.ui.searching.kept_searches import KeptSearches
from shkc_desktop.ui.searching.keyword_paint import KeywordPaint
from shkc_desktop.ui.searching.search_panel import WIDTH, SearchPanel
from shkc_desktop.ui.searching.session import Session
from shkc_desktop.ui.words import Words
from shkc_desktop.ui.workspace import Workspace

# Hits that are read to the end when they are to be grouped by district and year.
_GROUPED = 1000
_AGAIN_MS = 120
_TOUCHING = frozenset(("report", "block", "attribution", "annotation", "annotation_tag", "tag", "memo", "saved"))
_TRADITIONAL = "search/traditional"


class SearchDesk(QObject):
    """Everything about search that one window has.

    Signals:
        tag_opened: the reader opened this tag among the hits.
        memo_opened: or this memo.
    """

    tag_opened = Signal(str)
    memo_opened = Signal(str)

    def __init__(self, window: MainWindow, workspace: Workspace, navigation: Navigation, words: Words) -> None:
        super().__init__(window)
        self._window, self._workspace, self._navigation = window, workspace, navigation
        self.field = window.toolbar.search
        self.indexing = Indexing(workspace, words, self)
        self.page = PageSearch(navigation)
        self.session = Session(workspace.background, self.page, self)
        self.session.set_finding(self.indexing.finding)
        self.menu = QMenu(window)
        self.panel = SearchPanel(self.menu)
        self.tagging = BulkTagging(workspace, window, lambda: self.indexing.finding)
        self.kept = KeptSearches(window, workspace, self.session, self.search, lambda: self.indexing.finding)
        self.keywords = KeywordPaint(workspace, navigation)
        window.add_side_panel("search", lambda: self.panel, WIDTH)
        self._is_open = False
        self._before = ("", True)  # the panel that stood there, and whether any did
        self._grouping = rows.Grouping.REPORT
        self._unfolded: set[str] = set()
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._again.timeout.connect(self.session.again)
        self._connect()
        self._bind()
        self._show()

    def _connect(self) -> None:
        field, panel, session, indexing = self.field, self.panel, self.session, self.indexing
        field.textChanged.connect(self._typed)
        field.next_wanted.connect(self.next)
        field.previous_wanted.connect(self.previous)
        field.closed.connect(self.end)
        field.left_downwards.connect(self._go_down)
        session.changed.connect(self._show)
        session.opened.connect(self._open_hit)
        panel.list.opened.connect(session.open_number)
        panel.list.related_opened.connect(self._open_hit)
        panel.list.more_wanted.connect(session.more)
        panel.list.chosen_changed.connect(self._say_chosen)
        panel.list.left_upwards.connect(field.setFocus)
        panel.facets.toggled.connect(self._toggle)
        panel.facets.unfolded.connect(self._unfold)
        panel.facets.cleared.connect(lambda: session.set_facets(Facets()))
        panel.tag_wanted.connect(self.tag)
        self.tagging.done.connect(lambda: field.setFocus() if self._is_open else None)
        self._navigation.page_changed.connect(lambda _tab: session.page_changed())
        self._navigation.tab_made.connect(self._watch)
        self._window.left.connect(self._close)
        self._workspace.changed.connect(self._library_changed)
        self._workspace.library_opened.connect(self._library_opened)
        indexing.exact_ready.connect(self._index_grew)
        indexing.ready.connect(self._index_grew)
        indexing.progressed.connect(self._tell_progress)

    def _bind(self) -> None:
        commands = self._window.commands
        always: dict[str, Callable[[], object]] = {
            "find": self.focus,
            "find_next": self.next,
            "find_previous": self.previous,
        }
        in_menu: dict[str, Callable[[], object]] = {
            "search_tag": self.tag,
            "search_group": lambda: self.group(commands["search_group"].isChecked()),
            "search_save": self.kept.save,
            "search_kept": self.kept.offer,
            "search_export": self.kept.export,
            "search_traditional": lambda: self.find_traditional(commands["search_traditional"].isChecked()),
            "phrases": self.kept.edit_phrases,
            "keywords": self.kept.edit_keywords,
        }
        for name, do in (always | in_menu).items():
            commands.bind(name, do)
        for name in in_menu:
            self.menu.addAction(commands[name])
        self._set_traditional()

    # ---- what others ask for ------------------------------------------------------------------------

    def focus(self) -> None:
        """Put the keyboard into the field; what is selected on the page is searched for."""
        tab = self.page.tab()
        selected = tab.pane.selected_text() if tab is not None else ""
        if selected and len(selected) <= 40 and "\n" not in selected:
            self.field.setText(selected)
        self.field.setFocus()
        self.field.selectAll()
        self.indexing.begin()

    def words(self) -> str:
        """What is searched for, "" if nothing is."""
        return self.field.text() if self.field.text().strip() else ""

    def hits(self) -> Sequence[PageHit]:
        """The hits that are painted on the page in front."""
        return self.page.hits()

    def search(self, words: str, facets: Facets | None = None) -> None:
        """Search for words under conditions, as if they were typed."""
        self.session.facets = facets or Facets()
        if self.field.text() == words:
            self.session.again()
        self.field.setText(words)
        self.field.setFocus()

    def next(self) -> None:
        """Go to the next hit of the library, round the end."""
        self.session.step(1)

    def previous(self) -> None:
        """Go to the hit before, round the beginning."""
        self.session.step(-1)

    def group(self, by_cell: bool) -> None:
        """Group the hits by district and year, or by report."""
        self._grouping = rows.Grouping.CELL if by_cell else rows.Grouping.REPORT
        self._window.commands["search_group"].setChecked(by_cell)
        missing = min(self.session.total or 0, _GROUPED) - len(self.session.hits)
        if by_cell and missing > 0:
            self.session.more(missing)
        self._show()

    def tag(self) -> None:
        """Ask for a tag for the hits that are chosen, else for all."""
        if self.session.question is not None:
            chosen = self.session.chosen(self.panel.list.results.chosen)
            beside = self.panel.beside_tag(self._window) if self.panel.isVisible() else QPoint(200, 60)
            self.tagging.open(beside, self.session.question, [hit for hit in chosen if hit.where is Where.TEXT])

    def end(self) -> None:
        """End the search: the page and the panel are as they were before."""
        if self.field.text():
            self.field.clear()
        self._close()
        content = self._window.tabs.current()
        if content is not None:
            content.setFocus()

    # ---- beginning and ending -----------------------------------------------------------------------

    def _typed(self) -> None:
        if not self.words():
            self._close()
            return
        if not self._is_open:
            self.indexing.begin()
            self._is_open = True
            self._before = (self._window.forced_panel(), self._window.panel_wanted())
            self._window.show_side_panel("search")
        elif self._window.floats() and self._window.side_panel() != "search":
            self._window.show_side_panel("search")
        self.panel.list.choose(frozenset())
        self.session.type(self.words())

    def _close(self) -> None:
        self._again.stop()
        if not self._is_open:
            return
        self._is_open = False
        asked = self.session.question
        if asked is not None and (len(asked.words.strip()) > 1 or self.session.current is not None):
            self.kept.remember(asked.words)
        self.panel.list.choose(frozenset())
        self.session.end()
        forced, wanted = self._before
        if self._window.forced_panel() == "search":
            self._window.show_side_panel(forced)
            if not wanted:
                self._window.want_panel(False)

    def _go_down(self) -> None:
        if self.words():
            self.panel.list.enter()
        else:
            self.kept.offer_history()

    # ---- the library changes ------------------------------------------------------------------------

    def _watch(self, tab: ReadingTab) -> None:
        tab.page_shown.connect(lambda: self.session.page_changed() if tab is self._navigation.tab() else None)

    def _index_grew(self) -> None:
        related = self.session.related_hits()
        if self.session.missing or related is None or related.message:
            self.session.again()

    def _library_changed(self, change: Change) -> None:
        if self._is_open and change.tables & _TOUCHING:
            self._again.start()

    def _library_opened(self) -> None:
        self.session.set_finding(self.indexing.finding)
        self._set_traditional()
        self.session.again()

    def find_traditional(self, wanted: bool) -> None:
        """Find simplified characters by traditional ones, too, or not any more."""
        self._window.preferences.put(_TRADITIONAL, wanted)
        self._set_traditional()
        self.session.again()

    def _set_traditional(self) -> None:
        wanted = self._window.preferences.flag(_TRADITIONAL, False) and is_available()
        self.indexing.finding.finder.traditional = wanted
        self._window.commands["search_traditional"].setChecked(wanted)
        self._window.commands.set_states({"traditional": is_available()})

    # ---- hits ---------------------------------------------------------------------------------------

    def _open_hit(self, hit: Hit) -> None:
        """Show a hit; the keyboard stays where it is."""
        keyboard = QApplication.focusWidget()
        self.kept.remember(self.words())
        match hit.where:
            case Where.TEXT:
                self.page.open(hit)
            case Where.TITLE:
                self.page.open_report(Place(hit.report or "", 0))
            case Where.NOTE:
                found = annotating.get(self._workspace.library, hit.annotation or "")
                if found is not None:
                    position = found.target.position
                    self.page.open(replace(hit, where=Where.TEXT, start=position.start, end=position.end))
            case Where.TAG:
                self.tag_opened.emit(hit.subject)
            case Where.MEMO:
                self.memo_opened.emit(hit.subject)
        if keyboard in (self.field, self.panel.list):
            keyboard.setFocus()

    def _toggle(self, row: FacetValue) -> None:
        self.session.set_facets(facet_rows.toggled(self.session.facets, row))

    def _unfold(self, facet: str) -> None:
        self._unfolded ^= {facet}
        self._show_facets()

    # ---- showing ------------------------------------------------------------------------------------

    def _show(self) -> None:
        session, total = self.session, self.session.total
        writable = not self._workspace.library.read_only
        self._window.commands.set_states(
            {"hits": bool(total), "hits_writable": bool(total) and writable, "searching": session.question is not None}
        )
        self._window.status.say_search(self._status())
        if session.question is None:
            self.panel.show_hits([], False)
            self.panel.show_facets([])
            self.panel.say("")
            return
        if total is None:
            return  # what was found before stays until the answer has come
        self.field.show_count(0 if session.current is None else session.current + 1, total)
        self._show_rows()
        self._show_facets()
        self._say_chosen()

    def _status(self) -> list[str]:
        session = self.session
        if session.question is None or session.total is None:
            return []
        parts = [f"“{session.question.words.strip()}”", self.tr("精确 {} 处").format(session.total)]
        if session.current is not None:
            parts[1] += self.tr("，第 {} 处").format(session.current + 1)
        keys = [f"{self._window.commands[n].shortcut().toString()} {self._window.commands[n].text()}" for n in _STEPS]
        return [*parts, *keys] if session.total else parts

    def _show_rows(self) -> None:
        session = self.session
        assert session.question is not None
        colour_of = self.indexing.finding.colour_of
        colours = {uuid: colour for hit in session.hits for uuid in hit.annotations if (colour := colour_of(uuid))}
        districts = [district.name for district in self._workspace.library.districts()]
        by_report = session.counts.get("report", {}) if session.is_counted else {}
        made = rows.rows(session.hits, session.total or 0, self._grouping, colours, by_report, districts)
        related = session.related_hits()
        if related is not None:
            told = related.hits, related.total, related.message, related.words
            made += rows.related_rows(session.question.words, *told)
        self.panel.show_hits(made, not made)
        self.panel.list.show_current(session.current)
        facts = self.tr("{} 处").format(session.total or 0)
        if session.facets != Facets() and session.is_counted:
            facts += self.tr("，共 {}").format(session.everything)
        order = self.tr("按区与年") if self._grouping is rows.Grouping.CELL else self.tr("按书中次序")
        missing = self.tr("索引正在建立，还有 {} 份报告没有查到。").format(session.missing) if session.missing else ""
        self.panel.say(f"{facts}　{order}", missing)

    def _show_facets(self) -> None:
        library = self._workspace.library
        living = library.tags()
        tags = {uuid: (tag_path(tag, living), tag.colour) for uuid, tag in living.items()}
        names = FacetNames([district.name for district in library.districts()], tags, colour_names(library))
        self.panel.show_facets(facet_rows.rows(self.session.counts, self.session.facets, self._unfolded, names))

    def _say_chosen(self) -> None:
        chosen, total = len(self.panel.list.results.chosen), self.session.total or 0
        self.panel.say_chosen(chosen, total, not self._workspace.library.read_only)

    def _tell_progress(self, done: int, of: int) -> None:
        self._window.status.say_quietly(self.tr("索引 {} / {}").format(done, of) if of else "")


_STEPS = ("find_next", "find_previous")
