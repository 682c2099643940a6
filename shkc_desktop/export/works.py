"""The reports that excerpts come from, written as a list of references for another program."""

from collections.abc import Callable, Sequence
from pathlib import Path

from shkc_desktop.export.citation import Citable
from shkc_desktop.export.cleaning import cleaned
from shkc_desktop.export.destination import Progress, ShouldStop, Written, replacing, watched
from shkc_desktop.export.document import ordered
from shkc_desktop.export.options import ExportOptions, Item
from shkc_desktop.export.references import References
from shkc_desktop.model.excerpt import Excerpt


def write_works(
    described: Callable[[list[Citable]], str],
    items: Sequence[Item],
    options: ExportOptions,
    path: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Written:
    """Write what `described` makes of the reports (UTF-8, line ends as given). Raises Failure, ExportCancelled."""
    clean, warnings = cleaned(items)
    excerpts = [item for item in ordered(clean, options) if isinstance(item, Excerpt)]
    references = References(excerpts, options)
    works = [entry.work for entry in watched(references.entries, progress, should_stop)]
    with replacing(path) as temporary:
        temporary.write_bytes(described(works).encode("utf-8"))
    return Written(len(works), (*warnings, *references.notices()))


def key(work: Citable) -> str:
    """A name for the report that stays the same, letters and digits only: `shkc2022a1b2c3d4`."""
    return f"shkc{work.covered or ''}{''.join(sign for sign in work.report if sign.isalnum() and sign.isascii())[:8]}"


def remark(work: Citable) -> str:
    """What other fields cannot say: the year the report covers, and what is 待核实."""
    parts = [f"所述年份：{work.covered}" if work.covered is not None else ""]
    if work.withheld:
        parts.append(f"待核实：{'、'.join(work.withheld)}")
    return "；".join(part for part in parts if part)
