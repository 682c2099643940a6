"""A tab with a reading page in it, and the buttons of its head."""

import gc
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QToolButton, QWidget

from shkc_desktop.library import pages
from shkc_desktop.model.district import UNATTRIBUTED
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.page import Mark, Page, PageKey, PageKind, Place
from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.button import tool_button
from shkc_desktop.ui.controls.empty_state import EmptyState
from shkc_desktop.ui.page.card_face import Card
from shkc_desktop.ui.page.look import Look
from shkc_desktop.ui.page.reading_pane import ReadingPane
from shkc_desktop.ui.page_place import OwnSpans, first_own_place, share_at, snippet_at
from shkc_desktop.ui.tab_title import tab_title
from shkc_desktop.ui.tabs import TabContent
from shkc_desktop.ui.workspace import Workspace

# Narrower, and the buttons of the head show icons alone.
WORDS_FIT = 900
REMEMBERED_AFTER_MS = 3000
# A page of more rows is painted with the marks within so many characters first.
LONG_PAGE = 2000
MARKS_AT_ONCE = 20_000


class ReadingTab(TabContent):
    """A page being read. It is composed when the tab is shown first.

    Signals:
        page_shown: another page is in the pane.
        page_wanted: this page is to be opened here, at this Place or None.
        marks_changed: annotations on the page are no longer what they were.
        original_wanted: the original is to be shown beside the page, or no longer.
    """

    page_shown = Signal()
    page_wanted = Signal(object, object)
    marks_changed = Signal()
    original_wanted = Signal()

    is_page = True

    def __init__(self, workspace: Workspace, key: PageKey, look: Look, title: str = "") -> None:
        super().__init__()
        self._workspace, self._library = workspace, workspace.library
        self._closed = False
        self.key = key
        self._wanted: Place | None = None
        self._flash = False
        self._loaded = False
        self._marks: dict[str, Mark] = {}
        self._mark_count: int | None = None
        self.title = title or tab_title(key)
        self.icon_name = "years" if key.kind is PageKind.YEARS else "page"
        theme.set_surface(self, "page")
        self.pane = ReadingPane(self, look)
        self._gone = EmptyState("page", self.tr("这一页已经没有文字了"), self.tr("报告可能已经移到回收站"))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.pane)
        self._stack.addWidget(self._gone)
        self.setFocusProxy(self.pane)
        self.pane.set_card_provider(self._card)
        self.pane.set_district_finder(lambda report, block: pages.districts(workspace.library, report, block))
        self._head = self._head_buttons()
        self.pane.viewport().installEventFilter(self)
        self.pane.verticalScrollBar().valueChanged.connect(lambda _value: self._place_head())
        self._laid_out = QTimer(self, singleShot=True, interval=0)
        self._laid_out.timeout.connect(self._set_head)
        # Not at every rest: each note of a place is a write to a file that may lie in a synchronised folder.
        self._noting = QTimer(self, singleShot=True, interval=REMEMBERED_AFTER_MS)
        self._noting.timeout.connect(self.remember)
        self.pane.place_changed.connect(lambda _place: self._noting.start())
        workspace.annotations_changed.connect(self._annotations_changed)
        workspace.reports_changed.connect(self.refresh)
        workspace.tags_changed.connect(self.pane.refresh_cards)

    # The page

    @property
    def page(self) -> Page:
        """The page on show."""
        return self.pane.page

    def is_loaded(self) -> bool:
        """Whether the page has been composed."""
        return self._loaded

    def load(self) -> None:
        """Compose the page now, if that has not been done."""
        if not self._loaded:
            self._loaded = True
            self._show(self._wanted or self._remembered())

    def show_page(self, key: PageKey, place: Place | None = None, flash: bool = False) -> None:
        """Show another page here, at a place or where it was left."""
        self.remember()
        self.key, self._wanted, self._flash = key, place, flash
        self.title = tab_title(key)
        self.icon_name = "years" if key.kind is PageKind.YEARS else "page"
        self._loaded = False
        if self.isVisible():
            self.load()
        self.title_changed.emit()

    def go_to(self, place: Place, flash: bool = False) -> None:
        """Go to a place on the page."""
        self.load()
        self.pane.go_to(place, flash)

    def refresh(self) -> None:
        """Compose the page anew; the place stays."""
        if self._loaded:
            self._show(self.pane.place() if self.page.sources else self._remembered())

    def follow_library(self) -> bool:
        """Go on in the library that is open now; False if it has no such page."""
        place = self.place()
        self._library = self._workspace.library
        if self._loaded:
            self._show(place)
            return self._stack.currentWidget() is self.pane
        try:
            pages.compose(self._library, self.key)
        except Failure:
            return False
        return True

    def _show(self, place: Place | None) -> None:
        # A long report is 20,000 small tuples, and none of them is garbage: the collector would look at them 30 times.
        gc.disable()
        try:
            self._set_page(pages.compose(self._workspace.library, self.key), place)
        except Failure as failure:
            self._gone.line.setText(str(failure).rstrip("。"))
            self._gone.key.setText(
                self.tr("报告可能已经移到回收站")
                if self.key.kind is PageKind.REPORT
                else self.tr("是未收，还是报告没有写到，看总览里的这一格")
            )
            self._stack.setCurrentWidget(self._gone)
            self._head.hide()
        finally:
            gc.enable()

    def _set_page(self, page: Page, place: Place | None) -> None:
        self._stack.setCurrentWidget(self.pane)
        flash, self._flash = self._flash, False
        self._mark_count = None
        place = place or first_own_place(page)
        marks = self._first_marks(page, place)
        self._marks = {mark.uuid: mark for mark in marks}
        # The room for its buttons first: to change it is to set the whole page again.
        self._set_head()
        self.pane.show_page(page, marks, place)
        if flash and place is not None:
            self.pane.go_to(place, flash=True)
        self.title = tab_title(self.key, page)
        self._place_head()
        self.title_changed.emit()
        self.page_shown.emit()

    def _first_marks(self, page: Page, place: Place | None) -> list[Mark]:
        """The marks of a page; of a very long one those near the place, and the others once it has been painted."""
        if len(page.rows) < LONG_PAGE:
            return pages.marks(self._workspace.library, page)
        QTimer.singleShot(0, self, lambda: self._show_all_marks(page))
        place = place or Place(page.sources[page.rows[0].source].report, page.rows[0].start)
        return pages.marks_near(self._workspace.library, page, place, MARKS_AT_ONCE)

    def _show_all_marks(self, page: Page) -> None:
        if page is self.page and not self._closed:
            marks = pages.marks(self._workspace.library, page)
            self._marks = {mark.uuid: mark for mark in marks}
            self._mark_count = None
            self.pane.set_marks(marks)
            self.marks_changed.emit()

    def _remembered(self) -> Place | None:
        found = pages.remembered(self._workspace.library, self.key)
        return Place(found.report, found.offset) if found is not None else None

    def marks(self) -> list[Mark]:
        """The marks that lie on rows of the page that are not dimmed, by source and start."""
        if self.key.kind is PageKind.REPORT:
            return list(self._marks.values())
        spans = OwnSpans(self.page)
        return [mark for mark in self._marks.values() if spans.touch(mark.source, mark.start, mark.end)]

    def mark_count(self) -> int:
        """How many annotations lie on the page."""
        if self._mark_count is None:
            self._mark_count = len(self.marks())
        return self._mark_count

    def place(self) -> Place | None:
        """Where the reader is, None before the page was shown."""
        return self.pane.place() if self._loaded and self.page.sources else self._wanted

    def remember(self) -> None:
        """Note where the page was left, unless another library is open by now."""
        self._noting.stop()
        same = self._library is self._workspace.library and not self._closed
        if same and self._loaded and self.page.sources and self.page.key == self.key:
            place = self.pane.place()
            at_end = self.pane.verticalScrollBar().value() >= self.pane.verticalScrollBar().maximum()
            share = 1.0 if at_end else share_at(self.page, place)
            # A place that cannot be noted (a full disk, a drive that has gone) is no reason to disturb the reader.
            with suppress(Failure):
                pages.remember(self._library, self.key, place.report, place.offset, share, snippet_at(self.page, place))

    def about_to_close(self) -> None:
        self.pane.finish_card()
        self.remember()
        self._closed = True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.remember()

    def _annotations_changed(self, uuids: frozenset[str]) -> None:
        if not self._loaded:
            return
        self._mark_count = None
        self.pane.refresh_cards(uuids)
        found = {mark.uuid: mark for mark in pages.marks_of(self._workspace.library, self.page, uuids)}
        for uuid in uuids:
            if uuid in found:
                self._marks[uuid] = found[uuid]
                self.pane.add_mark(found[uuid])
            else:
                self._marks.pop(uuid, None)
                self.pane.remove_mark(uuid)
        self.marks_changed.emit()

    def _card(self, uuid: str) -> Card | None:
        found = pages.card(self._workspace.library, uuid)
        return None if found is None else Card(found.tags, found.note, found.state)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.load()

    # The buttons of the head

    def _head_buttons(self) -> QWidget:
        head = QWidget(self.pane.viewport())
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.scope = tool_button("filter", self.tr("只看本区，或在整份报告里看 Alt+1 Alt+2"))
        self.scope.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.scope)
        for words, kind in (
            (self.tr("只看本区"), PageKind.DISTRICT),
            (self.tr("原位（其余变淡）"), PageKind.IN_PLACE),
            (self.tr("整份报告"), PageKind.REPORT),
        ):
            menu.addAction(words, partial(self.want, kind))
        self.scope.setMenu(menu)
        self.years = tool_button("years", self.tr("历年 Alt+3"), lambda: self.want(PageKind.YEARS))
        self.years.setText(self.tr("历年"))
        self.original = tool_button("original", self.tr("原件对照 Alt+5"), self.original_wanted.emit)
        self.original.setText(self.tr("原件对照"))
        for button in (self.scope, self.years, self.original):
            button.setIconSize(QSize(16, 16))
            button.setCursor(Qt.CursorShape.ArrowCursor)
            row.addWidget(button)
        return head

    def want(self, kind: PageKind) -> None:
        """Ask for another view of what is being read."""
        place = self.pane.place()
        if kind is PageKind.REPORT:
            self.page_wanted.emit(PageKey(kind, report=place.report), place)
        elif kind is PageKind.YEARS:
            self.page_wanted.emit(PageKey(kind, district=self.key.district), place)
        else:
            self.page_wanted.emit(PageKey(kind, district=self.key.district, year=self.key.year), place)

    def has_district(self) -> bool:
        """Whether the page is about one district in one year."""
        return self.key.kind in (PageKind.DISTRICT, PageKind.IN_PLACE)

    def has_state(self) -> bool:
        """Whether the reader can set a reading state for the page."""
        return self.has_district() and self.key.year is not None and self.key.district != UNATTRIBUTED

    def _set_head(self) -> None:
        self.scope.setVisible(self.has_district())
        self.years.setVisible(self.has_district())
        alone = self.key.kind is PageKind.DISTRICT
        self.scope.setText((self.tr("只看本区") if alone else self.tr("原位")) + " ⌄")
        words = self.width() >= WORDS_FIT
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if words else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in (self.years, self.original):
            button.setToolButtonStyle(style)
        self.scope.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly if words else style)
        self._head.adjustSize()
        self.pane.keep_head_free(self._head.width() + 12)
        self._place_head()
        self._head.show()

    def _place_head(self) -> None:
        end = self.pane.head_end()
        self._head.move(end.x() - self._head.width() + 12, end.y() - self._head.height() // 2 + 2)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.pane.viewport() and event.type() is QEvent.Type.Resize and self._loaded:
            # The pane lays itself out only after this filter.
            self._laid_out.start()
        return False
