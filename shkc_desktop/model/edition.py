"""Which text of a year a file holds."""

from enum import StrEnum


class Edition(StrEnum):
    """原文 is the report itself, 提要 a digest in this project's words."""

    ORIGINAL = "原文"
    DIGEST = "提要"
