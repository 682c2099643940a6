"""The tables of the library file, and the steps by which older files come up to date."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils.db import Database

APPLICATION_ID = 0x53484B43  # "SHKC"
SCHEMA_VERSION = 1

# Every table the reader changes by hand, with its key; changes to these can be undone.
KEYS: dict[str, tuple[str, ...]] = {
    "report": ("uuid",),
    "block": ("version", "n"),
    "attribution": ("id",),
    "repair": ("id",),
    "doubt": ("id",),
    "reader_correction": ("uuid",),
    "tag": ("uuid",),
    "annotation": ("uuid",),
    "annotation_tag": ("annotation", "tag"),
    "memo": ("uuid",),
    "bookmark": ("uuid",),
    "reading_state": ("district", "year"),
    "saved": ("uuid",),
    "basket": ("uuid",),
    "setting": ("key",),
}

_FIRST = (
    """CREATE TABLE report (
        uuid TEXT PRIMARY KEY, title TEXT NOT NULL, year INTEGER, year_evidence TEXT NOT NULL DEFAULT '',
        edition TEXT NOT NULL, responsible TEXT NOT NULL DEFAULT '', publisher TEXT NOT NULL DEFAULT '',
        place TEXT NOT NULL DEFAULT '', issued TEXT NOT NULL DEFAULT '', url TEXT NOT NULL DEFAULT '',
        unverified TEXT NOT NULL DEFAULT '[]', note TEXT NOT NULL DEFAULT '',
        covers TEXT NOT NULL DEFAULT '[]', covers_whole INTEGER NOT NULL DEFAULT 0,
        districts_complete INTEGER NOT NULL DEFAULT 0,
        source_name TEXT NOT NULL DEFAULT '', sha256 TEXT NOT NULL DEFAULT '', encoding TEXT NOT NULL DEFAULT '',
        replaced_characters INTEGER NOT NULL DEFAULT 0, media_type TEXT NOT NULL DEFAULT 'text/plain',
        source INTEGER, version INTEGER, characters INTEGER NOT NULL DEFAULT 0,
        added TEXT NOT NULL, modified TEXT NOT NULL, deleted TEXT, rev INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX report_year ON report (year, title)",
    "CREATE INDEX report_sha256 ON report (sha256)",
    """CREATE TABLE report_source (
        id INTEGER PRIMARY KEY, report TEXT NOT NULL REFERENCES report (uuid), raw TEXT NOT NULL, original BLOB)""",
    "CREATE INDEX report_source_report ON report_source (report)",
    """CREATE TABLE text_version (
        id INTEGER PRIMARY KEY, report TEXT NOT NULL REFERENCES report (uuid), number INTEGER NOT NULL,
        text TEXT NOT NULL, sha256 TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', created TEXT NOT NULL)""",
    "CREATE INDEX text_version_report ON text_version (report)",
    """CREATE TABLE block (
        version INTEGER NOT NULL REFERENCES text_version (id), n INTEGER NOT NULL, kind TEXT NOT NULL,
        level INTEGER NOT NULL DEFAULT 0, parent INTEGER, position INTEGER NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, lines TEXT NOT NULL DEFAULT '',
        emphasis TEXT NOT NULL DEFAULT '', page INTEGER, printed_page TEXT, reader_set INTEGER NOT NULL DEFAULT 0,
        mentions TEXT NOT NULL DEFAULT '', superseded INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (version, n)) WITHOUT ROWID""",
    "CREATE INDEX block_start ON block (version, start)",
    """CREATE TABLE attribution (
        id INTEGER PRIMARY KEY, version INTEGER NOT NULL REFERENCES text_version (id), block INTEGER NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, district TEXT NOT NULL, zone TEXT,
        evidence TEXT NOT NULL, confidence REAL NOT NULL)""",
    "CREATE INDEX attribution_block ON attribution (version, block, start)",
    "CREATE INDEX attribution_district ON attribution (district, version)",
    """CREATE TABLE repair (
        id INTEGER PRIMARY KEY, version INTEGER NOT NULL REFERENCES text_version (id), kind TEXT NOT NULL,
        block INTEGER, first_line INTEGER NOT NULL, last_line INTEGER NOT NULL, before TEXT NOT NULL,
        after TEXT NOT NULL, start INTEGER)""",
    "CREATE INDEX repair_version ON repair (version)",
    """CREATE TABLE doubt (
        id INTEGER PRIMARY KEY, version INTEGER NOT NULL REFERENCES text_version (id), kind TEXT NOT NULL,
        message TEXT NOT NULL, block INTEGER, settled INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX doubt_version ON doubt (version)",
    """CREATE TABLE character_correction (
        id INTEGER PRIMARY KEY, version INTEGER NOT NULL REFERENCES text_version (id),
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, original TEXT NOT NULL)""",
    "CREATE INDEX character_correction_version ON character_correction (version)",
    """CREATE TABLE reader_correction (
        uuid TEXT PRIMARY KEY, report TEXT NOT NULL REFERENCES report (uuid), kind TEXT NOT NULL,
        value TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, exact TEXT NOT NULL,
        prefix TEXT NOT NULL, suffix TEXT NOT NULL, created TEXT NOT NULL, rev INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX reader_correction_report ON reader_correction (report)",
    """CREATE TABLE cell (
        report TEXT NOT NULL REFERENCES report (uuid), district TEXT NOT NULL, characters INTEGER NOT NULL,
        blocks INTEGER NOT NULL, first INTEGER NOT NULL, PRIMARY KEY (report, district)) WITHOUT ROWID""",
    """CREATE TABLE tag (
        uuid TEXT PRIMARY KEY, name TEXT NOT NULL CHECK (name <> '' AND instr(name, '/') = 0), parent TEXT,
        colour INTEGER NOT NULL DEFAULT 1, definition TEXT NOT NULL DEFAULT '', inclusion TEXT NOT NULL DEFAULT '',
        exclusion TEXT NOT NULL DEFAULT '', example TEXT NOT NULL DEFAULT '', position INTEGER NOT NULL DEFAULT 0,
        favourite INTEGER, deleted TEXT, rev INTEGER NOT NULL DEFAULT 0)""",
    """CREATE TABLE annotation (
        uuid TEXT PRIMARY KEY, report TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
        exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL, text_sha256 TEXT NOT NULL DEFAULT '',
        heading_path TEXT NOT NULL DEFAULT '[]', colour INTEGER NOT NULL DEFAULT 1, note TEXT NOT NULL DEFAULT '',
        creator TEXT NOT NULL DEFAULT '', created TEXT NOT NULL, modified TEXT NOT NULL, district TEXT,
        found_districts TEXT NOT NULL DEFAULT '', "group" TEXT, state TEXT NOT NULL DEFAULT 'exact',
        deleted TEXT, rev INTEGER NOT NULL DEFAULT 0)""",
    # All that a page paints stands in the index: 10,000 marks are read in 8 ms rather than 30.
    'CREATE INDEX annotation_report ON annotation (report, start, deleted, "end", colour, state, uuid)',
    "CREATE INDEX annotation_deleted ON annotation (deleted) WHERE deleted IS NOT NULL",
    """CREATE TABLE annotation_tag (
        annotation TEXT NOT NULL, tag TEXT NOT NULL, position INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (annotation, tag)) WITHOUT ROWID""",
    "CREATE INDEX annotation_tag_tag ON annotation_tag (tag)",
    """CREATE TABLE memo (
        uuid TEXT PRIMARY KEY, subject TEXT NOT NULL, about TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '',
        text TEXT NOT NULL DEFAULT '', private INTEGER NOT NULL DEFAULT 0, creator TEXT NOT NULL DEFAULT '',
        created TEXT NOT NULL, modified TEXT NOT NULL, deleted TEXT, rev INTEGER NOT NULL DEFAULT 0)""",
    """CREATE TABLE bookmark (
        uuid TEXT PRIMARY KEY, report TEXT NOT NULL, "offset" INTEGER NOT NULL, label TEXT NOT NULL DEFAULT '',
        created TEXT NOT NULL)""",
    """CREATE TABLE reading_place (
        page TEXT PRIMARY KEY, report TEXT NOT NULL, "offset" INTEGER NOT NULL, share REAL NOT NULL DEFAULT 0,
        snippet TEXT NOT NULL DEFAULT '', at TEXT NOT NULL)""",
    """CREATE TABLE reading_state (
        district TEXT NOT NULL, year INTEGER NOT NULL, state TEXT NOT NULL,
        PRIMARY KEY (district, year)) WITHOUT ROWID""",
    """CREATE TABLE saved (
        uuid TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
        position INTEGER NOT NULL DEFAULT 0, rev INTEGER NOT NULL DEFAULT 0)""",
    """CREATE TABLE basket (
        uuid TEXT PRIMARY KEY, kind TEXT NOT NULL, annotation TEXT, memo TEXT, text TEXT NOT NULL DEFAULT '',
        position INTEGER NOT NULL DEFAULT 0)""",
    "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE district (
        name TEXT PRIMARY KEY, short TEXT NOT NULL, initials TEXT NOT NULL DEFAULT '',
        position INTEGER NOT NULL)""",
)


_STEPS = "shkc"
_FIRST_STEP = "0001_the_nouns"
# As sqlite_utils makes it, so that it finds the first step done.
_STEPS_TABLE = (
    """CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
)""",
    """CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name")""",
)


def lay_out(connection: sqlite3.Connection) -> None:
    """Make the tables of a new file, in one transaction: the first step, without the 50 ms of sqlite_utils."""
    connection.execute("BEGIN IMMEDIATE")
    for statement in (*_STEPS_TABLE, *_FIRST):
        connection.execute(statement)
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)",
        (_STEPS, _FIRST_STEP, str(datetime.now(UTC))),
    )
    connection.execute("COMMIT")
    _sign(connection)


def _sign(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Apply the missing steps, each in a transaction of its own, and write the version into the file's head."""
    # sqlite_utils takes 75 ms to import: only a file that needs a step pays for it.
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    steps = Migrations(_STEPS)

    @steps(name=_FIRST_STEP)
    def the_nouns(db: Database) -> None:
        for statement in _FIRST:
            db.execute(statement)

    steps.apply(Database(connection))
    _sign(connection)


def differences(connection: sqlite3.Connection) -> tuple[set[str], set[str]]:
    """What a file of the present version lacks, and what it has beside or otherwise: names of tables, views …"""
    found = _things(connection)
    made = sqlite3.connect(":memory:", isolation_level=None)
    lay_out(made)
    ours = _things(made)
    made.close()
    missing = {name for name, (kind, _) in ours.items() if found.get(name, ("",))[0] != kind}
    return missing, {name for name in found if found[name] != ours.get(name)}


def _things(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    rows = connection.execute("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL")
    # Of SQLite's and sqlite_utils' own making.
    return {name: (kind, sql) for name, kind, sql in rows if not name.startswith(("sqlite_", "_sqlite_", "idx__"))}
