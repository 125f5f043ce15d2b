"""How often the collector of reference cycles looks, in a process that keeps many objects."""

import gc

_THRESHOLDS = (1_500, 1_000, 10)
"""Objects before the youngest are looked at, and how many such looks before the next older are.

Few enough that the youngest are still near the processor: a look at ten thousand took 10 to 20 ms where one at fifteen
hundred takes 1 to 2. What survives is looked at again after one and a half million: only what was in use during a look
can be garbage there.
"""


def collect_in_short_steps() -> None:
    """Look for cycles among young objects, a few at a time, and among all objects hardly ever.

    A look stops every request, for as long as it goes through objects. Cached meetings and the states of views
    hold no cycles and are many; nearly everything is freed by its reference count at once.
    """
    gc.set_threshold(*_THRESHOLDS)
