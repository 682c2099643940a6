"""The reports cited as RIS."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from shkc_desktop.export.citation import Citable
from shkc_desktop.export.destination import Progress, ShouldStop, Written
from shkc_desktop.export.options import ExportOptions, Item
from shkc_desktop.export.works import key, remark, write_works


def described(works: Sequence[Citable]) -> str:
    """One `RPRT` for each report, CRLF line ends; no value holds one."""
    return "".join(
        f"{name}  - {' '.join(value.split())}".rstrip(" ") + "\r\n" for w in works for name, value in _lines(w)
    )


def _lines(work: Citable) -> Iterator[tuple[str, str]]:
    yield "TY", "RPRT"
    for name in work.authors:
        yield "AU", f"{name},"  # the comma keeps a body's name from being turned round
    values = {
        "TI": work.title,
        "PB": work.publisher,
        "CY": work.place,
        "PY": work.issued[:4],
        "DA": work.issued.replace("-", "/") if len(work.issued) > 4 else "",
        "UR": work.url,
        "N1": remark(work),
        "LA": "zh",
        "ID": key(work),
    }
    yield from ((name, value) for name, value in values.items() if value)
    yield "ER", ""


def write(
    items: Sequence[Item],
    options: ExportOptions,
    path: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Written:
    """Write the reports that the excerpts come from. Raises Failure, ExportCancelled."""
    return write_works(described, items, options, path, progress, should_stop)
