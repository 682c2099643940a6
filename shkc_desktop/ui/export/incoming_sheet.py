"""导入标注: what a file of another program brings, with samples of its quotes, before anything is taken in."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shkc_desktop.interchange.incoming import Incoming
from shkc_desktop.library import exchanging
from shkc_desktop.library.exchanging import Arrival, Sample
from shkc_desktop.library.library import Library
from shkc_desktop.store.changes import Change
from shkc_desktop.ui import theme
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.card import Card, empty_layout
from shkc_desktop.ui.controls.label import ElidedLabel, Label
from shkc_desktop.ui.controls.scroll_column import ScrollColumn
from shkc_desktop.ui.export.sheet import Sheet
from shkc_desktop.ui.workspace import Workspace

_STATES = {"exact": "原处", "moved": "位置有变", "changed": "字句有变", "ambiguous": "待指定", "orphan": "待安放"}
_SHOWN = 50


class IncomingSheet(Sheet):
    """First what the file brings, then, where there is something to say, what came of it."""

    def __init__(self, window: QWidget, workspace: Workspace) -> None:
        super().__init__(window, "incoming_sheet", 720, 600)
        self._workspace = workspace
        self._incoming: Incoming | None = None
        self._path = Path()
        self.title = Label(self.tr("导入标注"), theme.PANEL_TITLE, serif=True, bold=True)
        self.facts = Label("", theme.INTERFACE, "text2", wrap=True)
        scroll = ScrollColumn()
        self._list = scroll.column
        column = QVBoxLayout()
        column.setContentsMargins(28, 20, 28, 12)
        column.setSpacing(10)
        for widget in (self.title, self.facts):
            column.addWidget(widget)
        column.addWidget(scroll, 1)
        self.content.addLayout(column)
        self.cancel = Button(self.tr("取消"), pressed=self.leave)
        self.go = Button(self.tr("导入"), "primary", picture="import", pressed=self.accept)
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.go)

    def open(self, path: Path) -> None:
        """Read a file in the background and show what it brings; a file that cannot be read is told of in a toast."""

        def work(_library: Library, _job: Job) -> tuple[Incoming, list[Sample]]:
            incoming = exchanging.read_incoming(path)
            return incoming, exchanging.samples(incoming)

        self._path = path
        job = self._workspace.start(self.tr("正在读 {}").format(path.name), work)
        job.done.connect(lambda value: self._show(*value))

    def _show(self, incoming: Incoming, samples: Sequence[Sample]) -> None:
        self._incoming = incoming
        parts = [
            (len(incoming.annotations), self.tr("标注 {} 条")),
            (len(incoming.tags), self.tr("标签 {} 个")),
            (len(incoming.memos), self.tr("备忘录 {} 则")),
            (len(incoming.sources), self.tr("涉及报告 {} 份")),
        ]
        facts = "，".join(words.format(number) for number, words in parts if number) or self.tr("没有可导入的内容")
        self.facts.setText(f"{self._path.name}：{facts}")
        empty_layout(self._list)
        if samples:
            self._head(self.tr("先看几处引文：标出的字句若不对，说明位置不准，请不要导入"))
            for sample in samples:
                self._list.addWidget(_card(sample))
        self._problems(incoming.problems, self.tr("有几处不能照原样接收"))
        self._list.addStretch(1)
        number = len(incoming.annotations)
        self.go.setText(self.tr("导入 {} 条").format(number) if number else self.tr("导入"))
        self.go.setEnabled(bool(number or incoming.tags or incoming.memos))
        self.go.show()
        self.cancel.setText(self.tr("取消"))
        self.enter()
        (self.go if self.go.isEnabled() else self.cancel).setFocus()

    def _head(self, words: str) -> None:
        self._list.addWidget(Label(words, theme.SECONDARY, "text2", wrap=True))

    def _problems(self, problems: Sequence[str], words: str) -> None:
        if problems:
            self._head(words)
        for problem in problems[:_SHOWN]:
            self._list.addWidget(Label(problem, theme.INTERFACE, "warn", wrap=True))
        if len(problems) > _SHOWN:
            self._head(self.tr("另有 {} 处").format(len(problems) - _SHOWN))

    def accept(self) -> None:
        """Take in what is shown, as one step."""
        incoming = self._incoming
        if incoming is None or not self.go.isEnabled():
            return
        self.go.setEnabled(False)

        def work(library: Library, _job: Job) -> tuple[Change, Arrival]:
            return exchanging.take_in(library, incoming)

        job = self._workspace.start(self.tr("正在导入标注"), work, stores=True)
        job.done.connect(lambda value: self._taken(*value))

    def _taken(self, change: Change, arrival: Arrival) -> None:
        self._workspace.record(change)
        states = "，".join(f"{_STATES.get(state, state)} {number}" for state, number in arrival.states.items())
        words = self.tr("新 {} 条").format(arrival.added) + (f"（{states}）" if states else "")
        words += self.tr("，已有 {} 条").format(arrival.present) if arrival.present else ""
        fresh = arrival.problems[len(self._incoming.problems) if self._incoming else 0 :]
        if not fresh:
            self.leave()
        else:
            self.facts.setText(words)
            empty_layout(self._list)
            self._problems(arrival.problems, self.tr("请留意"))
            self._list.addStretch(1)
            self.go.hide()
            self.cancel.setText(self.tr("知道了"))
            self.cancel.setFocus()
        self._workspace.told.emit(words, bool(change))


def _card(sample: Sample) -> Card:
    card = Card()
    words = f"…{sample.before}【{sample.words}】{sample.after}…".replace("\n", " ")
    card.body.addWidget(Label(words, theme.GROUP, serif=True, wrap=True))
    below = "　".join(part for part in (sample.title, sample.tags) if part)
    card.body.addWidget(ElidedLabel(below, theme.SECONDARY, "muted"))
    return card
