import asyncio
from uuid import uuid4

import pytest

from quorate_events.store.news import Written
from quorate_projections.engine.codec import decode_with
from quorate_projections.engine.feed import FeedPage
from quorate_projections.engine.handed_over import HandedOver

from .conftest import CODEC


@pytest.fixture
def things(house_of_events):
    return house_of_events


@pytest.fixture
def handed_over(boxes):
    return HandedOver(decode_with(CODEC), boxes.topics, limit=100_000)


def written(first, *events, ledger="stoke"):
    stored = [(position, CODEC.to_stored_event(event)) for position, event in enumerate(events, first)]
    return Written(ledger, stored[-1][0], stored)


class FeedThatCanBeClosed:
    """Shows nothing of the log once it is ``closed``."""

    def __init__(self, feed):
        self.ledger, self.wait, self.head, self.hint = feed.ledger, feed.wait, feed.head, feed.hint
        self.read_streams = feed.read_streams
        self._feed = feed
        self.closed = False

    async def read(self, after, limit, topics):
        page = await self._feed.read(after, limit, topics)
        return FeedPage(after, after, ()) if self.closed else page


def test_what_was_handed_over_comes_in_order_with_the_position_it_reaches(handed_over, things, box):
    put, painted, taken = things.put(box), things.paint(box), things.take(box)
    handed_over.take(written(4, put, painted, taken))
    page = handed_over.page(3)
    assert (page.after, page.through) == (3, 6)
    assert [(each.position, each.event.amount) for each in page.events] == [(4, 1), (6, 1)]
    assert [each.position for each in handed_over.page(4).events] == [6]


def test_nothing_is_at_hand_before_a_hole_and_behind_the_end(handed_over, things, box):
    handed_over.take(written(4, things.put(box)))
    assert handed_over.page(2) is None
    assert handed_over.page(4) is None


def test_a_page_ends_at_a_hole(handed_over, things, box):
    handed_over.take(written(4, things.put(box)))
    handed_over.take(written(6, things.put(box)))
    assert handed_over.page(3).through == 4
    assert handed_over.page(5).through == 6


def test_batches_may_be_handed_over_in_any_order(handed_over, things, box):
    first, second = things.put(box), things.put(box)
    handed_over.take(written(5, second))
    handed_over.take(written(4, first))
    assert handed_over.page(3).through == 5


def test_what_came_first_is_forgotten_when_there_is_too_much(handed_over, things, box):
    for position in range(1, 1001):
        handed_over.take(written(position, things.put(box)))
    assert handed_over.page(0) is None
    assert handed_over.page(999).through == 1000


async def test_events_handed_over_need_not_be_read_and_give_the_same_rows(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    feed = FeedThatCanBeClosed(house.feed)
    async with house.projecting_in_the_same_process(boxes, feed=feed):
        await house.visible(await house.append(house.put(box)))
        feed.closed = True
        for thing in ("book", "atlas", "pen"):
            position = await house.append(house.put(box, thing, 2), house.paint(box))
            await house.visible(position)
        position = await house.append(house.take(box, "book", 3))
        await house.visible(position)
    lived = await house.views()
    await house.rebuilder.rebuild(boxes)
    assert await house.views() == lived


async def test_events_of_two_processes_are_all_shown_in_order(house, boxes, lids):
    await house.rebuilder.ensure_current([boxes, lids])
    ours, theirs = uuid4(), uuid4()
    async with (
        house.another_process() as other,
        house.projecting_in_the_same_process(boxes, lids),
    ):
        for _ in range(50):
            await asyncio.gather(
                house.append(house.put(ours), house.paint(ours)), other.append(other.put(theirs))
            )
        position = await house.append(house.put(ours))
        await house.visible(position, "boxes", "lids")
    assert sorted((await house.views())["thing"]) == sorted([(ours, "book", 51), (theirs, "book", 50)])
    lived = await house.views()
    await house.rebuilder.rebuild_all([boxes, lids])
    assert await house.views() == lived


async def test_a_hole_in_what_is_handed_over_is_read_from_the_log(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    async with house.projecting(boxes) as projector:
        events = [house.put(box) for _ in range(3)]
        position = await house.append(*events)
        projector.hear(written(position, events[-1]))
        await house.visible(position)
    assert (await house.views())["thing"] == [(box, "book", 3)]


async def test_news_of_another_ledger_is_not_taken(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    async with house.projecting(boxes) as projector:
        elsewhere = written(1, house.put(uuid4(), "atlas"), ledger="elsewhere")
        projector.hear(elsewhere)
        await house.visible(await house.append(house.put(box)))
    assert (await house.views())["thing"] == [(box, "book", 1)]


async def test_a_follower_that_is_behind_reads_the_log_first(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    for _ in range(20):
        await house.append(*(house.put(box) for _ in range(20)))
    async with house.projecting_in_the_same_process(boxes):
        for _ in range(20):
            position = await house.append(house.put(box))
        await house.visible(position)
    assert (await house.views())["thing"] == [(box, "book", 420)]


async def test_poison_that_is_handed_over_stops_only_its_stream(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    other = uuid4()
    async with house.projecting_in_the_same_process(boxes):
        bad = await house.append(house.put(box, "book", 2), house.take(box, "book", 3), house.put(box))
        await house.visible(await house.append(house.put(other)))
    assert sorted((await house.views())["thing"]) == sorted([(box, "book", 2), (other, "book", 1)])
    assert await house.query("select stream_id, position from quorate.projection_poison") == [(box, bad - 1)]
