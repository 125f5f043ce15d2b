"""How much one person, one agency, and all who are not identified may ask for over time.

Token buckets, in the unit of ``cost.py``: values that an answer can hold. They live in the memory of one
process: with three processes behind a balancer, three times the rate gets through.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

import msgspec

from quorate_events.access.actor import Actor
from quorate_events.errors import Refused

NEW_DOCUMENT = 200
"""What a document costs that was not seen before: parsing and checking it takes as long as so many values."""

_MOST_BUCKETS = 10_000


class Rates(msgspec.Struct, frozen=True, kw_only=True):
    """Values a minute; 0 sets no bound. So much may also be asked for at once, after a minute of silence.

    ``person`` is for one person or one agency's software, ``agency`` for all of one agency, ``unidentified``
    for all together of whom it is not known who they are.
    """

    person: int = 600_000
    agency: int = 6_000_000
    unidentified: int = 120_000


class RateLimited(Refused):
    """Too much was asked for within a minute. Nothing was carried out."""

    code = "rate_limited"

    def __init__(self, retry_after: int = 1) -> None:
        super().__init__(
            "Too much was asked for within a short time.",
            f"Wait {retry_after} s, and send the request again; ask for smaller pages.",
        )
        self.retry_after = retry_after
        """Whole seconds after which the same request is let through, if nothing else is asked for."""


class Buckets:
    """One bucket for each key, all of one rate, the ``most`` that were used last.

    A bucket that nobody has used for a minute is full, and a new one is full as well: forgetting the one that
    was used longest ago changes nothing while fewer than ``most`` are in use within a minute.
    """

    def __init__(self, per_minute: int, most: int = _MOST_BUCKETS) -> None:
        self._room = float(per_minute)
        self._most = most
        self._levels: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._levels)

    def wait(self, key: Hashable, cost: float, now: float) -> float:
        """Return the seconds until the bucket holds ``cost``, 0 when it does.

        What costs more than the bucket can hold waits for a full one.
        """
        if not self._room:
            return 0.0
        missing = min(cost, self._room) - self._level(key, now)
        return max(0.0, missing * 60 / self._room)

    def take(self, key: Hashable, cost: float, now: float) -> None:
        """Take ``cost`` out, whatever the bucket holds."""
        if not self._room:
            return
        self._levels[key] = (self._level(key, now) - min(cost, self._room), now)
        self._levels.move_to_end(key)
        if len(self._levels) > self._most:
            self._levels.popitem(last=False)

    def _level(self, key: Hashable, now: float) -> float:
        level, since = self._levels.get(key, (self._room, now))
        return min(self._room, level + (now - since) * self._room / 60)


class Meter:
    """Charges what is asked for to whoever asks."""

    def __init__(self, rates: Rates | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        rates = rates or Rates()
        self._persons = Buckets(rates.person)
        self._agencies = Buckets(rates.agency)
        self._unidentified = Buckets(rates.unidentified, most=1)
        self._clock = clock

    def charge(self, actor: Actor | None, cost: float) -> None:
        """Take ``cost`` from the buckets of ``actor``; from none of them when one is short.

        Raises ``RateLimited``.
        """
        now = self._clock()
        buckets: tuple[tuple[Buckets, Hashable], ...] = ((self._unidentified, None),)
        if actor is not None:
            buckets = ((self._persons, actor.practitioner_id), (self._agencies, actor.agency_id))
        seconds = max(each.wait(key, cost, now) for each, key in buckets)
        if seconds > 0:
            raise RateLimited(math.ceil(seconds))
        for each, key in buckets:
            each.take(key, cost, now)
