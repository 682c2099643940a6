"""Connects memos, bookmarks, lost annotations and the recycle bin with the window."""

from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QInputDialog, QLineEdit, QMenu

from shkc_desktop.library import memoing, placing
from shkc_desktop.library.library import Library
from shkc_desktop.model.annotation import COLOURS
from shkc_desktop.model.district import UNATTRIBUTED
from shkc_desktop.model.memo import MemoSubject
from shkc_desktop.model.page import PageKey, PageKind, Place
from shkc_desktop.store.changes import Change
from shkc_desktop.ui.colour_names import SETTING, colour_names
from shkc_desktop.ui.keeping.memo_view import MemoView
from shkc_desktop.ui.keeping.placing_panel import PlacingPanel
from shkc_desktop.ui.keeping.recycle_bin import RecycleBin
from shkc_desktop.ui.main_window import MainWindow
from shkc_desktop.ui.marking.marking import Marking
from shkc_desktop.ui.navigation import Navigation
from shkc_desktop.ui.tabs import TabContent
from shkc_desktop.ui.workspace import Workspace


class KeepingDesk(QObject):
    """What is kept beside the marks, for one window."""

    def __init__(self, window: MainWindow, workspace: Workspace, navigation: Navigation, marking: Marking) -> None:
        super().__init__(window)
        self._window, self._workspace, self._navigation, self._marking = window, workspace, navigation, marking
        self._views: dict[type[TabContent], TabContent] = {}
        self._placing: PlacingPanel | None = None
        window.add_side_panel("placing", self._placing_panel, 320)
        for name, do in {
            "recycle_bin": lambda: self._shown(RecycleBin),
            "memos": lambda: self._shown(MemoView),
            "memo_here": self.memo_here,
            "bookmark": self.bookmark,
            "bookmarks": self.offer_bookmarks,
            "placing": self.toggle_placing,
            "mark_carry": self.carry_over,
            "colour_names": self.name_colours,
            "coder_name": self.name_coder,
        }.items():
            window.commands.bind(name, do)

    def _shown(self, kind: type[RecycleBin] | type[MemoView]) -> TabContent:
        view = self._views.get(kind)
        if view is None or view not in list(self._window.tabs.contents()):
            view = self._views[kind] = kind(self._workspace)
            self._window.tabs.add(view)
        self._window.tabs.show_content(view)
        view.setFocus()
        return view

    # ---- memos and bookmarks ------------------------------------------------------------------------

    def memo_here(self) -> None:
        """Begin a memo on the district or report being read, or on the library."""
        tab = self._navigation.tab()
        subject, about = MemoSubject.LIBRARY, ""
        if tab is not None and tab.key.district and tab.key.district != UNATTRIBUTED:
            subject, about = MemoSubject.DISTRICT, tab.key.district
        elif tab is not None and tab.page.sources:
            subject, about = MemoSubject.REPORT, tab.page.sources[0].report
        view = self._shown(MemoView)
        if isinstance(view, MemoView):
            view.write(subject, about)

    def open_memo(self, uuid: str) -> None:
        """Show a memo among the others."""
        view = self._shown(MemoView)
        if isinstance(view, MemoView):
            view.open_memo(uuid)

    def bookmark(self) -> None:
        """Keep the place in sight."""
        tab = self._navigation.tab()
        if tab is not None and tab.page.sources:
            place = tab.pane.place()
            self._workspace.do(memoing.bookmark, place.report, place.offset, tell=self.tr("已加书签"))

    def offer_bookmarks(self) -> None:
        """Offer all bookmarks: to go there, or to take one away."""
        menu = QMenu(self._window)
        bookmarks = memoing.list_bookmarks(self._workspace.library)
        for mark in bookmarks:
            menu.addAction(mark.label.replace("&", "&&"), partial(self._go_to, Place(mark.report, mark.offset)))
        if bookmarks:
            menu.addSeparator()
            gone = menu.addMenu(self.tr("去掉"))
            for mark in bookmarks:
                drop = partial(self._workspace.do, memoing.remove_bookmark, mark.uuid)
                gone.addAction(mark.label.replace("&", "&&"), drop)
        else:
            menu.addAction(self.tr("还没有书签；Ctrl+D 记住正在读的地方")).setEnabled(False)
        menu.popup(self._window.mapToGlobal(QPoint(self._window.width() // 2 - 120, 60)))

    def _go_to(self, place: Place) -> None:
        self._navigation.open(PageKey(PageKind.REPORT, report=place.report), place, flash=True)

    # ---- lost annotations ---------------------------------------------------------------------------

    def _placing_panel(self) -> PlacingPanel:
        panel = self._placing = PlacingPanel(self._workspace)
        panel.show_wanted.connect(lambda report, start, _end: self._go_to(Place(report, start)))
        panel.selection_wanted.connect(self._place_at_selection)
        return panel

    def toggle_placing(self) -> None:
        """Show the annotations that wait for their place, or put the panel away."""
        shown = self._window.forced_panel() == "placing"
        self._window.show_side_panel("" if shown else "placing")
        if not shown and self._placing is not None:
            self._placing.refresh()
            self._placing.setFocus()

    def _place_at_selection(self, uuid: str) -> None:
        tab = self._navigation.tab()
        spans = tab.pane.selected_spans() if tab is not None else []
        if len(spans) != 1:
            self._window.say(self.tr("请先在页上选中一段连续的文字。"))
        elif self._placing is not None:
            self._placing.place(uuid, *spans[0])

    def carry_over(self) -> None:
        """Offer to carry the chosen annotation on a digest over to the original, one candidate at a time."""
        uuid = self._marking.chosen
        originals = placing.originals_beside(self._workspace.library, uuid) if uuid else []
        menu = QMenu(self._window)
        for report in originals:
            for found, candidate in placing.candidates(self._workspace.library, uuid or "", report):
                words = f"{candidate.before[-8:]}【{candidate.exact}】{candidate.after[:8]}".replace("&", "&&")
                carry = partial(
                    self._workspace.do, placing.carry_over, uuid, found, candidate.start, candidate.end,
                    tell=self.tr("已带到原文，提要上的标注还在"),
                )  # fmt: skip
                menu.addAction(words, carry)
        if menu.isEmpty():
            none = self.tr("这条标注不在提要上，或这一年还没有原文")
            menu.addAction(self.tr("原文里没有相近的文字") if originals else none).setEnabled(False)
        menu.popup(self._window.mapToGlobal(QPoint(self._window.width() // 2 - 120, 120)))

    # ---- names --------------------------------------------------------------------------------------

    def name_colours(self) -> None:
        """Let the reader say what the four colours mean to her."""
        form = QDialog(self._window)
        form.setWindowTitle(self.tr("给颜色起名"))
        layout = QFormLayout(form)
        fields = [QLineEdit(name) for name in colour_names(self._workspace.library)]
        for colour, field in zip(COLOURS, fields, strict=True):
            layout.addRow(self.tr("第 {} 色").format(colour), field)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        buttons.accepted.connect(form.accept)
        buttons.rejected.connect(form.reject)
        layout.addRow(buttons)
        if form.exec():
            names = [field.text().replace("|", "／").strip() or str(at) for at, field in enumerate(fields, 1)]
            self._workspace.do(_set_setting, SETTING, "|".join(names), self.tr("给颜色起名"))
        form.deleteLater()

    def name_coder(self) -> None:
        """Let the reader say under which name she codes."""
        library = self._workspace.library
        label = self.tr("以后的标注署这个名字：")
        name, ok = QInputDialog.getText(self._window, self.tr("编码者姓名"), label, text=library.creator)
        if ok and name.strip():
            library.creator = name.strip()
            self._workspace.do(_set_setting, "creator", name.strip(), self.tr("改编码者姓名"))


def _set_setting(library: Library, key: str, value: str, label: str) -> Change:
    return library.set_setting(key, value, label)
