"""A transaction that was held for longer than it may last is told from one that another process has fenced."""

import asyncio
import time
import uuid
from collections.abc import Sequence

import pytest
from tests.support.kafka import access_to, running_broker

from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.errors import KafkaUnavailable, ProducerFenced
from quorate_events.kafka.ports import Record, TopicState
from quorate_events.kafka.producer import KafkaTransactionalProducer


async def test_what_is_held_before_the_commit_is_given_up_and_nobody_is_said_to_have_taken_over() -> None:
    often = {"transaction.abort.timed.out.transaction.cleanup.interval.ms": "200"}
    async with running_broker(**often) as broker:
        access = access_to(broker.bootstrap)
        admin = KafkaAdmin(access)
        await admin.create(TopicState("test.held", 1, 1, {}))
        producer = KafkaTransactionalProducer(access, "held", timeout=1.0)
        await producer.open()

        async def hold() -> None:
            # As a machine that sleeps: the event loop does not notice that its time is over.
            time.sleep(4)  # noqa: ASYNC251

        with pytest.raises(KafkaUnavailable, match="longer than it may"):
            await producer.publish([Record("test.held", b"k", b"v")], before_commit=hold)
        await producer.close()
        await asyncio.sleep(0.5)
        assert not await admin.unfinished("test.held")
        extents = await admin.extents("test.held")
        assert [each for at in extents for each in await admin.read(at, *extents[at])] == []
        await admin.close()


async def test_a_look_that_never_ends_is_given_up(kafka: KafkaAccess) -> None:
    topic, admin = f"test.{uuid.uuid4().hex}", KafkaAdmin(kafka)
    await admin.create(TopicState(topic, 1, 1, {}))
    producer = KafkaTransactionalProducer(kafka, topic, timeout=1.0)
    await producer.open()

    async def hang() -> None:
        await asyncio.sleep(60)

    with pytest.raises(KafkaUnavailable, match="longer than it may"):
        await producer.publish([Record(topic, b"k", b"v")], before_commit=hang)
    await producer.close()
    await admin.close()


@pytest.mark.parametrize("hours", [0, 1])
async def test_what_is_refused_after_a_sleep_in_the_middle_of_writing_is_made_anew(
    kafka: KafkaAccess, hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asleep, clock = 0.0, time.clock_gettime
    monkeypatch.setattr(time, "clock_gettime", lambda which: clock(which) + asleep)
    topic, admin = f"test.{uuid.uuid4().hex}", KafkaAdmin(kafka)
    await admin.create(TopicState(topic, 1, 1, {}))
    producer, other = (KafkaTransactionalProducer(kafka, topic, timeout=10.0) for _ in range(2))
    await producer.open()
    # To this client an epoch that was raised for the transaction's age looks as it does for another process.
    await other.open()
    write = producer._write

    def fall_asleep(records: Sequence[Record]) -> None:
        nonlocal asleep
        asleep = hours * 3600.0
        write(records)

    monkeypatch.setattr(producer, "_write", fall_asleep)
    with pytest.raises(KafkaUnavailable if hours else ProducerFenced):
        await producer.publish([Record(topic, b"k", b"v")], before_commit=nothing_to_see)
    for each in (producer, other, admin):
        await each.close()


async def nothing_to_see() -> None:
    """Look at nothing before a commit."""
