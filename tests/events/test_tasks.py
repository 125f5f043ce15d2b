import asyncio
from contextlib import suppress

from quorate_events.tasks import asked_to_end, end


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


async def test_a_task_knows_whether_it_was_asked_to_end_or_what_it_awaited_ended_so():
    heard = []

    async def awaits(given_up: asyncio.Future[None]) -> None:
        for awaited in (given_up, asyncio.sleep(3600)):
            try:
                await awaited
            except asyncio.CancelledError:
                heard.append(asked_to_end())

    future = asyncio.get_running_loop().create_future()
    future.cancel()
    task = asyncio.create_task(awaits(future))
    while not heard:  # noqa: ASYNC110 - the task tells nobody
        await asyncio.sleep(0)
    await end(task)
    assert heard == [False, True]
