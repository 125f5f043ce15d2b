"""Decodes what a feed carries, once for all projections that stand at the same place."""

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from quorate_projections.engine.feed import Decode, FeedPage, FeedRecord
from quorate_projections.engine.poison import PoisonReason
from quorate_projections.engine.projection import RecordedEvent


class Page(msgspec.Struct, frozen=True):
    """The decoded events of positions ``after + 1`` to ``through``.

    The ``event`` of one that cannot be decoded is a :class:`PoisonReason`.
    """

    after: int
    through: int
    events: Sequence[RecordedEvent]

    def behind(self, position: int) -> "Page":
        """Return the part of the page behind ``position``."""
        if position <= self.after:
            return self
        first = bisect_right(self.events, position, key=lambda event: event.position)
        return Page(position, self.through, self.events[first:])


def decode_page(page: FeedPage, decode: Decode) -> Page:
    """Decode every record of a page; one that fails carries its reason instead of an event."""
    return Page(page.after, page.through, [decode_record(record, decode) for record in page.records])


def decode_record(record: FeedRecord, decode: Decode) -> RecordedEvent:
    """Decode one record; if that fails, carry the reason instead of the event."""
    event: object
    try:
        event = decode(record)
    except Exception as error:
        # Whatever the bytes hold must stop their own stream only.
        event = PoisonReason.of(error)
    return RecordedEvent(
        record.position,
        record.originator_id,
        record.originator_version,
        record.topic,
        event,
    )
