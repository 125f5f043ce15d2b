"""Trends are worked out one at a time; whoever asks for too much, or too often, is told so, and others go on."""

import asyncio
import threading
from collections.abc import Callable
from uuid import uuid4

import pytest

from quorate_graphql.limits.rates import RateLimited
from quorate_graphql.metrics.turns import (
    MOST_IN_LINE,
    MOST_OF_ONE_PERSON,
    MOST_WORK,
    SHORT_WORK,
    TrendsBusy,
    TrendTooFine,
    Turn,
    Turns,
)

LONG = SHORT_WORK + 1


class Work:
    """Work that lasts until it is let go, or notices that nobody waits for it."""

    def __init__(self) -> None:
        self.running = self.most = 0
        self.go = threading.Event()
        self.begun = threading.Semaphore(0)
        self._lock = threading.Lock()

    def __call__(self, stopped: Callable[[], bool]) -> str:
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
        self.begun.release()
        while not (self.go.wait(0.01) or stopped()):
            pass
        with self._lock:
            self.running -= 1
        return "done"


async def begun(work: Work) -> None:
    await asyncio.to_thread(work.begun.acquire)


async def test_one_long_trend_is_worked_out_at_a_time() -> None:
    turns, work = Turns(), Work()
    asked = [asyncio.create_task(turns.work_out(uuid4(), LONG, work)) for _ in range(MOST_IN_LINE)]
    await begun(work)
    work.go.set()
    assert await asyncio.gather(*asked) == ["done"] * MOST_IN_LINE
    assert work.most == 1


async def test_a_short_trend_does_not_wait_behind_a_long_one() -> None:
    turns, work = Turns(), Work()
    long = asyncio.create_task(turns.work_out(uuid4(), LONG, work))
    await begun(work)
    assert await turns.work_out(uuid4(), SHORT_WORK, lambda _: "short") == "short"
    work.go.set()
    await long


async def test_one_person_does_not_fill_the_line() -> None:
    turns, work, person = Turns(), Work(), uuid4()
    asked = [asyncio.create_task(turns.work_out(person, LONG, work)) for _ in range(MOST_OF_ONE_PERSON)]
    await begun(work)
    with pytest.raises(TrendsBusy) as refused:
        await turns.work_out(person, LONG, work)
    assert refused.value.retry_after > 0
    other = asyncio.create_task(turns.work_out(uuid4(), LONG, work))
    work.go.set()
    assert await other == "done"
    await asyncio.gather(*asked)


async def test_who_comes_when_the_line_is_full_is_told_to_come_again() -> None:
    turns, work = Turns(), Work()
    asked = [asyncio.create_task(turns.work_out(uuid4(), LONG, work)) for _ in range(MOST_IN_LINE)]
    await begun(work)
    with pytest.raises(TrendsBusy):
        await turns.work_out(uuid4(), LONG, work)
    work.go.set()
    await asyncio.gather(*asked)
    assert await turns.work_out(uuid4(), LONG, work) == "done"


async def test_a_request_that_is_given_up_frees_its_place() -> None:
    turns, work = Turns(), Work()
    given_up = asyncio.create_task(turns.work_out(uuid4(), LONG, work))
    await begun(work)
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    assert work.running == 0
    assert await turns.work_out(uuid4(), LONG, lambda _: "next") == "next"


async def test_too_much_work_is_refused_beforehand() -> None:
    charged: list[float] = []
    turn = Turn(Turns(), uuid4(), charged.append)
    with pytest.raises(TrendTooFine):
        await turn.work_out(MOST_WORK + 1, lambda _: pytest.fail("It was begun."))
    assert charged == []


async def test_the_work_is_charged_before_it_is_done() -> None:
    def charge(cost: float) -> None:
        raise RateLimited(int(cost))

    with pytest.raises(RateLimited) as refused:
        await Turn(Turns(), uuid4(), charge).work_out(400, lambda _: pytest.fail("It was begun."))
    assert refused.value.retry_after == 100
