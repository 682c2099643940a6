"""A district of the city the reports are about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class District:
    """name: 嘉定区; short: 嘉定; initials: `jd`, for filters; in official order everywhere."""

    name: str
    short: str
    initials: str = ""


# Passages that no district claims stand here in trees and filters.
UNATTRIBUTED = "未归区"
