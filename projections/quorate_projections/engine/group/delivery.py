"""Makes pages of what Kafka delivers, after a look at the log's outline: whole ones, or none."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from quorate_events.kafka.cloudevents import NotACloudEvent, PublishedEvent, from_record
from quorate_events.kafka.ports import Received
from quorate_projections.engine.decoding import Page, decode_record
from quorate_projections.engine.feed import Decode, FeedRecord, ready
from quorate_projections.engine.group.outline import Outline
from quorate_projections.engine.projection import RecordedEvent


class Delivery(msgspec.Struct, frozen=True):
    """A page of one partition. Where ``gap`` is set it holds nothing, and the log has to be read up to its end."""

    partition: int
    page: Page
    gap: bool = False


class Counted(msgspec.Struct):
    """What came since the process began: ``events`` used, ``repeated`` ones passed over, ``foreign`` records that
    are no events of this log, and ``gaps``: pages that had to be read from the log."""

    events: int = 0
    repeated: int = 0
    foreign: int = 0
    gaps: int = 0


class Deliveries:
    """Remembers how far each partition has been delivered to this member.

    A page is handed on only when it holds exactly the positions that the log's outline has for the partition.
    """

    def __init__(
        self, ledger: str, outline: Outline, decode: Decode, topics: frozenset[str], counted: Counted
    ) -> None:
        self._ledger = ledger
        self._outline = outline
        self._decode = decode
        self._topics = topics
        self._counted = counted
        self._delivered: dict[int, int] = {}
        self._marks: dict[int, deque[tuple[int, int]]] = {}

    def begin(self, positions: Mapping[int, int]) -> None:
        """Take new partitions: all up to these positions is known to be shown in every view."""
        self._delivered.update(positions)

    def end(self, partitions: Iterable[int]) -> None:
        """Forget partitions that another member reads from now on."""
        for each in partitions:
            self._delivered.pop(each, None)
            self._marks.pop(each, None)

    def shown_offset(self, partition: int, position: int) -> int | None:
        """Return the offset from which to read when all up to ``position`` is shown; None when nothing new is."""
        marks, offset = self._marks.get(partition), None
        while marks and marks[0][0] <= position:
            offset = marks.popleft()[1]
        return offset

    def late(self, partition: int, position: int) -> Delivery | None:
        """Return a gap up to the end of the outline, when it has more of ``partition`` than ``position`` shows."""
        end = self._outline.end
        if partition not in self._delivered or not self._outline.of(partition, position, end):
            return None
        self._delivered[partition] = max(self._delivered[partition], end)
        self._counted.gaps += 1
        return Delivery(partition, Page(end, end, ()), gap=True)

    async def take(self, records: Sequence[Received]) -> list[Delivery]:
        """Return what ``records`` bring, at most one page a partition."""
        arrived: dict[int, list[PublishedEvent]] = {}
        behind: dict[int, int] = {}
        for record in records:
            if record.partition.number in self._delivered and (event := self._read(record)) is not None:
                arrived.setdefault(record.partition.number, []).append(event)
                behind[record.partition.number] = record.offset + 1
        for number, events in arrived.items():
            # One for what came at once: behind a view that stands still they are kept for as long as it does.
            self._marks.setdefault(number, deque()).append(
                (max(each.position for each in events), behind[number])
            )
        if not arrived:
            return []
        await self._outline.reach(max(event.position for events in arrived.values() for event in events))
        await ready(self._decode, (_record(each) for events in arrived.values() for each in events))
        # Partitions may have gone to others meanwhile.
        still_here = [each for each in arrived.items() if each[0] in self._delivered]
        pages = [self._page(partition, events) for partition, events in still_here]
        return [page for page in pages if page is not None]

    def _read(self, record: Received) -> PublishedEvent | None:
        try:
            event = from_record(record)
        except NotACloudEvent:
            event = None
        if event is None or event.ledger != self._ledger:
            self._counted.foreign += 1
            return None
        return event

    def _page(self, partition: int, events: Sequence[PublishedEvent]) -> Delivery | None:
        after, end = self._delivered[partition], self._outline.end
        new = [event for event in events if after < event.position <= end]
        self._counted.foreign += sum(event.position > end for event in events)
        self._counted.repeated += sum(event.position <= after for event in events)
        if not new:
            return None
        through = max(event.position for event in new)
        self._delivered[partition] = through
        if [event.position for event in new] != self._outline.of(partition, after, through):
            self._counted.gaps += 1
            return Delivery(partition, Page(through, through, ()), gap=True)
        self._counted.events += len(new)
        return Delivery(partition, Page(after, through, self._decoded(new)))

    def _decoded(self, events: Sequence[PublishedEvent]) -> list[RecordedEvent]:
        return [decode_record(_record(each), self._decode) for each in events if each.topic in self._topics]


def _record(event: PublishedEvent) -> FeedRecord:
    return FeedRecord(event.position, event.stream_id, event.stream_version, event.topic, event.state)
