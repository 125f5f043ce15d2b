"""One append: what it writes, what it answers, what it refuses."""

import asyncio
from uuid import uuid4

import pytest

from quorate_events.errors import CommandIdReused
from quorate_events.store import Append, Appended, StreamConflict, UnstorableEvent

from .examples import append_of, stored


async def test_positions_are_gapless_from_one(log):
    stream = uuid4()
    first = await log.appender.append(append_of(stored(stream, 1), stored(stream, 2)))
    second = await log.appender.append(append_of(stored(stream, 3)))
    assert (first.first_position, first.last_position) == (1, 2)
    assert (second.first_position, second.last_position) == (3, 3)
    assert [event.id for event in await log.recorder.select_notifications(1, 10)] == [1, 2, 3]


async def test_the_same_command_again_gets_the_first_answer_and_writes_nothing(log):
    append = append_of(stored(uuid4(), 1), answer=b"first")
    first = await log.appender.append(append)
    again = await log.appender.append(Append(append.command_id, b"hash", b"second", append.events))
    assert again == Appended(first.first_position, first.last_position, b"first", replayed=True)
    assert await log.recorder.max_notification_id() == 1


async def test_a_command_id_with_other_content_is_refused(log):
    append = append_of(stored(uuid4(), 1))
    await log.appender.append(append)
    with pytest.raises(CommandIdReused):
        await log.appender.append(Append(append.command_id, b"other", b"", [stored(uuid4(), 1)]))
    assert await log.recorder.max_notification_id() == 1


async def test_a_version_that_is_taken_is_a_conflict(log):
    stream = uuid4()
    await log.appender.append(append_of(stored(stream, 1), stored(stream, 2)))
    with pytest.raises(StreamConflict):
        await log.appender.append(append_of(stored(stream, 2)))
    assert await log.recorder.max_notification_id() == 2


async def test_an_append_over_several_streams_is_written_whole_or_not_at_all(log):
    taken, free = uuid4(), uuid4()
    await log.appender.append(append_of(stored(taken, 1)))
    with pytest.raises(StreamConflict):
        await log.appender.append(append_of(stored(free, 1), stored(taken, 1)))
    assert await log.recorder.select_events(free) == []
    both = await log.appender.append(append_of(stored(free, 1), stored(taken, 2)))
    assert (both.first_position, both.last_position) == (2, 3)


async def test_a_command_without_events_leaves_only_its_receipt(log):
    await log.appender.append(append_of(stored(uuid4(), 1)))
    nothing = append_of(answer=b"nothing to do")
    assert await log.appender.append(nothing) == Appended(None, 1, b"nothing to do", replayed=False)
    assert await log.appender.append(nothing) == Appended(None, 1, b"nothing to do", replayed=True)
    assert await log.recorder.max_notification_id() == 1


async def test_the_command_id_stands_beside_each_event(log, owner):
    append = append_of(stored(uuid4(), 1))
    await log.appender.append(append)
    assert await owner.fetchval("select commit_id from quorate.stored_events") == append.command_id


async def test_ledgers_count_on_their_own(log, database):
    from quorate_events.store import GroupCommitAppender, connector

    await log.appender.append(append_of(stored(uuid4(), 1)))
    async with GroupCommitAppender(connector(database.app_dsn, "test"), "elsewhere") as other:
        assert (await other.append(append_of(stored(uuid4(), 1)))).first_position == 1


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(stored(uuid4(), 1, topic="nul\0"), id="a NUL in the topic"),
        pytest.param(stored(uuid4(), 2**63), id="a version beyond bigint"),
        pytest.param(stored(uuid4(), 1, topic="\ud800"), id="half a surrogate pair"),
    ],
)
async def test_an_event_that_postgresql_cannot_hold_is_refused_without_its_neighbours(log, event):
    good = [append_of(stored(uuid4(), 1)) for _ in range(3)]
    results = await asyncio.gather(
        log.appender.append(good[0]),
        log.appender.append(append_of(event)),
        *(log.appender.append(append) for append in good[1:]),
        return_exceptions=True,
    )
    assert isinstance(results[1], UnstorableEvent)
    assert [result.first_position for result in results if isinstance(result, Appended)] == [1, 2, 3]
