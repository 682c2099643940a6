"""The frame of the window: toolbar, a panel at the left, tabs, status line, toast."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.actions import Actions
from shkc_desktop.ui.controls.card import cast_shadow
from shkc_desktop.ui.controls.progress_line import ProgressLine
from shkc_desktop.ui.controls.toast import Toast
from shkc_desktop.ui.preferences import Preferences
from shkc_desktop.ui.status_line import StatusLine
from shkc_desktop.ui.tabs import TabContent, Tabs
from shkc_desktop.ui.toolbar import Toolbar

# Widths in px at which the window gives something up, in this order.
CARDS_GO, WORDS_GO, PANEL_FLOATS = 1300, 1200, 900
PANEL_WIDTH, NARROW_PANEL_WIDTH = 256, 216
# A wide panel leaves the page the larger part of the window; one that floats may cover most of it.
PANEL_SHARE, FLOATING_SHARE = 0.41, 0.7


class MainWindow(QMainWindow):
    """The frame; `wiring.py` says what its actions do, panels plug in with `add_side_panel`.

    Signals:
        files_dropped: these files were dropped on the window.
        left: the window is closing.
        narrowed: its width has passed one of the three marks.
    """

    files_dropped = Signal(list)
    left = Signal()
    narrowed = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.preferences = preferences
        self.setObjectName("main_window")
        self.setAcceptDrops(True)
        self.setMinimumSize(640, 420)
        self.commands = Actions(self)
        self.toolbar = Toolbar(self.commands)
        self.tabs = Tabs()
        self.tabs.set_corner(self.toolbar.button("split"))
        self.status = StatusLine()
        self.progress = ProgressLine()
        self.progress.hide()
        self._panel = QStackedWidget()
        theme.set_surface(self._panel, "window")
        self._panel.setMinimumWidth(180)
        self._shadow = cast_shadow(self._panel)
        self._panels: dict[str, QWidget] = {}
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._for_pages: set[str] = set()
        self._widths: dict[str, int] = {}
        self._forced = ""
        self._panel_wanted = preferences.flag("window/panel", True)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.setProperty("seam", "true")
        self._splitter.addWidget(self._panel)
        self._splitter.addWidget(self.tabs)
        self._splitter.setStretchFactor(1, 1)
        self._central = QWidget()
        column = QVBoxLayout(self._central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, stretch in ((self.toolbar, 0), (self._splitter, 1), (self.progress, 0), (self.status, 0)):
            column.addWidget(widget, stretch)
        self.setCentralWidget(self._central)
        self.toast = Toast(self)
        self.tabs.current_changed.connect(lambda _content: self._update_panel())
        self.resize(1440, 900)
        geometry = preferences.bytes("window/geometry")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)

    # What panels and wiring use

    def add_side_panel(
        self, name: str, make: Callable[[], QWidget], width: int = PANEL_WIDTH, *, for_pages: bool = False
    ) -> None:
        """Add a panel that may stand at the left, made when it is shown first; tabs name theirs in `side_panel`.

        for_pages: it speaks of the page in front, and stays away from tabs that are none.
        """
        self._makers[name] = make
        if for_pages:
            self._for_pages.add(name)
        self._widths[name] = width
        self._update_panel()

    def _made_panel(self, name: str) -> QWidget | None:
        panel = self._panels.get(name)
        if panel is None and name in self._makers:
            panel = self._panels[name] = self._makers[name]()
            self._panel.addWidget(panel)
        return panel

    def show_side_panel(self, name: str) -> None:
        """Show a panel whatever the tab asks for; "" gives the place back to the tab's own."""
        self._forced = name
        if name and not self._panel_wanted:
            self.want_panel(True)
        self._update_panel()

    def forced_panel(self) -> str:
        """The panel that stands in place of the tab's own, "" if none does."""
        return self._forced

    def side_panel(self) -> str:
        """The name of the panel that is shown, "" if none is."""
        shown = not self._panel.isHidden()
        return next((n for n, p in self._panels.items() if shown and p is self._panel.currentWidget()), "")

    def want_panel(self, wanted: bool) -> None:
        """Show or hide the panel at the left, now and in future."""
        self._panel_wanted = wanted
        # Over a narrow page it comes and goes; what she wants of a wide window stays.
        if not self.floats():
            self.preferences.put("window/panel", wanted)
        self._update_panel()

    def panel_wanted(self) -> bool:
        """Whether the reader wants the panel at the left."""
        return self._panel_wanted

    def name_library(self, path: Path) -> None:
        """Show the name of the library in the title."""
        self.setWindowTitle(f"{path.name} — {self.tr('上海科创报告阅读器')}")

    def say(self, words: str, offer: str = "", do: Callable[[], object] | None = None) -> None:
        """Tell the reader something in a toast, perhaps with an offer such as 撤销."""
        self.toast.say(words, offer, do)

    def say_done(self, words: str) -> None:
        """Tell what was done, and offer to undo it."""
        undo = self.commands["undo"]
        self.say(words, f"{self.tr('撤销')}　{undo.shortcut().toString()}", undo.trigger)

    # The narrow window

    def floats(self) -> bool:
        """Whether the panel lies over the page, because the window is too narrow for both."""
        return self.width() < PANEL_FLOATS

    def _update_panel(self) -> None:
        content = self.tabs.current()
        own = content.side_panel if isinstance(content, TabContent) else "library"
        is_idle = self._forced in self._for_pages and isinstance(content, TabContent) and not content.is_page
        name = own if is_idle else self._forced or own
        panel = self._made_panel(name) if self._panel_wanted else self._panels.get(name)
        if panel is not None:
            self._panel.setCurrentWidget(panel)
        shown = panel is not None and self._panel_wanted
        self._shadow.setEnabled(self.floats())
        if self.floats():
            if self._panel.parent() is not self._central:
                self._panel.setParent(self._central)
                shown = False
                self._panel_wanted = False
            own_width = self._widths.get(name, PANEL_WIDTH)
            width = NARROW_PANEL_WIDTH if own_width == PANEL_WIDTH else min(own_width, self._floating_width())
            self._panel.setGeometry(0, theme.TOOLBAR, width, self._splitter.height())
            self._panel.raise_()
        elif self._panel.parent() is not self._splitter:
            self._splitter.insertWidget(0, self._panel)
            self._panel_wanted = self.preferences.flag("window/panel", True)
            shown = panel is not None and self._panel_wanted
        self._panel.setVisible(shown)
        self.commands["library_panel"].setChecked(shown)
        if shown and not self.floats():
            width = self._widths.get(name, PANEL_WIDTH)
            width = NARROW_PANEL_WIDTH if self.width() < WORDS_GO and width == PANEL_WIDTH else width
            width = min(width, round(self.width() * PANEL_SHARE))
            self._splitter.setSizes([width, max(1, self.width() - width)])

    def _floating_width(self) -> int:
        return round(self.width() * FLOATING_SHARE)

    def put_floating_panel_away(self) -> None:
        """Take the panel off the page, after something was opened from it."""
        if self.floats() and self._panel_wanted:
            self._panel_wanted = False
            self._update_panel()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before, now = event.oldSize().width(), event.size().width()
        marks = (CARDS_GO, WORDS_GO, PANEL_FLOATS)
        if before < 0 or any((before < mark) != (now < mark) for mark in marks) or self.floats():
            self.toolbar.set_narrow(now < WORDS_GO)
            self._update_panel()
            self.narrowed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.floats() and self._panel_wanted:
            self.put_floating_panel_away()
        else:
            super().keyPressEvent(event)

    # Files dropped, and the end

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    def closeEvent(self, event: QCloseEvent) -> None:
        for content in list(self.tabs.contents()):
            content.about_to_close()
        self.preferences.put("window/geometry", self.saveGeometry())
        self.left.emit()
        self.preferences.save()
        super().closeEvent(event)
