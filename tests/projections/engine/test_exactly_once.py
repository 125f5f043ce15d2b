import asyncio
import random

import pytest
from tests.support.folding import see_everything

from quorate_events.store.failures import CONNECTION_LOST
from quorate_projections.engine.batch import BuildWriter
from quorate_projections.engine.connections import connect_writer
from quorate_projections.engine.decoding import decode_page
from quorate_projections.engine.feed import FeedPage
from quorate_projections.engine.history import History
from quorate_projections.engine.positions import BuildMoved, live_build


class StutteringFeed:
    """Delivers again, every time, what it delivered before."""

    def __init__(self, feed):
        self._feed = feed
        self.ledger = feed.ledger
        self.wait = feed.wait
        self.head = feed.head
        self.read_streams = feed.read_streams

    async def read(self, after, limit, topics):
        again = max(0, after - 3)
        page = await self._feed.read(again, limit, topics)
        return FeedPage(again, page.through, page.records)


async def open_writer(house, connection, boxes):
    build = await live_build(connection, "boxes")
    return await BuildWriter.open(connection, boxes, build, History(house.feed, house.decode), 10)


async def test_what_is_delivered_twice_counts_once(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    async with house.projecting(boxes, feed=StutteringFeed(house.feed)):
        for _ in range(10):
            position = await house.append(house.put(box))
            await house.visible(position)
    assert (await house.views())["thing"] == [(box, "book", 10)]


async def test_a_projector_killed_at_random_moments_counts_everything_once(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    chance = random.Random(7)
    done = asyncio.Event()

    async def kill_and_start_again():
        while not done.is_set():
            running = asyncio.create_task(house.projector(boxes).run())
            await asyncio.sleep(chance.uniform(0, 0.05))
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    killing = asyncio.create_task(kill_and_start_again())
    for _ in range(200):
        position = await house.append(house.put(box))
        await asyncio.sleep(chance.uniform(0, 0.004))
    done.set()
    await killing
    async with house.projecting(boxes):
        await house.visible(position)
    assert (await house.views())["thing"] == [(box, "book", 200)]


async def test_a_projector_that_loses_its_connection_goes_on_without_a_gap(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    cut = 0
    async with house.projecting(boxes):
        for count in range(60):
            position = await house.append(house.put(box))
            if count % 20 == 10:
                cut += await house.end_projector_sessions()
        await house.visible(position)
    assert cut > 0
    assert (await house.views())["thing"] == [(box, "book", 60)]


async def test_a_crash_in_the_middle_of_a_batch_leaves_no_trace(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    await house.append(house.put(box, "book", 2))
    page = decode_page(await house.feed.read(0, 10, boxes.topics), house.decode)
    connection = await connect_writer(house.database.projector_dsn)
    writer = await open_writer(house, connection, boxes)
    owner = await see_everything(house.database.owner_dsn)
    async with owner.transaction():
        # The row is taken already, so the batch stops at its last table until its session is ended.
        await owner.execute("insert into boxes.thing values ($1, 'book', 7)", box)
        applying = asyncio.create_task(writer.apply(page))
        while not await house.projector_waits():  # noqa: ASYNC110 - the server tells nobody
            await asyncio.sleep(0.01)
        assert await house.end_projector_sessions() == 1
        with pytest.raises(CONNECTION_LOST):
            await applying
    await owner.execute("delete from boxes.thing")
    assert await house.views() == {"box": [], "thing": []}
    build = await live_build(owner, "boxes")
    assert build.position == 0
    await owner.close()

    connection = await connect_writer(house.database.projector_dsn)
    await (await open_writer(house, connection, boxes)).apply(page)
    assert (await house.views())["thing"] == [(box, "book", 2)]
    await connection.close()


async def test_two_writers_of_one_build_cannot_both_apply_a_page(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    await house.append(house.put(box))
    page = decode_page(await house.feed.read(0, 10, boxes.topics), house.decode)
    connection = await connect_writer(house.database.projector_dsn)
    first = await open_writer(house, connection, boxes)
    second = await open_writer(house, connection, boxes)
    await first.apply(page)
    with pytest.raises(BuildMoved):
        await second.apply(page)
    assert (await house.views())["thing"] == [(box, "book", 1)]
    await connection.close()


async def test_a_page_that_leaves_a_gap_is_refused(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    for _ in range(3):
        await house.append(house.put(box))
    page = decode_page(await house.feed.read(2, 10, boxes.topics), house.decode)
    connection = await connect_writer(house.database.projector_dsn)
    writer = await open_writer(house, connection, boxes)
    with pytest.raises(ValueError, match="gap"):
        await writer.apply(page)
    await connection.close()
