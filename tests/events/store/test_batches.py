"""Appends that share a call."""

import asyncio
from uuid import uuid4

from quorate_events.store import Appended, StreamConflict

from .examples import append_of, stored


async def gathered(log, appends):
    return await asyncio.gather(*(log.appender.append(item) for item in appends), return_exceptions=True)


async def test_concurrent_appends_share_transactions(log, owner):
    await gathered(log, [append_of(stored(uuid4(), 1)) for _ in range(100)])
    assert await owner.fetchval("select count(distinct xact_id) from quorate.stored_events") < 10


async def test_a_conflict_does_not_fail_its_neighbours(log):
    stream = uuid4()
    await log.appender.append(append_of(stored(stream, 1)))
    results = await gathered(
        log, [append_of(stored(uuid4(), 1)), append_of(stored(stream, 1)), append_of(stored(uuid4(), 1))]
    )
    assert isinstance(results[1], StreamConflict)
    assert [results[0].first_position, results[2].first_position] == [2, 3]


async def test_an_append_that_contradicts_itself_does_not_fail_its_neighbours(log):
    stream = uuid4()
    results = await gathered(
        log,
        [
            append_of(stored(uuid4(), 1)),
            append_of(stored(stream, 1), stored(stream, 1)),
            append_of(stored(uuid4(), 1)),
        ],
    )
    assert isinstance(results[1], StreamConflict)
    assert sorted([results[0].last_position, results[2].last_position]) == [1, 2]
    assert await log.recorder.select_events(stream) == []


async def test_of_two_appends_to_one_version_at_once_the_first_wins(log):
    stream = uuid4()
    results = await gathered(log, [append_of(stored(stream, 1, b"a")), append_of(stored(stream, 1, b"b"))])
    assert isinstance(results[0], Appended)
    assert isinstance(results[1], StreamConflict)
    assert [event.state for event in await log.recorder.select_events(stream)] == [b"a"]


async def test_appends_to_successive_versions_of_one_stream_at_once_are_all_written_in_order(log):
    stream = uuid4()
    results = await gathered(log, [append_of(stored(stream, version)) for version in range(1, 11)])
    assert [result.first_position for result in results] == list(range(1, 11))


async def test_the_same_command_twice_at_once_is_carried_out_once(log):
    append = append_of(stored(uuid4(), 1))
    results = await gathered(log, [append, append])
    assert sorted(result.replayed for result in results) == [False, True]
    assert await log.recorder.max_notification_id() == 1
