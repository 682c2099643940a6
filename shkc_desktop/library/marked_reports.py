"""A whole report with the marks on it, as an export needs it."""

from collections.abc import Mapping

from shkc_desktop.library.library import Library
from shkc_desktop.model.annotation import Annotation
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.report import Report
from shkc_desktop.model.tag import Tag
from shkc_desktop.store import annotations


def marked(library: Library, uuid: str) -> tuple[Report, list[Annotation], Mapping[str, Tag]]:
    """The report, the annotations on it, and the tags by uuid. Raises Failure if the report is gone."""
    report = library.report(uuid)
    if report is None:
        raise Failure("这份报告已不在资料库里。")
    found = annotations.read(library.file.connection, "annotation.report = ? AND annotation.deleted IS NULL", (uuid,))
    return report, [annotation for annotation, _ in found], library.tags()
