"""The reports cited as BibTeX."""

from collections.abc import Sequence
from pathlib import Path

from shkc_desktop.export.citation import Citable
from shkc_desktop.export.destination import Progress, ShouldStop, Written
from shkc_desktop.export.options import ExportOptions, Item
from shkc_desktop.export.works import key, remark, write_works

_ESCAPES = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%_#${}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\n": " "}
)
_URL_ESCAPES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", "\n": "", " ": "%20"})


def described(works: Sequence[Citable]) -> str:
    """One `@techreport` for each report."""
    return "\n".join(_entry(work) for work in works)


def escaped(text: str) -> str:
    """Plain text as TeX that prints the same letters."""
    return text.translate(_ESCAPES)


def _entry(work: Citable) -> str:
    fields = {
        "author": " and ".join(f"{{{escaped(name)}}}" for name in work.authors),
        "title": f"{{{escaped(work.title)}}}",  # doubled braces: BibTeX changes no letters
        "institution": escaped(work.publisher),
        "address": escaped(work.place),
        "year": work.issued[:4],
        "date": work.issued if len(work.issued) > 4 else "",
        "url": work.url.translate(_URL_ESCAPES),
        "note": escaped(remark(work)),
        "langid": "chinese",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@techreport{{{key(work)},", *lines, "}", ""])


def write(
    items: Sequence[Item],
    options: ExportOptions,
    path: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Written:
    """Write the reports that the excerpts come from. Raises Failure, ExportCancelled."""
    return write_works(described, items, options, path, progress, should_stop)
