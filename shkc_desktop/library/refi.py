"""The library as a REFI-QDA project or codebook."""

from collections.abc import Sequence

from shkc_desktop.interchange.incoming import IncomingSource
from shkc_desktop.interchange.refi import codebook as refi_codebook
from shkc_desktop.interchange.refi.project_writer import Project, Written, to_qdpx
from shkc_desktop.library.codebook import codebook
from shkc_desktop.library.library import Library
from shkc_desktop.library.reporting import districts_by_report
from shkc_desktop.store import annotations, listing, memos
from shkc_desktop.store.clock import now


def codebook_file(library: Library) -> bytes:
    """All living tags as `.qdc`."""
    return refi_codebook.to_xml([entry.tag for entry in codebook(library)])


def project_file(library: Library, uuids: Sequence[str]) -> Written:
    """Some annotations with the texts they lie on, the codebook and the memos that are not private, as `.qdpx`."""
    connection = library.file.connection
    wanted = set(uuids)
    found = [(a, districts) for a, districts in annotations.read(connection) if a.uuid in wanted]
    marked = {a.target.report for a, _ in found}
    named = districts_by_report(library)
    sources = []
    for summary in listing.summaries(connection):
        if summary.uuid in marked:
            text, digest = library.report_text(summary.uuid)
            districts = tuple(named.get(summary.uuid, ()))
            sources.append(IncomingSource(summary.uuid, summary.title, "", text, digest, summary.year, districts))
    project = Project(
        name=library.path.stem,
        sources=sources,
        annotations=[a for a, _ in found],
        tags=[entry.tag for entry in codebook(library)],
        memos=memos.read(connection),
        districts={a.uuid: (a.district,) if a.district else names for a, names in found},
        created=now(),
    )
    return to_qdpx(project)
