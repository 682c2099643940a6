"""Looks through a library: the file, and what must hold between its parts."""

from shkc_desktop.library.library import Library
from shkc_desktop.store import checking


def problems(library: Library) -> list[str]:
    """One Chinese sentence for each problem; an empty list means that all is well."""
    return checking.problems(library.file.connection)
