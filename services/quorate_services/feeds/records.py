"""What stands on an agency's topic: CloudEvents like those of the whole log, of a contribution one part each."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from quorate_events.kafka.cloudevents import PublishedEvent, to_record
from quorate_events.kafka.ports import Headers, Record
from quorate_events.meetings.convening import MeetingConvened
from quorate_events.meetings.record_copies import RecordCopyMade
from quorate_events.rules.rule_set import Anchor
from quorate_services.feeds.seen import Item

ACCESS_ENDED = "quorate.feed.access_ended"
"""The meeting is no longer for the agency: nothing more of it comes."""


PERSON_ERASED = "quorate.feed.person_erased"
"""The data of a person of whom the agency was told were erased: nothing more can be read about them."""

_SEALED = b'"sealed":['


def of_item(item: Item, topic: str, because: int) -> Record:
    """Write an item; ``because`` is the position of the event that brought it into sight."""
    record = _uncounted(_told(item.kept.stored, item.part_id), topic)
    if item.part_id is None:
        return _with(record, ce_because=b"%d" % because)
    name = f"{item.position}/{item.part_id}".encode()
    return _with(record, ce_id=name, ce_because=b"%d" % because)


def of_event(stored: PublishedEvent, topic: str) -> Record:
    """Write an event that everybody of the partnership may see."""
    return _with(_uncounted(stored, topic), ce_because=b"%d" % stored.position)


def of_end(ledger: str, meeting_id: UUID, position: int, at: datetime, topic: str) -> Record:
    """Write that a meeting is no longer for the agency; nothing is said of why."""
    return _notice(
        ACCESS_ENDED, f"{position}/{meeting_id}/ended", ledger, meeting_id, position, at, topic, b"{}"
    )


def of_erasure(
    ledger: str, meeting_id: UUID, person_id: UUID, position: int, at: datetime, topic: str
) -> Record:
    """Write that a person's data were erased, to whoever reads a meeting that it reached."""
    body = msgspec.json.encode({"person_id": person_id})
    name = f"{position}/{meeting_id}/erased"
    return _notice(PERSON_ERASED, name, ledger, meeting_id, position, at, topic, body)


def _notice(
    kind: str,
    name: str,
    ledger: str,
    meeting_id: UUID,
    position: int,
    at: datetime,
    topic: str,
    body: bytes,
) -> Record:
    subject = str(meeting_id).encode()
    headers: Headers = [
        ("ce_specversion", b"1.0"),
        ("content-type", b"application/json"),
        ("ce_id", name.encode()),
        ("ce_source", f"/quorate/{ledger}".encode()),
        ("ce_type", kind.encode()),
        ("ce_time", at.astimezone(UTC).isoformat().replace("+00:00", "Z").encode()),
        ("ce_subject", subject),
        ("ce_because", b"%d" % position),
    ]
    return Record(topic, subject, body, headers)


def _with(record: Record, **headers: bytes) -> Record:
    left = [(name, value) for name, value in record.headers if name not in headers]
    return msgspec.structs.replace(record, headers=[*left, *headers.items()])


def _uncounted(stored: PublishedEvent, topic: str) -> Record:
    """Write an event without its number in its stream: that counts what is hidden, such as a restricted part.

    The position stands in its place. It grows as well, and counts the events of everybody's meetings together.
    """
    record = to_record(stored, topic)
    return _with(record, ce_streamversion=dict(record.headers)["ce_position"])


def _told(stored: PublishedEvent, part_id: UUID | None) -> PublishedEvent:
    """Return an event as an agency is told it: of a contribution one part, and nothing that is sealed.

    Nor is anything told of a conference before: neither which meeting this one results from, which the API names
    to those only who may read that one too, nor the day, which is told to people only (``read_previous_quoracy``);
    nor of how many events a copy of the record was made, which counts what is hidden.
    Of what is sealed it is told which fields they are. What they say is asked for by the API, which answers as long
    as the person has not been erased: a topic cannot be taken back.
    """
    left_out = _LEFT_OUT.get(stored.topic)
    if part_id is None and left_out is None and _SEALED not in stored.state:
        return stored
    body = msgspec.json.decode(stored.state)
    kept = body.get("parts", ())
    if left_out is not None:
        left_out(body)
    if part_id is not None:
        body["parts"] = [part for part in kept if part["part_id"] == str(part_id)]
    if sealed := body.pop("sealed", None):
        places = {f"parts.{n}": part["part_id"] for n, part in enumerate(kept)}
        fields = [path for each in sealed for path in each["fields"]]
        if part_id is not None:
            fields = [
                "parts.0." + path.split(".", 2)[2]
                for path in fields
                if places.get(".".join(path.split(".")[:2])) == str(part_id)
            ]
        body["sealed"] = [{"keys": [], "fields": fields, "data": ""}]
    return msgspec.structs.replace(stored, state=msgspec.json.encode(body))


def _leave_out_before(body: dict[str, Any]) -> None:
    body["follows"] = None
    body["anchors"] = [each for each in body["anchors"] if each["anchor"] != Anchor.LAST_CONFERENCE]


def _leave_out_count(body: dict[str, Any]) -> None:
    body["made_of"] = 0


_LEFT_OUT: dict[str, Callable[[dict[str, Any]], None]] = {
    MeetingConvened.TOPIC: _leave_out_before,
    RecordCopyMade.TOPIC: _leave_out_count,
}
"""What no agency's software is told of an event that it is told, by topic."""
