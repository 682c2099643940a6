"""A reader's correction as a located record: what she changed where, so that a new import can be given it again."""

from dataclasses import dataclass
from typing import Any

# In the order they were made; the value of each kind, and its span in the text it was made on:
# characters: {"replacement", "original", "record": False where a repair was undone}    the words as they stood before
# split: {}            the second part         join: {"first"}: a block as under order             the second block
# kind: {"kind": BlockKind value, "level"}     the block              level: {"level"} the block
# order: {"before", "under", "top"}: blocks as {"words", "which": of several with these words}, or None      the block
# districts: {"districts": [full name…], "zone", "whole": the span is the whole block}    the block or a stretch of it
# metadata: {"field", "value"}                 (0, 0)
CORRECTION_KINDS = ("characters", "split", "join", "kind", "level", "order", "districts", "metadata")


@dataclass(frozen=True, slots=True)
class ReaderCorrection:
    """`kind` is one of CORRECTION_KINDS, `value` plain JSON; `[start, end)` lies in the text it is applied to."""

    kind: str
    value: Any
    start: int
    end: int
