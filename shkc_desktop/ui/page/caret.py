"""Where keys take the caret."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from shkc_desktop.ui.page.flow import YEAR
from shkc_desktop.ui.page.selection import Selection
from shkc_desktop.ui.page.typeset_page import TypesetPage

_KEYS = Qt.Key
_CTRL = Qt.KeyboardModifier.ControlModifier


class Caret:
    """Moves over a TypesetPage; up and down keep to one x."""

    def __init__(self, typeset: TypesetPage, selection: Selection) -> None:
        self._typeset, self._selection = typeset, selection
        self._x: float | None = None

    def forget_column(self) -> None:
        """The caret was put somewhere: the next step up or down starts from there."""
        self._x = None

    def target(self, event: QKeyEvent, page: int) -> int | None:
        """The position a key takes the caret to, None if it is no such key; page: pixels of a page step."""
        at, by_word = self._selection.caret, bool(event.modifiers() & _CTRL)
        vertical = True
        match event.key():
            case _KEYS.Key_Left | _KEYS.Key_Right as key:
                forward, vertical = key == _KEYS.Key_Right, False
                found = self._beside(at, forward, by_word)
            case _KEYS.Key_Up | _KEYS.Key_Down as key:
                down = key == _KEYS.Key_Down
                found = self._paragraph(at, down) if by_word else self._line(at, down)
            case _KEYS.Key_PageUp | _KEYS.Key_PageDown as key:
                found = self._by(at, page if key == _KEYS.Key_PageDown else -page)
            case _KEYS.Key_Home | _KEYS.Key_End as key:
                vertical = False
                end = key == _KEYS.Key_End
                found = (self._typeset.flow.end if end else 0) if by_word else self._line_edge(at, end)
            case _:
                return None
        if not vertical:
            self._x = None
        return found

    def _beside(self, at: int, forward: bool, by_word: bool) -> int:
        flow = self._typeset.flow
        if by_word:
            start, end = self._selection.word(at if forward else max(0, at - 1))
            return end if forward and end > at else start if not forward and start < at else at + (1 if forward else -1)
        at = max(0, min(flow.end, at + (1 if forward else -1)))
        while flow.pieces[flow.piece_at(at)].kind == YEAR and 0 < at < flow.end:
            at += 1 if forward else -1
        return at

    def _column(self, at: int) -> float:
        if self._x is None:
            self._x = self._typeset.caret(at).center().x()
        return self._x

    def _line(self, at: int, down: bool) -> int:
        typeset = self._typeset
        x = self._column(at)
        piece, line = typeset.line_of(at)
        line += 1 if down else -1
        if not 0 <= line < typeset.layout(piece).line_count:
            piece += 1 if down else -1
            while 0 <= piece < len(typeset.flow) and typeset.flow.pieces[piece].kind == YEAR:
                piece += 1 if down else -1
            if not 0 <= piece < len(typeset.flow):
                return typeset.flow.end if down else 0
            line = 0 if down else typeset.layout(piece).line_count - 1
        return self._in_line(piece, line, x)

    def _in_line(self, piece: int, line: int, x: float) -> int:
        """The position at `x` that is shown in this line, not at the start of the next one."""
        typeset = self._typeset
        found = typeset.position_in_line(piece, line, x)
        layout, base = typeset.layout(piece), typeset.flow.bases[piece]
        if line + 1 < layout.line_count and found - base >= layout.line_end(line):
            return base + layout.line_end(line) - 1
        return found

    def _by(self, at: int, pixels: int) -> int:
        typeset = self._typeset
        x, y = self._column(at), typeset.caret(at).center().y() + pixels
        if y >= typeset.head + typeset.heights.total:
            return typeset.flow.end
        if y < typeset.head:
            return 0
        piece, line = typeset.line_at(y)
        return self._in_line(piece, line, x)

    def _paragraph(self, at: int, down: bool) -> int:
        start, end = self._selection.paragraph(at)
        if down:
            return min(self._typeset.flow.end, end + 1)
        return start if at > start else self._selection.paragraph(max(0, start - 1))[0]

    def _line_edge(self, at: int, end: bool) -> int:
        typeset = self._typeset
        piece, line = typeset.line_of(at)
        layout, base = typeset.layout(piece), typeset.flow.bases[piece]
        if not end:
            return base + layout.line_start(line)
        last = line + 1 == layout.line_count
        return base + layout.line_end(line) - (0 if last else 1)
