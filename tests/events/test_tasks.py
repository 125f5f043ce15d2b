import asyncio
from contextlib import suppress

from quorate_events.tasks import end


async def test_a_task_that_waits_is_ended():
    waiting = asyncio.create_task(asyncio.sleep(3600))
    await asyncio.sleep(0)
    await end(waiting)
    assert waiting.cancelled()


async def test_a_task_in_which_a_cancellation_got_lost_is_ended_too():
    heard = []

    async def hard_of_hearing() -> None:
        while len(heard) < 2:
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(3600)
            heard.append(True)

    going_on = asyncio.create_task(hard_of_hearing())
    await asyncio.sleep(0)
    async with asyncio.timeout(10):
        await end(going_on)
    assert going_on.done()


async def test_what_a_task_failed_with_is_not_raised_when_it_is_ended():
    async def failing() -> None:
        raise RuntimeError

    failed = asyncio.create_task(failing())
    await asyncio.wait([failed])
    await end(failed, None)
