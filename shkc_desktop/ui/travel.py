"""Where the reader has been: back and forward."""

from dataclasses import dataclass, field
from typing import NamedTuple

from shkc_desktop.model.page import PageKey, Place

# As many steps as anyone goes back.
KEPT = 200


class Stop(NamedTuple):
    """A page and the place on it; no page is 总览."""

    page: PageKey | None
    place: Place | None = None


@dataclass
class Travel:
    """The stops of one window, and which of them is now."""

    _stops: list[Stop] = field(default_factory=list)
    _now: int = -1

    def now(self) -> Stop | None:
        """The stop the reader is at, None before the first."""
        return self._stops[self._now] if self._stops else None

    def go(self, stop: Stop) -> None:
        """Go to a new stop; what lay ahead is forgotten. A stop on the same page and place changes nothing."""
        if stop == self.now():
            return
        del self._stops[self._now + 1 :]
        self._stops.append(stop)
        del self._stops[:-KEPT]
        self._now = len(self._stops) - 1

    def leave_at(self, place: Place | None) -> None:
        """Note where on the present page the reader is, so that she comes back there."""
        if self._stops:
            self._stops[self._now] = self._stops[self._now]._replace(place=place)

    def can_go_back(self) -> bool:
        """Whether there is a stop before this one."""
        return self._now > 0

    def can_go_forward(self) -> bool:
        """Whether there is a stop after this one."""
        return self._now < len(self._stops) - 1

    def back(self) -> Stop | None:
        """Go to the stop before, None if there is none."""
        if not self.can_go_back():
            return None
        self._now -= 1
        return self.now()

    def forward(self) -> Stop | None:
        """Go to the stop after, None if there is none."""
        if not self.can_go_forward():
            return None
        self._now += 1
        return self.now()
