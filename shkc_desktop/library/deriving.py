"""Brings up to date what follows from the reader's rows: counts, districts under annotations, digests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shkc_desktop.store import annotations as stored
from shkc_desktop.store import digests, reports
from shkc_desktop.store.texts import report_of_version

if TYPE_CHECKING:
    from shkc_desktop.library.library import Library
    from shkc_desktop.store.changes import Change


def derive(library: Library, change: Change) -> None:
    """Within the transaction of `change`: count anew what its rows touch."""
    connection = library.file.connection
    years: set[int | None] = set()
    texts: set[str] = set()
    marked: set[str] = set()
    for row in change.rows:
        for image in (row.before, row.after):
            if image is None:
                continue
            if row.table == "report":
                years.add(image["year"])
                texts.add(image["uuid"])
            elif row.table in ("block", "attribution"):
                found = report_of_version(connection, image["version"])
                if found is not None:
                    texts.add(found)
            elif row.table == "annotation":
                marked.add(image["uuid"])
    for report in texts:
        reports.count_cells(connection, report)
        stored.find_districts(connection, report=report)
    for uuid in marked:
        stored.find_districts(connection, uuid)
    for year in years:
        digests.step_back(connection, year)
