"""认出的结构 as a list: the blocks in reading order, and the sentences of those that were opened."""

from collections import Counter
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from shkc_desktop.library import amending
from shkc_desktop.library.amending import Span
from shkc_desktop.model.attribution import Evidence
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.report import Report
from shkc_desktop.ui.correcting.words import EVIDENCE, KINDS, spoken
from shkc_desktop.ui.wording import wording

LINE_ROLE = Qt.ItemDataRole.UserRole
_NONE = QModelIndex()
_RANK = {evidence: rank for rank, evidence in enumerate(Evidence)}
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


class _Place(NamedTuple):
    """A row as it is kept; its line is made when it is seen, for a report may have ten thousand blocks."""

    block: int
    span: Span | None
    depth: int


class StructureModel(QAbstractListModel):
    """The lines of one report."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.report: Report | None = None
        self._places: list[_Place] = []
        self._rows: dict[tuple[int, int], int] = {}
        self._asked: set[int | None] = set()
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

    def line(self, row: int) -> StructureLine:
        """What a row says."""
        assert self.report is not None
        place = self._places[row]
        block = self.report.blocks[place.block]
        if place.span is not None:
            return _sentence(self.report, block, place.span, place.depth)
        return _line(self.report, block, place.depth, place.block in self._asked)

    def key(self, row: int) -> tuple[int, int]:
        """What a row is about, whatever row it stands in: its block, and the start of its sentence or -1."""
        place = self._places[row]
        return place.block, -1 if place.span is None else place.span[1]

    def sentence(self, row: int) -> Span | None:
        """The sentence of a row, None for a whole block."""
        return self._places[row].span

    def row_of(self, block: int, sentence: int = -1) -> int:
        """The row of a block, or of its sentence that starts there; -1 if there is none."""
        return self._rows.get((block, sentence), -1)

    def evidence_counts(self) -> dict[Evidence, int]:
        """How many blocks have their districts by which evidence."""
        blocks = () if self.report is None else self.report.blocks
        return Counter(found for block in blocks if (found := _evidence(block)) is not None)

    def _build(self) -> None:
        report = self.report
        self.beginResetModel()
        self._places = []
        if report is not None:
            depths: dict[int, int] = {}
            self._asked = {doubt.block for doubt in report.doubts}
            for block in report.in_reading_order():
                depth = 0 if block.parent is None else depths.get(block.parent, 0) + 1
                depths[block.index] = depth
                self._places.append(_Place(block.index, None, depth))
                if block.index in self._open:
                    self._places += [
                        _Place(block.index, span, depth + 1) for span in amending.sentences_of(report, block)
                    ]
        self._rows = {self.key(row): row for row in range(len(self._places))}
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NONE) -> int:
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (LINE_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line = self.line(index.row())
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.words
        evidence = [spoken(EVIDENCE[line.evidence])] if line.evidence else []
        level = [wording("{n} 级", n=line.level)] if line.level else []
        return "，".join([spoken(KINDS[line.kind]), *level, line.words, *line.districts, *evidence])


def _line(report: Report, block: Block, depth: int, doubtful: bool) -> StructureLine:
    page = block.printed_page or ("" if block.page is None else str(block.page))
    words = report.text[block.start : min(block.end, block.start + _HEAD)]
    return StructureLine(
        block.index, None, depth, block.kind, block.level, words, block.districts, _evidence(block), page, doubtful
    )


def _evidence(block: Block) -> Evidence | None:
    """The weakest of what tells a block's districts; the reader's word above all."""
    if block.reader_set:
        return Evidence.READER
    if len(block.attributions) == 1:
        return block.attributions[0].evidence
    return max((a.evidence for a in block.attributions), key=_RANK.__getitem__, default=None)


def _sentence(report: Report, block: Block, span: Span, depth: int) -> StructureLine:
    _, start, end = span
    here = [a for a in block.attributions if a.start < end and start < a.end]
    districts = tuple(dict.fromkeys(a.district for a in here))
    evidence = max((a.evidence for a in here), key=_RANK.__getitem__, default=None)
    words = report.text[start : min(end, start + _HEAD)]
    return StructureLine(block.index, span, depth, BlockKind.PARAGRAPH, 0, words, districts, evidence, "")
