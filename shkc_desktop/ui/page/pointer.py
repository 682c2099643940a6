"""What the mouse does on a page: selects, presses marks, drags their ends."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent

from shkc_desktop.model.page import Mark
from shkc_desktop.ui.page.page_painter import Ends
from shkc_desktop.ui.page.selection import Selection, Unit

_SCROLL_EVERY_MS = 30
# How near a handle the mouse has to be.
_GRIP = 9


@dataclass
class Surface:
    """What the pointer needs to know of the page, and what it tells.

    position: the position nearest to a point of the viewport. selection_ends: the handles of the selection.
    mark_ends: of the mark under the mouse or chosen, with the mark. scroll: by pixels.
    """

    position: Callable[[QPointF], int]
    height: Callable[[], int]
    scroll: Callable[[int], None]
    scroll_value: Callable[[], int]
    selection: Callable[[], Selection]
    selection_ends: Callable[[], Ends | None]
    mark_ends: Callable[[], tuple[Mark, Ends] | None]
    select: Callable[[int, int], None]
    pressed: Callable[[QPoint], None]
    preview: Callable[[Mark, bool, int], None]
    drop: Callable[[Mark], None]


class Pointer(QObject):
    """Follows one press of the left button from press to release."""

    def __init__(self, surface: Surface, parent: QObject) -> None:
        super().__init__(parent)
        self._surface = surface
        self._unit = Unit.CHARACTER
        self._origin = (0, 0)
        self._press: QPointF | None = None
        self._at = QPointF()
        self._moved = False
        self._dragged: tuple[Mark, bool] | None = None
        self._clicks, self._last_press, self._last_time = 0, QPointF(), 0
        self._scroll = QTimer(self, interval=_SCROLL_EVERY_MS)
        self._scroll.timeout.connect(self._scroll_on)

    @property
    def is_down(self) -> bool:
        """Whether a press is being followed."""
        return self._press is not None

    def press(self, event: QMouseEvent, double: bool = False) -> None:
        """The left button went down; double: for the second time, Qt says."""
        point, surface = event.position(), self._surface
        self._press, self._at, self._moved, self._dragged = point, point, False, None
        clicks = self._count_clicks(event, double)
        position, selection = surface.position(point), surface.selection()
        if clicks == 1 and self._take_handle(point):
            return
        self._unit = (Unit.CHARACTER, Unit.WORD, Unit.PARAGRAPH)[clicks - 1]
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and clicks == 1:
            self._origin = (selection.anchor, selection.anchor)
            surface.select(selection.anchor, position)
            self._moved = True
            return
        self._origin = selection.around(position, self._unit)
        surface.select(*self._origin)

    def _count_clicks(self, event: QMouseEvent, double: bool) -> int:
        """1, 2 or 3: how many presses came quickly at one place."""
        hints = QGuiApplication.styleHints()
        near = (event.position() - self._last_press).manhattanLength() <= hints.mouseDoubleClickDistance()
        soon = event.timestamp() - self._last_time <= hints.mouseDoubleClickInterval()
        self._clicks = 2 if double else self._clicks % 3 + 1 if near and soon else 1
        self._last_press, self._last_time = event.position(), event.timestamp()
        return self._clicks

    def _take_handle(self, point: QPointF) -> bool:
        """Begin to drag an end of the selection or of a mark, if the press was on a handle."""
        surface, selection = self._surface, self._surface.selection()
        ends = surface.selection_ends()
        if ends is not None and (at_start := self._grip(ends, point)) is not None:
            fixed = selection.end if at_start else selection.start
            self._origin, self._unit, self._moved = (fixed, fixed), Unit.CHARACTER, True
            return True
        found = surface.mark_ends()
        if found is not None and (at_start := self._grip(found[1], point)) is not None:
            self._dragged = (found[0], at_start)
            return True
        return False

    def grips(self, point: QPointF) -> bool:
        """Whether a press at `point` would take a handle."""
        ends, found = self._surface.selection_ends(), self._surface.mark_ends()
        return any(e is not None and self._grip(e, point) is not None for e in (ends, found[1] if found else None))

    def _grip(self, ends: Ends, point: QPointF) -> bool | None:
        """True for the handle at the start, False for that at the end, None for neither."""
        point = point + QPointF(0, self._surface.scroll_value())
        for rect, tip, at_start in (
            (ends.start, ends.start.top() - 2, True),
            (ends.end, ends.end.bottom() + 3, False),
        ):
            if abs(point.x() - rect.center().x()) <= _GRIP and abs(point.y() - tip) <= _GRIP:
                return at_start
        return None

    def move(self, point: QPointF) -> None:
        """The mouse moved with the button down."""
        if self._press is None:
            return
        self._at = point
        if (
            not self._moved
            and (point - self._press).manhattanLength() < QGuiApplication.styleHints().startDragDistance()
        ):
            return
        self._moved = True
        self._follow()
        outside = point.y() < 0 or point.y() > self._surface.height()
        if outside and not self._scroll.isActive():
            self._scroll.start()
        elif not outside:
            self._scroll.stop()

    def _follow(self) -> None:
        surface = self._surface
        inside = QPointF(self._at.x(), max(0.0, min(surface.height() - 1.0, self._at.y())))
        position = surface.position(inside)
        if self._dragged is not None:
            surface.preview(self._dragged[0], self._dragged[1], position)
            return
        a, b = self._origin
        start, end = surface.selection().around(position, self._unit)
        if position < a:
            surface.select(b, start)
        else:
            surface.select(a, max(b, end) if self._unit is not Unit.CHARACTER else position)

    def _scroll_on(self) -> None:
        y, height = self._at.y(), self._surface.height()
        beyond = y if y < 0 else y - height
        self._surface.scroll(int(max(-80, min(80, beyond * 0.6 + (4 if beyond > 0 else -4)))))
        self._follow()

    def release(self, global_point: QPoint) -> None:
        """The left button went up."""
        self._scroll.stop()
        if self._press is None:
            return
        self._press = None
        if self._dragged is not None:
            if self._moved:
                self._surface.drop(self._dragged[0])
            self._dragged = None
        elif not self._moved and self._unit is Unit.CHARACTER:
            self._surface.pressed(global_point)
