"""What stands open under a transactional id, or next to it, when somebody takes the id over."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import pytest
from kafka import KafkaProducer, TopicPartition
from tests.support.kafka import access_to, running_broker

from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.errors import KafkaUnavailable
from quorate_events.kafka.ports import Partition, Record, TopicState
from quorate_events.kafka.producer import KafkaTransactionalProducer
from quorate_events.kafka.taking_over import take_over

TOPIC = "test.positions"


@pytest.fixture
async def lenient() -> AsyncIterator[KafkaAccess]:
    """A broker that takes records of a transaction of which its coordinator knows nothing, and a topic."""
    async with running_broker(**{"transaction.partition.verification.enable": "false"}) as broker:
        access = access_to(broker.bootstrap)
        admin = KafkaAdmin(access)
        await admin.create(TopicState(TOPIC, 2, 1, {"cleanup.policy": "compact"}))
        await admin.close()
        yield access


@contextmanager
def open_transaction(access: KafkaAccess, transactional_id: str, *, known: bool) -> Iterator[None]:
    """A record in a transaction that is not ended; unless ``known``, nothing will ever write its mark."""
    producer = KafkaProducer(
        transactional_id=transactional_id, metrics_enabled=False, **access.options("test")
    )
    producer.init_transactions()
    producer.begin_transaction()
    if not known:
        producer._transaction_manager._partitions_in_transaction.add(TopicPartition(TOPIC, 0))
    producer.send(TOPIC, b"lost", b"key", partition=0)
    producer.flush(10)
    producer._sender.force_close()
    yield


async def committed(admin: KafkaAdmin) -> list[bytes | None]:
    extents = await admin.extents(TOPIC)
    return [each.value for at in sorted(extents) for each in await admin.read(at, *extents[at])]


async def test_what_lost_its_mark_is_aborted_before_anything_is_read(lenient: KafkaAccess) -> None:
    admin = KafkaAdmin(lenient)
    with open_transaction(lenient, "relay", known=False):
        assert await admin.unfinished(TOPIC) == {Partition(TOPIC, 0)}
        producer = KafkaTransactionalProducer(lenient, "relay")
        await take_over(producer, admin, [TOPIC])
        assert await admin.unfinished(TOPIC) == set()
        await producer.publish([Record(TOPIC, b"key", b"again")])
        await producer.close()
    async with asyncio.timeout(10):
        while await admin.unfinished(TOPIC):  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(0.05)
    assert await committed(admin) == [b"again"]
    await admin.close()


async def test_opening_alone_leaves_it_open_and_whoever_reads_then_sees_nothing_of_it(
    lenient: KafkaAccess,
) -> None:
    admin = KafkaAdmin(lenient)
    with open_transaction(lenient, "relay", known=False):
        producer = KafkaTransactionalProducer(lenient, "relay")
        await producer.open()
        assert await committed(admin) == []
        assert await admin.unfinished(TOPIC) == {Partition(TOPIC, 0)}
        await producer.close()
    await admin.close()


async def test_somebody_elses_transaction_is_waited_for_and_not_for_ever(lenient: KafkaAccess) -> None:
    admin = KafkaAdmin(lenient)
    with open_transaction(lenient, "somebody", known=True):
        producer = KafkaTransactionalProducer(lenient, "relay")
        with pytest.raises(KafkaUnavailable) as told:
            await take_over(producer, admin, [TOPIC], patience=0.5)
        assert TOPIC in told.value.message
        assert "kafka-transactions.sh" in told.value.suggestion
        taking = asyncio.create_task(take_over(producer, admin, [TOPIC]))
        other = KafkaTransactionalProducer(lenient, "somebody")
        # Who opens under the other id ends what was open under it.
        await other.open()
        await taking
        await other.close()
        await producer.close()
    assert await committed(admin) == []
    await admin.close()
