"""Budgets are CPU times of a quiet core; on one that other programs press upon, the same work takes more of them."""

import statistics
import time

# What `spin` takes on a quiet core of the kind of machine that the budgets were measured on.
QUIET_S = 0.0078
# However slow a machine is, a budget is never more than doubled.
_MOST = 2.0


def spin() -> float:
    """CPU seconds of a fixed piece of work, in this thread: what the program computes beside it allows it no more."""
    start = time.thread_time()
    sum(number % 7 for number in range(200_000))
    return time.thread_time() - start


def allowed(budget: float) -> float:
    """A budget for the pace at which this machine works just now: the same fixed work, timed in the same run."""
    slower = min(_MOST, max(1.0, statistics.median(spin() for _ in range(5)) / QUIET_S))
    if slower > 1.1:
        print(f"at 1/{slower:.2f} of the pace: {budget * slower:.3g} allowed for {budget:g}")
    return budget * slower
