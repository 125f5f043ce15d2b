"""One task at a time for each stream."""

import asyncio
from uuid import UUID

import pytest

from quorate_events.store.keyed_lock import KeyedLock

A, B = UUID(int=1), UUID(int=2)


@pytest.fixture
def lock():
    return KeyedLock()


async def waiter(lock, key=A):
    """Return a task that has begun to wait for the key, and ends once it holds it."""
    task = asyncio.create_task(lock.acquire(key))
    await asyncio.sleep(0)
    return task


async def test_another_key_is_free(lock):
    await lock.acquire(A)
    await lock.acquire(B)


async def test_who_waits_longest_is_next(lock):
    await lock.acquire(A)
    first, second = await waiter(lock), await waiter(lock)
    lock.release(A)
    await first
    assert not second.done()
    lock.release(A)
    await second


async def test_nobody_overtakes_who_has_been_given_the_key(lock):
    await lock.acquire(A)
    first = await waiter(lock)
    lock.release(A)
    late = asyncio.create_task(lock.acquire(A))
    await first
    await asyncio.sleep(0)
    assert not late.done()
    lock.release(A)
    await late


async def test_who_has_left_is_passed_over(lock):
    await lock.acquire(A)
    left, stayed = await waiter(lock), await waiter(lock)
    left.cancel()
    lock.release(A)
    await stayed


async def test_who_leaves_at_the_moment_of_the_turn_hands_it_on(lock):
    await lock.acquire(A)
    left, stayed = await waiter(lock), await waiter(lock)
    lock.release(A)
    left.cancel()
    with pytest.raises(asyncio.CancelledError):
        await left
    await stayed


async def test_a_key_that_nobody_holds_is_free_again(lock):
    await lock.acquire(A)
    await waiter(lock)
    lock.release(A)
    lock.release(A)
    await lock.acquire(A)
