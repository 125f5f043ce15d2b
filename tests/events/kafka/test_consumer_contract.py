"""What every Consumer must do, shown on a real broker."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable

import pytest
from tests.support.kafka import until

from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.consumer import KafkaGroupConsumer
from quorate_events.kafka.ports import Admin, Partition, Positions, Received, Record
from quorate_events.kafka.producer import KafkaTransactionalProducer


class Member:
    """A member of a group that keeps its positions itself, as a projector does."""

    def __init__(self, access: KafkaAccess, group: str, topic: str, kept: dict[Partition, int]) -> None:
        self.kept = kept
        self.revoked: list[frozenset[Partition]] = []
        self.read: list[Received] = []
        self.consumer = KafkaGroupConsumer(
            access, group, [topic], on_assigned=self._assigned, on_revoked=self._revoked, batch=50
        )

    async def _assigned(self, partitions: frozenset[Partition]) -> Positions:
        return {each: self.kept[each] for each in partitions if each in self.kept}

    async def _revoked(self, partitions: frozenset[Partition]) -> None:
        self.revoked.append(partitions)

    async def take(self) -> None:
        for each in await self.consumer.read():
            self.read.append(each)
            self.kept[each.partition] = each.offset + 1

    async def take_until(self, count: int) -> None:
        async with asyncio.timeout(30):
            while len(self.read) < count:
                await self.take()


Make = Callable[[], Member]


@pytest.fixture
async def make(kafka: KafkaAccess, topic: str, transactional_id: str) -> AsyncIterator[Make]:
    made: list[Member] = []
    kept: dict[Partition, int] = {}

    def make() -> Member:
        made.append(Member(kafka, transactional_id, topic, kept))
        return made[-1]

    yield make
    for member in made:
        await member.consumer.close()


@pytest.fixture
async def publish(kafka: KafkaAccess, transactional_id: str, topic: str) -> AsyncIterator[Callable]:
    producer = KafkaTransactionalProducer(kafka, transactional_id, [topic])
    await producer.open()

    async def publish(*numbers: int) -> None:
        await producer.publish([Record(topic, b"key %d" % (n % 16), b"%d" % n) for n in numbers])

    yield publish
    await producer.close()


def numbers(*members: Member) -> list[int]:
    return [int(each.value or b"") for member in members for each in member.read]


async def test_every_record_is_read_once_in_order_of_its_partition(make: Make, publish: Callable) -> None:
    await publish(*range(400))
    member = make()
    await member.consumer.open()
    await member.take_until(400)
    assert sorted(numbers(member)) == list(range(400))
    for partition in {each.partition for each in member.read}:
        offsets = [each.offset for each in member.read if each.partition == partition]
        assert offsets == sorted(offsets)


async def test_it_begins_where_the_caller_says(make: Make, publish: Callable) -> None:
    await publish(*range(100))
    first = make()
    await first.consumer.open()
    await first.take_until(100)
    await first.consumer.close()
    await publish(*range(100, 120))
    second = make()
    await second.consumer.open()
    await second.take_until(20)
    assert sorted(numbers(second)) == list(range(100, 120))


async def test_a_cancelled_read_loses_nothing(make: Make, publish: Callable) -> None:
    member = make()
    await member.consumer.open()
    for start in range(0, 60, 20):
        reading = asyncio.create_task(member.take())
        await asyncio.sleep(0.03)
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        await publish(*range(start, start + 20))
    await member.take_until(60)
    assert sorted(numbers(member)) == list(range(60))


async def test_a_second_member_takes_partitions_over_without_loss_or_double(
    make: Make, publish: Callable
) -> None:
    one, two = make(), make()
    await one.consumer.open()
    await publish(*range(100))
    await one.take_until(100)
    assert len(one.consumer.assigned()) == 3
    await two.consumer.open()
    reading = [asyncio.create_task(_keep_reading(each)) for each in (one, two)]
    try:
        async with asyncio.timeout(40):
            await until(lambda: two.consumer.assigned() and len(one.consumer.assigned()) < 3)
            assert one.consumer.assigned().isdisjoint(two.consumer.assigned())
            await publish(*range(100, 300))
            await until(lambda: len(one.read) + len(two.read) >= 300)
    finally:
        for task in reading:
            task.cancel()
        await asyncio.gather(*reading, return_exceptions=True)
    assert sorted(numbers(one, two)) == list(range(300))
    assert one.revoked
    assert two.read


async def test_a_slow_reader_is_read_ahead_for_within_bounds(make: Make, publish: Callable) -> None:
    member = make()
    await member.consumer.open()
    await publish(*range(1000))
    await asyncio.sleep(1.5)
    assert len(member.consumer._ready) <= 2
    await member.take_until(1000)
    assert sorted(numbers(member)) == list(range(1000))


async def test_the_group_knows_what_was_committed(make: Make, publish: Callable) -> None:
    await publish(*range(50))
    first = make()
    await first.consumer.open()
    await first.take_until(50)
    await first.consumer.commit(dict(first.kept))
    await first.consumer.close()
    first.kept.clear()
    await publish(*range(50, 60))
    second = make()
    await second.consumer.open()
    await second.take_until(10)
    assert sorted(numbers(second)) == list(range(50, 60))


async def test_a_commit_while_partitions_change_hands_waits(make: Make, publish: Callable) -> None:
    await publish(*range(50))
    one, slow, third = make(), make(), make()
    await one.consumer.open()
    await one.take_until(50)
    await slow.consumer.open()
    await until(lambda: len(one.consumer.assigned()) + len(slow.consumer.assigned()) == 3)
    await until(slow.consumer.assigned)
    # The group waits for a member that does not answer, and everybody else waits with it.
    held = asyncio.create_task(slow.consumer._worker.do(lambda: time.sleep(3), 10))
    await third.consumer.open()
    while not held.done():
        await one.consumer.commit({each: one.kept[each] for each in one.consumer.assigned()})
    await held
    await until(third.consumer.assigned)


async def test_a_rebalance_that_takes_long_leaves_nobody_out(
    make: Make, topic: str, admin: Admin, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Every answer of the broker comes after the end of a poll, as on a busy machine.
    monkeypatch.setattr("quorate_events.kafka.polling._POLL_MS", 1)
    first, slow = make(), make()
    await first.consumer.open()
    await until(lambda: len(first.consumer.assigned()) == 3)
    await slow.consumer.open()
    await until(lambda: slow.consumer.assigned() and len(first.consumer.assigned()) < 3)
    # The first one notices that the topic has grown, and has to wait for the other one.
    held = asyncio.create_task(slow.consumer._worker.do(lambda: time.sleep(8), 20))
    await admin.add_partitions(topic, 6)
    await held
    await until(lambda: len(first.consumer.assigned()) + len(slow.consumer.assigned()) == 6, 20)
    assert first.consumer.assigned().isdisjoint(slow.consumer.assigned())


async def test_a_commit_leaves_out_what_somebody_else_reads(make: Make, publish: Callable) -> None:
    await publish(*range(50))
    one, two = make(), make()
    await one.consumer.open()
    await one.take_until(50)
    before = dict(one.kept)
    await two.consumer.open()
    await until(lambda: two.consumer.assigned() and len(one.consumer.assigned()) < 3)
    await one.consumer.commit(before)
    await one.consumer.close()
    await until(lambda: len(two.consumer.assigned()) == 3)


async def test_seeking_goes_back(make: Make, publish: Callable, admin: Admin) -> None:
    await publish(*range(30))
    member = make()
    await member.consumer.open()
    await member.take_until(30)
    await member.consumer.seek(dict.fromkeys(member.consumer.assigned(), 0))
    await member.take_until(60)
    assert sorted(numbers(member)) == sorted([*range(30), *range(30)])


async def _keep_reading(member: Member) -> None:
    while True:
        await member.take()
