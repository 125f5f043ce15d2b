"""How often the collector of reference cycles looks, in a process that keeps many objects."""

import gc

_THRESHOLDS = (50_000, 20, 20)
"""Objects before the youngest are looked at, and how many such looks before the next older are."""


def collect_seldom() -> None:
    """Look for cycles seldom: the cached meetings have none, and going through them costs more than commands.

    Nearly everything is freed by its reference count at once, whatever the thresholds are.
    """
    gc.set_threshold(*_THRESHOLDS)
