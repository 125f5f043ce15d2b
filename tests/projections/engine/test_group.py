"""Members of a group, whatever the carrier brings: twice, late, in part, to one or the other."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from uuid import UUID, uuid4

import asyncpg
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.carrier import Carrier, published
from tests.support.kafka import until

from quorate_events.kafka.errors import KafkaUnavailable
from quorate_projections.engine.follower import Pace
from quorate_projections.engine.group.member import GroupProjector
from quorate_projections.engine.poison import poisoned_streams
from quorate_projections.engine.retry import retry_poisoned

QUICK = Pace(poll=0.05, stand_by=0.05, back_off=0.02, longest_back_off=0.1, settle=0.01)
TOPICS = frozenset({"test.thing_put", "test.thing_taken", "test.lid_painted", "test.of_a_later_release"})
NEWER = "test.of_a_later_release"


class Group:
    """Projectors of one house behind one carrier."""

    def __init__(self, house, *projections) -> None:
        self.house, self.projections = house, projections
        self.carrier = Carrier()

    @asynccontextmanager
    async def member(self) -> AsyncIterator[GroupProjector]:
        projector = GroupProjector(
            self.projections, self.carrier.join, "events", self.house.feed, self.house.decode,
            self.house.database.projector_dsn, board=self.house.board, pace=QUICK,
        )  # fmt: skip
        before = len(self.carrier.members)
        running = asyncio.create_task(projector.run())
        await until(lambda: len(self.carrier.members) > before or running.done(), 10)
        try:
            yield projector
        finally:
            projector.stop()
            await running

    async def events(self):
        return await published(self.house.feed, TOPICS)

    async def position(self) -> int:
        return await self.house.feed.head()

    async def shown(self) -> None:
        """Wait until every view shows everything."""
        await self.house.visible(await self.position(), *(each.name for each in self.projections))


@pytest.fixture
async def group(house, boxes, lids) -> Group:
    await house.rebuilder.ensure_current([boxes, lids])
    return Group(house, boxes, lids)


async def fill(house, boxes: int = 8, each: int = 5) -> list[UUID]:
    streams = [uuid4() for _ in range(boxes)]
    for _ in range(each):
        for stream in streams:
            await house.append(house.put(stream, "book"), house.paint(stream))
    return streams


async def equal_to_a_rebuild(house, boxes) -> None:
    live = await house.views()
    await house.rebuilder.rebuild(boxes)
    assert await house.views() == live
    assert live["box"]


async def test_what_kafka_brings_is_shown(house, group, boxes) -> None:
    await fill(house)
    async with group.member() as member:
        await group.carrier.give(group.carrier.members[0])
        group.carrier.bring(await group.events())
        await group.shown()
    assert member.state.counted.events == await group.position()
    assert member.state.counted.gaps == 0
    await equal_to_a_rebuild(house, boxes)


async def test_what_comes_twice_is_passed_over(house, group, boxes) -> None:
    await fill(house)
    async with group.member() as member:
        await group.carrier.give(group.carrier.members[0])
        events = await group.events()
        for _ in range(3):
            group.carrier.bring(events)
        await group.shown()
        await until(lambda: member.state.counted.repeated == 2 * len(events))
    await equal_to_a_rebuild(house, boxes)


async def test_what_does_not_come_is_read_from_the_log(house, group, boxes) -> None:
    await fill(house)
    async with group.member() as member:
        await group.carrier.give(group.carrier.members[0])
        events = await group.events()
        # The last of each partition shows that the others are missing.
        last = {group.carrier.partition_of(each): each for each in events}
        group.carrier.bring(list(last.values()))
        await group.shown()
    assert member.state.counted.gaps == len(last)
    await equal_to_a_rebuild(house, boxes)


async def test_records_that_are_no_events_are_passed_over(house, group, boxes) -> None:
    await fill(house)
    async with group.member() as member:
        await group.carrier.give(group.carrier.members[0])
        events = await group.events()
        group.carrier.bring(events[:2], headers=[])
        strangers = [msgspec.structs.replace(each, ledger="elsewhere") for each in events[:3]]
        ahead = [msgspec.structs.replace(each, position=each.position + 10_000) for each in events[:4]]
        group.carrier.bring([*strangers, *ahead])
        group.carrier.bring(events)
        await group.shown()
    assert member.state.counted.foreign == 9
    await equal_to_a_rebuild(house, boxes)


async def test_an_event_of_an_unknown_type_stops_nothing(house, group, boxes, box) -> None:
    await house.append(house.put(box))
    stored = house.codec.to_stored_event(house.put(box))
    await house.append_stored(stored.__class__(box, stored.originator_version, NEWER, b"{}"))
    await house.append(house.put(box))
    async with group.member():
        await group.carrier.give(group.carrier.members[0])
        group.carrier.bring(await group.events())
        await group.shown()
    assert (await house.views())["thing"] == [(box, "book", 2)]


async def test_a_poison_event_stops_its_stream_only_and_can_be_tried_again(house, group, boxes, box) -> None:
    other = uuid4()
    bad = await house.append(house.put(box, "book", 2), house.take(box, "book", 3), house.put(box)) - 1
    await house.append(house.put(other))
    async with group.member():
        await group.carrier.give(group.carrier.members[0])
        group.carrier.bring(await group.events())
        await group.shown()
        assert sorted((await house.views())["thing"]) == sorted([(box, "book", 2), (other, "book", 1)])
        connection = await asyncpg.connect(house.database.projector_dsn)
        [record] = await poisoned_streams(connection, "boxes")
        await connection.close()
        assert (record.stream_id, record.position) == (box, bad)
        stopped = await retry_poisoned(boxes, box, house.feed, house.decode, house.database.projector_dsn)
        assert stopped is not None
        # The view goes on where it was, in spite of the change beside it.
        await house.append(house.put(other))
        group.carrier.bring((await group.events())[-1:])
        await group.shown()
    assert (other, "book", 2) in (await house.views())["thing"]


@pytest.mark.parametrize("amount", [1000, 2**70])
async def test_rows_that_the_database_refuses_stop_only_their_stream(
    house, group, boxes, box, amount
) -> None:
    others = await fill(house)
    bad = await house.append(house.put(box, "book"), house.put(box, "atlas", amount))
    await fill(house)
    async with group.member():
        await group.carrier.give(group.carrier.members[0])
        group.carrier.bring(await group.events())
        await group.shown()
    things = (await house.views())["thing"]
    assert (box, "book", 1) in things
    assert {each[0] for each in things} > set(others)
    connection = await asyncpg.connect(house.database.projector_dsn)
    [record] = await poisoned_streams(connection, "boxes")
    await connection.close()
    assert (record.stream_id, record.position) == (box, bad)
    await equal_to_a_rebuild(house, boxes)


async def test_a_rebalance_in_the_middle_loses_nothing(house, group, boxes) -> None:
    await fill(house, each=20)
    events = await group.events()
    chance = Random(7)
    async with group.member(), group.member():
        first, second = group.carrier.members
        await group.carrier.give(first, 0, 1)
        await group.carrier.give(second, 2)
        for start in range(0, len(events), 10):
            group.carrier.bring(events[start : start + 10])
            if chance.random() < 0.5:
                await group.carrier.give(chance.choice([first, second]), chance.randrange(3))
            if chance.random() < 0.3:
                await asyncio.sleep(0.02)
        for number in range(3):
            await group.carrier.give(first, number)
        # As the group's own positions would have it, a part comes again.
        group.carrier.bring(events[-60:])
        await group.shown()
    await equal_to_a_rebuild(house, boxes)


async def test_a_topic_with_another_number_of_partitions_loses_nothing(house, group, boxes) -> None:
    await fill(house)
    async with group.member():
        await group.carrier.give(group.carrier.members[0])
        group.carrier.bring((await group.events())[:33])
        await asyncio.sleep(0.2)
    for partitions in (2, 5):
        group.carrier = Carrier(partitions)
        await fill(house, boxes=3)
        async with group.member():
            await group.carrier.give(group.carrier.members[0])
            group.carrier.bring(await group.events())
            await group.shown()
    await equal_to_a_rebuild(house, boxes)


async def test_after_a_failure_of_kafka_it_goes_on(house, group, boxes) -> None:
    await fill(house)
    events = await group.events()
    async with group.member() as member:
        (first,) = group.carrier.members
        await group.carrier.give(first)
        group.carrier.bring(events[:20])
        first.inbox.put_nowait(KafkaUnavailable("gone", ""))
        await until(lambda: group.carrier.members not in ([], [first]))
        await group.carrier.give(group.carrier.members[0])
        group.carrier.bring(events)
        await group.shown()
        assert member.state.failing == ""
    await equal_to_a_rebuild(house, boxes)


async def test_views_are_rebuilt_beside_a_group(house, group, boxes) -> None:
    await fill(house)
    async with group.member():
        await group.carrier.give(group.carrier.members[0])
        group.carrier.bring((await group.events())[:40])
        await house.rebuilder.rebuild(boxes)
        group.carrier.bring(await group.events())
        await group.shown()
        await fill(house, boxes=2)
        group.carrier.bring((await group.events())[80:])
        await group.shown()
    await equal_to_a_rebuild(house, boxes)


async def test_by_the_log_and_by_kafka_take_turns(house, group, boxes, lids) -> None:
    await fill(house)
    async with house.projecting(boxes, lids):
        await group.shown()
        async with group.member():
            await group.carrier.give(group.carrier.members[0])
            await fill(house, boxes=2)
            group.carrier.bring(await group.events())
            await group.shown()
    await fill(house, boxes=2)
    async with group.member():
        await group.carrier.give(group.carrier.members[0])
        group.carrier.bring(await group.events())
        await group.shown()
    await fill(house, boxes=2)
    async with house.projecting(boxes, lids):
        await group.shown()
    await equal_to_a_rebuild(house, boxes)


async def test_what_came_by_the_log_is_known_to_a_group_that_began_with_an_empty_view(
    house, group, boxes, lids
) -> None:
    async with group.member():
        while not await house.has_partitions():  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(0.01)
    (box,) = await fill(house, boxes=1)
    async with house.projecting(boxes, lids):
        await group.shown()
    await house.append(house.put(box, "book"))
    async with group.member():
        await group.carrier.give(group.carrier.members[0])
        group.carrier.bring((await group.events())[-1:])
        await group.shown()
    await equal_to_a_rebuild(house, boxes)


steps = st.lists(
    st.tuples(st.sampled_from(["bring", "again", "shuffled", "lose", "move", "cut"]), st.integers(1, 12)),
    min_size=1,
    max_size=12,
)


@given(steps=steps, seed=st.integers(0, 2**16))
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
async def test_whatever_the_carrier_does_views_equal_a_rebuild(house, boxes, lids, steps, seed) -> None:
    await house.rebuilder.ensure_current([boxes, lids])
    group, chance = Group(house, boxes, lids), Random(seed)
    streams = [uuid4() for _ in range(6)]
    brought = await group.position()
    async with group.member(), group.member():
        members = list(group.carrier.members)
        for number in range(3):
            await group.carrier.give(chance.choice(members), number)
        for step, count in steps:
            for _ in range(count):
                await house.append(house.put(chance.choice(streams)))
            events = await group.events()
            new = [each for each in events if each.position > brought]
            brought = events[-1].position
            if step == "again":
                new = events[-2 * count :]
            elif step == "shuffled":
                chance.shuffle(new)
            elif step == "lose":
                new = chance.sample(new, len(new) // 2)
            elif step == "move":
                await group.carrier.give(chance.choice(members), chance.randrange(3))
            group.carrier.bring(new)
            if step == "cut":
                await house.end_projector_sessions()
        for stream in streams:  # something more in every partition that was used
            await house.append(house.put(stream))
        group.carrier.bring((await group.events())[-len(streams) :])
        await group.shown()
    await equal_to_a_rebuild(house, boxes)
