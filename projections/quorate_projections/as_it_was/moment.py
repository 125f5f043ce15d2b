"""The moment as of which something is asked: a time, or a position of the ledger."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import takewhile

import msgspec

from quorate_events.store.past import Past, PastEvent
from quorate_projections.as_it_was.errors import NotYetPast

_EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)


class Moment(msgspec.Struct, frozen=True):
    """``at`` is the time (UTC). ``position`` is the last one that counts; None: whatever was recorded by then."""

    at: datetime
    position: int | None = None

    def until(self, events: Iterable[PastEvent]) -> tuple[PastEvent, ...]:
        """Return what of a stream had happened. Nothing is taken behind the first event that had not."""
        return tuple(takewhile(self._had_happened, events))

    def _had_happened(self, past: PastEvent) -> bool:
        if self.position is not None:
            return past.position <= self.position
        recorded: datetime = past.event.timestamp
        return recorded <= self.at


async def moment_of(past: Past, *, time: datetime | None, position: int | None, now: datetime) -> Moment:
    """Return the moment that a time or a position names; one of them is given.

    Raises :class:`NotYetPast` for what lies ahead of ``now`` or of the log, and for a time without a time zone.
    """
    if position is not None:
        at = await past.time_of(position) if position > 0 else None
        if at is None:
            raise NotYetPast
        return Moment(at, position)
    if time is None or time.tzinfo is None or time > now:
        raise NotYetPast
    # Before the year 1 in some zone there is nothing either.
    return Moment(max(time, _EARLIEST).astimezone(UTC))
