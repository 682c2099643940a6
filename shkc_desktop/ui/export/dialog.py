"""导出摘录: what goes out, how, and the very file beside it before it is written."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shkc_desktop.export.destination import Written
from shkc_desktop.export.options import CitationStyle, Item
from shkc_desktop.library import gathering, saving
from shkc_desktop.library.excerpts import excerpts_of
from shkc_desktop.library.library import Library
from shkc_desktop.library.reporting import list_reports
from shkc_desktop.model.excerpt import Excerpt
from shkc_desktop.ui import theme
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.label import ElidedLabel, Label
from shkc_desktop.ui.controls.progress_line import ProgressLine
from shkc_desktop.ui.export import place
from shkc_desktop.ui.export.choices import BASKET, FILTER, GIVEN, Choices
from shkc_desktop.ui.export.kinds import KINDS, TABLES
from shkc_desktop.ui.export.options_column import OptionsColumn
from shkc_desktop.ui.export.presets import Presets
from shkc_desktop.ui.export.preview_view import PreviewView
from shkc_desktop.ui.export.sheet import Sheet
from shkc_desktop.ui.export.uncollected import uncollected
from shkc_desktop.ui.preferences import Preferences
from shkc_desktop.ui.workspace import Workspace

_REST_MS = 150


class ExportDialog(Sheet):
    """Gathers and previews in the background; what is shown is always that of the last choices.

    Signals:
        exported: (words, path, warnings) of a file that was written.
        previewed: the preview shows the choices as they are now.
    """

    exported = Signal(str, object, tuple)
    previewed = Signal()

    def __init__(self, window: QWidget, workspace: Workspace, preferences: Preferences) -> None:
        super().__init__(window, "export_dialog", 1128, 764)
        self._workspace, self._preferences = workspace, preferences
        self._given: list[str] = []
        self._items: list[Item] = []
        self._gathered: tuple[Any, ...] | None = None
        self._path: Path | None = None
        self._asked = 0
        self._job: Job | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._start_preview)
        self.options = OptionsColumn(workspace)
        self.options.changed.connect(self.choose)
        self.presets = Presets(workspace)
        self.presets.chosen.connect(self._take_preset)
        self.preview = PreviewView()
        self._place = Label("", theme.SECONDARY, "text2")
        self.preview.place_changed.connect(self._place.setText)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(self.tr("导出摘录"), theme.PANEL_TITLE, serif=True, bold=True))
        head.addWidget(self.presets, 1)
        left = QVBoxLayout()
        left.setSpacing(14)
        left.addLayout(head)
        left.addWidget(self.options, 1)
        holder = QWidget()
        holder.setFixedWidth(self.options.width())
        holder.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        over = QHBoxLayout()
        over.addWidget(Label(self.tr("预览"), theme.SECONDARY, "text2"))
        over.addStretch(1)
        over.addWidget(self._place)
        over.addSpacing(12)
        over.addWidget(self.close_button)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(over)
        right.addWidget(self.preview, 1)
        row = QHBoxLayout()
        row.setContentsMargins(28, 20, 28, 0)
        row.setSpacing(40)
        row.addWidget(holder)
        row.addLayout(right, 1)
        self.content.addLayout(row)
        self._path_words = ElidedLabel("", theme.SECONDARY, "text2")
        self.change = Button(self.tr("更改"), "link", pressed=self._ask_path)
        target = QWidget()
        where = QHBoxLayout(target)
        where.setContentsMargins(0, 0, 0, 0)
        where.addWidget(Label(self.tr("存为"), theme.SECONDARY, "muted"))
        where.addSpacing(8)
        where.addWidget(self._path_words, 1000)
        where.addWidget(self.change)
        where.addStretch(1)
        self.progress = ProgressLine()
        self.progress.cancelled.connect(self._stop)
        self._foot = QStackedWidget()
        self._foot.setFixedHeight(44)
        for widget in (target, self.progress):
            self._foot.addWidget(widget)
        self.copy = Button(self.tr("复制"), pressed=self._copy)
        self.cancel = Button(self.tr("取消"), pressed=self.leave)
        self.go = Button(self.tr("导出"), "primary", picture="export", pressed=self.export)
        self.footer.addWidget(self._foot, 1)
        for button in (self.copy, self.cancel, self.go):
            self.footer.addWidget(button)

    # ---- open and choose ----------------------------------------------------------------------------

    def open(self, uuids: Sequence[str] | None = None, changes: dict[str, Any] | None = None) -> None:
        """Open on a selection, else as it was last; changes: choices that are made beforehand."""
        choices = Choices.from_text(self._preferences.text("export/last"))
        style = self._workspace.library.setting("citation_style")
        if style in set(CitationStyle):
            choices = replace(choices, style=str(style))
        self._given = list(uuids or ())
        if self._given:
            choices = replace(choices, source=GIVEN)
        elif choices.source == FILTER:
            choices = self._known(choices)
        self._items, self._gathered, self._path = [], None, None
        self.enter()
        self.choose(replace(choices, **(changes or {})))
        self.options.conditions.setFocus()

    def _known(self, choices: Choices) -> Choices:
        """The choices without tags and reports that this library does not have."""
        library = self._workspace.library
        tags, reports = library.tags(), {report.uuid for report in list_reports(library)}
        kept_tags = tuple(tag for tag in choices.tags if tag in tags)
        return replace(choices, tags=kept_tags, reports=tuple(uuid for uuid in choices.reports if uuid in reports))

    def choose(self, choices: Choices) -> None:
        """Take other choices: shown at once, previewed after a rest."""
        before = self.options.choices()
        self.options.show_choices(self._workspace.library, choices, len(self._given))
        now = self.options.choices()
        self.presets.remember(now)
        if self._path is None or now.format != before.format or now.gathers() != before.gathers():
            self._suggest_path()
        if now.style != before.style and now.style != self._workspace.library.setting("citation_style"):
            self._keep_style(str(now.style))
        self._ready(False)
        self._rest.start()

    def _keep_style(self, style: str) -> None:
        """The style is also that of 连引文复制."""
        if not self._workspace.library.read_only and self.isVisible() and self._gathered is not None:
            self._workspace.do(Library.set_setting, "citation_style", style, "改引文样式")

    def _take_preset(self, choices: Choices) -> None:
        self.choose(choices)

    def title(self) -> str:
        """The heading of the export: `成果转化：摘录与批注`."""
        subject = self.options.conditions.subject()
        words = self.tr("摘录与批注") if self.options.choices().note else self.tr("摘录")
        return f"{subject}：{words}" if subject else words

    def _suggest_path(self) -> None:
        choices = self.options.choices()
        subject = {BASKET: self.tr("摘录篮"), GIVEN: ""}.get(choices.source, self.options.conditions.subject())
        years = " ".join(map(str, sorted(choices.years))) if choices.source == FILTER else ""
        name = place.file_name(f"{subject}摘录 {years}") + KINDS[choices.format].suffix
        folder = self._path.parent if self._path else place.folder_for(self._preferences.text("export/folder"))
        self.set_path(place.free(folder / name))

    def set_path(self, path: Path) -> None:
        """Say where the file goes."""
        self._path = path
        self._path_words.setText(place.shown(path))
        self._path_words.setMaximumWidth(self._path_words.sizeHint().width() + 4)
        self._path_words.setAccessibleName(str(path))

    def _ask_path(self) -> None:
        kind = KINDS[self.options.choices().format]
        kinds = f"{kind.words} (*{kind.suffix})"
        name, _ = QFileDialog.getSaveFileName(self, self.tr("存为"), str(self._path or ""), kinds)
        if name:
            path = Path(name)
            self.set_path(path if path.suffix else path.with_name(path.name + kind.suffix))

    # ---- the preview --------------------------------------------------------------------------------

    def _start_preview(self) -> None:
        self._asked += 1
        asked, choices, title = self._asked, self.options.choices(), self.title()
        pixels, given = self.preview.pixels(), list(self._given)
        known = self._items if self._gathered == choices.gathers() else None

        def work(library: Library, _job: Job) -> Any:
            from shkc_desktop.ui.export.previewing import preview

            with uncollected():
                items = known if known is not None else _gather(library, choices, given)
                shown = preview(library, items, choices, title, pixels) if items else None
                return items, len(saving.basket(library)), gathering.in_trouble(items), shown

        job = self._workspace.start("", work, shown=False)
        job.done.connect(lambda value: self._show(asked, choices, *value))

    def _show(
        self, asked: int, choices: Choices, items: list[Item], basket: int, doubts: dict[str, Any], shown: Any
    ) -> None:
        if asked != self._asked or not self.isVisible():
            return
        self._items, self._gathered = items, choices.gathers()
        excerpts = [item for item in items if isinstance(item, Excerpt)]
        districts = {name for excerpt in excerpts for name in excerpt.districts}
        reports = {excerpt.source.report for excerpt in excerpts}
        words = self.tr("{} 条，来自 {} 个区、{} 份报告").format(len(excerpts), len(districts), len(reports))
        other = basket if choices.source != BASKET else 0
        self.options.show_count(words, self.tr("摘录篮另有 {} 条，不在其中").format(other) if other else "")
        self.options.show_doubts(doubts)
        if shown is None:
            self.preview.show_nothing()
        else:
            self.preview.show_preview(shown)
        self.go.setText(self.tr("导出 {} 条").format(len(excerpts)) if excerpts else self.tr("导出"))
        self._ready(bool(items) and not (shown is not None and shown.problem))
        self.previewed.emit()

    def _ready(self, ready: bool) -> None:
        free = self._job is None
        self.go.setEnabled(ready and free)
        self.copy.setEnabled(ready and free)

    # ---- out ----------------------------------------------------------------------------------------

    def export(self) -> None:
        """Write the file in the background."""
        path, choices, title, items = self._path, self.options.choices(), self.title(), list(self._items)
        if path is None or not self.go.isEnabled():
            return

        def work(library: Library, job: Job) -> Written:
            from shkc_desktop.ui.export.writing import write  # half of what the dialog would wait for

            return write(library, items, choices, title, path, job.progress, job.should_stop)

        self._run(self.tr("正在导出"), work, lambda written: self._exported(written, path, choices))

    def _exported(self, written: Written, path: Path, choices: Choices) -> None:
        self._preferences.put("export/last", choices.to_text())
        self._preferences.put("export/folder", str(path.parent))
        self._job = None
        self.leave()
        words = self.tr("已导出 {} 条：{}").format(written.count, path.name)
        self.exported.emit(words, path, tuple(written.warnings))

    def _copy(self) -> None:
        choices, title, items = self.options.choices(), self.title(), list(self._items)

        def work(library: Library, _job: Job) -> tuple[str, str]:
            from shkc_desktop.ui.export.writing import clipboard

            return clipboard(library, items, choices, title)

        self._run(self.tr("正在复制"), work, self._copied)

    def _copied(self, value: tuple[str, str]) -> None:
        plain, rich = value
        mime = QMimeData()
        mime.setText(plain)
        if rich:
            mime.setHtml(rich)
        QGuiApplication.clipboard().setMimeData(mime)
        kind = self.tr("表格") if self.options.choices().format in TABLES else self.tr("文字")
        self._workspace.told.emit(self.tr("已复制{}，可以直接粘贴").format(kind), False)

    def _run(self, words: str, work: Callable[[Library, Job], Any], then: Callable[[Any], None]) -> None:
        def undisturbed(library: Library, job: Job) -> Any:
            with uncollected():
                return work(library, job)

        job = self._job = self._workspace.start(words, undisturbed, shown=False)
        self._ready(False)
        self.progress.show_progress(words, 0, 0)
        self._foot.setCurrentWidget(self.progress)
        job.progressed.connect(lambda done, of, _more: self.progress.show_progress(words, done, of))
        job.done.connect(then)
        job.ended.connect(self._ended)

    def _ended(self) -> None:
        self._job = None
        self._foot.setCurrentIndex(0)
        self._ready(bool(self._items))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def leave(self) -> None:
        self._stop()
        self._asked += 1
        super().leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.export()
        else:
            super().keyPressEvent(event)


def _gather(library: Library, choices: Choices, given: Sequence[str]) -> list[Item]:
    if choices.source == BASKET:
        return gathering.from_basket(library)
    if choices.source == GIVEN:
        return list(excerpts_of(library, given))
    return gathering.by_filter(library, choices.filter(), choices.groups)
