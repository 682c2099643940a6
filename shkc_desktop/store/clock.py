"""The moment, as the library writes it down."""

from datetime import UTC, datetime


def now() -> str:
    """ISO 8601 in UTC with microseconds."""
    return datetime.now(UTC).isoformat()
