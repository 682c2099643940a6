"""One report looked through: title and year, doubts first, the structure with its evidence, each to be corrected."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from shkc_desktop.library import amending, drafting
from shkc_desktop.model.attribution import Evidence
from shkc_desktop.model.district import District
from shkc_desktop.model.report import Doubt, Report
from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.card import empty_layout, rule
from shkc_desktop.ui.controls.chip import Chip
from shkc_desktop.ui.controls.label import ElidedLabel, Label
from shkc_desktop.ui.correcting.corrector import Chosen
from shkc_desktop.ui.correcting.reviser import Reviser
from shkc_desktop.ui.correcting.words import EVIDENCE, EVIDENCE_FILL, spoken
from shkc_desktop.ui.importing.doubt_list import DoubtList
from shkc_desktop.ui.importing.structure_view import StructureView
from shkc_desktop.ui.wording import wording


class Review(QWidget):
    """The middle of the preview; the same for a report that is stored already.

    Signals:
        block_shown: another block is looked at (its index).
        menu_wanted: a menu for the chosen blocks is wanted at a global point.
        metadata_wanted: the form of 报告信息 is wanted.
    """

    block_shown = Signal(int)
    menu_wanted = Signal(QPoint)
    metadata_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reviser: Reviser | None = None
        self.report: Report | None = None
        self._districts: Sequence[District] = ()
        theme.set_surface(self, "page")
        self.title = QLineEdit()
        self.title.setFont(theme.font(theme.LEAD, serif=True, bold=True))
        self.title.setAccessibleName(self.tr("题名"))
        self.title.setFrame(False)
        self.title.setProperty("plain", "true")
        self.title.editingFinished.connect(lambda: self._written("title", self.title.text()))
        self.year = QLineEdit()
        self.year.setFont(theme.font(theme.LEAD, serif=True))
        self.year.setAccessibleName(self.tr("年份"))
        self.year.setPlaceholderText(self.tr("年份"))
        self.year.setFixedWidth(80)
        self.year.setProperty("plain", "true")
        self.year.editingFinished.connect(lambda: self._written("year", self.year.text()))
        self.facts = ElidedLabel("", theme.SECONDARY, "text2")
        more = Button(self.tr("报告信息…"), "link", pressed=self.metadata_wanted.emit)
        self.complaint = Label("", theme.SECONDARY, "danger", wrap=True)
        self.complaint.hide()
        self.doubts = DoubtList()
        self.doubts.accepted.connect(self._accept)
        self.doubts.all_accepted.connect(self._accept_all)
        self.doubts.block_shown.connect(self._look_at)
        self.doubts.split_wanted.connect(self._split_again)
        self.structure = StructureView()
        self.structure.block_shown.connect(self._shown)
        self.structure.menu_wanted.connect(self.menu_wanted)
        self._evidence = QHBoxLayout()
        self._evidence.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.year)
        below = QHBoxLayout()
        below.addWidget(self.facts, 1)
        below.addWidget(more)
        heads = QHBoxLayout()
        heads.addWidget(Label(self.tr("认出的结构"), theme.GROUP, bold=True))
        heads.addStretch(1)
        heads.addLayout(self._evidence)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 20, 24, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(below)
        column.addWidget(self.complaint)
        column.addWidget(self.doubts)
        column.addSpacing(4)
        column.addLayout(heads)
        column.addWidget(rule())
        column.addWidget(self.structure, 1)
        self.setFocusProxy(self.structure)

    # ---- what is shown ------------------------------------------------------------------------------

    def show_reviser(self, reviser: Reviser | None, report: Report | None, districts: Sequence[District]) -> None:
        """Show a report and correct it through its reviser."""
        if self.reviser is not None and self.reviser is not reviser:
            self.reviser.failed.disconnect(self._complain)
        if reviser is not None and reviser is not self.reviser:
            reviser.failed.connect(self._complain)
        self.reviser = reviser
        self._districts = districts
        if report is not None:
            self.show_report(report)

    def show_report(self, report: Report) -> None:
        """Show how the report is now."""
        self.report = report
        self.complaint.hide()
        unverified = report.publication.unverified
        self.title.setText(report.title)
        self.title.setCursorPosition(0)
        self.year.setText("" if report.year is None else str(report.year))
        self.facts.setText(
            "　".join(facts(report)) + ("　" + self.tr("待核实") if unverified & {"title", "year"} else "")
        )
        self.structure.show_report(report)
        self._show_doubts()
        empty_layout(self._evidence)
        counts = self.structure.lines.evidence_counts()
        if counts:
            self._evidence.addWidget(Label(self.tr("区的依据"), theme.SECONDARY, "text2"))
        for evidence in Evidence:
            if counts.get(evidence):
                chip = Chip(f"{spoken(EVIDENCE[evidence])} {counts[evidence]}", EVIDENCE_FILL[evidence])
                chip.setFocusPolicy(chip.focusPolicy().NoFocus)
                self._evidence.addWidget(chip)

    def _show_doubts(self) -> None:
        if self.report is not None:
            self.doubts.show_report(self.report, self._districts, max(140, self.height() * 45 // 100))
            self.doubts.look_at(self.structure.current_block())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().height() != event.size().height():
            self._show_doubts()

    def show_block(self, block: int) -> None:
        """Select a block, as one that was pressed in the original."""
        self.structure.select_block(block)

    def chosen(self, host: QWidget) -> Chosen | None:
        """What a correction would be meant for now; fields open in the coordinates of `host`."""
        report, reviser = self.report, self.reviser
        if report is None or reviser is None:
            return None
        blocks, spans = self.structure.blocks(), self.structure.spans()
        words = None
        if len(blocks) == 1 and not spans:
            block = report.blocks[blocks[0]]
            words = (block.start, block.end, report.block_text(block))
        elif len(spans) == 1 and not blocks:
            _, start, end = spans[0]
            words = (start, end, report.text[start:end])
        at = self.structure.mapTo(host, self.structure.beside())
        return Chosen(reviser, at, blocks, spans, words)

    # ---- corrections --------------------------------------------------------------------------------

    def _complain(self, words: str) -> None:
        self.complaint.setText(words)
        self.complaint.show()

    def _written(self, field: str, words: str) -> None:
        report, reviser = self.report, self.reviser
        if report is None or reviser is None:
            return
        now = report.title if field == "title" else "" if report.year is None else str(report.year)
        if words.strip() != now:
            label = self.tr("改题名") if field == "title" else self.tr("改年份")
            reviser.revise(label, lambda one: amending.set_fields(one, {field: words.strip()}))

    def _shown(self, block: int) -> None:
        self.doubts.look_at(block)
        self.block_shown.emit(block)

    def _look_at(self, block: int, sentences: bool) -> None:
        self.structure.select_block(block, sentences=sentences)

    def _accept(self, doubt: Doubt, value: str | None) -> None:
        if self.reviser is None:
            return

        def work(report: Report) -> Report:
            if doubt.kind == "district" and doubt.block is not None and value is not None:
                if list(report.blocks[doubt.block].districts) != ([value] if value else []):
                    report = amending.give_districts(report, [doubt.block], (), [value] if value else [])
            elif doubt.kind in ("year", "title"):
                report = amending.set_fields(report, {doubt.kind: value})
            return drafting.settle(report, [doubt])

        self.reviser.revise(self.tr("认可"), work)

    def _accept_all(self) -> None:
        if self.reviser is not None:
            self.reviser.revise(self.tr("全部认可"), lambda report: drafting.settle(report, report.doubts))

    def _split_again(self, doubt: Doubt) -> None:
        report = self.report
        if report is None or self.reviser is None:
            return
        joined = [one for one in report.repairs if one.block == doubt.block and one.kind == "joined_lines"]
        if joined:
            self.reviser.revise(self.tr("拆开"), lambda one: amending.undo_repair(one, joined[0]))


def facts(report: Report) -> list[str]:
    """`原文　第八章　96 段　21,480 字　UTF-8　替换字符 0`."""
    chapters = [section for section in report.sections if section.level == 1]
    chapter = f"{chapters[0].number} {chapters[0].title}".strip() if len(chapters) == 1 else ""
    many = wording("{n} 章", n=len(chapters)) if len(chapters) > 1 else ""
    paragraphs = sum(block.kind.is_numbered for block in report.blocks)
    found = [
        str(report.edition), chapter[:16] or many, wording("{n} 段", n=paragraphs),
        wording("{n} 字", n=f"{len(report.text):,}"), report.encoding.upper(),
        wording("替换字符 {n}", n=report.replaced_characters),
    ]  # fmt: skip
    return [part for part in found if part]
