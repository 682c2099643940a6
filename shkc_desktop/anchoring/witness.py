"""The old text as a witness: whether a place of the new text is the passage, or another passage of the old one."""

from shkc_desktop.anchoring.folded_text import FoldedText
from shkc_desktop.anchoring.passage import Passage
from shkc_desktop.anchoring.places import Place, places
from shkc_desktop.model.selector import Target

WIDE = 200  # folded characters of context taken from the texts themselves


class Witness:
    """What the old text tells about places of the new one.

    floor: the evidence from which a place that it confirms is the passage.
    """

    floor = 12.0

    def __init__(self, old: FoldedText, new: FoldedText) -> None:
        self._old = old
        self._new = new

    def knows(self, target: Target) -> bool:
        """Whether the target was described in the old text."""
        start, end = target.position.start, target.position.end
        return start < end and self._old.text[start:end] == target.quote.exact

    def _span(self, target: Target) -> tuple[int, int]:
        return self._old.to_folded(target.position.start), self._old.to_folded(target.position.end)

    def confirms(self, target: Target, place: Place) -> bool:
        """Whether what stands at the place of the new text is what stood at the target in the old one."""
        start, end = self._span(target)
        back = places(Passage.within(self._new, place.start, place.end, WIDE), self._old.folded)
        return bool(back) and back[0].start < end and start < back[0].end

    def places(self, target: Target) -> list[Place]:
        """The places of the target with its wide context in the new text, less those of other passages."""
        found = places(Passage.within(self._old, *self._span(target), WIDE), self._new.folded)
        return [place for place in found if self.confirms(target, place)]
