import asyncio

ASKED = "select position from quorate.projection_build where projection = 'lids'"


async def test_a_view_that_nothing_concerns_says_in_the_database_how_far_it_is(house, boxes, lids, box):
    await house.rebuilder.ensure_current([boxes, lids])
    async with house.projecting(boxes, lids):
        position = await house.append(*(house.put(box) for _ in range(5)))
        await house.visible(position, "boxes", "lids")
    assert await house.query(ASKED) == [(position,)]


async def test_a_view_that_is_idle_says_before_long_how_far_it_is(house, boxes, lids, box):
    await house.rebuilder.ensure_current([boxes, lids])
    async with house.projecting_in_the_same_process(boxes, lids):
        position = await house.append(house.put(box))
        async with asyncio.timeout(20):
            while await house.query(ASKED) != [(position,)]:  # noqa: ASYNC110 - the database tells nobody
                await asyncio.sleep(0.01)


async def test_events_passed_over_are_not_lost_on_those_that_follow(house, boxes, lids, box):
    await house.rebuilder.ensure_current([boxes, lids])
    async with house.projecting(boxes, lids):
        for _ in range(20):
            await house.append(house.put(box))
            position = await house.append(house.paint(box))
        await house.visible(position, "boxes", "lids")
    assert await house.query("select paints from lids.lid") == [(20,)]
    assert await house.query(ASKED) == [(position,)]
