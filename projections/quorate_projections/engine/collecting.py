"""Keeps Python's garbage collector from walking over states and rows again and again.

They refer to each other in no circles, so the collector finds nothing there; a full collection over the states of
thousands of streams stops everything for a good part of a second.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 100_000
"""Young objects before a collection where pauses do not matter."""


@contextmanager
def fewer_collections() -> Iterator[None]:
    """Collect cyclic garbage seldom while the block runs: for work in bulk."""
    before = gc.get_threshold()
    gc.set_threshold(_MANY, 10, 10)
    try:
        yield
    finally:
        gc.set_threshold(*before)
