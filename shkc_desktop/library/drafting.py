"""A report before it is stored: what the reader corrects in the preview, with the records that outlive a re-import."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from shkc_desktop.anchoring.describing import describe
from shkc_desktop.ingest.revising import Revised, corrections_between, set_districts, set_metadata
from shkc_desktop.model.block import Block
from shkc_desktop.model.correction import ReaderCorrection
from shkc_desktop.model.report import Doubt, Report
from shkc_desktop.model.selector import Target

Record = tuple[ReaderCorrection, Target]


@dataclass(frozen=True, slots=True)
class Draft:
    """A recognised report as the reader has corrected it, and what she did, each on the words it was done on."""

    path: Path
    report: Report
    records: tuple[Record, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether nothing is left to be asked."""
        return not self.report.doubts

    def revised(self, work: Callable[[Report], Report | Revised]) -> "Draft":
        """The draft after a correction. Raises Failure where it cannot be made."""
        done = work(self.report)
        after = done.report if isinstance(done, Revised) else done
        before = self.report
        made = tuple(
            (record, describe(before.text, record.start, record.end, before.uuid))
            for record in corrections_between(before, done)
        )
        return replace(self, report=after, records=(*self.records, *made))


def settle(report: Report, doubts: Iterable[Doubt]) -> Report:
    """The report with these doubts answered yes: what they ask about stands on the reader's word."""
    answered = tuple(doubts)
    for doubt in answered:
        if doubt.kind in ("district", "several_districts") and doubt.block is not None:
            report = _confirmed(report, report.blocks[doubt.block])
        elif doubt.kind == "year" and report.year is not None:
            report = set_metadata(report, "year", report.year)
        elif doubt.kind == "title":
            report = set_metadata(report, "title", report.title)
    return replace(report, doubts=tuple(doubt for doubt in report.doubts if doubt not in answered))


def _confirmed(report: Report, block: Block) -> Report:
    """The report with a block's districts as they are, on the reader's word."""
    whole = all((one.start, one.end) == (block.start, block.end) for one in block.attributions)
    if whole:
        zones = {one.zone for one in block.attributions}
        return set_districts(report, block.index, block.districts, zone=zones.pop() if len(zones) == 1 else None)
    ends = sorted({place for one in block.attributions for place in (one.start, one.end)})
    for start, end in pairwise(ends):
        here = [one for one in block.attributions if one.start <= start < one.end]
        if here:
            zone = here[0].zone if len(here) == 1 else None
            report = set_districts(report, block.index, [one.district for one in here], (start, end), zone)
    return report


def doubtful(drafts: Sequence[Draft]) -> list[Draft]:
    """Those that ask something."""
    return [draft for draft in drafts if not draft.is_sure]
