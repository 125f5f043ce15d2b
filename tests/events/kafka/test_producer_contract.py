"""What every TransactionalProducer must do, shown on a real broker."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable

import pytest
from tests.support.kafka import until

from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.errors import (
    KafkaRecordTooLarge,
    KafkaTopicReplaced,
    KafkaUnavailable,
    ProducerFenced,
)
from quorate_events.kafka.ports import Admin, Received, Record, TransactionalProducer
from quorate_events.kafka.producer import KafkaTransactionalProducer

Make = Callable[[], TransactionalProducer]


@pytest.fixture
async def make(kafka: KafkaAccess, transactional_id: str, topic: str) -> AsyncIterator[Make]:
    made: list[TransactionalProducer] = []

    def make() -> TransactionalProducer:
        made.append(KafkaTransactionalProducer(kafka, transactional_id, [topic]))
        return made[-1]

    yield make
    for producer in made:
        await producer.close()


async def read_all(admin: Admin, topic: str) -> list[Received]:
    extents = await admin.extents(topic)
    return [record for part, extent in extents.items() for record in await admin.read(part, *extent)]


def records(topic: str, *values: int) -> list[Record]:
    return [Record(topic, b"key %d" % (n % 4), b"%d" % n, [("n", b"%d" % n)], 1_000 + n) for n in values]


async def test_what_was_published_is_read_as_it_was(make: Make, admin: Admin, topic: str) -> None:
    producer = make()
    await producer.open()
    await producer.publish([*records(topic, 1), Record(topic, b"gone", None)])
    one, gone = sorted(await read_all(admin, topic), key=lambda each: each.value or b"", reverse=True)
    assert (one.key, one.value, one.headers, one.timestamp) == (b"key 1", b"1", [("n", b"1")], 1_001)
    assert (gone.key, gone.value) == (b"gone", None)


async def test_order_is_kept_for_each_key(make: Make, admin: Admin, topic: str) -> None:
    producer = make()
    await producer.open()
    for start in range(0, 300, 100):
        await producer.publish(records(topic, *range(start, start + 100)))
    read = await read_all(admin, topic)
    for key in {each.key for each in read}:
        numbers = [int(each.value or b"") for each in read if each.key == key]
        assert numbers == sorted(numbers)
    assert len(read) == 300


async def test_a_second_producer_fences_the_first(make: Make, admin: Admin, topic: str) -> None:
    first, second = make(), make()
    await first.open()
    await first.publish(records(topic, 1))
    await second.open()
    with pytest.raises(ProducerFenced) as told:
        await first.publish(records(topic, 2))
    assert told.value.suggestion
    await second.publish(records(topic, 3))
    assert sorted(each.value for each in await read_all(admin, topic)) == [b"1", b"3"]


async def test_a_transaction_that_fails_shows_nothing(make: Make, admin: Admin, topic: str) -> None:
    producer = make()
    await producer.open()
    too_large = Record(topic, b"key", b"x" * 9_000_000)
    with pytest.raises(KafkaRecordTooLarge, match=topic) as told:
        await producer.publish([*records(topic, 1), too_large])
    assert told.value.number == 1
    again = make()
    await again.open()
    await again.publish(records(topic, 2))
    assert [each.value for each in await read_all(admin, topic)] == [b"2"]


async def test_a_last_look_that_fails_shows_nothing(make: Make, admin: Admin, topic: str) -> None:
    async def look() -> None:
        raise KafkaTopicReplaced("", "")

    producer = make()
    await producer.open()
    with pytest.raises(KafkaTopicReplaced):
        await producer.publish(records(topic, 1), before_commit=look)
    await producer.close()
    again = make()
    await again.open()
    await again.publish(records(topic, 2))
    assert [each.value for each in await read_all(admin, topic)] == [b"2"]


async def test_after_a_failure_closing_leaves_no_thread_behind(make: Make, admin: Admin, topic: str) -> None:
    await admin.configure(topic, {"max.message.bytes": "1000"})
    before = set(threading.enumerate())
    producer = make()
    await producer.open()
    with pytest.raises(KafkaRecordTooLarge):
        await producer.publish([Record(topic, b"key", b"x" * 2_000)])
    await producer.close()
    await until(lambda: not set(threading.enumerate()) - before)


async def test_a_cancelled_call_leaves_all_or_nothing(make: Make, admin: Admin, topic: str) -> None:
    producer = make()
    await producer.open()
    publishing = asyncio.create_task(producer.publish(records(topic, *range(500))))
    await asyncio.sleep(0.02)
    publishing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await publishing
    again = make()
    await again.open()
    assert len(await read_all(admin, topic)) in (0, 500)


async def test_the_event_loop_goes_on_while_it_publishes(make: Make, topic: str) -> None:
    producer = make()
    await producer.open()
    turns = 0
    publishing = asyncio.create_task(producer.publish(records(topic, *range(2000))))
    while not publishing.done():
        await asyncio.sleep(0)
        turns += 1
    await publishing
    assert turns > 10


async def test_closing_twice_is_harmless_and_nothing_is_published_after(make: Make, topic: str) -> None:
    producer = make()
    await producer.open()
    await producer.close()
    await producer.close()
    with pytest.raises(Exception, match="closed"):
        await producer.publish(records(topic, 1))


async def test_without_kafka_it_says_so() -> None:
    nobody = KafkaAccess("127.0.0.1:9", connect_timeout=0.5)
    producer = KafkaTransactionalProducer(nobody, "nobody", timeout=2.0)
    with pytest.raises(KafkaUnavailable) as told:
        await producer.open()
    assert "QUORATE_KAFKA_BOOTSTRAP" in told.value.suggestion
    await producer.close()
