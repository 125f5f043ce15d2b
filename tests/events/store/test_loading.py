"""Reading streams."""

import asyncio
from uuid import uuid4

from .examples import CODEC, append_of, opened, step, stored


async def test_streams_asked_for_at_once_each_get_their_own_events(log):
    streams = [uuid4() for _ in range(20)]
    for stream in streams:
        await log.appender.append(append_of(*(stored(stream, v, stream.bytes) for v in range(1, 4))))
    loads = [log.loader.events_after(stream, after) for stream in streams for after in (None, 1, 3)]
    found = await asyncio.gather(*loads, log.loader.events_after(uuid4()))
    assert found[-1] == []
    for number, stream in enumerate(streams):
        every, later, none = found[3 * number : 3 * number + 3]
        assert [event.originator_version for event in every] == [1, 2, 3]
        assert [event.originator_version for event in later] == [2, 3]
        assert none == []
        assert {event.state for event in every} == {stream.bytes}


async def test_loads_asked_for_at_once_share_statements(log):
    calls = 0
    fetch = log.pool.fetch

    class CountingPool:
        async def fetch(self, *args):
            nonlocal calls
            calls += 1
            return await fetch(*args)

    loader = type(log.loader)(CountingPool(), "stoke")
    await asyncio.gather(*(loader.events_after(uuid4()) for _ in range(100)))
    assert calls == 1


async def test_a_caller_who_leaves_does_not_disturb_the_others(log):
    stream = uuid4()
    await log.appender.append(append_of(stored(stream, 1)))
    loads = [asyncio.create_task(log.loader.events_after(stream)) for _ in range(3)]
    await asyncio.sleep(0)
    loads[1].cancel()
    results = await asyncio.gather(*loads, return_exceptions=True)
    assert [len(result) for result in (results[0], results[2])] == [1, 1]


async def test_the_event_store_puts_and_gets_domain_events(log):
    stream = uuid4()
    events = [opened(stream), step(stream, 2, 5), step(stream, 3, 6)]
    recordings = await log.events.put(events)
    assert [recording.notification.id for recording in recordings] == [1, 2, 3]
    assert await log.events.get(stream) == events
    assert await log.events.get(stream, gt=1, lte=2) == events[1:2]
    assert await log.events.get(stream, desc=True, limit=1) == events[2:]
    assert CODEC.to_stored_event(events[0]) == (await log.recorder.select_events(stream))[0]
