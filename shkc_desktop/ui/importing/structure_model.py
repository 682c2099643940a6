"""认出的结构 as a list: the blocks in reading order, and the sentences of those that were opened."""

from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from shkc_desktop.library import amending
from shkc_desktop.library.amending import Span
from shkc_desktop.model.attribution import Evidence
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.report import Report
from shkc_desktop.ui.correcting.words import EVIDENCE, KINDS, spoken

LINE_ROLE = Qt.ItemDataRole.UserRole
_NONE = QModelIndex()
_HEAD = 60  # characters of a block that its line may show


class StructureLine(NamedTuple):
    """One line. span: of a sentence, None for a whole block. depth: how many headings stand above."""

    block: int
    span: Span | None
    depth: int
    kind: BlockKind
    level: int
    words: str
    districts: tuple[str, ...]
    evidence: Evidence | None
    page: str
    doubtful: bool = False


class StructureModel(QAbstractListModel):
    """The lines of one report."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.report: Report | None = None
        self.lines: list[StructureLine] = []
        self._open: set[int] = set()

    def show(self, report: Report) -> None:
        """Show the blocks of a report."""
        if self.report is None or self.report.uuid != report.uuid:
            self._open.clear()
        self.report = report
        self._build()

    def toggle_sentences(self, block: int) -> None:
        """Show the sentences of a block below it, or no longer."""
        self._open ^= {block}
        self._build()

    def open_sentences(self, block: int) -> None:
        """Show the sentences of a block below it."""
        if block not in self._open:
            self.toggle_sentences(block)

    def has_sentences(self, block: int) -> bool:
        """Whether the sentences of a block are shown."""
        return block in self._open

    def row_of(self, block: int) -> int:
        """The row of a block, -1 if there is none."""
        return next((row for row, line in enumerate(self.lines) if line.block == block and line.span is None), -1)

    def evidence_counts(self) -> dict[Evidence, int]:
        """How many blocks have their districts by which evidence."""
        counts: dict[Evidence, int] = {}
        for line in self.lines:
            if line.span is None and line.evidence is not None:
                counts[line.evidence] = counts.get(line.evidence, 0) + 1
        return counts

    def _build(self) -> None:
        report = self.report
        self.beginResetModel()
        self.lines = []
        if report is not None:
            depths: dict[int, int] = {}
            asked = {doubt.block for doubt in report.doubts}
            for block in report.in_reading_order():
                depth = 0 if block.parent is None else depths.get(block.parent, 0) + 1
                depths[block.index] = depth
                self.lines.append(_line(report, block, depth, block.index in asked))
                if block.index in self._open:
                    self.lines += [
                        _sentence(report, block, span, depth + 1) for span in amending.sentences_of(report, block)
                    ]
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NONE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            evidence = [spoken(EVIDENCE[line.evidence])] if line.evidence else []
            level = [f"{line.level} 级"] if line.level else []
            return "，".join([spoken(KINDS[line.kind]), *level, line.words, *line.districts, *evidence])
        return None


def _line(report: Report, block: Block, depth: int, doubtful: bool) -> StructureLine:
    page = block.printed_page or ("" if block.page is None else str(block.page))
    words = report.text[block.start : min(block.end, block.start + _HEAD)]
    evidence = max((a.evidence for a in block.attributions), key=list(Evidence).index, default=None)
    if evidence is None and block.reader_set:
        evidence = Evidence.READER
    return StructureLine(
        block.index, None, depth, block.kind, block.level, words, block.districts, evidence, page, doubtful
    )


def _sentence(report: Report, block: Block, span: Span, depth: int) -> StructureLine:
    _, start, end = span
    here = [a for a in block.attributions if a.start < end and start < a.end]
    districts = tuple(dict.fromkeys(a.district for a in here))
    evidence = max((a.evidence for a in here), key=list(Evidence).index, default=None)
    words = report.text[start : min(end, start + _HEAD)]
    return StructureLine(block.index, span, depth, BlockKind.PARAGRAPH, 0, words, districts, evidence, "")
