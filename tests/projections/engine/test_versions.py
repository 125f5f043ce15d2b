import pytest

from quorate_projections.engine.positions import WrongLedger
from quorate_projections.engine.postgres_feed import PostgresFeed
from quorate_projections.engine.rebuild import Rebuilder


def newer(boxes):
    class NewerBoxes(type(boxes)):
        version = 2

        def rows(self, stream_id, state):
            rows = dict(super().rows(stream_id, state))
            rows["thing"] = [(box, thing.upper(), amount) for box, thing, amount in rows["thing"]]
            return rows

    return NewerBoxes()


async def test_views_of_the_current_version_are_left_alone(house, boxes):
    assert await house.rebuilder.ensure_current([boxes]) == ["boxes"]
    assert await house.rebuilder.ensure_current([boxes]) == []


async def test_a_higher_version_is_built_and_swapped_in(house, boxes, box):
    await house.append(house.put(box))
    await house.rebuilder.ensure_current([boxes])
    assert await house.rebuilder.ensure_current([newer(boxes)]) == ["boxes"]
    assert (await house.views())["thing"] == [(box, "BOOK", 1)]


async def test_an_older_program_leaves_newer_views_alone(house, boxes, box):
    await house.rebuilder.ensure_current([newer(boxes)])
    assert await house.rebuilder.ensure_current([boxes]) == []


async def test_a_running_projector_of_the_old_version_writes_no_more(house, boxes, box):
    new = newer(boxes)
    await house.rebuilder.ensure_current([boxes])
    async with house.projecting(boxes):
        await house.visible(await house.append(house.put(box)))
        await house.rebuilder.ensure_current([new])
        position = await house.append(house.put(box))
        async with house.projecting(new):
            await house.visible(position)
        assert (await house.views())["thing"] == [(box, "BOOK", 2)]


async def test_the_views_of_one_ledger_are_never_filled_from_another(house, boxes):
    await house.rebuilder.ensure_current([boxes])
    dsn = house.database.projector_dsn
    async with PostgresFeed(dsn, "elsewhere") as feed:
        rebuilder = Rebuilder(feed, house.decode, house.database.owner_dsn, dsn)
        with pytest.raises(WrongLedger):
            await rebuilder.ensure_current([boxes])
