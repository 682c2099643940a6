"""What the reader does with a whole report: its metadata, deleting and restoring it."""

import json
from collections.abc import Sequence

from shkc_desktop.library.deriving import derive
from shkc_desktop.library.library import Library
from shkc_desktop.model.failure import Failure
from shkc_desktop.store import listing
from shkc_desktop.store.changes import Change, Writer
from shkc_desktop.store.clock import now
from shkc_desktop.store.listing import ReportSummary

FIELDS = ("title", "year", "responsible", "publisher", "place", "issued", "url", "edition", "note")


def list_reports(library: Library, deleted: bool = False) -> list[ReportSummary]:
    """All living (or all deleted) reports."""
    return listing.summaries(library.file.connection, deleted)


def districts_by_report(library: Library) -> dict[str, list[str]]:
    """Report uuid to the districts it has text for, in official order."""
    return listing.districts_by_report(library.file.connection)


def open_doubts(library: Library) -> dict[str, int]:
    """Report uuid to how many questions the import left that the reader has not settled."""
    return listing.open_doubts(library.file.connection)


def _change(library: Library, label: str, rows: Sequence[dict[str, object]]) -> Change:
    with library.file.transaction():

        def work(writer: Writer) -> None:
            for row in rows:
                writer.put("report", row)

        change = library.change(label, work)
        derive(library, change)
    return change


def delete(library: Library, uuids: Sequence[str]) -> Change:
    """Put reports into the recycle bin; their annotations wait with them."""
    label = "删去报告" if len(uuids) == 1 else f"删去 {len(uuids)} 份报告"
    return _change(library, label, [{"uuid": uuid, "deleted": now()} for uuid in uuids])


def restore(library: Library, uuids: Sequence[str]) -> Change:
    """Take reports out of the recycle bin, with their annotations."""
    return _change(library, "还原报告", [{"uuid": uuid, "deleted": None} for uuid in uuids])


def set_metadata(library: Library, uuid: str, values: dict[str, object], verified: Sequence[str] = ()) -> Change:
    """Write metadata (keys of FIELDS) and take the named fields off the list of what is 待核实."""
    report = library.report(uuid)
    if report is None:
        raise Failure("这份报告已不在资料库里。")
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise ValueError(f"no such metadata: {sorted(unknown)}")
    open_fields = report.publication.unverified - set(verified) - set(values)
    row = {"uuid": uuid, **values, "unverified": json.dumps(sorted(open_fields), ensure_ascii=False), "modified": now()}
    with library.file.transaction():
        change = _change(library, "改报告信息", [row])
        if report.year != values.get("year", report.year):
            derive(library, change)
    return change
