"""The reader's corrections of a report: each gives a new Report, or a Revised one where the text changes."""

from shkc_desktop.ingest.reapplying import corrections_between, reapply
from shkc_desktop.ingest.revising_districts import set_districts
from shkc_desktop.ingest.revising_metadata import METADATA, set_metadata
from shkc_desktop.ingest.revising_outline import move_blocks, set_kind, set_level, set_parent
from shkc_desktop.ingest.revising_text import Revised, correct_characters, join_blocks, split_block, undo_repair

__all__ = [
    "METADATA",
    "Revised",
    "correct_characters",
    "corrections_between",
    "join_blocks",
    "move_blocks",
    "reapply",
    "set_districts",
    "set_kind",
    "set_level",
    "set_metadata",
    "set_parent",
    "split_block",
    "undo_repair",
]
