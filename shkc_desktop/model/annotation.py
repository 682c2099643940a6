"""An annotation: a passage of a report that the reader has marked, with tags and a note."""

from dataclasses import dataclass
from enum import StrEnum

from shkc_desktop.model.selector import Target


class AnchorState(StrEnum):
    """How an annotation stands in the current text of its report.

    exact: same words in the same surroundings, wherever they now stand. moved: same words, other surroundings
    or typography. changed: the words differ. ambiguous: several places fit. orphan: none does, or the report is gone.
    """

    EXACT = "exact"
    MOVED = "moved"
    CHANGED = "changed"
    AMBIGUOUS = "ambiguous"
    ORPHAN = "orphan"


# The four hues a reader tells apart; she names them herself.
COLOURS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Annotation:
    """A marked passage.

    target: where it stands, and how it is found again.
    colour: 1 to 4. tags: uuids of tags, in the reader's order. note: plain text.
    creator: 编码者. created, modified: ISO 8601 with offset, UTC.
    district: the reader's own word on the district, None where the attributions under it tell.
    group: shared by the annotations that one selection across a composed page made.
    rev: raised by every change, so that a second window cannot overwrite silently.
    """

    uuid: str
    target: Target
    colour: int = 1
    tags: tuple[str, ...] = ()
    note: str = ""
    creator: str = ""
    created: str = ""
    modified: str = ""
    district: str | None = None
    group: str | None = None
    state: AnchorState = AnchorState.EXACT
    rev: int = 0
