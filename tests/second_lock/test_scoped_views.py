"""Who asks holds for one question, whatever connection answers it."""

import asyncio
import random
from contextlib import suppress

import asyncpg
import pytest

from quorate_events.access.actor import Actor
from quorate_events.access.purpose import Purpose
from quorate_events.store import open_pool
from quorate_projections.scoped_views import ScopedViews
from quorate_services.postgres.roles import Role

from .conftest import EXCLUDED, OF_HEALTH, OF_HOUSING, OF_POLICE, OF_SCHOOL, STRANGER, THE_CHAIR

MEETINGS = "select meeting_id from meeting_record.meetings"
SHOWN = {OF_POLICE: 1, OF_HEALTH: 1, THE_CHAIR: 2, EXCLUDED: 0, OF_SCHOOL: 0, OF_HOUSING: 0, STRANGER: 0}


@pytest.fixture(params=[1, 3])
async def pool(request, locked):
    opened = await open_pool(locked.wiring.connections.dsn(Role.APP), max_size=request.param)
    yield opened
    await opened.close()


async def test_no_actor_ever_sees_with_anothers_eyes(pool, caplog):
    dice = random.Random(7)

    async def ask() -> None:
        actor = dice.choice([*SHOWN, None])
        views = ScopedViews(pool, actor)
        if dice.random() < 0.2:
            with suppress(asyncpg.PostgresError):
                await views.fetch("select 1/0 from directory.agencies")
        if dice.random() < 0.2:
            broken_off = asyncio.create_task(views.fetch("select pg_sleep(0.01)"))
            await asyncio.sleep(dice.random() / 200)
            broken_off.cancel()
        assert len(await views.fetch(MEETINGS)) == (0 if actor is None else SHOWN[actor])
        assert await pool.fetch(MEETINGS) == []

    await asyncio.gather(*(ask() for _ in range(300)))
    assert caplog.records == []


async def test_a_connection_given_back_knows_of_nobody(pool):
    await ScopedViews(pool, OF_POLICE).fetch(MEETINGS)
    for name in ("purpose", "practitioner_id", "agency_id", "duties"):
        assert not await pool.fetchval("select current_setting($1, true)", f"quorate.{name}")


async def test_several_questions_share_one_transaction(pool):
    async with ScopedViews(pool, OF_POLICE).together() as connection:
        first = await connection.fetchval("select pg_current_snapshot()::text || now()::text")
        assert await connection.fetchval("select pg_current_snapshot()::text || now()::text") == first
        assert len(await connection.fetch(MEETINGS)) == 1


async def test_nothing_is_written_by_who_reads(pool):
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        await ScopedViews(pool, OF_POLICE, Purpose.LOOKS).fetch(
            "insert into quorate.looks_at_children values (gen_random_uuid(), now(), gen_random_uuid())"
        )


async def test_an_actor_whose_id_is_no_uuid_is_refused_before_it_reaches_the_database(pool):
    hostile = Actor("'; set local quorate.purpose = 'upkeep", OF_POLICE.agency_id)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        ScopedViews(pool, hostile)


async def test_one_value_and_one_row_are_as_a_pool_gives_them(pool, locked):
    views = ScopedViews(pool, OF_POLICE)
    assert await views.fetchval(MEETINGS) == locked.conference
    assert (await views.fetchrow(MEETINGS))["meeting_id"] == locked.conference
    assert await views.fetchval(f"{MEETINGS} where false") is None
    assert await views.fetchrow(f"{MEETINGS} where false") is None
