import json


async def test_what_is_appended_becomes_visible(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    async with house.projecting(boxes):
        position = await house.append(house.put(box, "book", 2), house.put(box, "atlas"))
        await house.visible(position)
        views = await house.views()
    assert [(events, names, json.loads(content)) for _, events, names, content in views["box"]] == [
        (2, ["atlas", "book"], {"book": 2, "atlas": 1})
    ]
    assert views["thing"] == [(box, "atlas", 1), (box, "book", 2)]


async def test_a_row_that_a_stream_no_longer_has_is_deleted(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    async with house.projecting(boxes):
        position = await house.append(house.put(box, "book"), house.put(box, "atlas"))
        await house.visible(position)
        position = await house.append(house.take(box, "book"))
        await house.visible(position)
        assert (await house.views())["thing"] == [(box, "atlas", 1)]


async def test_the_position_moves_on_when_nothing_was_wanted(house, boxes, lids, box):
    await house.rebuilder.ensure_current([boxes, lids])
    async with house.projecting(boxes, lids):
        position = await house.append(house.put(box))
        await house.visible(position, "boxes", "lids")
    assert await house.query(
        "select projection, position from quorate.projection_build order by projection"
    ) == [("boxes", position), ("lids", position)]


async def test_a_new_projector_goes_on_from_the_states_kept(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    for amount in (1, 2):
        async with house.projecting(boxes):
            position = await house.append(house.put(box, "book", amount))
            await house.visible(position)
    assert (await house.views())["thing"] == [(box, "book", 3)]


async def test_the_views_are_read_only_for_the_application(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    privileges = await house.query(
        "select has_table_privilege('boxes.box', 'select'), has_table_privilege('boxes.box', 'insert')"
    )
    assert privileges == [(True, False)]
