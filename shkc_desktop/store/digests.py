"""A digest steps back for the sections that an original of its year covers."""

import json
import re
import sqlite3

from shkc_desktop.model.edition import Edition

_NUMBER = re.compile(r"^[\s第]*([0-9一二三四五六七八九十]+(?:\.[0-9]+)*)")


def section_key(heading: str) -> str:
    """What makes two headings the same section: its number, else its words without marks and blanks."""
    number = _NUMBER.match(heading)
    if number:
        return number.group(1).lstrip("0") or number.group(1)
    return re.sub(r"[\W_]+", "", heading)


def step_back(connection: sqlite3.Connection, year: int | None) -> None:
    """Mark the digest blocks of `year` that an original covers, and unmark the others."""
    if year is None:
        return
    editions: dict[str, list[tuple[int, str]]] = {Edition.ORIGINAL: [], Edition.DIGEST: []}
    for version, edition, covers in connection.execute(
        "SELECT version, edition, covers FROM report WHERE year = ? AND deleted IS NULL", (year,)
    ):
        editions[edition].append((version, covers))
    covered = {section_key(s) for _, covers in editions[Edition.ORIGINAL] for s in json.loads(covers)}
    for version, _ in editions[Edition.DIGEST]:
        inside: dict[int, bool] = {}
        for n, kind, parent, words in connection.execute(
            'SELECT b.n, b.kind, b.parent, substr(t.text, b.start + 1, b."end" - b.start)'
            " FROM block b JOIN text_version t ON t.id = b.version WHERE b.version = ? ORDER BY b.n",
            (version,),
        ):
            own = kind == "heading" and section_key(words) in covered
            inside[n] = own or (parent is not None and inside.get(parent, False))
        connection.executemany(
            "UPDATE block SET superseded = ? WHERE version = ? AND n = ? AND superseded <> ?",
            ((int(flag), version, n, int(flag)) for n, flag in inside.items()),
        )
