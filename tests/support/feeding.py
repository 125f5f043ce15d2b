"""What an agency's feed tells of a history in memory."""

from dataclasses import dataclass, field
from uuid import UUID

from tests.support.history import History

from quorate_events.kafka.cloudevents import PublishedEvent
from quorate_events.kafka.ports import Record
from quorate_events.meetings import catalogue as meetings
from quorate_events.people import catalogue as people
from quorate_events.store import EventCodec
from quorate_projections.engine.projection import RecordedEvent
from quorate_services.feeds.edges import Edge
from quorate_services.feeds.following import Followed, Kept
from quorate_services.feeds.records import of_item

CODEC = EventCodec((*meetings.EVENTS, *people.EVENTS))


def kept(event: RecordedEvent) -> Kept:
    stored = CODEC.to_stored_event(event.event)
    recorded_at = event.event.timestamp
    return Kept(
        PublishedEvent(
            "stoke", event.position, event.stream_id, event.stream_version, event.topic, stored.state,
            recorded_at,
        ),
        event.event,
    )  # fmt: skip


def follow(history: History, meeting_id: UUID) -> Followed:
    """The meeting as a feed that has read all of ``history`` follows it."""
    meeting = Followed()
    meeting.add(map(kept, history.of(meeting_id)))
    for child_id in meeting.child_ids:
        meeting.add_of_child(child_id, map(kept, history.of(child_id)))
    return meeting


@dataclass
class Told:
    """The records that were told."""

    records: list[Record] = field(default_factory=list)
    ended: int = 0

    def take(self, step: Edge, because: int) -> "Told":
        """Take in what a step tells; returns what it told alone."""
        fresh = Told([of_item(item, "topic", because) for item in step.items], int(step.ended))
        self.records += fresh.records
        self.ended += fresh.ended
        return fresh

    @property
    def types(self) -> list[str]:
        return [dict(record.headers)["ce_type"].decode() for record in self.records]

    @property
    def text(self) -> str:
        """All of it: bodies, headers and keys."""
        return "\n".join(f"{record.key!r} {record.headers!r} {record.value!r}" for record in self.records)
