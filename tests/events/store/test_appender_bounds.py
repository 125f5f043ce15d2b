"""The appender's queue, its callers and its end."""

import asyncio
from uuid import uuid4

import pytest

from quorate_events.store import AppenderLimits, GroupCommitAppender, LogBusy, LogUnavailable, connector

from .examples import append_of, stored


@pytest.fixture
def appender_with(database):
    return lambda **limits: GroupCommitAppender(
        connector(database.app_dsn, "test"), "stoke", limits=AppenderLimits(**limits)
    )


@pytest.mark.parametrize("bound", [{"waiting_appends": 5}, {"waiting_bytes": 5_000}], ids=["count", "bytes"])
async def test_more_appends_than_may_wait_are_told_that_the_log_is_busy(appender_with, bound):
    async with appender_with(**bound) as appender:
        appends = [append_of(stored(uuid4(), 1, bytes(1000))) for _ in range(20)]
        results = await asyncio.gather(*(appender.append(a) for a in appends), return_exceptions=True)
    refused = [result for result in results if isinstance(result, LogBusy)]
    written = [result.first_position for result in results if not isinstance(result, LogBusy)]
    assert refused
    assert written == list(range(1, 21 - len(refused)))


async def test_an_append_larger_than_a_batch_goes_alone(appender_with, log):
    async with appender_with(batch_bytes=1_000, waiting_bytes=2_000) as appender:
        sizes = [10, 50_000, 10]
        for size in sizes:
            await appender.append(append_of(stored(uuid4(), 1, bytes(size))))
    assert [len(event.state) for event in await log.recorder.select_notifications(1, 10)] == sizes


async def test_a_batch_holds_no_more_appends_than_allowed(appender_with, owner):
    async with appender_with(batch_appends=3) as appender:
        await asyncio.gather(*(appender.append(append_of(stored(uuid4(), 1))) for _ in range(10)))
    counts = await owner.fetch("select count(*) as n from quorate.stored_events group by xact_id")
    assert max(row["n"] for row in counts) <= 3


async def test_an_append_whose_caller_leaves_before_it_is_sent_is_not_written(appender_with, log):
    async with appender_with() as appender:
        leaving = asyncio.create_task(appender.append(append_of(stored(uuid4(), 1, b"left"))))
        staying = asyncio.create_task(appender.append(append_of(stored(uuid4(), 1, b"stayed"))))
        await asyncio.sleep(0)
        leaving.cancel()
        await staying
    assert [event.state for event in await log.recorder.select_notifications(1, 10)] == [b"stayed"]


async def test_a_caller_who_leaves_during_the_write_does_not_disturb_the_others(appender_with, log, owner):
    async with appender_with() as appender:
        await appender.append(append_of(stored(uuid4(), 1)))
        async with owner.transaction():
            await owner.execute("select from quorate.ledger_head for update")
            callers = [asyncio.create_task(appender.append(append_of(stored(uuid4(), 1)))) for _ in range(5)]
            await asyncio.sleep(0.05)
            callers[2].cancel()
        results = await asyncio.gather(*callers, return_exceptions=True)
    assert isinstance(results[2], asyncio.CancelledError)
    assert [r.first_position for n, r in enumerate(results) if n != 2] == [2, 3, 5, 6]
    assert await log.recorder.max_notification_id() == 6


async def test_closing_writes_what_waits_and_refuses_what_comes_later(appender_with):
    appender = appender_with()
    waiting = [asyncio.create_task(appender.append(append_of(stored(uuid4(), 1)))) for _ in range(20)]
    await asyncio.sleep(0)
    await appender.close()
    assert sorted(task.result().first_position for task in waiting) == list(range(1, 21))
    with pytest.raises(LogUnavailable):
        await appender.append(append_of(stored(uuid4(), 1)))
