"""Work on ten thousand excerpts without Python's search for circles, which would stop the window with it."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_under_way: list[int] = []


@contextmanager
def uncollected() -> Iterator[None]:
    """Rest the collector while this lasts.

    One search through 10,000 excerpts takes 300 to 600 ms, in which no other thread runs; export makes no circles.
    """
    with _lock:
        _under_way.append(1)
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _under_way.pop()
            if not _under_way:
                # What stays (the excerpts of an open dialog) is not to be searched by the very next collection.
                gc.freeze()
                gc.enable()
