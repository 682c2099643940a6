"""The recycle bin (回收站): what was deleted, and the way back."""

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from shkc_desktop.library import recycling
from shkc_desktop.ui import theme
from shkc_desktop.ui.annotations.annotation_delegate import shown_moment
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.empty_state import EmptyState
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.controls.search_field import FilterField
from shkc_desktop.ui.keeping.two_line_list import TwoLineList, TwoLines
from shkc_desktop.ui.tabs import TabContent
from shkc_desktop.ui.workspace import Workspace

_KINDS = {"report": "报告", "annotation": "标注", "tag": "标签", "memo": "备忘录"}
_PICTURES = {"report": "document", "annotation": "annotation", "tag": "tag", "memo": "memo"}


class RecycleBin(TabContent):
    """A tab; it is kept over restarts, for it lies in the library."""

    icon_name = "trash"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.title = self.tr("回收站")
        self._workspace = workspace
        theme.set_surface(self, "page")
        self.list = TwoLineList(several=True)
        self.filter = FilterField(self.tr("筛选"))
        self.filter.setFixedWidth(220)
        self.restore_button = Button(self.tr("还原"), "primary", picture="restore", pressed=self.restore)
        self._count = Label("", ink="muted")
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(Label(self.title, theme.PANEL_TITLE, serif=True, bold=True))
        top.addWidget(self._count)
        top.addStretch(1)
        top.addWidget(self.filter)
        top.addWidget(self.restore_button)
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.list)
        words = self.tr("删去的报告、标注、标签和备忘录会在这里等着")
        self._stack.addWidget(EmptyState("trash", self.tr("回收站是空的"), words))
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 22, 32, 12)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(body, 1)
        self.setFocusProxy(self.list)
        self.filter.textChanged.connect(self.show_content)
        self.filter.left_downwards.connect(self.list.setFocus)
        self.list.opened.connect(lambda _entry: self.restore())
        self.list.itemSelectionChanged.connect(lambda: self.restore_button.setEnabled(bool(self.list.keys())))
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.show_content)
        workspace.changed.connect(self._look_again)
        workspace.library_opened.connect(self._soon.start)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_content()

    def _look_again(self, _change: object) -> None:
        # A method, not a lambda: Qt forgets the methods of a tab that is closed.
        if self.isVisible():
            self._soon.start()

    def show_content(self) -> None:
        """Read the bin anew."""
        asked = self.filter.text().strip().casefold()
        now = datetime.now().astimezone()
        found = [
            entry
            for entry in recycling.bin_content(self._workspace.library)
            if asked in f"{entry.words} {entry.detail}".casefold()
        ]
        self.list.set_rows(
            [
                TwoLines(
                    entry,
                    entry.words,
                    f"{self.tr(_KINDS[entry.kind])}　{entry.detail}",
                    shown_moment(entry.deleted, now),
                    _PICTURES[entry.kind],
                )
                for entry in found
            ]
        )
        self._count.setText(self.tr("{} 项").format(len(found)))
        self._stack.setCurrentIndex(0 if found else 1)
        self.restore_button.setEnabled(bool(self.list.keys()))

    def restore(self) -> None:
        """Bring what is selected back."""
        chosen = self.list.keys()
        if chosen:
            words = self.tr("已还原 {} 项").format(len(chosen))
            self._workspace.do(recycling.restore, chosen, tell=words)
