"""Where the text column, the cards and the margins of a page stand across the width of a pane."""

from dataclasses import dataclass
from enum import Enum

from shkc_desktop.ui.page.look import Look

CARD_GAP = 48
_CARD_WIDTHS = (268, 240)
_CARDS_RIGHT = 24
_PIN_ROOM = 92
_MARGIN = 64
_NARROW_MARGIN = 44
_FEWEST = 10


class Beside(Enum):
    """What stands right of the column."""

    CARDS = "cards"
    PINS = "pins"  # the first tag of each mark; a click shows the card
    BARS = "bars"  # a coloured bar


@dataclass(frozen=True)
class Columns:
    """left, width: the text column, a whole number of ems. beside: what stands right of it. card_x, card_width."""

    left: int
    width: int
    beside: Beside
    card_x: int
    card_width: int

    @property
    def right(self) -> int:
        """The right edge of the text column."""
        return self.left + self.width

    @classmethod
    def fit(cls, look: Look, pane: int) -> "Columns":
        """The widest layout for a pane of `pane` pixels: cards give way to pins, the column to 30 characters."""
        em, wanted = look.px, max(_FEWEST, look.column)
        shortest = min(wanted, 30)
        for card in _CARD_WIDTHS:
            block = wanted * em + CARD_GAP + card
            if block + _MARGIN + _CARDS_RIGHT <= pane:
                left = max(_MARGIN, (pane - block) // 2 + 4)
                return cls(left, wanted * em, Beside.CARDS, left + wanted * em + CARD_GAP, card)
        fits = (pane - _MARGIN - _PIN_ROOM) // em
        if fits >= shortest:
            count = min(wanted, fits)
            left = max(_MARGIN, (pane - count * em - _PIN_ROOM) // 2 - 16)
            left = min(left, pane - _PIN_ROOM - count * em)
            return cls(left, count * em, Beside.PINS, left + count * em + 14, _PIN_ROOM - 14)
        margin = _NARROW_MARGIN if pane > 360 else 16
        count = max(_FEWEST, min(wanted, (pane - margin - 28) // em))
        return cls(margin, count * em, Beside.BARS, margin + count * em + 6, 12)
