"""Decodes what a feed carries, once for all projections that stand at the same place."""

import asyncio
from bisect import bisect_right
from collections import deque
from collections.abc import Sequence

import msgspec

from quorate_projections.engine.feed import Decode, Feed, FeedPage, FeedRecord
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
        record.recorded_at,
        event,
    )


class SharedReader:
    """Reads and decodes a feed for several followers, each event once while they keep together."""

    def __init__(self, feed: Feed, decode: Decode, topics: frozenset[str], pages_kept: int = 4) -> None:
        self.feed = feed
        self._decode = decode
        self._topics = topics
        self._recent: deque[Page] = deque(maxlen=pages_kept)
        self._reading: dict[int, asyncio.Task[Page]] = {}

    async def page(self, after: int, limit: int) -> Page:
        """Return what stands behind ``after``: at most ``limit`` positions, unless more is at hand."""
        for page in self._recent:
            if page.after <= after < page.through:
                return page.behind(after)
        task = self._reading.get(after)
        if task is None:
            task = asyncio.create_task(self._read(after, limit))
            self._reading[after] = task
            task.add_done_callback(lambda _: self._reading.pop(after, None))
        return await asyncio.shield(task)

    async def _read(self, after: int, limit: int) -> Page:
        page = decode_page(await self.feed.read(after, limit, self._topics), self._decode)
        if page.through > after:
            self._recent.append(page)
        return page
