"""One relay's hold on the topics: what it publishes goes into those that it found when it began, or nowhere."""

from collections.abc import AsyncIterator, Sequence
from uuid import UUID

from quorate_events.kafka.cloudevents import PublishedEvent, to_record
from quorate_events.kafka.errors import KafkaRecordTooLarge
from quorate_events.kafka.held_topics import HeldTopics
from quorate_events.kafka.partitioning import Partitioning
from quorate_events.kafka.ports import Admin, Partition, TransactionalProducer
from quorate_services.relay.positions import There, committed_position, position_record, published_behind

REACH = 1000
"""How many of the last events are looked for in the topic when a relay begins: as many as a transaction has at most."""


class Publication:
    """Publishes batches of ``ledger`` with their positions; ``topics`` are those of events and of positions.

    A broker that is killed while it writes the marks of a transaction may forget how that ended. Then some partitions
    of the topic hold what they should and others do not, on either side of the position: at the beginning it is looked
    what is there. ``noted`` is what :func:`take_over` remembers. After any error throw a publication away, and look
    anew where things stand.
    """

    def __init__(
        self,
        producer: TransactionalProducer,
        admin: Admin,
        ledger: str,
        topics: tuple[str, str],
        noted: set[Partition],
    ) -> None:
        self._producer = producer
        self._admin = admin
        self._ledger = ledger
        self._events, self._positions = topics
        self._held = HeldTopics(producer, admin, topics, self._events, noted)
        self._partitioning = Partitioning(1)
        self._there = There({}, whole=False)

    async def begin(self) -> int:
        """Take over, and return the last position that is published.

        Raises what :meth:`HeldTopics.begin` and :func:`committed_position` raise.
        """
        await self._held.begin()
        self._partitioning = Partitioning(len(await self._admin.extents(self._events)))
        position = await committed_position(self._admin, self._events, self._positions)
        self._there = await published_behind(self._admin, self._events, self._ledger, position - REACH)
        return position

    async def missing(self, latest: AsyncIterator[Sequence[PublishedEvent]]) -> list[PublishedEvent]:
        """Return those of the ``latest`` events up to the first position that no reader of the topic will ever see.

        One that is missing before a later event of its meeting is not lost by a broker, which loses the end of a
        partition; published now, it would come out of order.
        """
        if not self._there.whole:
            return []
        last: dict[UUID, int] = {}
        for position, stream_id in self._there.streams.items():
            last[stream_id] = max(position, last.get(stream_id, 0))
        return [
            event
            async for events in latest
            for event in events
            if event.position > last.get(event.stream_id, 0)
        ]

    async def publish(self, batch: Sequence[PublishedEvent], position: int | None = None) -> int:
        """Publish what of a batch is not there, in one transaction; return how many events that were.

        After it all is published up to ``position`` (the batch's own last one). Raises ``KafkaTopicReplaced`` as
        :meth:`HeldTopics.look`, and what ``TransactionalProducer.publish`` raises.
        """
        there = self._there.streams
        # A log that was restored from a backup may have given the position to another meeting.
        events = [each for each in batch if there.get(each.position) != each.stream_id] if there else batch
        # Kafka's own rule, by which its client works the hash of the key out again for each record.
        partition_of = self._partitioning.of
        records = [to_record(event, self._events, partition_of(event.stream_id)) for event in events]
        through = batch[-1].position if position is None else position
        records.append(position_record(self._positions, through, self._held.watched_id))
        try:
            await self._producer.publish(records, before_commit=self._held.look)
        except KafkaRecordTooLarge as error:
            if error.number >= len(events):
                raise
            at = events[error.number].position
            words = f"The event at position {at} does not go into Kafka. {error.message}"
            raise KafkaRecordTooLarge(words, error.suggestion, error.number) from error
        if there and through > max(there):
            self._there = There({}, whole=False)
        return len(events)

    async def look_over(self) -> None:
        """Look while nothing happens; see :meth:`HeldTopics.look_over`."""
        await self._held.look_over()
