"""What stands on an agency's topic: CloudEvents like those of the whole log, of a contribution one part each."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from quorate_events.kafka.cloudevents import PublishedEvent, to_record
from quorate_events.kafka.ports import Headers, Record
from quorate_services.feeds.seen import Item

ACCESS_ENDED = "quorate.feed.access_ended"
"""The meeting is no longer for the agency: nothing more of it comes."""


def of_item(item: Item, topic: str, because: int) -> Record:
    """Write an item; ``because`` is the position of the event that brought it into sight."""
    stored = item.kept.stored
    if item.part_id is None:
        return _with(to_record(stored, topic), ce_because=b"%d" % because)
    one = msgspec.structs.replace(stored, state=_only(stored.state, item.part_id))
    name = f"{item.position}/{item.part_id}".encode()
    return _with(to_record(one, topic), ce_id=name, ce_because=b"%d" % because)


def of_event(stored: PublishedEvent, topic: str) -> Record:
    """Write an event that everybody of the partnership may see."""
    return _with(to_record(stored, topic), ce_because=b"%d" % stored.position)


def of_end(ledger: str, meeting_id: UUID, position: int, at: datetime, topic: str) -> Record:
    """Write that a meeting is no longer for the agency; nothing is said of why."""
    subject = str(meeting_id).encode()
    headers: Headers = [
        ("ce_specversion", b"1.0"),
        ("content-type", b"application/json"),
        ("ce_id", f"{position}/{meeting_id}/ended".encode()),
        ("ce_source", f"/quorate/{ledger}".encode()),
        ("ce_type", ACCESS_ENDED.encode()),
        ("ce_time", at.astimezone(UTC).isoformat().replace("+00:00", "Z").encode()),
        ("ce_subject", subject),
        ("ce_because", b"%d" % position),
    ]
    return Record(topic, subject, b"{}", headers)


def _with(record: Record, **headers: bytes) -> Record:
    left = [(name, value) for name, value in record.headers if name not in headers]
    return msgspec.structs.replace(record, headers=[*left, *headers.items()])


def _only(state: bytes, part_id: UUID) -> bytes:
    """Return the body of a contribution with one part of it."""
    body = msgspec.json.decode(state)
    body["parts"] = [part for part in body["parts"] if part["part_id"] == str(part_id)]
    return msgspec.json.encode(body)
