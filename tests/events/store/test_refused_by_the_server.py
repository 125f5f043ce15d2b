"""PostgreSQL is there but does not do it."""

import asyncio
from uuid import uuid4

import pytest

from quorate_events.store import Appended, LogUnavailable

from .examples import append_of, stored

FULL = """
create function quorate.full_disk() returns trigger language plpgsql as $$
begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
create trigger full_disk before insert on quorate.stored_events execute function quorate.full_disk();
"""


async def test_a_full_disk_is_said_clearly_and_work_goes_on_once_there_is_room(log, owner):
    """The server's answer is provoked: a trigger raises what PostgreSQL raises when it cannot extend a
    file.
    """
    await owner.execute(FULL)
    appends = [append_of(stored(uuid4(), 1)) for _ in range(3)]
    results = await asyncio.gather(*(log.appender.append(item) for item in appends), return_exceptions=True)
    assert [type(result) for result in results] == [LogUnavailable] * 3
    assert "disk is full" in str(results[0])
    assert await log.recorder.max_notification_id() is None

    await owner.execute("drop trigger full_disk on quorate.stored_events")
    again = await asyncio.gather(*(log.appender.append(item) for item in appends))
    assert [(result.first_position, result.replayed) for result in again] == [
        (1, False),
        (2, False),
        (3, False),
    ]


async def test_a_role_that_may_not_append_gets_a_clear_error(log, owner):
    await owner.execute("revoke execute on function quorate.append_batch from quorate_app")
    with pytest.raises(LogUnavailable, match="42501"):
        await log.appender.append(append_of(stored(uuid4(), 1)))


async def test_the_append_function_refuses_a_snapshot_older_than_its_lock(log):
    from quorate_events.store.batch import batch_arguments

    async with log.pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
        with pytest.raises(Exception, match="READ COMMITTED"):
            await connection.fetch(*batch_arguments("stoke", [append_of(stored(uuid4(), 1))]))


async def test_an_error_says_nothing_of_the_content(log, owner):
    await owner.execute(FULL)
    with pytest.raises(LogUnavailable) as caught:
        await log.appender.append(append_of(stored(uuid4(), 1, b"a child's name")))
    assert "child" not in f"{caught.value} {caught.value.suggestion}"
    assert isinstance(await _after_repair(log, owner), Appended)


async def _after_repair(log, owner):
    await owner.execute("drop trigger full_disk on quorate.stored_events")
    return await log.appender.append(append_of(stored(uuid4(), 1)))
