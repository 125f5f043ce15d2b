"""What a killed broker left open of one commit, when the transaction behind it comes to nothing."""

from collections.abc import AsyncIterator, Sequence

import pytest
import pytest_asyncio
from kafka import TopicPartition
from tests.support.kafka import access_to, running_broker

from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.errors import KafkaTopicReplaced, ProducerFenced
from quorate_events.kafka.held_topics import HeldTopics
from quorate_events.kafka.ports import Partition, Record, TopicState
from quorate_events.kafka.producer import KafkaTransactionalProducer

TOLD, PLACE = "test.told", "test.place"


@pytest_asyncio.fixture
async def lenient() -> AsyncIterator[KafkaAccess]:
    """A broker that takes records of a transaction of which its coordinator knows nothing, and two topics."""
    async with running_broker(**{"transaction.partition.verification.enable": "false"}) as broker:
        access = access_to(broker.bootstrap)
        admin = KafkaAdmin(access)
        for name in (TOLD, PLACE):
            await admin.create(TopicState(name, 1, 1, {}))
        await admin.close()
        yield access


async def publish_without_mark(
    held: HeldTopics, producer: KafkaTransactionalProducer, *records: Record
) -> None:
    """Commit ``records`` so that nothing writes the mark in what is told: the coordinator never hears of it."""
    client = producer._opened()
    begin = client.begin_transaction

    def unheard_of() -> None:
        begin()
        client._transaction_manager._partitions_in_transaction.add(TopicPartition(TOLD, 0))

    client.begin_transaction = unheard_of
    await held.publish(records)
    client.begin_transaction = begin


async def committed(admin: KafkaAdmin, topic: str) -> Sequence[bytes | None]:
    extents = await admin.extents(topic)
    return [each.value for at in extents for each in await admin.read(at, *extents[at])]


async def test_what_is_committed_stays_so_when_the_next_transaction_is_aborted(
    lenient: KafkaAccess, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin, noted = KafkaAdmin(lenient), set[Partition]()
    first = KafkaTransactionalProducer(lenient, "feed")
    held = HeldTopics(first, admin, (PLACE, TOLD), TOLD, noted)
    await held.begin()
    await publish_without_mark(held, first, Record(TOLD, b"k", b"one"), Record(PLACE, b"k", b"up to one"))
    monkeypatch.setattr(held, "watched_id", "another topic")
    with pytest.raises(KafkaTopicReplaced):
        await held.publish([Record(TOLD, b"k", b"two"), Record(PLACE, b"k", b"up to two")])
    await first.close()
    second = KafkaTransactionalProducer(lenient, "feed")
    await HeldTopics(second, admin, (PLACE, TOLD), TOLD, noted).begin()
    assert await committed(admin, PLACE) == [b"up to one"]
    assert await committed(admin, TOLD) == [b"one"]
    await second.close()
    await admin.close()


async def test_one_that_was_fenced_commits_nothing_of_what_stands_open(lenient: KafkaAccess) -> None:
    admin = KafkaAdmin(lenient)
    first = KafkaTransactionalProducer(lenient, "feed")
    held = HeldTopics(first, admin, (PLACE, TOLD), TOLD, set())
    await held.begin()
    await publish_without_mark(held, first, Record(TOLD, b"k", b"one"), Record(PLACE, b"k", b"up to one"))
    second = KafkaTransactionalProducer(lenient, "feed")
    await second.open()
    with pytest.raises(ProducerFenced):
        await held.look_over()
    assert await admin.unfinished(TOLD) == {Partition(TOLD, 0)}
    assert await committed(admin, TOLD) == []
    for each in (first, second, admin):
        await each.close()
