"""Turns a record of kafka-python into ours."""

from typing import Any

from quorate_events.kafka.ports import Partition, Received


def received(record: Any) -> Received:
    """Return ``record`` (kafka-python's ``ConsumerRecord``) as ours."""
    return Received(
        Partition(record.topic, record.partition),
        record.offset,
        record.key,
        record.value,
        [(name, bytes(value or b"")) for name, value in record.headers],
        record.timestamp,
    )
