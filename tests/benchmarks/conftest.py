"""A budget is missed only when it is missed again and again: on shared cores one measurement proves little."""

import time

import pytest
from _pytest.runner import runtestprotocol

TRIES = 5
ENOUGH = 150  # s: no further try after so long
_FOUND: list[float] = []


def _spin() -> float:
    """CPU seconds of a fixed piece of work: more of them while other programs press on the same cores."""
    start = time.process_time()
    sum(number % 7 for number in range(200_000))
    return time.process_time() - start


def _wait_for_a_quiet_moment(seconds: float = 8.0) -> None:
    """Until the machine works as fast as at its best so far, or for so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        _FOUND.append(_spin())
        if _FOUND[-1] <= 1.15 * min(_FOUND):
            return
        time.sleep(0.2)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Measure anew, with fixtures made anew, what missed its budget; every other failure stands at once."""
    if not item.get_closest_marker("budget"):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    begun = time.monotonic()
    for tried in range(1, TRIES + 1):
        _FOUND.append(_spin())
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
        call = next((report for report in reports if report.when == "call"), None)
        missed = call is not None and call.failed and "AssertionError" in call.longreprtext
        if not missed or tried == TRIES or time.monotonic() - begun > ENOUGH:
            break
        _wait_for_a_quiet_moment()
        item._initrequest()  # type: ignore[attr-defined]  # pytest has no other way to make the fixtures anew
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True
