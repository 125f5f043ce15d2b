"""Whose turn it is to have small numbers taken out of a trend, and how much of it at once.

The work is pure computing, which holds up everything else in the process: so it is bounded beforehand, charged to
whoever asks, and done one at a time. Short work does not wait behind long work.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from threading import Event
from typing import TypeAlias, TypeVar
from uuid import UUID

from quorate_events.errors import Invalid
from quorate_graphql.limits.rates import RateLimited

MOST_WORK = 1_500_000
"""Cells in all tables that one trend may need: a few seconds of computing."""

SHORT_WORK = 50_000
"""Up to so much, work takes its turn among short work."""

WORK_OF_A_VALUE = 4
"""So many cells take about as long as one value of an answer, and cost as much in the rates."""

MOST_IN_LINE = 4
"""How many people may have a trend waiting or in work, long and short ones apart: who comes later comes again."""

MOST_OF_ONE_PERSON = 4
"""How many trends one person may have waiting or in work: those of one page."""

Result = TypeVar("Result")
Stopped: TypeAlias = Callable[[], bool]
"""Tells whether nobody waits for the work any more."""


class TrendTooFine(Invalid):
    """A trend that is split so finely that hiding its small numbers would take too long."""

    code = "trend_too_fine"

    def __init__(self) -> None:
        super().__init__(
            "The trend is split too finely to hide its small numbers in good time.",
            "Ask for a shorter time, fewer groupings and filters, or quarters instead of months.",
        )


class TrendsBusy(RateLimited):
    """Too many trends are being worked out, by everybody or for this person."""

    code = "trends_busy"

    def __init__(self) -> None:
        super().__init__(2)
        self.message = "Other trends are being worked out."
        self.suggestion = "Wait 2 s, and ask again; ask for one trend at a time."


class Turns:
    """Hands out turns: one long and one short piece of work at a time in this process, one for each person."""

    def __init__(self) -> None:
        self._long, self._short = asyncio.Semaphore(1), asyncio.Semaphore(1)
        self._in_lane: Counter[asyncio.Semaphore] = Counter()
        self._of_person: Counter[UUID] = Counter()
        self._persons: dict[UUID, asyncio.Semaphore] = {}

    async def work_out(self, person: UUID, work: int, how: Callable[[Stopped], Result]) -> Result:
        """Carry ``how`` out in a thread when it is its turn. Raises ``TrendTooFine``, ``TrendsBusy``.

        Whoever is cancelled gives the turn on as soon as ``how`` notices.
        """
        if work > MOST_WORK:
            raise TrendTooFine
        async with self._turn(person, self._short if work <= SHORT_WORK else self._long):
            return await _in_a_thread(how)

    @asynccontextmanager
    async def _turn(self, person: UUID, lane: asyncio.Semaphore) -> AsyncIterator[None]:
        if self._of_person[person] >= MOST_OF_ONE_PERSON:
            raise TrendsBusy
        self._of_person[person] += 1
        try:
            async with self._persons.setdefault(person, asyncio.Semaphore(1)), self._in_line(lane), lane:
                yield
        finally:
            self._of_person[person] -= 1
            if not self._of_person[person]:
                del self._of_person[person], self._persons[person]

    @asynccontextmanager
    async def _in_line(self, lane: asyncio.Semaphore) -> AsyncIterator[None]:
        if self._in_lane[lane] >= MOST_IN_LINE:
            raise TrendsBusy
        self._in_lane[lane] += 1
        try:
            yield
        finally:
            self._in_lane[lane] -= 1


class Turn:
    """The turns of one person. ``charge`` takes from the rates of whoever asks."""

    def __init__(self, turns: Turns, person: UUID, charge: Callable[[float], None]) -> None:
        self._turns = turns
        self._person = person
        self._charge = charge

    async def work_out(self, work: int, how: Callable[[Stopped], Result]) -> Result:
        """Charge for the work and carry it out. Raises ``RateLimited``, ``TrendTooFine``, ``TrendsBusy``."""
        if work <= MOST_WORK:
            self._charge(work / WORK_OF_A_VALUE)
        return await self._turns.work_out(self._person, work, how)


async def _in_a_thread(how: Callable[[Stopped], Result]) -> Result:
    stop = Event()
    working = asyncio.ensure_future(asyncio.to_thread(how, stop.is_set))
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        # A thread cannot be stopped from outside: the turn is over when it has noticed.
        stop.set()
        await asyncio.wait([working])
        raise
