"""A second batch is on its way while the first is being written."""

import asyncio
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest

from quorate_events.store import AppenderLimits, GroupCommitAppender, connector

from .examples import append_of, stored

# Within a transaction pg_stat_activity stands still; pg_locks does not.
WAITING = "select count(distinct pid) from pg_locks where not granted"


@pytest.fixture
def appender(database):
    return GroupCommitAppender(
        connector(database.app_dsn, "two batches"), "stoke", limits=AppenderLimits(worth_a_batch=4)
    )


@asynccontextmanager
async def held_up(appender, owner):
    """Nothing can be written while the block runs."""
    await appender.append(append_of(stored(uuid4(), 1)))
    async with owner.transaction():
        await owner.execute("select from quorate.ledger_head for update")
        yield


async def waiting_in_the_server(owner, count):
    async with asyncio.timeout(4):
        while await owner.fetchval(WAITING) < count:  # noqa: ASYNC110 - the server cannot set an event
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)
    return await owner.fetchval(WAITING)


def started(appender, appends):
    return [asyncio.create_task(appender.append(append)) for append in appends]


async def test_when_many_wait_they_are_sent_in_two_halves(appender, owner):
    async with appender:
        async with held_up(appender, owner):
            tasks = started(appender, [append_of(stored(uuid4(), 1)) for _ in range(20)])
            assert await waiting_in_the_server(owner, 2) == 2
        results = await asyncio.gather(*tasks)
    assert sorted(result.first_position for result in results) == list(range(2, 22))
    batches = "select count(*) from quorate.stored_events where notification_id > 1 group by xact_id"
    assert [row[0] for row in await owner.fetch(batches)] == [10, 10]


async def test_a_few_wait_for_the_batch_that_is_under_way(appender, owner):
    async with appender:
        async with held_up(appender, owner):
            tasks = started(appender, [append_of(stored(uuid4(), 1)) for _ in range(2)])
            assert await waiting_in_the_server(owner, 1) == 1
            tasks += started(appender, [append_of(stored(uuid4(), 1)) for _ in range(3)])
            await asyncio.sleep(0.05)
            assert await owner.fetchval(WAITING) == 1
        results = await asyncio.gather(*tasks)
    assert [result.first_position for result in results] == [2, 3, 4, 5, 6]


async def test_successive_versions_are_never_under_way_together(appender, owner, log):
    streams = [uuid4() for _ in range(10)]
    async with appender:
        async with held_up(appender, owner):
            tasks = [
                task
                for version in (1, 2, 3)
                for task in started(appender, [append_of(stored(stream, version)) for stream in streams])
            ]
            assert await waiting_in_the_server(owner, 1) == 1
        await asyncio.gather(*tasks)
    for stream in streams:
        assert [event.originator_version for event in await log.recorder.select_events(stream)] == [1, 2, 3]


async def test_closing_waits_for_what_is_held_back_by_the_other_batch(appender, owner):
    stream = uuid4()
    async with held_up(appender, owner):
        tasks = started(appender, [append_of(stored(uuid4(), 1)) for _ in range(9)])
        tasks += started(appender, [append_of(stored(stream, version)) for version in (1, 2, 3)])
        assert await waiting_in_the_server(owner, 2) == 2
        closing = asyncio.create_task(appender.close())
        await asyncio.sleep(0.05)
        assert not closing.done()
    await closing
    assert sorted(task.result().first_position for task in tasks) == list(range(2, 14))
