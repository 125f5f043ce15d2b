"""The connection is lost at every possible moment: what was acknowledged is there, and there once."""

import asyncio
import random
import shutil
import tempfile
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio

from quorate_events.store import (
    Appended,
    AppenderLimits,
    GroupCommitAppender,
    LogUnavailable,
    connector,
    open_log,
)

from .examples import CODEC, adding, append_of, stored
from .interrupted import Relay

PATIENT = AppenderLimits(resend_for=30.0)


@pytest_asyncio.fixture
async def relay(database):
    # The path of a socket must be short, so not pytest's own folder.
    folder = tempfile.mkdtemp(prefix="qrelay-")
    async with Relay(database.app_dsn, folder) as running:
        yield running
    shutil.rmtree(Path(folder))


@pytest_asyncio.fixture
async def relayed(relay):
    """A log whose every connection goes through the relay."""
    async with open_log(relay.dsn, "stoke", CODEC, pool_size=2, limits=PATIENT) as opened:
        yield opened


async def assert_each_is_there_once(log, appends, results):
    events = await log.recorder.select_notifications(1, 1_000_000)
    assert [event.id for event in events] == list(range(1, len(events) + 1))
    places = {(event.originator_id, event.originator_version): event.id for event in events}
    assert len(places) == len(events)
    assert len(events) == sum(len(append.events) for append in appends)
    for append, appended in zip(appends, results, strict=True):
        first = append.events[0]
        assert places[first.originator_id, first.originator_version] == appended.first_position


async def test_no_append_is_lost_or_doubled_while_its_connection_is_killed_again_and_again(log, database):
    acknowledged = {}
    killed = asyncio.Event()

    async def keep_appending(appender):
        while not killed.is_set():
            append = append_of(stored(uuid4(), 1), stored(uuid4(), 1))
            acknowledged[append] = await appender.append(append)

    connect = connector(database.app_dsn, "test appender")
    async with GroupCommitAppender(connect, "stoke", limits=PATIENT) as appender:
        writers = [asyncio.create_task(keep_appending(appender)) for _ in range(16)]
        killing = asyncio.create_task(kill_connections(database.app_dsn, "test appender", times=50))
        killing.add_done_callback(lambda _: killed.set())
        await asyncio.gather(killing, *writers)
    assert len(acknowledged) > 50
    await assert_each_is_there_once(log, list(acknowledged), list(acknowledged.values()))


async def kill_connections(dsn, application_name, times):
    killer = await asyncpg.connect(dsn)
    while times > 0:
        await asyncio.sleep(random.random() / 10)
        times -= await killer.fetchval(
            "select count(*) filter (where pg_terminate_backend(pid)) from pg_stat_activity "
            "where application_name = $1 and datname = current_database()",
            application_name,
        )
    await killer.close()


async def test_an_append_that_was_committed_without_an_answer_is_not_written_twice(relay, relayed):
    await relayed.appender.append(append_of(stored(uuid4(), 1)))
    appends = [append_of(stored(uuid4(), 1, b"swallow-me")) for _ in range(5)]
    results = []
    for append in appends:
        relay.swallow_next_answer()
        results.append(await relayed.appender.append(append))
    assert relay.swallowed == 5
    assert [result.replayed for result in results] == [True] * 5
    assert await relayed.recorder.max_notification_id() == 6


async def test_a_decision_whose_answer_was_lost_leaves_the_cache_right(relay, relayed):
    stream, decisions = uuid4(), relayed.decisions()
    for value in range(3):
        await decisions.decide(
            stream_id=stream,
            command_id=uuid4(),
            content_hash=b"",
            decide=adding(stream, value, b"swallow-me"),
        )
        relay.swallow_next_answer()
    assert relay.swallowed == 2
    assert (await decisions.load(stream)).steps == [0, 1, 2]


async def test_appends_wait_for_a_database_that_is_gone_for_a_while(relay, relayed):
    await relayed.appender.append(append_of(stored(uuid4(), 1)))
    relay.cut()
    waiting = [asyncio.create_task(relayed.appender.append(append_of(stored(uuid4(), 1)))) for _ in range(10)]
    finished, _ = await asyncio.wait(waiting, timeout=0.2)
    assert not finished
    relay.restore()
    assert sorted(result.first_position for result in await asyncio.gather(*waiting)) == list(range(2, 12))


async def test_appends_are_given_up_when_the_database_stays_away(relay, database):
    limits = AppenderLimits(resend_for=0.2)
    async with GroupCommitAppender(connector(relay.dsn, "test"), "stoke", limits=limits) as appender:
        relay.cut()
        results = await asyncio.gather(
            *(appender.append(append_of(stored(uuid4(), 1))) for _ in range(3)), return_exceptions=True
        )
        assert [type(result) for result in results] == [LogUnavailable] * 3
        relay.restore()
        assert isinstance(await appender.append(append_of(stored(uuid4(), 1))), Appended)


async def test_reading_from_a_database_that_is_away_is_unavailable(relay, relayed):
    relay.cut()
    with pytest.raises(LogUnavailable):
        await relayed.recorder.max_notification_id()
    with pytest.raises(LogUnavailable):
        await relayed.decisions().load(uuid4())


async def test_a_follower_goes_on_after_the_database_was_away(relay, relayed):
    await relayed.appender.append(append_of(stored(uuid4(), 1)))
    async with relayed.recorder.subscribe() as following:
        assert (await anext(following)).id == 1
        relay.cut()
        with pytest.raises(LogUnavailable):
            await anext(following)
        relay.restore()
        await relayed.appender.append(append_of(stored(uuid4(), 1)))
        assert (await anext(following)).id == 2


async def test_a_call_without_an_answer_is_sent_again_on_a_new_connection(database, owner):
    """The server holds the first call back for longer than the appender waits."""
    connect = connector(database.app_dsn, "test")
    limits = AppenderLimits(call_timeout=0.2, resend_for=30.0)
    async with GroupCommitAppender(connect, "stoke", limits=limits) as appender:
        await appender.append(append_of(stored(uuid4(), 1)))
        async with owner.transaction():
            await owner.execute("select from quorate.ledger_head for update")
            held_back = asyncio.create_task(appender.append(append_of(stored(uuid4(), 1))))
            finished, _ = await asyncio.wait([held_back], timeout=0.6)
            assert not finished
        assert (await held_back).last_position == 2


async def test_a_log_closes_although_nobody_answers_any_more(relay):
    async with asyncio.timeout(30):
        async with open_log(relay.dsn, "stoke", CODEC, pool_size=2) as log:
            await log.appender.append(append_of(stored(uuid4(), 1)))
            relay.freeze()


async def test_a_log_closes_although_the_server_went_away_in_that_moment(relay):
    async with open_log(relay.dsn, "stoke", CODEC, pool_size=2) as log:
        await log.appender.append(append_of(stored(uuid4(), 1)))
        asyncio.get_running_loop().call_soon(relay.cut)


async def test_a_write_that_ends_as_cancelled_by_itself_does_not_end_the_writer(database):
    connect, cancelled = connector(database.app_dsn, "test appender"), []

    async def twice():
        if len(cancelled) < 2:
            cancelled.append(True)
            raise asyncio.CancelledError
        return await connect()

    async with asyncio.timeout(20), GroupCommitAppender(twice, "stoke", limits=PATIENT) as appender:
        for _ in range(2):
            with pytest.raises(LogUnavailable):
                await appender.append(append_of(stored(uuid4(), 1)))
        assert isinstance(await appender.append(append_of(stored(uuid4(), 1))), Appended)
