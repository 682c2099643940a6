"""Brings files into the library: recognises them, stores what is new, and says what became of each."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from shkc_desktop.library.drafting import Draft, Record
from shkc_desktop.library.library import Library
from shkc_desktop.library.recognising import recognise_file
from shkc_desktop.model.failure import Failure, NotReadable
from shkc_desktop.model.report import Report
from shkc_desktop.store import corrections, listing, reports
from shkc_desktop.store.changes import Change, RowChange, Writer, fetch
from shkc_desktop.store.clock import now

SUFFIXES = (".txt", ".md", ".docx", ".html", ".htm", ".pdf")

# From this many files on, a second process pays for its start.
_WORTH_A_PROCESS = 16
_TOGETHER = 25  # reports stored in one transaction: each commit waits some 10 ms for the disk


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. status: added, updated, duplicate or failed; states: annotations by state."""

    file: str
    status: str
    report: str | None = None
    states: dict[str, int] = field(default_factory=dict)
    message: str = ""


Progress = Callable[[int, int, str], None]


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those of the kinds that can be read below the folders named; hidden ones left out."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (p for p in sorted(path.rglob("*")) if p.suffix.lower() in SUFFIXES and p.is_file())
            found += [p for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts)]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def import_files(
    library: Library,
    files: Sequence[Path],
    update: bool = False,
    replaces: str | None = None,
    keep_originals: bool = True,
    progress: Progress | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> tuple[list[Outcome], list[Change]]:
    """Import files, one outcome each, in order; one bad file stops nothing. Cancelling keeps what is stored by then."""
    outcomes: list[Outcome] = []
    changes: list[Change] = []
    ready = recognised(files, should_stop)
    while batch := list(islice(ready, 1 if update else _TOGETHER)):
        with library.file.transaction():
            for path, report in batch:
                outcome, change = _store(library, path, report, update, replaces, keep_originals)
                outcomes.append(outcome)
                changes += [change] if change else []
        if progress is not None:
            progress(len(outcomes), len(files), outcomes[-1].file)
    return outcomes, changes


def recognised(
    files: Sequence[Path], should_stop: Callable[[], bool] = lambda: False
) -> Iterator[tuple[Path, Report | str]]:
    """Each file with its Report, or with the sentence that says why not; in order. Many files take a second process."""
    if len(files) < _WORTH_A_PROCESS or getattr(sys, "frozen", False):
        for path in files:
            if should_stop():
                return
            yield path, _try(path)
        return
    # A fresh process, not a fork: a fork would copy the window's threads and locks.
    with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as pool:
        try:
            for path, report in zip(files, pool.map(_try, files, chunksize=8), strict=True):
                if should_stop():
                    return
                yield path, report
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _try(path: Path) -> Report | str:
    try:
        return recognise_file(path)
    except Failure as failure:
        return str(failure)


def _store(
    library: Library, path: Path, report: Report | str, update: bool, replaces: str | None, keep: bool
) -> tuple[Outcome, Change | None]:
    name = str(path)
    change: Change | None
    if isinstance(report, str):
        return Outcome(name, "failed", message=report), None
    try:
        if update or replaces:
            from shkc_desktop.library import updating  # matching costs a start that plain imports need not pay

            old = replaces or updating.earlier_edition(library, report)
            same = listing.same_source(library.file.connection, report.sha256)
            if old is not None and same is not None and same.uuid == old and same.deleted is None:
                message = f"《{same.title.strip('《》')}》已是这一版，没有再换。"
                return Outcome(name, "duplicate", old, message=message), None
            if old is not None and old != report.uuid:
                change, states = updating.update(library, old, report)
                return Outcome(name, "updated", old, states, spoken(states)), change
        status, message, change = add(library, report, keep)
    except Failure as failure:
        return Outcome(name, "failed", message=str(failure)), None
    return Outcome(name, status, report.uuid, {}, message), change


def import_drafts(
    library: Library,
    drafts: Sequence[Draft],
    keep_originals: bool = True,
    progress: Progress | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> tuple[list[Outcome], list[Change]]:
    """Store what the reader has looked through in the preview, with the records of her corrections; as import_files."""
    outcomes: list[Outcome] = []
    changes: list[Change] = []
    for draft in drafts:
        if should_stop():
            break
        try:
            status, message, change = add(library, draft.report, keep_originals, draft.records)
        except Failure as failure:
            outcomes.append(Outcome(str(draft.path), "failed", message=str(failure)))
            continue
        outcomes.append(Outcome(str(draft.path), status, draft.report.uuid, {}, message))
        changes += [change] if change else []
        if progress is not None:
            progress(len(outcomes), len(drafts), draft.path.name)
    return outcomes, changes


def standing(library: Library, report: Report) -> str:
    """Why storing a report would change nothing, in one sentence; "" where it is new."""
    present = _present(library, report)
    if present is None or present.deleted is not None:
        return ""
    return f"与《{present.title.strip('《》')}》内容相同，没有再存。"


def _present(library: Library, report: Report) -> listing.ReportSummary | None:
    connection = library.file.connection
    return listing.summary(connection, report.uuid) or listing.same_source(connection, report.sha256)


def spoken(states: dict[str, int]) -> str:
    names = {"exact": "原处", "moved": "位置有变", "changed": "字句有变", "ambiguous": "待指定", "orphan": "失落"}
    parts = [f"{names[state]} {number}" for state, number in states.items() if number]
    return "标注：" + "，".join(parts) if parts else "没有标注"


def add(
    library: Library, report: Report, keep_original: bool = True, records: Sequence[Record] = ()
) -> tuple[str, str, Change | None]:
    """Store a recognised report: (`added` or `duplicate`, a sentence, the change that can be undone).

    records: the reader's corrections that the report holds already, to be made again on a new edition.
    """
    connection = library.file.connection
    present = _present(library, report)
    if present is not None and present.deleted is None:
        return "duplicate", standing(library, report), None
    with library.file.transaction():
        if present is not None:
            from shkc_desktop.library.reporting import restore

            change = restore(library, [present.uuid])
            if records:
                from shkc_desktop.library.library import merged
                from shkc_desktop.library.updating import update

                kept = library.change("导入报告", lambda writer: _keep(writer, records))
                change = merged("导入报告", [change, kept, update(library, present.uuid, report)[0]])
            return "added", "原在回收站，已还原。", change
        reports.add(connection, report if keep_original else replace(report, original=None))
        if records:
            library.change("导入报告", lambda writer: _keep(writer, records))
        return "added", "", _arrival(library, report.uuid)


def _keep(writer: Writer, records: Sequence[Record]) -> None:
    for correction, target in records:
        corrections.put(writer, correction, target)


def _arrival(library: Library, uuid: str) -> Change:
    """An import as a change: undone, the report lies in the recycle bin."""
    row = fetch(library.file.connection, "report", (uuid,))
    if row is None:
        raise NotReadable("报告没有存进去。")
    return Change("导入报告", (RowChange("report", (uuid,), {**row, "deleted": now()}, row),))
