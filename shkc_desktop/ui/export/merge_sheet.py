"""合并: what another library brings, and each thing on which the two differ, side by side."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from shkc_desktop.interchange.merging import Choice, Decision, Difference, MergePlan
from shkc_desktop.library import merging, taking_corrections
from shkc_desktop.library.library import Library
from shkc_desktop.library.merge_words import heading, values
from shkc_desktop.library.merging import Merged
from shkc_desktop.store.changes import Change
from shkc_desktop.ui import theme
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.card import Card, empty_layout
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.controls.scroll_column import ScrollColumn
from shkc_desktop.ui.controls.segments import Segments
from shkc_desktop.ui.export.sheet import Sheet
from shkc_desktop.ui.workspace import Workspace

_CHOICES = (Choice.OURS, Choice.THEIRS, Choice.BOTH)
_SHOWN = 150

Rows = list[tuple[Decision, str, list[tuple[str, str, str]]]]


class MergeSheet(Sheet):
    """Nothing is written before 合并; a decision nobody takes keeps what is ours."""

    def __init__(self, window: QWidget, workspace: Workspace) -> None:
        super().__init__(window, "merge_sheet", 920, 680)
        self._workspace = workspace
        self._path = Path()
        self._plan: MergePlan | None = None
        self.choices: dict[str, Choice] = {}
        self.segments: dict[str, Segments] = {}
        self._corrections: list[tuple[QCheckBox, Any]] = []
        self.title = Label(self.tr("合并另一个资料库"), theme.PANEL_TITLE, serif=True, bold=True)
        self.facts = Label("", theme.INTERFACE, "text2", wrap=True)
        scroll = ScrollColumn()
        self._list = scroll.column
        self._all = QWidget()
        row = QHBoxLayout(self._all)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(self.tr("全部："), theme.SECONDARY, "text2"))
        for choice, words in zip(_CHOICES, self._words(), strict=True):
            row.addWidget(Button(words, "link", pressed=partial(self.choose_all, choice)))
        row.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(28, 20, 28, 12)
        column.setSpacing(10)
        for widget in (self.title, self.facts, self._all):
            column.addWidget(widget)
        column.addWidget(scroll, 1)
        self.content.addLayout(column)
        self.cancel = Button(self.tr("取消"), pressed=self.leave)
        self.go = Button(self.tr("合并"), "primary", picture="merge", pressed=self.accept)
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.go)

    def _words(self) -> list[str]:
        return [self.tr("我的"), self.tr("对方的"), self.tr("都留")]

    def open(self, path: Path) -> None:
        """Compare in the background, then show; a library that cannot be read is told of in a toast."""

        def work(library: Library, _job: Job) -> tuple[MergePlan, Rows]:
            theirs = merging.opened(path, library)
            try:
                plan = merging.plan(library, theirs)
                return plan, [(d, heading(d), values(library, theirs, d)) for d in plan.decisions]
            finally:
                theirs.close()

        self._path = path
        job = self._workspace.start(self.tr("正在比较 {}").format(path.name), work)
        job.done.connect(lambda value: self._show(*value))

    def _show(self, plan: MergePlan, rows: Rows) -> None:
        self._plan = plan
        self.choices = {decision.uuid: decision.suggested for decision in plan.decisions}
        parts = [
            (len(plan.new_reports), self.tr("报告 {} 份")),
            (len(plan.new_annotations), self.tr("新标注 {} 条")),
            (len(plan.new_tags), self.tr("新标签 {} 个")),
            (len(plan.new_memos), self.tr("备忘录 {} 则")),
            (plan.same, self.tr("已相同 {} 条")),
            (len(plan.decisions), self.tr("要您决定 {} 项")),
        ]
        words = "，".join(words.format(number) for number, words in parts if number) or self.tr("没有新的内容")
        self.facts.setText(f"{self._path.name}：{words}")
        empty_layout(self._list)
        self.segments, self._corrections = {}, []
        self._all.setVisible(len(rows) > 1)
        for decision, head, pairs in rows[:_SHOWN]:
            self._list.addWidget(self._decision(decision, head, pairs))
        if len(rows) > _SHOWN:
            more = self.tr("另有 {} 项没有列出，按建议处理，或用“全部”一并决定").format(len(rows) - _SHOWN)
            self._list.addWidget(Label(more, theme.SECONDARY, "warn", wrap=True))
        self._show_corrections(plan)
        self._list.addStretch(1)
        self.go.setEnabled(True)
        self.enter()
        # What has to be decided is looked at before Enter merges.
        next(iter(self.segments.values()), self.go).setFocus()

    def _decision(self, decision: Decision, head: str, pairs: list[tuple[str, str, str]]) -> Card:
        card = Card()
        card.body.addWidget(Label(head, theme.INTERFACE, bold=True, wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        if pairs:
            for column, words in enumerate(self._words()[:2], 1):
                grid.addWidget(Label(words, theme.SECONDARY, "muted"), 0, column)
        for row, (what, ours, other) in enumerate(pairs, 1):
            grid.addWidget(Label(what, theme.SECONDARY, "text2"), row, 0, Qt.AlignmentFlag.AlignTop)
            for column, value in enumerate((ours, other), 1):
                grid.addWidget(Label(value or "（空）", theme.INTERFACE, wrap=True), row, column)
        card.body.addLayout(grid)
        segments = Segments(self._named(decision))
        segments.setObjectName(decision.uuid)
        segments.set_index(self._index(decision, self.choices[decision.uuid]))
        segments.chosen.connect(lambda index: self._choose(decision, index))
        self.segments[decision.uuid] = segments
        card.body.addWidget(segments, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _named(self, decision: Decision) -> list[str]:
        if decision.difference is Difference.DELETED_HERE:
            return [self.tr("仍删去"), self.tr("取回对方的")]
        if decision.difference is Difference.DELETED_THERE:
            return [self.tr("留着我的"), self.tr("也删去")]
        return self._words()

    @staticmethod
    def _index(decision: Decision, choice: Choice) -> int:
        """BOTH keeps what one side deleted."""
        if decision.difference is Difference.CHANGED:
            return _CHOICES.index(choice)
        if decision.difference is Difference.DELETED_HERE:
            return 0 if choice is Choice.OURS else 1
        return 1 if choice is Choice.THEIRS else 0

    def _choose(self, decision: Decision, index: int) -> None:
        self.choices[decision.uuid] = _CHOICES[index]

    def choose_all(self, choice: Choice) -> None:
        """Decide everything alike."""
        for decision in self._plan.decisions if self._plan else ():
            self.choices[decision.uuid] = choice
            if decision.uuid in self.segments:
                self.segments[decision.uuid].set_index(self._index(decision, choice))

    def _show_corrections(self, plan: MergePlan) -> None:
        new = {report.uuid for report in plan.new_reports}
        offered = [one for one in taking_corrections.offered(plan.corrections) if one.target.report not in new]
        if offered:
            words = self.tr("对方在同一份报告上的更正，勾选的一并接受")
            self._list.addWidget(Label(words, theme.SECONDARY, "text2"))
        for made in offered[:_SHOWN]:
            box = QCheckBox(taking_corrections.spoken(made).replace("&", "&&"))
            box.setFont(theme.font())
            self._corrections.append((box, made))
            self._list.addWidget(box)

    def accept(self) -> None:
        """Carry the plan out in the background, as one step of the history."""
        plan, path, choices = self._plan, self._path, dict(self.choices)
        if plan is None or not self.go.isEnabled():
            return
        taken = [made for box, made in self._corrections if box.isChecked()]
        self.go.setEnabled(False)

        def work(library: Library, _job: Job) -> tuple[Change, Merged]:
            theirs = merging.opened(path, library)
            try:
                return merging.merge(library, theirs, plan, choices, taken)
            finally:
                theirs.close()

        job = self._workspace.start(self.tr("正在合并"), work, stores=True)
        job.done.connect(lambda value: self._merged(*value))
        job.failed.connect(lambda _words: self.go.setEnabled(True))

    def _merged(self, change: Change, done: Merged) -> None:
        self._workspace.record(change)
        self.leave()
        self._workspace.told.emit(done.words, bool(change))
