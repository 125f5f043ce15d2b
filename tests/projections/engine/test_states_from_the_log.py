"""A state is kept in memory only; one that is not there is folded from the events of its stream."""

import random
from uuid import uuid4

import msgspec

from quorate_projections.engine.history import History

from .conftest import QUICK

FORGETFUL = msgspec.structs.replace(QUICK, cached_streams=1, cached_rows=1)


async def test_a_stream_that_was_forgotten_goes_on_where_it_was(house, boxes):
    await house.rebuilder.ensure_current([boxes])
    streams = [uuid4() for _ in range(5)]
    chance = random.Random(5)
    async with house.projecting(boxes, pace=FORGETFUL):
        for _ in range(60):
            stream = chance.choice(streams)
            position = await house.append(house.put(stream), house.paint(stream))
            if chance.random() < 0.5:
                await house.visible(position)
        await house.visible(position)
    lived = await house.views()
    assert sum(amount for *_, amount in lived["thing"]) == 60
    await house.rebuilder.rebuild(boxes)
    assert await house.views() == lived


async def test_a_stream_whose_past_cannot_be_folded_any_more_stops_and_keeps_its_rows(
    house, boxes, box, monkeypatch
):
    await house.rebuilder.ensure_current([boxes])
    async with house.projecting(boxes):
        await house.visible(await house.append(house.put(box)))
    monkeypatch.setattr(type(boxes), "fold", refusing("book", type(boxes).fold))
    other = uuid4()
    async with house.projecting(boxes):
        bad = await house.append(house.put(box, "atlas"))
        await house.visible(await house.append(house.put(other, "pen")))
    assert sorted((await house.views())["thing"]) == sorted([(box, "book", 1), (other, "pen", 1)])
    assert await house.query("select stream_id, position, error_code from quorate.projection_poison") == [
        (box, bad, "ValueError")
    ]


async def test_a_history_ends_at_the_position_asked_for_whatever_was_read_before(house, box):
    history = History(house.feed, house.decode)
    for _ in range(3):
        position = await house.append(house.put(box), house.put(box))
    assert [each.stream_version for each in await history.of([box], position)] == [1, 2, 3, 4, 5, 6]
    assert [each.stream_version for each in await history.of([box], 3)] == [1, 2, 3]
    later = await house.append(house.put(box))
    assert len(await history.of([box, uuid4()], later)) == 7


def refusing(thing, fold):
    def folded(self, state, event):
        if event.event.thing == thing:
            raise ValueError(thing)
        return fold(self, state, event)

    return folded
