"""What every Admin must do, shown on a real broker."""

import uuid

import pytest

from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.errors import KafkaTopicMissing, KafkaUnavailable
from quorate_events.kafka.ports import Admin, Extent, Partition, Record, TopicState
from quorate_events.kafka.producer import KafkaTransactionalProducer


async def test_a_topic_is_as_it_was_created(admin: Admin) -> None:
    wanted = TopicState(f"test.{uuid.uuid4().hex}", 2, 1, {"cleanup.policy": "compact"})
    assert await admin.topics([wanted.name]) == {}
    await admin.create(wanted)
    assert await admin.topics([wanted.name, "test.nobody"]) == {wanted.name: wanted}


async def test_settings_and_partitions_can_be_changed(admin: Admin, topic: str) -> None:
    await admin.configure(topic, {"retention.ms": "1000"})
    await admin.configure(topic, {"max.message.bytes": "2000"})
    await admin.add_partitions(topic, 5)
    found = (await admin.topics([topic]))[topic]
    assert found == TopicState(topic, 5, 1, {"retention.ms": "1000", "max.message.bytes": "2000"})


async def test_an_empty_topic_has_extents(admin: Admin, topic: str) -> None:
    assert await admin.extents(topic) == {Partition(topic, n): Extent(0, 0) for n in range(3)}


async def test_what_stands_before_an_offset_is_forgotten(
    admin: Admin, topic: str, kafka: KafkaAccess
) -> None:
    producer = KafkaTransactionalProducer(kafka, f"test-{topic}")
    await producer.open()
    for number in range(3):
        await producer.publish([Record(topic, b"key", b"%d" % number, [])])
    await producer.close()
    ((partition, extent),) = [each for each in (await admin.extents(topic)).items() if each[1].end]
    await admin.forget({})
    await admin.forget({partition: extent.end - 2})
    left = (await admin.extents(topic))[partition]
    assert left.first == extent.end - 2
    assert [each.value for each in await admin.read(partition, left.first, left.end)] == [b"2"]


async def test_a_missing_topic_is_told(admin: Admin, topic: str) -> None:
    with pytest.raises(KafkaTopicMissing) as told:
        await admin.extents("test.nobody")
    assert "quorate topics apply" in told.value.suggestion
    await admin.delete(topic)
    assert await admin.topics([topic]) == {}


async def test_without_kafka_it_says_so() -> None:
    admin = KafkaAdmin(KafkaAccess("127.0.0.1:9", connect_timeout=0.5), timeout=1.0)
    with pytest.raises(KafkaUnavailable):
        await admin.topics(["any"])
    await admin.close()
    await admin.close()
