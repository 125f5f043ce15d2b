"""What stands open under a transactional id, or next to it, when somebody takes the id over."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from kafka import KafkaProducer, TopicPartition
from tests.support.kafka import access_to, running_broker

from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.errors import KafkaUnavailable
from quorate_events.kafka.ports import Partition, Record, TopicState
from quorate_events.kafka.producer import KafkaTransactionalProducer
from quorate_events.kafka.taking_over import take_over

TOPIC = "test.positions"


@pytest_asyncio.fixture(scope="module")
async def broker() -> AsyncIterator[KafkaAccess]:
    """A broker that takes records of a transaction of which its coordinator knows nothing."""
    async with running_broker(**{"transaction.partition.verification.enable": "false"}) as broker:
        yield access_to(broker.bootstrap)


@pytest.fixture
async def lenient(broker: KafkaAccess) -> KafkaAccess:
    """That broker, with an empty topic, and ids under which nothing has been published."""
    admin = KafkaAdmin(broker)
    if TOPIC in await admin.topics([TOPIC]):
        await admin.delete(TOPIC)
        while TOPIC in await admin.topics([TOPIC]):  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(0.05)
    await admin.create(TopicState(TOPIC, 2, 1, {"cleanup.policy": "compact"}))
    await admin.close()
    return broker


def begun(access: KafkaAccess, transactional_id: str, *, known: bool) -> KafkaProducer:
    """A producer with a record in a transaction; unless ``known``, nothing will ever write the record's mark."""
    producer = KafkaProducer(
        transactional_id=transactional_id, metrics_enabled=False, **access.options("test")
    )
    producer.init_transactions()
    producer.begin_transaction()
    if not known:
        producer._transaction_manager._partitions_in_transaction.add(TopicPartition(TOPIC, 0))
    producer.send(TOPIC, b"lost", b"key", partition=0)
    producer.flush(10)
    return producer


def leave_open(access: KafkaAccess, transactional_id: str, *, known: bool) -> None:
    """Leave a transaction behind that is not ended."""
    begun(access, transactional_id, known=known)._sender.force_close()


def commit_in_one_of_two(access: KafkaAccess, transactional_id: str) -> None:
    """Leave a transaction behind that is committed, and has its mark in one of its partitions only."""
    producer = begun(access, transactional_id, known=False)
    producer.send(TOPIC, b"marked", b"key", partition=1)
    producer.commit_transaction()
    producer.close(timeout=2)


async def committed(admin: KafkaAdmin) -> list[bytes | None]:
    extents = await admin.extents(TOPIC)
    return [each.value for at in sorted(extents) for each in await admin.read(at, *extents[at])]


async def finished(admin: KafkaAdmin) -> None:
    async with asyncio.timeout(10):
        while await admin.unfinished(TOPIC):  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(0.05)


async def test_what_lost_its_mark_is_aborted_before_anything_is_read(lenient: KafkaAccess) -> None:
    admin = KafkaAdmin(lenient)
    leave_open(lenient, "relay", known=False)
    assert await admin.unfinished(TOPIC) == {Partition(TOPIC, 0)}
    producer = KafkaTransactionalProducer(lenient, "relay")
    await take_over(producer, admin, [TOPIC])
    assert await admin.unfinished(TOPIC) == set()
    await producer.publish([Record(TOPIC, b"key", b"again")])
    await producer.close()
    await finished(admin)
    assert await committed(admin) == [b"again"]
    await admin.close()


async def test_what_was_committed_and_lost_a_mark_is_committed_where_it_is_missing(
    lenient: KafkaAccess,
) -> None:
    admin = KafkaAdmin(lenient)
    commit_in_one_of_two(lenient, "relay")
    assert await committed(admin) == [b"marked"]
    producer = KafkaTransactionalProducer(lenient, "relay")
    await take_over(producer, admin, [TOPIC])
    await finished(admin)
    assert await committed(admin) == [b"lost", b"marked"]
    await producer.publish([Record(TOPIC, b"key", b"next")])
    await finished(admin)
    assert sorted(await committed(admin)) == [b"lost", b"marked", b"next"]
    await producer.close()
    await admin.close()


async def test_what_a_broker_said_of_the_outcome_is_remembered_when_the_first_try_fails(
    lenient: KafkaAccess, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = KafkaAdmin(lenient)
    commit_in_one_of_two(lenient, "relay")
    first, noted = KafkaTransactionalProducer(lenient, "relay"), set[Partition]()

    async def away(*_: object, **__: object) -> None:
        raise KafkaUnavailable("Kafka is away again.", "Wait.")

    monkeypatch.setattr(first, "end", away)
    with pytest.raises(KafkaUnavailable):
        await take_over(first, admin, [TOPIC], noted=noted)
    await first.close()
    second = KafkaTransactionalProducer(lenient, "relay")
    await take_over(second, admin, [TOPIC], noted=noted)
    await finished(admin)
    assert await committed(admin) == [b"lost", b"marked"]
    await second.close()
    await admin.close()


async def test_opening_alone_leaves_it_open_and_whoever_reads_then_sees_nothing_of_it(
    lenient: KafkaAccess,
) -> None:
    admin = KafkaAdmin(lenient)
    leave_open(lenient, "relay", known=False)
    producer = KafkaTransactionalProducer(lenient, "relay")
    await producer.open()
    assert await committed(admin) == []
    assert await admin.unfinished(TOPIC) == {Partition(TOPIC, 0)}
    await producer.close()
    await admin.close()


async def test_somebody_elses_transaction_is_waited_for_and_not_for_ever(lenient: KafkaAccess) -> None:
    admin = KafkaAdmin(lenient)
    leave_open(lenient, "somebody", known=True)
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
