"""What the reader corrects in the blocks she has chosen: asks what is to be asked, and passes it to the reviser."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from shkc_desktop.ingest.revising import Revised
from shkc_desktop.library import amending
from shkc_desktop.library.amending import Span
from shkc_desktop.model.block import BlockKind
from shkc_desktop.model.district import District
from shkc_desktop.model.report import Report
from shkc_desktop.ui.correcting.choice_field import Choice, ChoiceField
from shkc_desktop.ui.correcting.metadata_form import MetadataForm, Values
from shkc_desktop.ui.correcting.repair_list import RepairList
from shkc_desktop.ui.correcting.reviser import Reviser
from shkc_desktop.ui.correcting.words import KINDS, spoken
from shkc_desktop.ui.correcting.words_field import WordsField


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a correction is meant for.

    blocks: indices, in reading order. spans: sentences chosen in blocks, else none. words: start and end of the words
    for 校订, with the words. caret: where to split. at: where a field may open, in the window's coordinates.
    """

    reviser: Reviser
    at: QPoint
    blocks: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    words: tuple[int, int, str] | None = None
    caret: int | None = None


class Corrector(QObject):
    """The corrections of one window.

    Signals:
        work_done: a field has gone away; the focus belongs to what is in front again.
        block_wanted: a block is to be brought into sight (its index).
    """

    work_done = Signal()
    block_wanted = Signal(int)

    def __init__(self, window: QWidget, districts: Callable[[], list[District]]) -> None:
        super().__init__(window)
        self._window, self._districts = window, districts
        self._choices: ChoiceField | None = None
        self._words: WordsField | None = None

    @property
    def choice_field(self) -> ChoiceField:
        """The field of districts and headings; made when it is asked for first."""
        if self._choices is None:
            self._choices = ChoiceField(self._window)
            self._choices.closed.connect(self.work_done)
        return self._choices

    @property
    def words_field(self) -> WordsField:
        """The field of 校订; made when it is asked for first."""
        if self._words is None:
            self._words = WordsField(self._window)
            self._words.closed.connect(self.work_done)
        return self._words

    def put_away(self) -> None:
        """Close the fields: something else is in front."""
        for field in (self._choices, self._words):
            if field is not None:
                field.close_field()

    # ---- districts ----------------------------------------------------------------------------------

    def districts(self, chosen: Chosen) -> None:
        """Ask which districts the blocks, or the sentences, are dedicated to."""
        if not chosen.blocks and not chosen.spans:
            return
        chosen.reviser.with_report(partial(self._ask_districts, chosen))

    def _ask_districts(self, chosen: Chosen, report: Report) -> None:
        blocks = chosen.blocks or tuple(span[0] for span in chosen.spans)
        now = {name for index in blocks for name in report.blocks[index].districts} if len(blocks) == 1 else set()
        choices = [Choice(self.tr("不属任何区"), "")]
        choices += [Choice(district.name, district.name) for district in self._districts()]
        number = len(chosen.blocks) or len(chosen.spans)
        title = self.tr("更改所属区") if number == 1 else self.tr("更改 {} 段的所属区").format(number)
        # Words within one paragraph: the reader may mean it, or only these sentences.
        both = bool(chosen.spans) and {span[0] for span in chosen.spans} <= set(chosen.blocks)

        def take(values: list[object], scope: int) -> None:
            names = [str(value) for value in values if value]
            whole = () if both and scope == 1 else chosen.blocks
            spans = () if both and scope == 0 else chosen.spans
            chosen.reviser.revise(self.tr("更改所属区"), lambda one: amending.give_districts(one, whole, spans, names))

        ticked = sorted(now) if now else []
        self.choice_field.open_at(chosen.at, title, choices, take, several=True, ticked=ticked, with_scope=both)

    # ---- structure ----------------------------------------------------------------------------------

    def kind(self, kind: BlockKind, chosen: Chosen) -> None:
        """Make the blocks headings, paragraphs …"""
        self._do(
            chosen, self.tr("改为") + spoken(KINDS[kind]), lambda one: amending.make_kind(one, chosen.blocks, kind)
        )

    def level(self, by: int, chosen: Chosen) -> None:
        """Make headings and list items higher (-1) or deeper (1)."""
        label = self.tr("升级") if by < 0 else self.tr("降级")
        self._do(chosen, label, lambda one: amending.shift_level(one, chosen.blocks, by))

    def shift(self, by: int, chosen: Chosen) -> None:
        """Put the blocks before the one above (-1) or after the one below (1)."""
        label = self.tr("上移") if by < 0 else self.tr("下移")
        self._do(chosen, label, lambda one: amending.shift(one, chosen.blocks, by))

    def under(self, chosen: Chosen) -> None:
        """Ask under which heading the blocks stand."""
        if chosen.blocks:
            chosen.reviser.with_report(partial(self._ask_parent, chosen))

    def _ask_parent(self, chosen: Chosen, report: Report) -> None:
        choices = [Choice(self.tr("不在任何标题之下"), -1)]
        headings = [block for block in report.in_reading_order() if block.kind is BlockKind.HEADING]
        moved = set(chosen.blocks)
        for heading in headings:
            if heading.index not in moved:
                depth = len(report.heading_path(heading))
                choices.append(Choice(report.block_text(heading)[:30], heading.index, depth))

        def take(values: list[object], _scope: int) -> None:
            under = values[0] if isinstance(values[0], int) and values[0] >= 0 else None
            self._do(chosen, self.tr("移到标题之下"), lambda one: amending.put_under(one, chosen.blocks, under))

        now = report.blocks[chosen.blocks[0]].parent
        self.choice_field.open_at(chosen.at, self.tr("移到标题之下"), choices, take, ticked=[now])

    def join(self, chosen: Chosen) -> None:
        """Make the block and the next one, or the two chosen, one."""
        self._do(chosen, self.tr("合并段落"), lambda one: amending.join(one, chosen.blocks))

    def split(self, chosen: Chosen) -> None:
        """Split the block where the caret stands."""
        if chosen.caret is not None:
            at = chosen.caret
            self._do(chosen, self.tr("拆分段落"), lambda one: amending.split_block(one, at))

    def _do(self, chosen: Chosen, label: str, work: Callable[[Report], Report | Revised]) -> None:
        if chosen.blocks:
            chosen.reviser.revise(label, work)

    # ---- words, repairs, metadata -------------------------------------------------------------------

    def words(self, chosen: Chosen) -> None:
        """Ask how the words are to read (校订)."""
        if chosen.words is None:
            return
        start, end, words = chosen.words

        def take(new: str) -> None:
            chosen.reviser.revise(self.tr("校订"), lambda one: amending.correct_words(one, start, end, new))

        def split(at: int) -> None:
            chosen.reviser.revise(self.tr("拆分段落"), lambda one: amending.split_block(one, start + at))

        self.words_field.open_at(chosen.at, words, take, split if chosen.caret is None else None)

    def repairs(self, reviser: Reviser) -> RepairList:
        """Show what the import mended."""
        shown = RepairList(reviser, self._window)
        shown.block_wanted.connect(self.block_wanted)
        shown.open()
        return shown

    def metadata(self, reviser: Reviser) -> None:
        """Show the form of 报告信息."""
        reviser.with_report(partial(self._ask_metadata, reviser))

    def _ask_metadata(self, reviser: Reviser, report: Report) -> None:
        def take(values: Values) -> None:
            reviser.revise(self.tr("改报告信息"), lambda one: amending.set_fields(one, values))

        MetadataForm(report, take, self._window).open()
