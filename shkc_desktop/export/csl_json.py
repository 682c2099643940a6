"""The reports cited as CSL-JSON, for Zotero and Pandoc."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from shkc_desktop.export.citation import Citable
from shkc_desktop.export.destination import Progress, ShouldStop, Written
from shkc_desktop.export.options import ExportOptions, Item
from shkc_desktop.export.works import key, remark, write_works


def described(works: Sequence[Citable]) -> str:
    """A list of items of type `report`."""
    return json.dumps([item(work) for work in works], ensure_ascii=False, indent=1) + "\n"


def item(work: Citable) -> dict[str, Any]:
    """One item; an unknown part is absent, a supposed year is `circa`."""
    values: dict[str, Any] = {
        "id": key(work),
        "type": "report",
        "title": work.title,
        "author": [{"literal": name} for name in work.authors],
        "publisher": work.publisher,
        "publisher-place": work.place,
        "issued": _date(work),
        "URL": work.url,
        "note": remark(work),
        "language": "zh-CN",
    }
    return {name: value for name, value in values.items() if value}


def _date(work: Citable) -> dict[str, Any]:
    if work.estimated_year:
        return {"date-parts": [[int(work.estimated_year)]], "circa": True}
    parts = [int(part) for part in work.issued.split("-") if part.isdecimal()]
    if parts:
        return {"date-parts": [parts[:3]]}
    return {"raw": work.issued} if work.issued else {}


def write(
    items: Sequence[Item],
    options: ExportOptions,
    path: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Written:
    """Write the reports that the excerpts come from. Raises Failure, ExportCancelled."""
    return write_works(described, items, options, path, progress, should_stop)
