"""How often the collector of reference cycles looks, in a process that keeps many objects."""

import gc

_THRESHOLDS = (10_000, 1, 20_000)
"""Objects before the youngest are looked at, and how many such looks before the next older are.

The first is more than what several hundred commands at once hold: below it, every batch that comes and goes was
looked at.
"""


def collect_in_short_steps() -> None:
    """Look for cycles among young objects, a few at a time, and among all objects hardly ever.

    A look stops every request, for as long as it goes through objects. Cached meetings and the states of views
    hold no cycles and are many; nearly everything is freed by its reference count at once.
    """
    gc.set_threshold(*_THRESHOLDS)
