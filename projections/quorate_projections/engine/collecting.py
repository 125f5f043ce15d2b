"""Keeps Python's garbage collector from walking over states and events again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_YOUNG = 100_000
"""Events and states refer to each other in no circles, so there is hardly anything to find."""


@contextmanager
def fewer_collections() -> Iterator[None]:
    """Collect cyclic garbage rarely while the block runs; what it leaves is collected afterwards as usual."""
    before = gc.get_threshold()
    gc.set_threshold(_YOUNG, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
