"""The digests that ship with the program: stored as they were recognised beforehand, else recognised now."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shkc_desktop import resources
from shkc_desktop.library.library import Library
from shkc_desktop.model.failure import Failure
from shkc_desktop.store import prepared
from shkc_desktop.store.library_file import LibraryFile
from shkc_desktop.store.schema import SCHEMA_VERSION


def prepared_path() -> Path:
    """Where the digests stand as they were recognised; `resources/prepare_digests.py` writes it."""
    return resources.corpus() / "recognised.json"


def add_corpus(library: Library, progress: Callable[[int, int], None] | None = None) -> None:
    """Recognise and store the digests."""
    from shkc_desktop.library.recognising import recognise_file
    from shkc_desktop.store import reports

    files = _files()
    with library.file.transaction() as connection:
        for number, path in enumerate(files, 1):
            reports.add(connection, recognise_file(path))
            if progress is not None:
                progress(number, len(files))


def describe(library: Library) -> str:
    """What `prepared_path` holds, from a new library with the digests; a row a line, so that changes can be read."""
    tables = prepared.take(library.file.connection)
    lines = [f'{{"schema": {SCHEMA_VERSION}, "tables": {{']
    for name, table in tables.items():
        rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in table["rows"])
        end = "" if name == list(tables)[-1] else ","
        lines.append(f'"{name}": {{"columns": {json.dumps(table["columns"])}, "rows": [\n{rows}]}}{end}')
    return "\n".join([*lines, "}}"]) + "\n"


def lay_in(file: LibraryFile) -> bool:
    """Store the prepared digests and districts in an empty library; False, and nothing stored, where they do not fit.

    They fit if they were made for this schema and of the very files that lie in the corpus.
    """
    try:
        made = json.loads(prepared_path().read_text(encoding="utf-8"))
        raws = _sources(made)
        if raws is None:
            return False
        with file.transaction() as connection:
            prepared.put(connection, made["tables"], raws)
    except (OSError, ValueError, LookupError, TypeError, Failure):
        # Whatever is wrong with a file that only saves time: the digests themselves are at hand.
        return False
    return True


def _files() -> list[Path]:
    return sorted(resources.corpus().glob("*.md"))


def _sources(made: Any) -> dict[str, str] | None:
    """Report to its source, None if these are not the ones that it was made of."""
    from hashlib import sha256  # opens a cryptographic library: only at the very first start

    columns = made["tables"]["report"]["columns"]
    named = [dict(zip(columns, row, strict=True)) for row in made["tables"]["report"]["rows"]]
    files = {path.name: path.read_bytes() for path in _files()}
    if made["schema"] != SCHEMA_VERSION or sorted(files) != sorted(report["source_name"] for report in named):
        return None
    if any(sha256(files[report["source_name"]]).hexdigest() != report["sha256"] for report in named):
        return None
    return {report["uuid"]: files[report["source_name"]].decode("utf-8") for report in named}
