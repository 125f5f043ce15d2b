"""Which of the waiting appends share the next batch."""

import asyncio
from uuid import UUID

import pytest

from quorate_events.store.waiting import WaitingAppend, WaitingAppends

from .examples import append_of, stored

A, B, C = (UUID(int=number) for number in (1, 2, 3))


@pytest.fixture
def waiting():
    return WaitingAppends(batch_appends=4, batch_bytes=10_000)


async def add(waiting, *streams, size=1, command_id=None):
    events = [stored(stream, 1, bytes(size)) for stream in streams]
    future = asyncio.get_running_loop().create_future()
    item = WaitingAppend(append_of(*events, command_id=command_id), future)
    waiting.add(item)
    return item


async def test_first_come_first_served(waiting):
    items = [await add(waiting, UUID(int=number)) for number in range(6)]
    assert waiting.take() == items[:4]
    assert waiting.take() == items[4:]
    assert waiting.take() == []


async def test_two_appends_to_one_stream_do_not_share_a_batch(waiting):
    first, second, other = [await add(waiting, stream) for stream in (A, A, B)]
    assert waiting.take() == [first, other]
    assert waiting.take() == [second]


async def test_an_append_that_waits_holds_its_other_streams_back_too(waiting):
    first, over_two, third = await add(waiting, A), await add(waiting, A, B), await add(waiting, B)
    assert waiting.take() == [first]
    assert waiting.take() == [over_two]
    assert waiting.take() == [third]


async def test_the_same_command_twice_does_not_share_a_batch(waiting):
    first, second = await add(waiting, A, command_id=C), await add(waiting, B, command_id=C)
    assert waiting.take() == [first]
    assert waiting.take() == [second]


async def test_a_batch_is_bounded_in_bytes_and_a_giant_goes_alone(waiting):
    small, giant, last = await add(waiting, A), await add(waiting, B, size=20_000), await add(waiting, C)
    assert [waiting.take() for _ in range(3)] == [[small], [giant], [last]]


async def test_callers_who_have_left_are_dropped(waiting):
    left, stayed = await add(waiting, A), await add(waiting, A)
    left.future.cancel()
    assert waiting.take() == [stayed]
    assert (waiting.count, waiting.bytes) == (0, 0)


async def test_no_more_are_taken_than_asked_for(waiting):
    first, second = await add(waiting, A), await add(waiting, B)
    assert waiting.take(at_most=1) == [first]
    assert waiting.take(at_most=1) == [second]


async def test_what_touches_a_busy_stream_or_command_stays_and_keeps_its_order(waiting):
    busy, behind = await add(waiting, A), await add(waiting, A, B)
    again, free = await add(waiting, C, command_id=C), await add(waiting, UUID(int=4))
    assert waiting.take(busy={A.int, C.int}) == [free]
    assert waiting.take() == [busy, again]
    assert waiting.take() == [behind]
