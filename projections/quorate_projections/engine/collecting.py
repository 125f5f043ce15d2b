"""Keeps Python's garbage collector from walking over states and rows again and again.

They refer to each other in no circles, so the collector finds nothing there; a full collection over the states of
thousands of streams stops everything for a good part of a second.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 100_000
"""Young objects before a collection where pauses do not matter."""

_FEW = 10_000
"""Young objects before a collection that is over in less than a millisecond."""

_HARDLY_EVER = 10_000


@contextmanager
def fewer_collections() -> Iterator[None]:
    """Collect cyclic garbage seldom while the block runs: for work in bulk."""
    with _thresholds(_MANY, 10, 10):
        yield


@contextmanager
def short_collections() -> Iterator[None]:
    """Collect cyclic garbage while it is young, and all of it hardly ever: for work that must not pause."""
    with _thresholds(_FEW, 5, _HARDLY_EVER):
        yield


@contextmanager
def _thresholds(*thresholds: int) -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*thresholds)
    try:
        yield
    finally:
        gc.set_threshold(*before)
