"""Followers see every committed event once, in order, whatever the transactions do.

The first eight cases are those that Emmett's reader of batches is held to. Its reader waits behind the
oldest open transaction of the server; ours need not, because positions are given out under a lock.
"""

import asyncio
from uuid import uuid4

import pytest

from quorate_events.store.batch import batch_arguments
from quorate_events.store.connections import connector

from .examples import append_of, eventually, stored


@pytest.fixture
def slow(database):
    """Opens connections whose transactions the test ends when it likes."""
    return connector(database.app_dsn, "slow")


async def append_in(connection, *states):
    stream = uuid4()
    events = [stored(stream, version, state) for version, state in enumerate(states, 1)]
    return await connection.fetch(*batch_arguments("stoke", [append_of(*events)]))


def append_later(log, state):
    return asyncio.create_task(log.appender.append(append_of(stored(uuid4(), 1, state))))


async def read(log, after=0):
    page = await log.recorder.select_notifications(after, 100, inclusive_of_start=False)
    return [(event.id, event.state) for event in page]


async def until_somebody_waits(owner):
    """Wait until an append waits for the lock of the head row."""
    await eventually(lambda: owner.fetchval("select count(*) from pg_locks where not granted"))


async def test_events_are_read_in_the_order_of_commits_whichever_transaction_began_first(log, slow):
    first, second = await slow(), await slow()
    early, late = first.transaction(), second.transaction()
    await early.start()
    await first.fetchval("select pg_current_xact_id()")
    await late.start()
    await append_in(second, b"late")
    await late.commit()
    await append_in(first, b"early")
    await early.commit()
    assert await read(log) == [(1, b"late"), (2, b"early")]
    await asyncio.gather(first.close(), second.close())


async def test_a_fast_append_waits_for_a_slow_one_and_does_not_overtake_it(log, slow, owner):
    connection = await slow()
    async with connection.transaction():
        await append_in(connection, b"slow")
        fast = append_later(log, b"fast")
        await until_somebody_waits(owner)
        assert await read(log) == []
    await fast
    assert await read(log) == [(1, b"slow"), (2, b"fast")]
    await connection.close()


async def test_a_follower_does_not_skip_the_event_of_a_slow_transaction(log, slow, owner):
    async with log.recorder.subscribe() as following:
        connection = await slow()
        async with connection.transaction():
            await append_in(connection, b"slow")
            fast = append_later(log, b"fast")
            await until_somebody_waits(owner)
        await fast
        assert [(await anext(following)).state for _ in range(2)] == [b"slow", b"fast"]
    await connection.close()


async def test_a_follower_does_not_skip_several_events_of_a_slow_transaction(log, slow, owner):
    async with log.recorder.subscribe() as following:
        connection = await slow()
        async with connection.transaction():
            await append_in(connection, b"slow 1", b"slow 2")
            fast = append_later(log, b"fast")
            await until_somebody_waits(owner)
        await fast
        states = [(await anext(following)).state for _ in range(3)]
        assert states == [b"slow 1", b"slow 2", b"fast"]
    await connection.close()


async def test_a_follower_does_not_skip_events_of_several_slow_transactions(log, slow):
    async def slowly(state):
        connection = await slow()
        async with connection.transaction():
            await append_in(connection, state)
            await asyncio.sleep(0.01)
        await connection.close()

    async with log.recorder.subscribe() as following:
        states = {b"%d" % number for number in range(6)}
        writers = [asyncio.create_task(slowly(state)) for state in sorted(states)]
        seen = [await anext(following) for _ in range(6)]
        await asyncio.gather(*writers)
    assert {event.state for event in seen} == states
    assert [event.id for event in seen] == [1, 2, 3, 4, 5, 6]


async def test_a_rolled_back_append_leaves_no_gap(log, slow):
    connection = await slow()
    transaction = connection.transaction()
    await transaction.start()
    await append_in(connection, b"lost")
    await transaction.rollback()
    await append_later(log, b"kept")
    assert await read(log) == [(1, b"kept")]
    await connection.close()


async def test_the_events_of_one_transaction_are_read_together_and_not_again(log, slow):
    connection = await slow()
    await append_in(connection, b"1", b"2")
    page = await read(log)
    assert page == [(1, b"1"), (2, b"2")]
    assert await read(log, after=2) == []
    await connection.close()


async def test_an_old_open_transaction_that_appends_nothing_hides_nothing(log, slow):
    connection = await slow()
    async with connection.transaction():
        await connection.fetchval("select pg_current_xact_id()")
        await append_later(log, b"seen at once")
        assert await read(log) == [(1, b"seen at once")]
    await connection.close()


async def test_a_subscription_ends_when_it_is_stopped_while_it_waits(log):
    subscription = log.recorder.subscribe()
    waiting = asyncio.create_task(anext(subscription, None))
    await asyncio.sleep(0.02)
    subscription.stop()
    assert await waiting is None


async def test_a_subscription_by_topic_sees_only_its_topics(log):
    stream = uuid4()
    topics = ["a", "b", "a", "c", "a"]
    await log.appender.append(
        append_of(*(stored(stream, number, topic=topic) for number, topic in enumerate(topics, 1)))
    )
    async with log.recorder.subscribe(topics=["a"]) as following:
        assert [(await anext(following)).id for _ in range(3)] == [1, 3, 5]
        await log.appender.append(append_of(stored(stream, 6, topic="b"), stored(stream, 7, topic="a")))
        assert (await anext(following)).id == 7


async def test_a_subscription_starts_after_the_position_it_is_given(log):
    stream = uuid4()
    await log.appender.append(append_of(*(stored(stream, version) for version in range(1, 1203))))
    async with log.recorder.subscribe(gt=2) as following:
        assert [(await anext(following)).id for _ in range(1200)] == list(range(3, 1203))
