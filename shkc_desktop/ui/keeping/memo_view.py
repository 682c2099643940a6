"""Memos (备忘录): a list at the left, the one being written at the right; stored while it is typed."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from shkc_desktop.library import memoing
from shkc_desktop.library.reporting import list_reports
from shkc_desktop.model.memo import Memo, MemoSubject
from shkc_desktop.model.tag import tag_path
from shkc_desktop.ui import theme
from shkc_desktop.ui.annotations.annotation_delegate import shown_moment
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.card import rule
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.controls.search_field import FilterField
from shkc_desktop.ui.keeping.two_line_list import TwoLineList, TwoLines
from shkc_desktop.ui.marking.note_field import REST_MS
from shkc_desktop.ui.tabs import TabContent
from shkc_desktop.ui.workspace import Workspace


class MemoView(TabContent):
    """A tab with all memos."""

    icon_name = "memo"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.title = self.tr("备忘录")
        self._workspace = workspace
        self._memo: Memo | None = None
        self._visit = -1
        self._filling = False
        theme.set_surface(self, "page")
        self.list = TwoLineList()
        self.filter = FilterField(self.tr("筛选备忘录"))
        self.subject = QComboBox()
        self.heading = QLineEdit()
        self.text = QPlainTextEdit()
        self.private = QCheckBox(self.tr("私密：不随导出和发送给别人"))
        self._dates = Label("", theme.SECONDARY, "muted")
        self._lay_out()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.store)
        self.text.textChanged.connect(self._typed)
        self.heading.textChanged.connect(self._typed)
        self.private.toggled.connect(self._typed)
        self.subject.activated.connect(self._typed)
        for widget in (self.text, self.heading):
            widget.installEventFilter(self)
        self.list.currentItemChanged.connect(lambda _now, _before: self._show_memo(self.list.current_key()))
        self.list.delete_wanted.connect(self.delete)
        self.filter.textChanged.connect(self.refresh)
        workspace.memos_changed.connect(self._look_again)
        workspace.library_opened.connect(self._forget)

    def _look_again(self) -> None:
        if self.isVisible():
            self.refresh()

    def _lay_out(self) -> None:
        self.heading.setFont(theme.font(theme.GROUP, serif=True, bold=True))
        self.heading.setPlaceholderText(self.tr("标题"))
        self.text.setFont(theme.font(theme.GROUP, serif=True))
        self.text.setPlaceholderText(self.tr("随写随存"))
        self.subject.setFont(theme.font())
        self.subject.setMaxVisibleItems(24)
        left = QVBoxLayout()
        left.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(Label(self.title, theme.PANEL_TITLE, serif=True, bold=True))
        top.addStretch(1)
        top.addWidget(Button(self.tr("新写一篇"), picture="plus", pressed=lambda: self.write()))
        left.addLayout(top)
        left.addWidget(self.filter)
        left.addWidget(self.list, 1)
        self._sheet = QWidget()
        right = QVBoxLayout(self._sheet)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        line = QHBoxLayout()
        line.addWidget(Label(self.tr("关于"), theme.SECONDARY, "muted"))
        line.addWidget(self.subject, 1)
        line.addWidget(Button(self.tr("删去"), "link", picture="trash", pressed=self.delete))
        right.addLayout(line)
        right.addWidget(self.heading)
        right.addWidget(self.text, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.private)
        foot.addStretch(1)
        foot.addWidget(self._dates)
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 22, 32, 18)
        row.setSpacing(24)
        row.addLayout(left, 2)
        row.addWidget(rule(upright=True))
        row.addWidget(self._sheet, 3)
        self._sheet.setEnabled(False)
        self.setFocusProxy(self.list)

    # ---- what is shown ------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _forget(self) -> None:
        self._memo = None
        self.refresh()

    def refresh(self) -> None:
        """Read the memos anew; the one being written stays as the reader typed it."""
        asked = self.filter.text().strip().casefold()
        now = datetime.now().astimezone()
        library = self._workspace.library
        memos = [m for m in memoing.list_memos(library) if asked in f"{m.title} {m.text}".casefold()]
        self._filling = True
        self.list.set_rows(
            [
                TwoLines(
                    memo.uuid,
                    memo.title or memo.text[:30] or self.tr("（空）"),
                    memoing.subject_name(library, memo) + (self.tr("　私密") if memo.private else ""),
                    shown_moment(memo.modified, now),
                    "memo",
                )
                for memo in memos
            ]
        )
        self._filling = False
        fresh = next((m for m in memos if self._memo is not None and m.uuid == self._memo.uuid), None)
        if fresh is None and self._memo is not None:
            self._show_memo(None)
        elif fresh is not None and not self._rest.isActive():
            self._fill(fresh)

    def _show_memo(self, uuid: str | None) -> None:
        if self._filling or (self._memo is not None and uuid == self._memo.uuid):
            return
        self.store()
        self._visit = self._workspace.new_visit()
        found = next((m for m in memoing.list_memos(self._workspace.library) if m.uuid == uuid), None)
        self._memo = None
        self._fill(found)

    def _fill(self, memo: Memo | None) -> None:
        self._filling = True
        same = self._memo is not None and memo is not None and memo.uuid == self._memo.uuid
        self._memo = memo
        self._sheet.setEnabled(memo is not None)
        if not same:
            self._fill_subjects()
        words = memo.text if memo is not None else ""
        if self.text.toPlainText() != words:
            self.text.setPlainText(words)
        if self.heading.text() != (memo.title if memo is not None else ""):
            self.heading.setText(memo.title if memo is not None else "")
        self.private.setChecked(memo is not None and memo.private)
        if memo is not None:
            self.subject.setCurrentIndex(self._subject_at(memo))
            now = datetime.now().astimezone()
            created, changed = shown_moment(memo.created, now), shown_moment(memo.modified, now)
            self._dates.setText(self.tr("写于 {}　改于 {}　{}").format(created, changed, memo.creator))
        self._filling = False

    def _subject_at(self, memo: Memo) -> int:
        """Where the subject of a memo stands in the list; what is gone (a deleted tag) is put at its end."""
        # findData compares tuples by who they are, not by what they hold.
        wanted = (memo.subject, memo.about)
        for at in range(self.subject.count()):
            if tuple(self.subject.itemData(at)) == wanted:
                return at
        self.subject.addItem(memoing.subject_name(self._workspace.library, memo), wanted)
        return self.subject.count() - 1

    def _fill_subjects(self) -> None:
        library = self._workspace.library
        living = library.tags()
        self.subject.clear()
        self.subject.addItem(self.tr("整个资料库"), (MemoSubject.LIBRARY, ""))
        for report in list_reports(library):
            self.subject.addItem(self.tr("报告　") + report.title, (MemoSubject.REPORT, report.uuid))
        for district in library.districts():
            self.subject.addItem(self.tr("区　") + district.name, (MemoSubject.DISTRICT, district.name))
        for uuid, tag in living.items():
            self.subject.addItem(self.tr("标签　") + tag_path(tag, living), (MemoSubject.TAG, uuid))

    # ---- writing ------------------------------------------------------------------------------------

    def open_memo(self, uuid: str) -> None:
        """Show a memo."""
        self.filter.clear()
        self.refresh()
        self._show_memo(uuid)

    def write(self, subject: MemoSubject = MemoSubject.LIBRARY, about: str = "") -> None:
        """Begin a new memo on something."""
        self.store()
        result = self._workspace.do(memoing.write, subject, about, "", "")
        if result is not None:
            self._visit = self._workspace.new_visit()
            self._memo = None
            found = next(m for m in memoing.list_memos(self._workspace.library) if m.uuid == result[1])
            self._fill(found)
            self.refresh()
            self.heading.setFocus()

    def _typed(self, _value: object = None) -> None:
        if not self._filling and self._memo is not None:
            self._rest.start()

    def store(self) -> None:
        """Store what was typed and is not stored yet."""
        self._rest.stop()
        if self._memo is None:
            return
        subject, about = self.subject.currentData() or (self._memo.subject, self._memo.about)
        written = replace(
            self._memo,
            subject=subject,
            about=about,
            title=self.heading.text().strip(),
            text=self.text.toPlainText(),
            private=self.private.isChecked(),
        )
        if written != self._memo:
            if self._workspace.do(memoing.edit, written, visit=self._visit) is None:
                self._keep_both(written)
                return
            self.refresh()

    def _keep_both(self, mine: Memo) -> None:
        """It was changed elsewhere: both texts stand in the field; what is stored next has seen both."""
        theirs = next((m for m in memoing.list_memos(self._workspace.library) if m.uuid == mine.uuid), None)
        if theirs is not None and theirs.rev != mine.rev:
            self._memo = theirs
            if theirs.text != mine.text:
                both = f"{mine.text}\n\n{self.tr('〔另一处写的〕')}\n{theirs.text}".strip()
                self._filling = True
                self.text.setPlainText(both)
                self._filling = False

    def delete(self) -> None:
        """Put the memo in sight into the recycle bin."""
        if self._memo is not None:
            uuid, self._memo = self._memo.uuid, None
            self._rest.stop()
            self._workspace.do(memoing.delete, [uuid], tell=self.tr("已删去备忘录，可在回收站找回"))

    def about_to_close(self) -> None:
        self.store()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.store()
        return False
