"""Which cards stand beside which lines, so that none lies on another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from shkc_desktop.model.page import Mark
from shkc_desktop.ui.page.card_face import Card, CardFace, Chips
from shkc_desktop.ui.page.columns import Beside
from shkc_desktop.ui.page.marks import MarkIndex
from shkc_desktop.ui.page.typeset_page import TypesetPage

CardProvider = Callable[[str], Card | None]

_GAP = 12
# From a card's top to the middle of its first row of chips, which stands at its line.
_CHIP_MIDDLE = 21
# More marks beginning in one line show a row of chips and a count: their cards are not even asked for.
_ASKED_PER_LINE = 6
# How far a card may be pushed from its line before the cards around it become rows of chips.
_SLACK = 150
_ABOVE = 600
_STRIP = 24


@dataclass
class LineCards:
    """The marks that begin in one line of a piece, and what they say. more: marks that were not asked."""

    piece: int
    line: int
    cards: list[tuple[Mark, Card]]
    more: int

    @property
    def first(self) -> Mark:
        """The mark that gives its colour."""
        return self.cards[0][0]

    def tags(self) -> list[tuple[str, int]]:
        """The tags of all cards, each once."""
        return list(dict.fromkeys(tag for _, card in self.cards for tag in card.tags))

    def words(self) -> str:
        """What a pin says: 指标 +1."""
        tags = self.tags()
        rest = max(0, len(tags) - 1) + self.more
        first = tags[0][0].rpartition("/")[2] if tags else next((c.note for _, c in self.cards if c.note), "")
        return f"{first.partition(chr(10))[0]} +{rest}" if rest else first.partition("\n")[0]


@dataclass
class Placed:
    """Something beside the column, in page coordinates. face: a card; chips: a row of chips; neither: a pin.

    floats: it lies over the text.
    """

    rect: QRectF
    line_middle: float
    group: LineCards
    mark: Mark
    face: CardFace | None = None
    chips: Chips | None = None
    floats: bool = False


class MarginCards:
    """The cards of a TypesetPage. Cards are asked for when their line comes into sight."""

    def __init__(self, typeset: TypesetPage, marks: MarkIndex, provider: CardProvider) -> None:
        self._typeset, self._marks, self._provider = typeset, marks, provider
        self._groups: dict[int, list[LineCards]] = {}
        self._faces: dict[tuple[str, int], CardFace] = {}
        self._dense: dict[int, bool] = {}
        # The card that is being written on: its uuid and the height of the editor.
        self.editing: tuple[str, float] | None = None

    def forget(self, pieces: Sequence[int] | None = None) -> None:
        """Marks or cards on `pieces` have changed, None: on all."""
        self._dense.clear()
        if pieces is None:
            self._groups.clear()
            self._faces.clear()
            return
        for piece in pieces:
            for group in self._groups.pop(piece, ()):
                for mark, _ in group.cards:
                    for key in [key for key in self._faces if key[0] == mark.uuid]:
                        del self._faces[key]

    def groups(self, piece: int) -> list[LineCards]:
        """The cards that belong to the lines of a piece."""
        found = self._groups.get(piece)
        if found is None:
            found = self._groups[piece] = self._ask(piece)
        return found

    def _ask(self, piece: int) -> list[LineCards]:
        flow = self._typeset.flow
        row = flow.pieces[piece]
        marks = self._marks.touching(row.source, row.start, row.end)
        by_line: dict[int, list[Mark]] = {}
        layout = self._typeset.layout(piece) if marks else None
        for mark in sorted(marks, key=lambda m: (m.start, m.end)):
            begins = mark.start >= row.start or flow.position(row.source, mark.start) == flow.bases[piece]
            if begins and layout is not None:
                by_line.setdefault(layout.line_of(max(0, mark.start - row.start)), []).append(mark)
        found = []
        for line, here in sorted(by_line.items()):
            asked = here if len(here) <= _ASKED_PER_LINE else here[:_ASKED_PER_LINE]
            cards = [(mark, card) for mark in asked if (card := self._card(mark)) is not None]
            if cards:
                found.append(LineCards(piece, line, cards, len(here) - len(asked)))
        return found

    def _card(self, mark: Mark) -> Card | None:
        card = self._provider(mark.uuid)
        if self.editing is not None and self.editing[0] == mark.uuid:
            return card or Card()
        return card if card is not None and (card.tags or card.note or card.state) else None

    def face(self, mark: Mark, card: Card, width: int) -> CardFace:
        """A card set to a width."""
        if self.editing is not None and self.editing[0] == mark.uuid:
            return CardFace(card, mark.colour, width, self.editing[1])
        found = self._faces.get((mark.uuid, width))
        if found is None:
            found = self._faces[mark.uuid, width] = CardFace(card, mark.colour, width)
        return found

    def _is_dense(self, piece: int) -> bool:
        """Whether the cards around a piece need far more room than its lines have."""
        found = self._dense.get(piece)
        if found is None:
            found = self._dense[piece] = self._measure_density(piece)
        return found

    def _measure_density(self, piece: int) -> bool:
        count, wanted, room = len(self._typeset.flow), 0.0, 0
        for n in range(max(0, piece - 1), min(count, piece + 2)):
            room += self._typeset.heights[n]
            for group in self.groups(n):
                if group.more:
                    return True
                wanted += sum(
                    self.face(mark, card, self._typeset.columns.card_width).height + _GAP for mark, card in group.cards
                )
        return wanted > room + _SLACK

    def placed(self, scroll: float, height: float) -> list[Placed]:
        """What stands beside the lines between `scroll` and `scroll + height`."""
        typeset = self._typeset
        if not len(typeset.flow) or not len(self._marks):
            return []
        cards = typeset.columns.beside is Beside.CARDS
        piece = typeset.piece_at(scroll - (_ABOVE if cards else 0))
        y, free = typeset.top(piece), -1e9
        found: list[Placed] = []
        while piece < len(typeset.flow) and y < scroll + height + 40:
            groups = self.groups(piece)
            if groups:
                style, top = typeset.style(piece), y + typeset.space(piece)
                dense = cards and self._is_dense(piece)
                for group in groups:
                    middle = top + group.line * style.line + style.line / 2
                    if not cards:
                        found.append(self._pin(group, middle))
                    elif dense:
                        found.append(self._strip(group, middle, free))
                        free = found[-1].rect.bottom() + 6
                    else:
                        for mark, card in group.cards:
                            face = self.face(mark, card, typeset.columns.card_width)
                            at = max(middle - _CHIP_MIDDLE, free)
                            rect = QRectF(typeset.columns.card_x, round(at), face.width, face.height)
                            found.append(Placed(rect, middle, group, mark, face=face))
                            free = rect.bottom() + _GAP
            y += typeset.heights[piece]
            piece += 1
        return [p for p in found if p.rect.bottom() > scroll - 40 and p.rect.top() < scroll + height + 40]

    def _pin(self, group: LineCards, middle: float) -> Placed:
        columns = self._typeset.columns
        rect = QRectF(columns.card_x, round(middle) - 11, columns.card_width, 22)
        return Placed(rect, middle, group, group.first)

    def _strip(self, group: LineCards, middle: float, free: float) -> Placed:
        columns = self._typeset.columns
        at = max(middle - _STRIP / 2, free)
        rect = QRectF(columns.card_x, round(at), columns.card_width, _STRIP)
        return Placed(
            rect, middle, group, group.first, chips=Chips(group.tags(), columns.card_width - 12, 1, group.more)
        )
