import asyncpg

from quorate_events.access.purpose import Purpose
from quorate_events.store.connections import for_purpose
from quorate_projections.engine.status import projection_status


async def status(house):
    connection = await asyncpg.connect(house.database.app_dsn, server_settings=for_purpose(Purpose.UPKEEP))
    try:
        return {each.projection: each for each in await projection_status(connection)}
    finally:
        await connection.close()


async def test_a_projection_that_shows_everything_has_no_lag(house, boxes, box):
    await house.append(house.put(box))
    await house.rebuilder.ensure_current([boxes])
    now = (await status(house))["boxes"]
    assert (now.status, now.version, now.position, now.head) == ("live", 1, 1, 1)
    assert (now.lag_events, now.lag_seconds, now.poisoned) == (0, 0.0, 0)


async def test_lag_counts_from_the_oldest_event_that_waits(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    await house.append(house.put(box))
    await house.append(house.put(box))
    first = (await status(house))["boxes"]
    second = (await status(house))["boxes"]
    assert first.lag_events == 2
    assert second.lag_seconds > first.lag_seconds > 0


async def test_stopped_streams_are_counted(house, boxes, box):
    await house.append(house.take(box))
    await house.rebuilder.ensure_current([boxes])
    assert (await status(house))["boxes"].poisoned == 1
