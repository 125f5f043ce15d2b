import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate_events.kafka.cloudevents import (
    NotACloudEvent,
    PublishedEvent,
    from_record,
    schema_version,
    to_record,
)
from quorate_events.kafka.ports import Headers, Partition, Received, Record

MOMENT = datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=UTC)
EVENT = PublishedEvent(
    "stoke", 7, UUID(int=1), 3, "quorate.meeting.meeting_convened", b'{"a":1}', MOMENT, UUID(int=9)
)

events = st.builds(
    PublishedEvent,
    ledger=st.from_regex(r"[a-z][a-z0-9-]{1,60}", fullmatch=True),
    position=st.integers(1, 2**63 - 1),
    stream_id=st.uuids(),
    stream_version=st.integers(1, 2**63 - 1),
    topic=st.text(min_size=1),
    state=st.binary(),
    recorded_at=st.datetimes(timezones=st.just(UTC), min_value=datetime(1970, 1, 1)),
    command_id=st.none() | st.uuids(),
)


def delivered(record: Record, headers: Headers | None = None) -> Received:
    given = record.headers if headers is None else headers
    return Received(Partition(record.topic, 0), 0, record.key, record.value, given, 0)


@given(events)
def test_an_event_comes_back_as_it_was(event: PublishedEvent) -> None:
    record = to_record(event, "any")
    assert from_record(delivered(record)) == event
    assert record.value == event.state
    assert record.key == str(event.stream_id).encode()


@given(events)
def test_every_attribute_that_cloudevents_requires_is_there(event: PublishedEvent) -> None:
    headers = dict(to_record(event, "any").headers)
    assert headers["ce_specversion"] == b"1.0"
    for name in ("ce_id", "ce_source", "ce_type"):
        assert headers[name]
    # Names of attributes are lower-case letters and digits (CloudEvents 1.0, "naming conventions").
    names = [name for name in headers if name != "content-type"]
    assert all(name.startswith("ce_") and name.removeprefix("ce_").isalnum() for name in names)
    assert len(headers) == len(to_record(event, "any").headers)


def test_the_headers_of_an_event() -> None:
    assert dict(to_record(EVENT, "any").headers) == {
        "ce_specversion": b"1.0",
        "ce_id": b"7",
        "ce_source": b"/quorate/stoke",
        "ce_type": b"quorate.meeting.meeting_convened",
        "ce_time": b"2026-03-02T09:00:00.123456Z",
        "ce_subject": b"00000000-0000-0000-0000-000000000001",
        "ce_dataschema": b"urn:quorate:event:quorate.meeting.meeting_convened:1",
        "ce_schemaversion": b"1",
        "ce_position": b"7",
        "ce_streamversion": b"3",
        "ce_commandid": b"00000000-0000-0000-0000-000000000009",
        "content-type": b"application/json",
    }


def test_the_version_of_the_schema_is_the_one_that_wrote_the_body() -> None:
    assert schema_version(json.dumps({"a": {"class_version": 9}, "class_version": 2}).encode()) == 2
    assert schema_version(b"{}") == 1
    assert schema_version(b"\x00 encrypted") is None


@pytest.mark.parametrize(
    "lacking", ["ce_specversion", "ce_source", "ce_type", "ce_position", "ce_subject", "ce_time"]
)
def test_a_record_without_an_attribute_is_no_event(lacking: str) -> None:
    record = to_record(EVENT, "any")
    kept = [header for header in record.headers if header[0] != lacking]
    with pytest.raises(NotACloudEvent) as told:
        from_record(delivered(record, kept))
    assert told.value.__context__ is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("ce_specversion", b"0.3"), ("ce_position", b"x"), ("ce_subject", b"Sam"), ("ce_source", b"/other/x"),
     ("ce_type", b"\xff"), ("ce_time", b"now"), ("ce_commandid", b"Sam")],
)  # fmt: skip
def test_a_record_with_an_impossible_attribute_is_no_event(name: str, value: bytes) -> None:
    record = to_record(EVENT, "any")
    headers = [(name, value) if header[0] == name else header for header in record.headers]
    with pytest.raises(NotACloudEvent):
        from_record(delivered(record, headers))


def test_an_attribute_that_is_not_known_is_passed_over() -> None:
    record = to_record(EVENT, "any")
    assert from_record(delivered(record, [*record.headers, ("ce_later", b"x")])) == EVENT
