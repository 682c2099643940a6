"""An attribution: a span of a block that is dedicated to a district."""

from dataclasses import dataclass
from enum import StrEnum


class Evidence(StrEnum):
    """What tells that a span belongs to a district, strongest first; `reader` outranks all."""

    HEADING = "heading"
    LEAD = "lead"
    INFERRED = "inferred"
    READER = "reader"


@dataclass(frozen=True, slots=True)
class Attribution:
    """`Report.text[start:end]` is dedicated to `district` (full name, 浦东新区).

    zone: 张江, 临港, 紫竹 …, where the span is about that part of the district.
    confidence: 0 to 1; above 0.9 it is meant to be right in 99 of 100 cases.
    """

    start: int
    end: int
    district: str
    evidence: Evidence
    confidence: float
    zone: str | None = None
