import asyncio
from uuid import uuid4

import asyncpg
import pytest

from quorate_projections.engine.rebuild import Rebuilder, RebuildRunning


async def test_a_rebuild_beside_live_writes_never_shows_less(house, boxes):
    streams = [uuid4() for _ in range(30)]
    await house.rebuilder.ensure_current([boxes])
    async with house.projecting(boxes):
        for stream in streams:
            position = await house.append(*(house.put(stream) for _ in range(10)))
        await house.visible(position)
        reading = asyncio.create_task(_read_until_cancelled(house))
        writing = asyncio.create_task(_write(house, streams))
        for _ in range(3):
            await house.rebuilder.rebuild(boxes)
        position = await writing
        await house.visible(position)
        reading.cancel()
        totals = await reading
    assert len(totals) > 10
    assert min(totals) >= 300
    assert totals == sorted(totals)
    assert await house.query("select sum(amount)::bigint from boxes.thing") == [(300 + 150,)]


async def _write(house, streams):
    for count in range(150):
        position = await house.append(house.put(streams[count % len(streams)]))
        await asyncio.sleep(0.005)
    return position


async def _read_until_cancelled(house):
    """Read the total over one session with a prepared statement, as a server does."""
    totals = []
    connection = await asyncpg.connect(house.database.app_dsn)
    try:
        while True:
            totals.append(
                await connection.fetchval("select coalesce(sum(amount), 0)::bigint from boxes.thing")
            )
            await asyncio.sleep(0)
    except asyncio.CancelledError:
        return totals
    finally:
        await connection.close()


async def test_the_build_that_was_live_is_dropped_with_its_states(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    await house.append(house.put(box))
    await house.rebuilder.rebuild(boxes)
    schemas = await house.query("select nspname from pg_namespace where nspname like 'boxes%'")
    builds = await house.query("select build, status, position from quorate.projection_build")
    assert schemas == [("boxes",)]
    assert builds == [(2, "live", 1)]


async def test_a_rebuild_tells_how_far_it_is(house, boxes):
    for _ in range(3):
        box = uuid4()
        await house.append(*(house.put(box) for _ in range(40)))
    told = []
    await house.rebuilder.rebuild(boxes, told.append)
    # Runs of fifty events end with the stream that makes them full.
    assert [(each.done, each.total) for each in told] == [(80, 120), (120, 120)]
    assert told[-1].remaining_seconds == 0
    assert all(each.per_second > 0 for each in told)


async def test_an_empty_log_is_rebuilt_to_empty_views(house, boxes):
    told = []
    build = await house.rebuilder.rebuild(boxes, told.append)
    assert (build.position, told) == (0, [])
    assert await house.views() == {"box": [], "thing": []}


async def test_what_comes_while_streams_are_folded_is_followed_before_the_swap(house, boxes, lids, box):
    await house.append(house.put(box), house.paint(box))
    other = uuid4()

    class GrowsOnceRead:
        """The log's feed, with events that come right after somebody has asked where the log ends."""

        def __getattr__(self, name):
            return getattr(house.feed, name)

        async def head(self):
            head = await house.feed.head()
            await house.append(house.put(box), house.put(other), house.take(other, "atlas"), house.put(other))
            return head

    database = house.database
    rebuilder = Rebuilder(GrowsOnceRead(), house.decode, database.owner_dsn, database.projector_dsn)
    builds = await rebuilder.rebuild_all([boxes, lids])
    assert [build.position for build in builds] == [6, 6]
    assert sorted((await house.views())["thing"]) == sorted([(box, "book", 2), (other, "book", 1)])
    assert await house.query("select position from quorate.projection_poison") == [(5,)]


async def test_a_rebuild_that_was_broken_off_is_begun_again(house, boxes, box):
    await house.append(*(house.put(box) for _ in range(120)))

    class PowerCut(Exception):
        pass

    def cut(progress):
        raise PowerCut

    with pytest.raises(PowerCut):
        await house.rebuilder.rebuild(boxes, cut)
    await house.rebuilder.rebuild(boxes)
    assert (await house.views())["thing"] == [(box, "book", 120)]
    assert await house.query("select count(*) from pg_namespace where nspname like 'boxes%'") == [(1,)]


async def test_a_projection_is_rebuilt_once_at_a_time(house, boxes, box):
    await house.append(*(house.put(box) for _ in range(120)))
    refusals = []

    async def rebuild():
        try:
            await house.rebuilder.rebuild(boxes)
        except RebuildRunning as refusal:
            refusals.append(refusal.code)

    await asyncio.gather(rebuild(), rebuild())
    assert refusals == ["rebuild_running"]
