"""Decodes the records of a feed with the log's own codec."""

from eventsourcing.persistence import StoredEvent

from quorate_events.store.codec import EventCodec
from quorate_projections.engine.feed import Decode, FeedRecord


def decode_with(codec: EventCodec) -> Decode:
    """Return a function that makes the domain event of a record.

    It raises ``UnreadableEvent`` and ``UnknownTopic`` as the codec does.
    """

    def decode(record: FeedRecord) -> object:
        return codec.to_domain_event(
            StoredEvent(record.stream_id, record.stream_version, record.topic, record.state)
        )

    return decode
