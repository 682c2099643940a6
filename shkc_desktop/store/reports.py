"""Reports in the library file: writing one with all its blocks, reading it whole."""

import json
import sqlite3
from dataclasses import replace
from typing import Any

from shkc_desktop.model.attribution import Attribution, Evidence
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.report import (
    Correction,
    Coverage,
    Doubt,
    Edition,
    Publication,
    Repair,
    Report,
    Section,
)
from shkc_desktop.store import digests, texts
from shkc_desktop.store.clock import now
from shkc_desktop.store.spans import read_names, read_numbers, read_spans, write_names, write_numbers, write_spans


def text_hash(text: str) -> str:
    """The sha256 that names a text version."""
    from hashlib import sha256  # opens the cryptographic library: only where a text is stored, not at a start

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def add(connection: sqlite3.Connection, report: Report) -> None:
    """Write a report that is not in the file yet, within the caller's transaction."""
    moment = now()
    row = {**metadata_row(report), "added": moment, "modified": moment}
    names = ", ".join(row)
    connection.execute(
        f"INSERT INTO report ({names}) VALUES ({', '.join('?' * len(row))})",
        tuple(row.values()),
    )
    version = add_version(connection, report, "导入")
    connection.execute(
        "UPDATE report SET source = ?, version = ?, characters = ? WHERE uuid = ?",
        (add_source(connection, report), version, len(report.text), report.uuid),
    )
    count_cells(connection, report.uuid)
    digests.step_back(connection, report.year)


def metadata_row(report: Report) -> dict[str, Any]:
    """The columns of table `report` that describe the report itself."""
    publication, coverage = report.publication, report.coverage
    return {
        "uuid": report.uuid,
        "title": report.title,
        "year": report.year,
        "year_evidence": report.year_evidence,
        "edition": str(report.edition),
        "responsible": publication.responsible,
        "publisher": publication.publisher,
        "place": publication.place,
        "issued": publication.issued,
        "url": publication.url,
        "unverified": json.dumps(sorted(publication.unverified), ensure_ascii=False),
        "note": report.note,
        "covers": json.dumps(coverage.sections, ensure_ascii=False),
        "covers_whole": int(coverage.whole),
        "districts_complete": int(coverage.districts_complete),
        "source_name": report.source_name,
        "sha256": report.sha256,
        "encoding": report.encoding,
        "replaced_characters": report.replaced_characters,
        "media_type": report.media_type,
    }


def add_version(connection: sqlite3.Connection, report: Report, reason: str) -> int:
    """Write the report's text, blocks and repairs as a new text version; returns its id, for table `report`."""
    number = connection.execute(
        "SELECT COALESCE(MAX(number), 0) + 1 FROM text_version WHERE report = ?", (report.uuid,)
    ).fetchone()[0]
    cursor = connection.execute(
        "INSERT INTO text_version (report, number, text, sha256, reason, created) VALUES (?, ?, ?, ?, ?, ?)",
        (report.uuid, number, report.text, text_hash(report.text), reason, now()),
    )
    version = int(cursor.lastrowid or 0)
    connection.executemany(
        'INSERT INTO block (version, n, kind, level, parent, position, start, "end", lines, emphasis, page,'
        " printed_page, reader_set, mentions) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((version, *block_values(block)) for block in report.blocks),
    )
    connection.executemany(
        'INSERT INTO attribution (version, block, start, "end", district, zone, evidence, confidence)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (version, block.index, a.start, a.end, a.district, a.zone, str(a.evidence), a.confidence)
            for block in report.blocks
            for a in block.attributions
        ),
    )
    connection.executemany(
        "INSERT INTO repair (version, kind, block, first_line, last_line, before, after, start)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((version, r.kind, r.block, *r.lines, r.before, r.after, r.start) for r in report.repairs),
    )
    connection.executemany(
        "INSERT INTO doubt (version, kind, message, block) VALUES (?, ?, ?, ?)",
        ((version, d.kind, d.message, d.block) for d in report.doubts),
    )
    connection.executemany(
        'INSERT INTO character_correction (version, start, "end", original) VALUES (?, ?, ?, ?)',
        ((version, c.start, c.end, c.original) for c in report.corrections),
    )
    return version


def add_source(connection: sqlite3.Connection, report: Report) -> int:
    """Keep the raw text and, where the reader wishes, the original file; returns its id."""
    cursor = connection.execute(
        "INSERT INTO report_source (report, raw, original) VALUES (?, ?, ?)",
        (report.uuid, report.raw, report.original),
    )
    return int(cursor.lastrowid or 0)


BLOCK_COLUMNS = (
    "n",
    "kind",
    "level",
    "parent",
    "position",
    "start",
    "end",
    "lines",
    "emphasis",
    "page",
    "printed_page",
    "reader_set",
    "mentions",
)


def block_values(block: Block) -> tuple[Any, ...]:
    """A block's row, in the order of BLOCK_COLUMNS."""
    return (
        block.index,
        str(block.kind),
        block.level,
        block.parent,
        block.order if block.order >= 0 else block.index,
        block.start,
        block.end,
        write_numbers(block.lines),
        write_spans(block.emphasis),
        block.page,
        block.printed_page,
        int(block.reader_set),
        write_names(block.mentions),
    )


def count_cells(connection: sqlite3.Connection, report: str) -> None:
    """Count anew how much text of the report each district has; an empty name stands for no district."""
    connection.execute("DELETE FROM cell WHERE report = ?", (report,))
    connection.execute(
        "INSERT INTO cell (report, district, characters, blocks, first)"
        ' SELECT r.uuid, a.district, SUM(a."end" - a.start), COUNT(DISTINCT a.block), MIN(a.block)'
        " FROM report r JOIN attribution a ON a.version = r.version"
        " JOIN block b ON b.version = a.version AND b.n = a.block"
        " WHERE r.uuid = ? AND b.kind IN ('paragraph', 'list_item') GROUP BY a.district",
        (report,),
    )
    connection.execute(
        "INSERT INTO cell (report, district, characters, blocks, first)"
        " SELECT r.uuid, '', SUM(b.\"end\" - b.start), COUNT(*), MIN(b.n) FROM report r"
        " JOIN block b ON b.version = r.version WHERE r.uuid = ? AND b.kind IN ('paragraph', 'list_item')"
        " AND NOT EXISTS (SELECT 1 FROM attribution a WHERE a.version = b.version AND a.block = b.n)"
        " HAVING COUNT(*) > 0",
        (report,),
    )


def load(connection: sqlite3.Connection, uuid: str, version: int | None = None, raw: bool = True) -> Report | None:
    """The whole report, deleted or not, None if the file has none of that uuid."""
    cursor = connection.execute("SELECT * FROM report WHERE uuid = ?", (uuid,))
    values = cursor.fetchone()
    if values is None:
        return None
    row = {column[0]: value for column, value in zip(cursor.description, values, strict=True)}
    version = version if version is not None else row["version"]
    words, _ = texts.text(connection, version)
    blocks = load_blocks(connection, version)
    source = ("", None)
    if raw:
        source = connection.execute("SELECT raw, original FROM report_source WHERE id = ?", (row["source"],)).fetchone()
    report = report_of(row, words, blocks)
    return replace(
        report,
        raw=source[0],
        original=source[1],
        repairs=tuple(
            Repair(kind, block, (first, last), before, after, start)
            for kind, block, first, last, before, after, start in connection.execute(
                "SELECT kind, block, first_line, last_line, before, after, start FROM repair WHERE version = ?"
                " ORDER BY id",
                (version,),
            )
        ),
        doubts=tuple(
            Doubt(kind, message, block)
            for kind, message, block in connection.execute(
                "SELECT kind, message, block FROM doubt WHERE version = ? AND NOT settled ORDER BY id", (version,)
            )
        ),
        corrections=tuple(
            Correction(start, end, original)
            for start, end, original in connection.execute(
                'SELECT start, "end", original FROM character_correction WHERE version = ? ORDER BY start', (version,)
            )
        ),
    )


def report_of(row: dict[str, Any], words: str, blocks: tuple[Block, ...]) -> Report:
    """A report from its row, its text and its blocks; sources, repairs and doubts left out."""
    publication = Publication(
        row["responsible"],
        row["publisher"],
        row["place"],
        row["issued"],
        row["url"],
        frozenset(json.loads(row["unverified"])),
    )
    coverage = Coverage(tuple(json.loads(row["covers"])), bool(row["covers_whole"]), bool(row["districts_complete"]))
    return Report(
        uuid=row["uuid"],
        title=row["title"],
        year=row["year"],
        text=words,
        blocks=blocks,
        sections=sections_of(words, blocks),
        edition=Edition(row["edition"]),
        coverage=coverage,
        publication=publication,
        note=row["note"],
        year_evidence=row["year_evidence"],
        source_name=row["source_name"],
        sha256=row["sha256"],
        encoding=row["encoding"],
        replaced_characters=row["replaced_characters"],
        media_type=row["media_type"],
    )


def load_blocks(connection: sqlite3.Connection, version: int) -> tuple[Block, ...]:
    """The blocks of a text version in text order, with their attributions."""
    attributions: dict[int, list[Attribution]] = {}
    for block, start, end, district, zone, evidence, confidence in connection.execute(
        'SELECT block, start, "end", district, zone, evidence, confidence FROM attribution WHERE version = ?'
        " ORDER BY block, start, id",
        (version,),
    ):
        found = Attribution(start, end, district, Evidence(evidence), confidence, zone)
        attributions.setdefault(block, []).append(found)
    return tuple(
        Block(
            index=n,
            kind=BlockKind(kind),
            start=start,
            end=end,
            level=level,
            parent=parent,
            order=position,
            lines=read_numbers(lines),
            emphasis=read_spans(emphasis),
            page=page,
            printed_page=printed,
            attributions=tuple(attributions.get(n, ())),
            reader_set=bool(reader_set),
            mentions=read_names(mentions),
        )
        for n, kind, level, parent, position, start, end, lines, emphasis, page, printed, reader_set, mentions in (
            connection.execute(
                'SELECT n, kind, level, parent, position, start, "end", lines, emphasis, page, printed_page,'
                " reader_set, mentions FROM block WHERE version = ? ORDER BY n",
                (version,),
            )
        )
    )


def sections_of(words: str, blocks: tuple[Block, ...]) -> tuple[Section, ...]:
    """The section tree as the headings give it; a number is what stands before the first blank."""
    found = []
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            heading = words[block.start : block.end]
            number, blank, title = heading.partition(" ")
            numbered = bool(blank) and any(c.isdigit() or c in "一二三四五六七八九十" for c in number)
            found.append(Section(number if numbered else "", title if numbered else heading, block.level, block.index))
    return tuple(found)
