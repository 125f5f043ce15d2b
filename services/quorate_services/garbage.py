"""How often the collector of reference cycles looks, in a process that keeps many objects."""

import gc

_THRESHOLDS = (1_500, 1_000, 10)
"""Objects before the youngest are looked at, and how many such looks before the next older are.

Few enough that the youngest are still near the processor, so that a look takes less than a request waits for anyway; a
look at five times as many takes more than ten times as long. What survives is looked at again after one and a half million: only
what was in use during a look can be garbage there.
"""


def collect_in_short_steps() -> None:
    """Look for cycles among young objects, a few at a time, and among all objects hardly ever.

    A look stops every request, for as long as it goes through objects. Cached meetings and the states of views
    hold no cycles and are many; nearly everything is freed by its reference count at once.
    """
    gc.set_threshold(*_THRESHOLDS)
