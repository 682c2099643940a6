"""Annotations that lost their place (待安放): their old words, where they might belong, and putting them there."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shkc_desktop.library import annotating, placing
from shkc_desktop.library.placing import Unsettled
from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.card import Card, empty_layout
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.keeping.two_line_list import TwoLineList, TwoLines
from shkc_desktop.ui.workspace import Workspace

_STATES = {"ambiguous": "两可", "orphan": "失落", "changed": "有变", "moved": "移位"}


class PlacingPanel(QWidget):
    """A panel at the left, so that the page is there to select on.

    Signals:
        show_wanted: a passage is to be shown (report, start, end).
        selection_wanted: the selected passage of the page is to be the place of an annotation (uuid).
    """

    show_wanted = Signal(str, int, int)
    selection_wanted = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._entries: dict[str, Unsettled] = {}
        theme.set_surface(self, "window")
        self.list = TwoLineList(surface="window")
        self._number = Label("", theme.SECONDARY, "muted")
        head = QHBoxLayout()
        head.addWidget(Label(self.tr("待安放的标注"), theme.GROUP, bold=True))
        head.addStretch(1)
        head.addWidget(self._number)
        self._about = QVBoxLayout()
        self._about.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(self._about)
        self.setFocusProxy(self.list)
        self.list.currentItemChanged.connect(lambda _now, _before: self._show_about())
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        workspace.annotations_changed.connect(self._annotations_changed)
        for signal in (workspace.reports_changed, workspace.library_opened):
            signal.connect(self._soon.start)

    def _annotations_changed(self, uuids: frozenset[str]) -> None:
        """Look anew only where one that waits has changed, or one has begun to wait."""
        if self.isVisible() and (uuids & self._entries.keys() or placing.some_wait(self._workspace.library, uuids)):
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read anew what is unsettled."""
        found = placing.unsettled(self._workspace.library)
        self._entries = {entry.annotation.uuid: entry for entry in found}
        self.list.set_rows(
            [
                TwoLines(
                    entry.annotation.uuid,
                    entry.annotation.target.quote.exact,
                    f"{self.tr(_STATES[str(entry.annotation.state)])}　{entry.year or ''}　{entry.title}",
                    colour=entry.annotation.colour,
                )
                for entry in found
            ]
        )
        self._number.setText(self.tr("{} 条").format(len(found)))
        if found and self.list.current_key() is None:
            self.list.setCurrentRow(0)
        self._show_about()

    def _show_about(self) -> None:
        empty_layout(self._about)
        entry = self._entries.get(self.list.current_key() or "")
        if entry is None:
            words = self.tr("所有标注都在原处。") if not self._entries else ""
            self._about.addWidget(Label(words, theme.SECONDARY, "muted", wrap=True))
            return
        annotation = entry.annotation
        quote = annotation.target.quote
        card = Card()
        card.body.addWidget(Label(self.tr("原来的文字"), theme.SECONDARY, "muted"))
        card.body.addWidget(Label(f"…{quote.prefix[-24:]}【{quote.exact}】{quote.suffix[:24]}…", serif=True, wrap=True))
        if annotation.note:
            card.body.addWidget(Label(self.tr("批注　") + annotation.note, theme.SECONDARY, wrap=True))
        if entry.now:
            card.body.addWidget(Label(self.tr("现在的文字"), theme.SECONDARY, "muted"))
            card.body.addWidget(Label(entry.now, serif=True, wrap=True))
            self._add_buttons(card, entry)
        else:
            self._add_candidates(card, annotation.uuid)
        self._about.addWidget(card)

    def _add_buttons(self, card: Card, entry: Unsettled) -> None:
        uuid, target = entry.annotation.uuid, entry.annotation.target
        row = QHBoxLayout()
        row.addWidget(Button(self.tr("看原处"), "link", pressed=lambda: self.show_wanted.emit(
            target.report, target.position.start, target.position.end)))  # fmt: skip
        row.addStretch(1)
        row.addWidget(Button(self.tr("认可"), "primary", pressed=lambda: self._workspace.do(
            annotating.accept_state, [uuid], tell=self.tr("已认可"))))  # fmt: skip
        card.body.addLayout(row)

    def _add_candidates(self, card: Card, uuid: str) -> None:
        found = placing.candidates(self._workspace.library, uuid)
        words = (
            self.tr("可能在这里") if found else self.tr("没有相近的地方。请在页上选中它现在的文字，再按下面的按钮。")
        )
        card.body.addWidget(Label(words, theme.SECONDARY, "muted", wrap=True))
        for report, candidate in found[:4]:
            around = f"…{candidate.before[-12:]}【{candidate.exact}】{candidate.after[:12]}…"
            card.body.addWidget(Label(around, theme.SECONDARY, serif=True, wrap=True))
            row = QHBoxLayout()
            row.addWidget(Label(f"{candidate.score:.0%}", theme.SECONDARY, "muted"))
            row.addStretch(1)
            place = (report, candidate.start, candidate.end)
            row.addWidget(Button(self.tr("看"), "link", pressed=partial(self.show_wanted.emit, *place)))
            row.addWidget(Button(self.tr("安放在此"), "link", pressed=partial(self.place, uuid, *place)))
            card.body.addLayout(row)
        card.body.addWidget(Button(self.tr("安放到选中的文字"), pressed=lambda: self.selection_wanted.emit(uuid)))

    def place(self, uuid: str, report: str, start: int, end: int) -> None:
        """Attach an annotation to a passage."""
        self._workspace.do(annotating.place_by_hand, uuid, report, start, end, tell=self.tr("已安放"))
