from uuid import uuid4

from quorate_projections.engine.rebuild import Rebuilder


async def test_views_built_together_decode_every_event_once(house, boxes, lids, box):
    for _ in range(4):
        await house.append(*(house.put(box) for _ in range(30)), house.paint(box))
    decoded = []

    def decode(record):
        decoded.append(record.position)
        return house.decode(record)

    database = house.database
    rebuilder = Rebuilder(house.feed, decode, database.owner_dsn, database.projector_dsn, run=20)
    assert await rebuilder.ensure_current([boxes, lids]) == ["boxes", "lids"]
    assert decoded == list(range(1, 125))
    assert (await house.views())["thing"] == [(box, "book", 120)]
    assert await house.query("select paints from lids.lid") == [(4,)]


async def test_views_built_together_all_stand_at_the_end_of_the_log(house, boxes, lids, box):
    position = await house.append(*(house.put(box) for _ in range(70)))
    await house.rebuilder.rebuild_all([boxes, lids])
    positions = await house.query("select projection, position from quorate.projection_build order by 1")
    assert positions == [("boxes", position), ("lids", position)]


async def test_what_stops_in_one_view_stops_nothing_in_the_others(house, boxes, lids, box):
    other = uuid4()
    await house.append(house.take(box), house.paint(box), house.put(other))
    await house.rebuilder.rebuild_all([boxes, lids])
    assert (await house.views())["thing"] == [(other, "book", 1)]
    assert await house.query("select paints from lids.lid") == [(1,)]
