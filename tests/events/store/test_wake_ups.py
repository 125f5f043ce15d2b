"""Followers are woken after commits; without being woken they find everything by polling."""

import asyncio
from uuid import uuid4

import pytest
import pytest_asyncio

from quorate_events.store import AsyncSubscription

from .examples import append_of, stored
from .test_lost_connections import kill_connections


@pytest_asyncio.fixture
async def wake(log):
    return log.listener.register("stoke")


async def append_until_woken(log, wake):
    """A wake-up is a courtesy that may be lost with a connection, but not for ever."""
    wake.clear()
    while not wake.is_set():
        await log.appender.append(append_of(stored(uuid4(), 1)))
        await asyncio.sleep(0.01)


async def test_an_append_wakes_the_followers_of_its_ledger(log, wake):
    await wake.wait()
    wake.clear()
    await log.appender.append(append_of(stored(uuid4(), 1)))
    async with asyncio.timeout(30):
        await wake.wait()


async def test_an_append_does_not_wake_the_followers_of_another_ledger(log, wake):
    other = log.listener.register("elsewhere")
    await wake.wait()
    wake.clear()
    other.clear()
    await log.appender.append(append_of(stored(uuid4(), 1)))
    async with asyncio.timeout(30):
        await wake.wait()
    assert not other.is_set()


@pytest.mark.parametrize("which", ["quorate listener", "quorate announcer"])
async def test_wake_ups_come_back_after_their_connection_was_lost(log, wake, database, which):
    await append_until_woken(log, wake)
    await kill_connections(database.app_dsn, which, times=1)
    async with asyncio.timeout(30):
        await append_until_woken(log, wake)


async def test_a_follower_that_nobody_wakes_finds_events_by_polling(log):
    async with AsyncSubscription(log.recorder) as following:
        waiting = asyncio.create_task(anext(following))
        await asyncio.sleep(0.02)
        await log.appender.append(append_of(stored(uuid4(), 1)))
        assert (await waiting).id == 1
