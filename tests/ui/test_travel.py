"""Back and forward lead where the reader was."""

from shkc_desktop.model.page import PageKey, PageKind, Place
from shkc_desktop.ui.travel import KEPT, Stop, Travel


def stop(district: str) -> Stop:
    return Stop(PageKey(PageKind.YEARS, district=district))


def test_back_returns_to_the_place_that_was_left() -> None:
    travel = Travel()
    travel.go(stop("嘉定区"))
    travel.leave_at(Place("a", 120))
    travel.go(stop("杨浦区"))
    assert travel.back() == stop("嘉定区")._replace(place=Place("a", 120))
    assert travel.forward() == stop("杨浦区")


def test_a_new_way_forgets_what_lay_ahead() -> None:
    travel = Travel()
    for name in "甲乙丙":
        travel.go(stop(name))
    travel.back()
    travel.go(stop("丁"))
    assert not travel.can_go_forward()
    assert travel.back() == stop("乙")


def test_at_the_ends_there_is_no_way() -> None:
    travel = Travel()
    assert travel.back() is None and travel.forward() is None
    travel.go(stop("甲"))
    travel.go(stop("甲"))
    assert not travel.can_go_back()


def test_only_so_many_stops_are_kept() -> None:
    travel = Travel()
    for number in range(KEPT + 50):
        travel.go(stop(str(number)))
    steps = 0
    while travel.back() is not None:
        steps += 1
    assert steps == KEPT - 1
