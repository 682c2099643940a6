"""A file becomes a Report: what an import would store."""

from pathlib import Path

from shkc_desktop.model.report import Report


def recognise_file(path: Path) -> Report:
    """What an import of the file would store. Raises NotReadable with one sentence."""
    # Files of formats and the gazetteer are read when the first file comes, not when the window opens.
    from shkc_desktop.ingest.reading import read_source
    from shkc_desktop.ingest.recognise import recognise

    return recognise(read_source(path))
