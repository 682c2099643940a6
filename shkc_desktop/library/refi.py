"""Gives the library out as REFI-QDA: its codebook, or a project with reports, marks and memos."""

from collections.abc import Sequence

from shkc_desktop.interchange.incoming import IncomingSource
from shkc_desktop.interchange.refi import codebook
from shkc_desktop.interchange.refi.project_writer import Project, Written, to_qdpx
from shkc_desktop.library.excerpts import excerpts_of
from shkc_desktop.library.library import Library
from shkc_desktop.library.reporting import districts_by_report, list_reports
from shkc_desktop.model.memo import MemoSubject
from shkc_desktop.store import memos
from shkc_desktop.store.clock import now


def codebook_file(library: Library) -> bytes:
    """The whole codebook as `.qdc`. Raises Failure where there is no tag."""
    return codebook.to_xml(list(library.tags().values()))


def project_file(library: Library, uuids: Sequence[str]) -> Written:
    """The annotations named, with their reports, the codebook and the memos that are not private, as `.qdpx`."""
    chosen = excerpts_of(library, uuids)
    told = [memo for memo in memos.read(library.file.connection) if not memo.private]
    wanted = {excerpt.source.report for excerpt in chosen}
    wanted |= {memo.about for memo in told if memo.subject is MemoSubject.REPORT}
    districts = districts_by_report(library)
    sources = [
        IncomingSource(
            key=summary.uuid,
            title=summary.title,
            text=library.report_text(summary.uuid)[0],
            year=summary.year,
            districts=tuple(districts.get(summary.uuid, ())),
        )
        for summary in list_reports(library)
        if summary.uuid in wanted
    ]
    return to_qdpx(
        Project(
            name=library.path.stem,
            sources=sources,
            annotations=[excerpt.annotation for excerpt in chosen],
            tags=list(library.tags().values()),
            memos=told,
            districts={excerpt.annotation.uuid: excerpt.districts for excerpt in chosen},
            created=now(),
        )
    )
