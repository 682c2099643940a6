"""摘录篮: excerpts from anywhere in the reader's own order, with headings and words of her own between."""

from functools import partial

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from shkc_desktop.export.document import attribution
from shkc_desktop.library import gathering, saving
from shkc_desktop.library.excerpts import excerpts_of
from shkc_desktop.library.library import Library
from shkc_desktop.library.memoing import list_memos
from shkc_desktop.store.saved import BasketRow
from shkc_desktop.ui import theme
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.basket.basket_list import BasketLine, BasketList
from shkc_desktop.ui.controls.button import Button, tool_button
from shkc_desktop.ui.controls.empty_state import EmptyState
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.workspace import Workspace

_REST_MS = 500


class BasketPanel(QWidget):
    """Every change is one step of the history; what is typed in one go is one, too.

    Signals:
        export_wanted: what lies in the basket is to be exported.
        link_wanted: an excerpt is to be opened where it stands (its link).
        left: the panel is to go away.
    """

    export_wanted = Signal()
    link_wanted = Signal(str)
    left = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._visit = -1
        self._editing = ""
        self._asked = 0
        theme.set_surface(self, "window")
        self.title = Label(self.tr("摘录篮"), theme.GROUP, bold=True)
        self.list = BasketList()
        self.list.ordered.connect(self._order)
        self.list.removal_wanted.connect(self.remove)
        self.list.opened.connect(lambda line: self.link_wanted.emit(line.link) if line.link else self._edit_words())
        self.list.currentItemChanged.connect(lambda _new, _old: self._show_editor())
        self._empty = EmptyState(
            "basket", self.tr("篮子是空的"), self.tr("选中一段文字或一条标注，按 B 放进来"), self.tr("加一段自己的话")
        )
        self._empty.link_pressed.connect(self.add_words)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self._make_editor()
        self.export = Button(self.tr("导出"), "primary", picture="export", pressed=self.export_wanted.emit)
        self._lay_out()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._keep_words)
        for signal in (workspace.basket_changed, workspace.library_opened, workspace.memos_changed):
            signal.connect(self.refresh)
        workspace.annotations_changed.connect(lambda _uuids: self.refresh())
        self.refresh()

    def _make_editor(self) -> None:
        self.heading = QLineEdit()
        self.heading.setFont(theme.font(bold=True))
        self.heading.setPlaceholderText(self.tr("标题（可以不写）"))
        self.words = QPlainTextEdit()
        self.words.setFont(theme.font())
        self.words.setPlaceholderText(self.tr("您自己的话"))
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(96)
        self.words.setProperty("field", "true")
        self._editor = QWidget()
        column = QVBoxLayout(self._editor)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.heading)
        column.addWidget(self.words)
        self._editor.hide()
        self.heading.textEdited.connect(lambda _text: self._rest.start())
        self.words.textChanged.connect(self._typed)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(tool_button("close", self.tr("收起摘录篮"), self.left.emit))
        self.add = Button(self.tr("加文字"), picture="note", pressed=self.add_words)
        self.add_memo = Button(self.tr("加备忘录"), picture="memo", pressed=self._offer_memos)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        for widget in (self.add, self.add_memo):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addWidget(self._editor)
        column.addLayout(foot)
        self.setFocusProxy(self.list)

    # ---- what lies in it ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the basket again, in the background."""
        self._asked += 1
        asked = self._asked

        def work(library: Library, _job: Job) -> list[BasketLine]:
            return lines_of(library)

        job = self._workspace.start("", work, shown=False)
        job.done.connect(lambda lines: self._show(asked, lines))

    def _show(self, asked: int, lines: list[BasketLine]) -> None:
        if asked != self._asked:
            return
        self.list.show_lines(lines)
        if self._editing:
            self.list.choose(self._editing)
        count = sum(line.kind == "excerpt" for line in lines)
        self.title.setText(self.tr("摘录篮　{} 条").format(count) if lines else self.tr("摘录篮"))
        self._stack.setCurrentWidget(self.list if lines else self._empty)
        self.export.setEnabled(bool(lines))
        writable = not self._workspace.library.read_only
        for widget in (self.add, self.add_memo, self.heading, self.words):
            widget.setEnabled(writable)
        self._show_editor()

    # ---- changes ------------------------------------------------------------------------------------

    def _order(self, uuids: list[str]) -> None:
        rows = {row.uuid: row for row in saving.basket(self._workspace.library)}
        wanted = [rows[uuid] for uuid in uuids if uuid in rows]
        if wanted != list(rows.values()):
            self._workspace.do(saving.set_basket, wanted, "排列摘录篮")

    def remove(self, uuids: list[str]) -> None:
        """Take rows out of the basket; annotations and memos stay where they are."""
        kept = [row for row in saving.basket(self._workspace.library) if row.uuid not in uuids]
        told = self.tr("已从摘录篮取出 {} 项").format(len(uuids))
        self._workspace.do(saving.set_basket, kept, "从摘录篮取出", tell=told)

    def add_words(self) -> None:
        """Put an empty piece of text below the current row, to be written now."""
        place = self.list.currentRow() + 1 if self.list.currentRow() >= 0 else self.list.count()
        before = {row.uuid for row in saving.basket(self._workspace.library)}
        self._visit = self._workspace.new_visit()
        if self._workspace.do(saving.add_words, "", place, visit=self._visit) is not None:
            new = next(row for row in saving.basket(self._workspace.library) if row.uuid not in before)
            self._editing = new.uuid
            self._edit_words()

    def _edit_words(self) -> None:
        self._editor.show()
        self.heading.setFocus()

    def _offer_memos(self) -> None:
        menu = self.memo_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add_memo.mapToGlobal(QPoint(0, self.add_memo.height())))

    def memo_menu(self) -> QMenu:
        """The memos that can go out."""
        menu = QMenu(self)
        inside = {row.memo for row in saving.basket(self._workspace.library)}
        for memo in list_memos(self._workspace.library)[:60]:
            words = (memo.title or " ".join(memo.text.split())[:24] or self.tr("备忘录")).replace("&", "&&")
            action = menu.addAction(words + (self.tr("（私密，不能导出）") if memo.private else ""))
            action.setEnabled(not memo.private and memo.uuid not in inside)
            action.triggered.connect(partial(self._add_memo, memo.uuid))
        if menu.isEmpty():
            menu.addAction(self.tr("还没有备忘录")).setEnabled(False)
        return menu

    def _add_memo(self, uuid: str, _checked: bool = False) -> None:
        place = self.list.currentRow() + 1 if self.list.currentRow() >= 0 else self.list.count()
        self._workspace.do(saving.add_words, "", place, uuid)

    # ---- words of her own ---------------------------------------------------------------------------

    def _show_editor(self) -> None:
        line = self.list.current()
        if line is None or line.kind != "text":
            self._keep_words()
            self._editing = ""
            self._editor.hide()
            return
        if line.uuid != self._editing or not self._editor.isVisible():
            self._keep_words()
            self._visit = self._visit if line.uuid == self._editing else self._workspace.new_visit()
            self._editing = line.uuid
            self.words.blockSignals(True)
            self.heading.setText(line.head)
            self.words.setPlainText(line.words)
            self.words.blockSignals(False)
            self._rest.stop()
            self._editor.show()

    def _typed(self) -> None:
        self._rest.start()

    def _keep_words(self) -> None:
        if not self._editing or not self._rest_was_due():
            return
        text = gathering.stored_text(self.heading.text(), self.words.toPlainText())
        rows = saving.basket(self._workspace.library)
        changed: list[BasketRow] = [row._replace(text=text) if row.uuid == self._editing else row for row in rows]
        if changed != rows:
            self._workspace.do(saving.set_basket, changed, "在摘录篮里写字", visit=self._visit)

    def _rest_was_due(self) -> bool:
        due = self._rest.isActive() or self.sender() is self._rest
        self._rest.stop()
        return due


def lines_of(library: Library) -> list[BasketLine]:
    """The rows of the basket as they are shown; what was deleted says so."""
    rows = saving.basket(library)
    found = {e.annotation.uuid: e for e in excerpts_of(library, [row.annotation for row in rows if row.annotation])}
    memos = {memo.uuid: memo for memo in list_memos(library)}
    lines = []
    for row in rows:
        excerpt, memo = found.get(row.annotation or ""), memos.get(row.memo or "")
        if excerpt is not None:
            below = attribution(excerpt)
            note = " ".join(excerpt.annotation.note.split())
            below += f"　{note}" if note else ""
            colour = excerpt.annotation.colour
            lines.append(BasketLine(row.uuid, "excerpt", excerpt.text, "", below, colour, excerpt.link))
        elif memo is not None:
            below = "备忘录" + ("　私密，不导出" if memo.private else "")
            lines.append(BasketLine(row.uuid, "memo", memo.text, memo.title, below))
        elif row.kind == "text":
            own = gathering.own_text(row.text)
            lines.append(BasketLine(row.uuid, "text", own.text, own.heading, "自己的话"))
        else:
            lines.append(BasketLine(row.uuid, row.kind, "（已删去，不导出）", "", "可在回收站还原"))
    return lines
