"""Connects the table of annotations and the codebook with the window."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QMenu

from shkc_desktop.library import annotating
from shkc_desktop.library.codebook import TagCount
from shkc_desktop.library.excerpts import Filter
from shkc_desktop.ui.annotations.annotation_view import AnnotationView
from shkc_desktop.ui.codebook.codebook_panel import CodebookPanel
from shkc_desktop.ui.codebook.tag_counting import TagCounting
from shkc_desktop.ui.codebook.tag_wishes import TagWishes
from shkc_desktop.ui.main_window import MainWindow
from shkc_desktop.ui.navigation import Navigation
from shkc_desktop.ui.travel import Stop
from shkc_desktop.ui.workspace import Workspace

_MENU = (
    "mark_tag",
    "mark_repeat",
    "mark_note",
    "mark_copy",
    "mark_basket",
    "mark_link",
    "mark_district",
    "mark_delete",
)


class AnnotationDesk(QObject):
    """The table and the codebook of one window.

    Signals:
        states_changed: what can be done with the selected rows is another.
        export_wanted: these annotations are to be exported (uuids).
    """

    states_changed = Signal()
    export_wanted = Signal(list)

    def __init__(self, window: MainWindow, workspace: Workspace, navigation: Navigation) -> None:
        super().__init__(window)
        self._window, self._workspace, self._navigation = window, workspace, navigation
        self._view: AnnotationView | None = None
        self._opened: Stop | None = None  # the page that was opened from the table last
        self.codebook = CodebookPanel()
        self.wishes = TagWishes(workspace, window)
        window.add_side_panel("codebook", lambda: self.codebook, 268)
        panel, wishes = self.codebook, self.wishes
        panel.tag_opened.connect(lambda uuid: self.show_filter(Filter(tags=(uuid,))))
        panel.new_wanted.connect(self._make_tag)
        panel.edit_wanted.connect(wishes.edit)
        panel.delete_wanted.connect(wishes.delete)
        panel.moved.connect(wishes.move)
        panel.renamed.connect(wishes.rename)
        panel.menu_wanted.connect(lambda uuids, point: wishes.menu(uuids, point, self.selected()))
        self.counting = TagCounting(workspace, self)
        self.counting.counted.connect(self._counted)
        self._made = ""
        for signal in (workspace.tags_changed, workspace.library_opened):
            signal.connect(self._count)
        workspace.annotations_changed.connect(lambda _uuids: self._count(marks_only=True))
        window.tabs.current_changed.connect(lambda _content: self._count())
        window.commands.bind("annotations", self.open)
        window.commands.bind("codebook", self._show_codebook)

    def _count(self, marks_only: bool = False) -> None:
        if self._window.side_panel() == "codebook":
            self.counting.ask(marks_only)

    def _counted(self, counts: Sequence[TagCount]) -> None:
        self.codebook.set_tags(counts)
        if self._made and self._made in self._workspace.library.tags():
            self.codebook.choose(self._made)
        self._made = ""

    def _make_tag(self, parent: str) -> None:
        self._made = self.wishes.make(parent) or ""

    def _show_codebook(self) -> None:
        shown = self._window.forced_panel() == "codebook"
        self._window.show_side_panel("" if shown else "codebook")
        if not shown:
            self._count()
            self.codebook.setFocus()

    # ---- the table ----------------------------------------------------------------------------------

    def view(self) -> AnnotationView | None:
        """The table while it is in front."""
        content = self._window.tabs.current()
        return content if isinstance(content, AnnotationView) else None

    def open(self) -> AnnotationView:
        """Show the table."""
        if self._view is None or self._view not in list(self._window.tabs.contents()):
            self._view = AnnotationView(self._workspace)
            self._view.open_wanted.connect(self.open_annotation)
            self._view.export_wanted.connect(self.export_wanted)
            self._view.selection_changed.connect(self.states_changed)
            self._view.menu_wanted.connect(self._menu)
            self._window.tabs.add(self._view)
        self._window.tabs.show_content(self._view)
        self._view.setFocus()
        self._count()
        return self._view

    def show_filter(self, chosen: Filter) -> None:
        """Show the annotations that fit."""
        self.open().show_filter(chosen)

    def open_annotation(self, uuid: str) -> None:
        """Show an annotation where it stands; one that has no place stays in the table."""
        found = annotating.get(self._workspace.library, uuid)
        if found is None:
            return
        if str(found.state) in ("ambiguous", "orphan"):
            self._window.say(self.tr("这条标注还没有着落，请在“待安放”里指定它的位置。"))
        else:
            from_table = self.view() is not None
            self._navigation.open_link(f"shkc://annotation/{uuid}")
            self._opened = self._navigation.travel.now() if from_table else None
            self._navigation.travelled.emit()

    def can_go_back(self) -> bool:
        """Whether the reader has come to the page in front from the table."""
        now = self._navigation.travel.now()
        tabs = list(self._window.tabs.contents())
        return self._opened is not None and now is not None and now.page == self._opened.page and self._view in tabs

    def go_back(self) -> bool:
        """Back to the row of the table she came from; False if she came from elsewhere."""
        if not self.can_go_back():
            return False
        self._opened = None
        self.open()
        self._navigation.travelled.emit()
        return True

    def selected(self) -> list[str]:
        """The annotations whose rows are selected, while the table is in front."""
        view = self.view()
        return view.selected() if view is not None else []

    def beside(self) -> QRect:
        """Where the current row stands, in the window's coordinates."""
        view = self.view()
        if view is None:
            return QRect()
        return view.beside_selection().translated(view.mapTo(self._window, QPoint(0, 0)))

    def _menu(self, point: QPoint) -> None:
        menu = QMenu(self._window)
        uuids = self.selected()
        opened = menu.addAction(self.tr("打开原文　Enter"), lambda: self.open_annotation(uuids[0]))
        opened.setEnabled(bool(uuids))
        menu.addSeparator()
        for colour in (1, 2, 3, 4):
            menu.addAction(self._window.commands[f"mark_{colour}"])
        menu.addSeparator()
        for name in _MENU:
            menu.addAction(self._window.commands[name])
        menu.popup(point)
