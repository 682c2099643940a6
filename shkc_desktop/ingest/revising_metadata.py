"""The reader says what a report is: title, year, edition, and what a citation needs."""

from dataclasses import replace
from typing import Any

from shkc_desktop.model.failure import Failure
from shkc_desktop.model.report import Edition, Report

_PUBLICATION = ("responsible", "publisher", "place", "issued", "url")
METADATA = ("title", "year", "edition", "note", *_PUBLICATION)


def set_metadata(report: Report, field: str, value: str | int | None) -> Report:
    """The report with that field (one of METADATA) on the reader's word; it is no longer 待核实."""
    if field not in METADATA:
        raise Failure(f"没有“{field}”这一项。")
    publication = replace(report.publication, unverified=report.publication.unverified - {field})
    doubts = tuple(doubt for doubt in report.doubts if doubt.kind != field)
    report = replace(report, publication=publication, doubts=doubts)
    words = "" if value is None else str(value).strip()
    match field:
        case "title":
            if not words:
                raise Failure("标题不能为空。")
            return replace(report, title=words)
        case "year":
            return replace(report, year=_year(words), year_evidence="reader")
        case "edition":
            if words not in set(Edition):
                raise Failure("版本只能是原文或提要。")
            return replace(report, edition=Edition(words))
        case "note":
            return replace(report, note=words)
        case _:
            changed: dict[str, Any] = {field: words}
            return replace(report, publication=replace(publication, **changed))


def _year(words: str) -> int | None:
    if not words:
        return None
    if not (words.isascii() and words.isdigit() and 1900 <= int(words) <= 2200):
        raise Failure("年份请填四位数字，例如 2021。")
    return int(words)
