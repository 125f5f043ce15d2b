"""Fills empty builds from the beginning of a topic, partition by partition: each holds whole streams.

Which events there are says the log, as ever: what the topic lacks is read there, what is no event of it is left out.
"""

from collections.abc import Collection
from itertools import groupby
from operator import attrgetter
from typing import Protocol

from quorate_events.kafka.cloudevents import NotACloudEvent, from_record
from quorate_events.kafka.partitioning import Partitioning
from quorate_events.kafka.ports import Admin, Extent, Partition
from quorate_projections.engine.bulk import BulkLoader
from quorate_projections.engine.connections import connect_writer
from quorate_projections.engine.decoding import decode_record
from quorate_projections.engine.feed import Feed, FeedRecord
from quorate_projections.engine.filling import Filled, Filling
from quorate_projections.engine.group.filling_gaps import pages_from_log
from quorate_projections.engine.group.outline import Outline, OutlineReader
from quorate_projections.engine.projection import RecordedEvent
from quorate_projections.engine.reading import SharedReader

_STEP = 5_000
"""Offsets that are read at a time."""


class Log(Feed, OutlineReader, Protocol):
    """The log itself, beside what Kafka brings of it."""


class TopicFill:
    """Fills builds from ``topic``. The events of one partition at a time are in memory.

    ``from_topic`` and ``from_log`` say how many events came from where.
    """

    def __init__(self, admin: Admin, topic: str, log: Log) -> None:
        self._admin = admin
        self._topic = topic
        self._log = log
        self.from_topic = 0
        self.from_log = 0

    async def fill(self, filling: Filling, filled: Filled) -> None:
        """Fold the whole topic into all builds.

        Raises ``KafkaUnavailable``, ``KafkaRefused`` and ``KafkaTopicMissing``.
        """
        extents = await self._admin.extents(self._topic)
        partitioning = Partitioning(len(extents))
        outline = Outline(self._log, partitioning.of, 0)
        await outline.reach(filling.head)
        topics = frozenset[str]().union(*(each.topics for each in filling.projections))
        reader = SharedReader(self._log, filling.decode, topics)
        connection = await connect_writer(filling.dsn)
        try:
            loaders = [
                BulkLoader(connection, projection, build)
                for projection, build in zip(filling.projections, filling.builds, strict=True)
            ]
            for place, extent in extents.items():
                wanted = set(outline.of(place.number, 0, filling.head))
                events, found = await self._events(filling, place, extent, topics, wanted)
                if missing := wanted - found:
                    through = max(missing)
                    pages = pages_from_log(reader, partitioning, place.number, min(missing) - 1, through)
                    events += [
                        each async for page in pages for each in page.events if each.position in missing
                    ]
                    self.from_log += len(missing)
                self.from_topic += len(found)
                events.sort(key=attrgetter("stream_id", "position"))
                streams = [list(stream) for _, stream in groupby(events, attrgetter("stream_id"))]
                for loader in loaders:
                    await loader.load(streams)
                filled(len(wanted))
        finally:
            connection.terminate()

    async def _events(
        self, filling: Filling, place: Partition, extent: Extent, topics: Collection[str], wanted: set[int]
    ) -> tuple[list[RecordedEvent], set[int]]:
        """Return what the partition holds of ``topics``, and which of the ``wanted`` positions it has."""
        events: list[RecordedEvent] = []
        found: set[int] = set()
        for first in range(extent.first, extent.end, _STEP):
            for record in await self._admin.read(place, first, min(first + _STEP, extent.end)):
                try:
                    event = from_record(record)
                except NotACloudEvent:
                    continue
                position = event.position
                if event.ledger != filling.ledger or position not in wanted or position in found:
                    continue
                found.add(position)
                if event.topic in topics:
                    stored = FeedRecord(
                        position, event.stream_id, event.stream_version, event.topic, event.state
                    )
                    events.append(decode_record(stored, filling.decode))
        return events, found
