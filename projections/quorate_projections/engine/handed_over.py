"""What this process has just written to the log, kept in memory for followers that are nearly there."""

from collections import deque

from quorate_events.store.append import as_uuid
from quorate_events.store.news import Written
from quorate_projections.engine.decoding import Page, decode_record
from quorate_projections.engine.feed import Decode, FeedRecord
from quorate_projections.engine.projection import RecordedEvent


class HandedOver:
    """The newest events as the appender handed them over, of at most ``limit`` bytes.

    Positions are gapless, so a position that is not here is one of another process, or one that came too long
    ago: whoever needs it reads the log. An event is decoded once, when the first follower comes to it.
    """

    def __init__(self, decode: Decode, topics: frozenset[str], limit: int = 4 * 1024 * 1024) -> None:
        self._decode = decode
        self._topics = topics
        self._kept: dict[int, FeedRecord | RecordedEvent | None] = {}
        self._sizes: deque[tuple[int, int]] = deque()
        self._room = limit

    def take(self, written: Written) -> None:
        """Keep what was written, and forget what came first when there is too much."""
        for position, stored in written.events:
            if position in self._kept:
                continue
            topic, state = stored.topic, stored.state
            wanted = topic in self._topics
            self._kept[position] = (
                FeedRecord(position, as_uuid(stored.originator_id), stored.originator_version, topic, state)
                if wanted
                else None
            )
            size = 200 + len(state) if wanted else 100
            self._sizes.append((position, size))
            self._room -= size
        while self._room < 0:
            position, size = self._sizes.popleft()
            del self._kept[position]
            self._room += size

    def forget_all(self) -> None:
        """Forget everything; whoever needs it reads the log."""
        self._room += sum(size for _, size in self._sizes)
        self._kept.clear()
        self._sizes.clear()

    def undecoded(self, after: int) -> list[FeedRecord]:
        """Return what :meth:`page` would have to decode now."""
        kept, position = self._kept, after + 1
        found: list[FeedRecord] = []
        while position in kept:
            event = kept[position]
            if isinstance(event, FeedRecord):
                found.append(event)
            position += 1
        return found

    def page(self, after: int) -> Page | None:
        """Return everything behind ``after`` up to the first hole; None when the next position is not here."""
        kept = self._kept
        through = after
        events: list[RecordedEvent] = []
        while (position := through + 1) in kept:
            event = kept[position]
            if isinstance(event, FeedRecord):
                event = kept[position] = decode_record(event, self._decode)
            if event is not None:
                events.append(event)
            through = position
        return Page(after, through, events) if through > after else None
