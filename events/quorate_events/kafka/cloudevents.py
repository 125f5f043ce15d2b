"""One event of the log as one record: CloudEvents 1.0, Kafka protocol binding, binary mode.

The value is the body as stored, byte for byte. What CloudEvents has no attribute for is in extensions: the
position in the ledger, the version in the stream, the version of the event's schema, the command that wrote it.
"""

from datetime import UTC, datetime
from functools import lru_cache
from uuid import UUID

import msgspec

from quorate_events.errors import QuorateError
from quorate_events.kafka.ports import Headers, Received, Record


class NotACloudEvent(QuorateError):
    """A record of a topic of events that lacks an attribute, or has one that makes no sense."""

    code = "not_a_cloud_event"


class PublishedEvent(msgspec.Struct, frozen=True, gc=False):
    """An event as it stands on the log. ``recorded_at`` is aware; ``command_id`` is None where nobody told it."""

    ledger: str
    position: int
    stream_id: UUID
    stream_version: int
    topic: str
    state: bytes
    recorded_at: datetime
    command_id: UUID | None = None


_SOURCE = "/quorate/"
_SCHEMA = "urn:quorate:event:"
_BEFORE = (("ce_specversion", b"1.0"), ("content-type", b"application/json"))


class _Version(msgspec.Struct):
    class_version: int = 1


_peek = msgspec.json.Decoder(_Version).decode


def schema_version(state: bytes) -> int | None:
    """Return which version of its event class wrote a body; None when the body is not JSON of ours."""
    try:
        return _peek(state).class_version
    except msgspec.DecodeError:
        return None


@lru_cache(maxsize=1_000)
def _of_schema(topic: str, version: int | None) -> Headers:
    """Return the headers that all events of one type and version have."""
    headers: Headers = [("ce_type", topic.encode())]
    if version is not None:
        headers.append(("ce_dataschema", f"{_SCHEMA}{topic}:{version}".encode()))
        headers.append(("ce_schemaversion", b"%d" % version))
    return headers


def to_record(event: PublishedEvent, topic: str, partition: int | None = None) -> Record:
    """Write ``event`` as a record of ``topic``, keyed by its stream, from which follows the partition when None."""
    stream = str(event.stream_id).encode()
    recorded = event.recorded_at.astimezone(UTC)
    position = b"%d" % event.position
    headers: Headers = [
        *_BEFORE,
        ("ce_id", position),
        ("ce_source", (_SOURCE + event.ledger).encode()),
        *_of_schema(event.topic, schema_version(event.state)),
        ("ce_time", (recorded.replace(tzinfo=None).isoformat() + "Z").encode()),
        ("ce_subject", stream),
        ("ce_position", position),
        ("ce_streamversion", b"%d" % event.stream_version),
    ]
    if event.command_id is not None:
        headers.append(("ce_commandid", str(event.command_id).encode()))
    return Record(topic, stream, event.state, headers, int(recorded.timestamp() * 1000), partition)


def from_record(record: Received) -> PublishedEvent:
    """Read an event back. Attributes that are not known are passed over. Raises NotACloudEvent."""
    told = dict(record.headers)
    try:
        if told["ce_specversion"] != b"1.0" or record.value is None:
            raise ValueError
        source = told["ce_source"].decode()
        if not source.startswith(_SOURCE):
            raise ValueError
        command = told.get("ce_commandid")
        return PublishedEvent(
            ledger=source.removeprefix(_SOURCE),
            position=int(told["ce_position"]),
            stream_id=UUID(told["ce_subject"].decode()),
            stream_version=int(told["ce_streamversion"]),
            topic=told["ce_type"].decode(),
            state=record.value,
            recorded_at=datetime.fromisoformat(told["ce_time"].decode()),
            command_id=None if command is None else UUID(command.decode()),
        )
    except (KeyError, ValueError):
        # Not even as a context: the text of a ValueError quotes the value.
        pass
    raise NotACloudEvent(
        f"The record at offset {record.offset} of partition {record.partition.number} of "
        f"{record.partition.topic} is not an event of Quorate.",
        "Find out who else writes to this topic, and take away their right to.",
    )
