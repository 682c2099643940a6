"""A reader's correction as a located record: what she changed where, so that a new import can be given it again."""

from dataclasses import dataclass
from typing import Any

# districts: {"districts": [name…], "zone": …, "whole": bool}   span = the block, or the sentence she corrected
# kind: {"kind": BlockKind value}                     level: {"level": n}
# order: {"before": [start, end] | None, "parent": [start, end] | None}   places of other blocks, None at the end / top
# characters: {"replacement": …, "original": …}       span = the words as they stood before
# metadata: {"field": …, "value": …}                  span = (0, 0)
CORRECTION_KINDS = ("characters", "kind", "level", "order", "districts", "metadata")


@dataclass(frozen=True, slots=True)
class ReaderCorrection:
    """`kind` is one of CORRECTION_KINDS, `value` plain JSON; `[start, end)` lies in the text it is applied to."""

    kind: str
    value: Any
    start: int
    end: int
