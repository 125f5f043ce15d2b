import asyncpg
import pytest

from quorate_events.access.purpose import Purpose
from quorate_events.store.connections import for_purpose
from quorate_projections.engine.poison import poisoned_streams
from quorate_projections.engine.retry import NotPoisoned, retry_poisoned


@pytest.fixture
async def app(house):
    connection = await asyncpg.connect(house.database.app_dsn, server_settings=for_purpose(Purpose.UPKEEP))
    yield connection
    await connection.close()


@pytest.fixture
def other_box():
    from uuid import uuid4

    return uuid4()


async def retry(house, projection, box):
    return await retry_poisoned(projection, box, house.feed, house.decode, house.database.projector_dsn)


async def append_unreadable(house, box):
    """Put bytes on the log that its own codec cannot read."""
    event = house.put(box)
    stored = house.codec.to_stored_event(event)
    return await house.append_stored(stored.__class__(box, event.originator_version, stored.topic, b"{"))


async def test_an_event_that_cannot_be_folded_stops_only_its_stream(house, boxes, box, other_box, app):
    await house.rebuilder.ensure_current([boxes])
    async with house.projecting(boxes):
        bad = await house.append(house.put(box, "book", 2), house.take(box, "book", 3), house.put(box))
        await house.append(house.put(other_box))
        position = await house.append(house.put(box, "book", 5))
        await house.visible(position)
    assert sorted((await house.views())["thing"]) == sorted([(box, "book", 2), (other_box, "book", 1)])
    [record] = await poisoned_streams(app, "boxes")
    assert (record.stream_id, record.position, record.topic) == (box, bad - 1, "test.thing_taken")


async def test_nothing_that_people_wrote_is_kept_with_the_poison(house, boxes, box, app):
    await house.rebuilder.ensure_current([boxes])
    async with house.projecting(boxes):
        await house.visible(await house.append(house.take(box, "diary")))
    [record] = await poisoned_streams(app)
    assert (record.error_code, record.error_text) == ("MoreThanThereIs", "")


async def test_an_event_that_cannot_be_decoded_stops_only_its_stream(house, boxes, box, other_box, app):
    await house.rebuilder.ensure_current([boxes])
    async with house.projecting(boxes):
        await house.append(house.put(box))
        bad = await append_unreadable(house, box)
        position = await house.append(house.put(other_box))
        await house.visible(position)
    assert sorted((await house.views())["thing"]) == sorted([(box, "book", 1), (other_box, "book", 1)])
    [record] = await poisoned_streams(app, "boxes")
    assert (record.position, record.error_code) == (bad, "unreadable_event")


async def test_an_event_after_which_there_are_no_rows_stops_only_its_stream(
    house, boxes, box, other_box, app
):
    await house.rebuilder.ensure_current([boxes])
    bad = await house.append(house.put(box, "book"), house.put(box, "unspeakable"))
    position = await house.append(house.put(box, "atlas"), house.put(other_box))
    async with house.projecting(boxes):
        await house.visible(position)
    assert sorted((await house.views())["thing"]) == sorted([(box, "book", 1), (other_box, "book", 1)])
    [record] = await poisoned_streams(app, "boxes")
    assert record.position == bad


@pytest.mark.parametrize("amount", [1000, 2**70])
async def test_rows_that_the_database_refuses_stop_only_their_stream(
    house, boxes, box, other_box, app, amount
):
    await house.rebuilder.ensure_current([boxes])
    bad = await house.append(house.put(box, "book"), house.put(box, "atlas", amount))
    position = await house.append(house.put(box, "pen"), house.put(other_box))
    async with house.projecting(boxes):
        await house.visible(position)
    assert sorted((await house.views())["thing"]) == sorted([(box, "book", 1), (other_box, "book", 1)])
    [record] = await poisoned_streams(app, "boxes")
    assert (record.stream_id, record.position) == (box, bad)


async def test_poison_stops_a_stream_in_one_projection_only(house, boxes, lids, box, app):
    await house.rebuilder.ensure_current([boxes, lids])
    async with house.projecting(boxes, lids):
        position = await house.append(house.take(box), house.paint(box))
        await house.visible(position, "boxes", "lids")
    assert await house.query("select paints from lids.lid") == [(1,)]
    assert [record.projection for record in await poisoned_streams(app)] == ["boxes"]


async def test_a_mended_stream_is_folded_from_its_first_event_while_the_projector_runs(
    house, boxes, box, app, monkeypatch
):
    await house.rebuilder.ensure_current([boxes])
    async with house.projecting(boxes):
        position = await house.append(house.put(box), house.take(box, "atlas"), house.put(box))
        await house.visible(position)
        monkeypatch.setattr(type(boxes), "fold", forgiving(type(boxes).fold))
        assert await retry(house, boxes, box) is None
        assert (await house.views())["thing"] == [(box, "book", 2)]
        # The projector has the stream as stopped in memory: it must take notice.
        await house.visible(await house.append(house.put(box)))
        assert (await house.views())["thing"] == [(box, "book", 3)]
    assert await poisoned_streams(app) == []


async def test_a_stream_that_is_not_mended_stays_stopped(house, boxes, box, app):
    await house.rebuilder.ensure_current([boxes])
    async with house.projecting(boxes):
        bad = await house.append(house.put(box), house.take(box, "atlas"))
        await house.visible(bad)
    stopped = await retry(house, boxes, box)
    assert (stopped.stream_id, stopped.position) == (box, bad)
    assert [record.position for record in await poisoned_streams(app)] == [bad]
    assert (await house.views())["thing"] == [(box, "book", 1)]


async def test_a_healthy_stream_cannot_be_retried(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    with pytest.raises(NotPoisoned):
        await retry(house, boxes, box)


def forgiving(fold):
    def folded(self, state, event):
        try:
            return fold(self, state, event)
        except ValueError:
            return state

    return folded


@pytest.mark.parametrize(("thing", "amount"), [("atlas", 1000), ("atlas", 2**70), ("unspeakable", 1)])
async def test_a_rebuild_finds_the_same_event(house, boxes, box, other_box, app, thing, amount):
    bad = await house.append(house.put(box, "book"), house.put(box, thing, amount))
    await house.append(house.put(box, "pen"), house.put(other_box))
    await house.rebuilder.rebuild(boxes)
    assert sorted((await house.views())["thing"]) == sorted([(box, "book", 1), (other_box, "book", 1)])
    [record] = await poisoned_streams(app, "boxes")
    assert (record.stream_id, record.position) == (box, bad)
