"""A passage with its words, and the spans of it that are dedicated to districts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from shkc_desktop.ingest.districts.subjects import Part, Sentence
from shkc_desktop.ingest.gazetteer import Occurrence
from shkc_desktop.ingest.kinds import Passage
from shkc_desktop.model.attribution import Evidence
from shkc_desktop.model.block import BlockKind


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]` of one block belongs to a district; as Attribution, but counted within the block."""

    start: int
    end: int
    part: Part
    evidence: Evidence
    confidence: float


@dataclass(slots=True)
class Body:
    """A passage with its words and what is known of its districts. survey: it goes over many before their own texts."""

    passage: Passage
    text: str
    found: list[Occurrence]
    spans: list[Span] = field(default_factory=list)
    scope: int | None = None
    labelled: bool = False
    survey: bool = False
    sentences: list[Sentence] = field(default_factory=list)
    scores: dict[str, float] = field(default_factory=dict)

    @property
    def is_prose(self) -> bool:
        """Whether it is running text that can have a subject."""
        return self.passage.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)

    @property
    def general(self) -> bool:
        """Whether its first sentence speaks of all districts."""
        first = self.sentences[0].subject if self.sentences else None
        return first is not None and first.manner == "general"

    def whole(self, parts: Sequence[Part], evidence: Evidence, confidence: float) -> None:
        """Dedicate the whole block."""
        self.spans = [] if not self.text else [Span(0, len(self.text), part, evidence, confidence) for part in parts]

    def share(self, spans: Sequence[Span]) -> float:
        """How much of the block some spans make up, 0 to 1."""
        return sum(s.end - s.start for s in spans) / max(1, len(self.text))
